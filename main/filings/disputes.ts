import type { DisputedMatter } from '../contract/progress.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Resolves when the report is on the disk, from where it is delivered at least once under its key. */
export type RecordDispute = (report: { readonly key: string; readonly filing: string; readonly what: DisputedMatter }) => Promise<void>

/** Records that a person has found something wrong with a filing (纠错). Nothing in it names the person. */
export function recordDisputes(ledger: Pick<Ledger, 'transact' | 'outbox' | 'audit'>): RecordDispute {
  return ({ key, filing, what }) =>
    ledger.transact((tx) => {
      // Its own key is its subject: one that the platform refuses keeps no other waiting.
      ledger.outbox.append(tx, { subject: key, kind: 'progress.disputed', payload: { dispute: key, filing, what } })
      ledger.audit.append(tx, { actor: 'citizen', event: 'progress.disputed', payload: { dispute: key, what } })
    })
}
