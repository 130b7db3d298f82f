import type { AuditEntry } from '../ledger/audit.ts'
import type { HallPlace } from './hall-devices.ts'

/** A pairing that was asked for, answered or not. */
export interface KeptPairing {
  readonly id: string
  /** Of what the asking browser or terminal keeps to itself: SHA-256, in hex. */
  readonly secret: string
  readonly code: string
  readonly place: HallPlace
  readonly address: string
  /** Since it was asked for, by the store's own clock. */
  readonly ageMs: number
  /** `over`: its asker was told the answer, or asked anew; it counts among what was asked for. */
  readonly state: 'waiting' | 'refused' | 'over' | { readonly approvedBy: string }
}

/** Where pairings are kept for the minutes that they live: in a terminal's memory, or in the hall server's PostgreSQL. */
export interface PairingStore {
  /** The oldest first. */
  all(): Promise<readonly KeptPairing[]>
  /** One at a time in a hall. */
  transact<Value>(body: (tx: PairingTransaction) => Promise<Value>): Promise<Value>
}

export interface PairingTransaction {
  all(): Promise<readonly KeptPairing[]>
  /** A new one, whose age begins now; or the state of one that is kept. */
  keep(pairing: KeptPairing): Promise<void>
  forgetOlder(ageMs: number): Promise<void>
  audit(entry: AuditEntry): Promise<void>
}

/** In memory: who asked before a restart asks again. */
export function pairingsInMemory(parts: {
  /** Milliseconds that only grow, whatever the clock is set to. */
  readonly ran: () => number
  readonly audit: (entry: AuditEntry) => Promise<void>
}): PairingStore {
  const { ran, audit } = parts
  const kept = new Map<string, { readonly pairing: KeptPairing; readonly askedAt: number }>()
  const all = async () => [...kept.values()].map(({ pairing, askedAt }) => ({ ...pairing, ageMs: ran() - askedAt }))
  const tx: PairingTransaction = {
    all,
    async keep(pairing) {
      kept.set(pairing.id, { pairing, askedAt: kept.get(pairing.id)?.askedAt ?? ran() })
    },
    async forgetOlder(ageMs) {
      for (const [id, { askedAt }] of kept) if (ran() - askedAt >= ageMs) kept.delete(id)
    },
    audit,
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    all,
    transact(body) {
      const run = last.then(() => body(tx))
      // whoever asked hears of what failed; the next is none the worse
      last = run.catch(() => {})
      return run
    },
  }
}
