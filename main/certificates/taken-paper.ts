import assert from 'node:assert/strict'
import type { Ledger } from '../ledger/ledger.ts'

/** What the ledger says of the certificates that came out: whether somebody took them. */
export interface TakenPaper {
  /** The person in front says that they hold the paper of these copies. */
  taken(copyKeys: readonly string[]): Promise<void>
  /** Nobody said so in time: the paper may lie there for whoever comes next. */
  left(copyKeys: readonly string[]): Promise<void>
}

const WORDS = { taken: 'taken_at', left: 'left_at' } as const

export function recordTakenPaper(ledger: Pick<Ledger, 'transact' | 'audit'>, now: () => Date): TakenPaper {
  function record(what: keyof typeof WORDS, copyKeys: readonly string[]): Promise<void> {
    return ledger.transact(async (tx) => {
      for (const key of copyKeys) {
        const rows = await tx.all(`UPDATE certificate_copy SET ${WORDS[what]} = ? WHERE copy_key = ? RETURNING copy_key`, [
          now().toISOString(),
          key,
        ])
        assert(rows.length === 1, 'only what came out of a copy can be taken')
        ledger.audit.append(tx, { actor: what === 'taken' ? 'citizen' : 'terminal', event: `certificate.${what}`, payload: { certificate: key } })
      }
    })
  }
  return { taken: (keys) => record('taken', keys), left: (keys) => record('left', keys) }
}
