import { canonicalJson, EMPTY_HEAD, hashRow, sealHead, type Head } from '../../ledger/audit-chain.ts'
import { newIdentifier } from '../../ledger/identifiers.ts'
import type { MachineKey } from '../../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { Told } from './postgres-database.ts'

/** The head row as it is read under its lock. */
export interface HeadRow {
  readonly epoch: number
  readonly last_event: number
  readonly audit_seq: number
  readonly audit_hash: Buffer
}

/** What a transaction tells, as the values of `RECORD` after the hall: feed, outbox and audit log with the head they lead to. */
export type RecordValues = (head: HeadRow, told: Told) => readonly unknown[]

export function createRecord(key: MachineKey, now: () => Date): RecordValues {
  const rowKey = key.derive('audit')
  const headKey = key.derive('audit-head')

  return (head, { fed, posted, logged }) => {
    const at = now()
    let audit: Head = { seq: head.audit_seq, hash: head.audit_hash }
    const feed = fed.map(({ kind, ticketId, number, business, window, facts }, index) => {
      return { seq: head.last_event + 1 + index, kind, ticket_id: ticketId, number, business, at_window: window, facts }
    })
    const posts = posted.map((post) => ({ ...post, event_id: newIdentifier(at), payload: JSON.stringify(post.payload) }))
    const entries: object[] = []
    for (const { actor, event, payload } of logged) {
      const entry = {
        seq: audit.seq + 1,
        suite: SUITE_AES_SHA256,
        at: at.toISOString(),
        actor,
        event,
        payload: canonicalJson(payload),
        prev: audit.hash,
      }
      const hash = hashRow(rowKey, entry)
      entries.push({ ...entry, prev: audit.hash.toString('hex'), hash: hash.toString('hex') })
      audit = { seq: entry.seq, hash }
    }
    return [
      at,
      JSON.stringify(feed),
      JSON.stringify(posts),
      JSON.stringify(entries),
      head.last_event + fed.length,
      SUITE_AES_SHA256,
      audit.seq,
      audit.hash,
      sealHead(headKey, audit),
    ]
  }
}

/** Of a hall that begins: suite, count, hash and seal of its empty audit log. */
export function emptyAudit(key: MachineKey): readonly unknown[] {
  return [SUITE_AES_SHA256, EMPTY_HEAD.seq, EMPTY_HEAD.hash, sealHead(key.derive('audit-head'), EMPTY_HEAD)]
}
