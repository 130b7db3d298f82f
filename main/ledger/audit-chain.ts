import { createHmac } from 'node:crypto'
import { SUITE_AES_SHA256 } from './suite.ts'

/** How many entries a log has, and the keyed hash of the last. */
export interface Head {
  readonly seq: number
  readonly hash: Buffer
}

/** An entry as its hash is made over it; `payload` is canonical JSON. */
export interface ChainedRow {
  readonly seq: number
  readonly suite: number
  readonly at: string
  readonly actor: string
  readonly event: string
  readonly payload: string
  readonly prev: Buffer
}

/** The head of an empty log. */
export const EMPTY_HEAD: Head = { seq: 0, hash: Buffer.alloc(32) }

/** Keys in order of their code units, no spaces: one text for one payload (as RFC 8785 for such flat objects). */
export function canonicalJson(payload: Readonly<Record<string, string | number | boolean | null>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(payload).sort(([a], [b]) => (a < b ? -1 : 1))))
}

/** HMAC over the 32 bytes of the row before, then this row as a JSON array. */
export function hashRow(rowKey: Buffer, row: ChainedRow): Buffer {
  const text = JSON.stringify([row.suite, row.seq, row.at, row.actor, row.event, row.payload])
  return createHmac('sha256', rowKey).update(row.prev).update(text, 'utf8').digest()
}

export function sealHead(headKey: Buffer, head: Head): Buffer {
  return createHmac('sha256', headKey)
    .update(JSON.stringify([SUITE_AES_SHA256, head.seq, head.hash.toString('hex')]))
    .digest()
}
