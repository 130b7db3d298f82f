import { canonicalJson, EMPTY_HEAD, hashRow, sealHead, type Head } from '../../ledger/audit-chain.ts'
import { newIdentifier } from '../../ledger/identifiers.ts'
import type { MachineKey } from '../../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { Happened } from './queue-store.ts'

/** The head row as it is read under its lock. */
export interface HeadRow {
  readonly epoch: number
  readonly last_event: number
  readonly audit_seq: number
  readonly audit_hash: Buffer
}

/** What a transaction tells, as the values of `RECORD` after the hall: feed, outbox and audit log with the head they lead to. */
export type RecordValues = (head: HeadRow, happened: readonly Happened[]) => readonly unknown[]

export function createRecord(key: MachineKey, now: () => Date): RecordValues {
  const rowKey = key.derive('audit')
  const headKey = key.derive('audit-head')

  return (head, happened) => {
    const at = now()
    let audit: Head = { seq: head.audit_seq, hash: head.audit_hash }
    const feed: object[] = []
    const posted: object[] = []
    const logged: object[] = []
    for (const [index, { actor, kind, ticketId, number, business, window, facts }] of happened.entries()) {
      feed.push({ seq: head.last_event + 1 + index, kind, ticket_id: ticketId, number, business, at_window: window, facts })
      const named = Object.entries({ ticket: ticketId, number, business, window }).filter(([, value]) => value !== null)
      const known = { ...Object.fromEntries(named), ...facts }
      if (kind !== 'day.ended') {
        const subject = ticketId ?? `window:${window ?? ''}`
        posted.push({ event_id: newIdentifier(at), subject, kind, payload: JSON.stringify({ ...known, ...clerkOf(actor) }) })
      }
      const entry = {
        seq: audit.seq + 1,
        suite: SUITE_AES_SHA256,
        at: at.toISOString(),
        actor,
        event: kind,
        payload: canonicalJson(known),
        prev: audit.hash,
      }
      const hash = hashRow(rowKey, entry)
      logged.push({ ...entry, prev: audit.hash.toString('hex'), hash: hash.toString('hex') })
      audit = { seq: entry.seq, hash }
    }
    return [
      at,
      JSON.stringify(feed),
      JSON.stringify(posted),
      JSON.stringify(logged),
      head.last_event + happened.length,
      SUITE_AES_SHA256,
      audit.seq,
      audit.hash,
      sealHead(headKey, audit),
    ]
  }
}

/** Who acted, where it was somebody at a window: the supervision report counts by them. */
function clerkOf(actor: string): { readonly clerk?: string } {
  return actor.startsWith('clerk:') ? { clerk: actor.slice('clerk:'.length) } : {}
}

/** Of a hall that begins: suite, count, hash and seal of its empty audit log. */
export function emptyAudit(key: MachineKey): readonly unknown[] {
  return [SUITE_AES_SHA256, EMPTY_HEAD.seq, EMPTY_HEAD.hash, sealHead(key.derive('audit-head'), EMPTY_HEAD)]
}
