import { canonicalJson, EMPTY_HEAD, hashRow, sealHead, type Head } from './audit-chain.ts'
import type { Database } from './database.ts'
import type { MachineKey } from './machine-key.ts'
import { SUITE_AES_SHA256 } from './suite.ts'
import type { Transaction, Writer } from './writer.ts'

/**
 * An entry as its author writes it. Never a name, a number or anything else of a citizen: ticket ids say enough. An
 * operator acts under the name that the hall gave, for which this log is kept.
 */
export interface AuditEntry {
  /** Who acted: `citizen`, `terminal`, `command-line`, or `operator:NAME`. */
  readonly actor: string
  /** What happened, as `ticket.issued`. */
  readonly event: string
  readonly payload: Readonly<Record<string, string | number | boolean | null>>
}

/**
 * The log that only grows. Each row carries a keyed hash over itself and the row before; the head (how many, and the
 * last hash) lies sealed in a row of its own, so that a tail cut off is noticed too. Rows and head change in the
 * transaction of the act they tell of. What no local log can notice is the whole ledger put back to an earlier day: for
 * that the platform is told of the head (main/platform/audit-report.ts).
 */
export interface Audit {
  append(tx: Transaction, entry: AuditEntry): void
  /** As it is on the disk: an entry that is being written may yet be rolled back, and nobody is told of it. */
  head(): Promise<AuditHead>
}

/** How many entries the log has, and the keyed hash of the last: 32 bytes, zeros for an empty log. */
export interface AuditHead {
  readonly count: number
  readonly hash: Buffer
}

interface AuditRow {
  readonly seq: number
  readonly suite: number
  readonly at: string
  readonly actor: string
  readonly event: string
  readonly payload: string
  readonly prev: Buffer
  readonly hash: Buffer
}

interface HeadRow {
  readonly suite: number
  readonly seq: number
  readonly hash: Buffer
  readonly seal: Buffer
}

const INSERT_ROW =
  'INSERT INTO audit (seq, suite, at, actor, event, payload, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'

/** Rows read at once: enough that the calls do not count, few enough for a small machine's memory. */
const VERIFY_BATCH = 4096

/** Goes on from a log that `verifyAudit` found whole. */
export async function createAudit(parts: {
  readonly database: Database
  readonly writer: Writer
  readonly key: MachineKey
  readonly now: () => Date
}): Promise<Audit> {
  const { database, writer, key, now } = parts
  const rowKey = key.derive('audit')
  const headKey = key.derive('audit-head')
  const [stored] = await database.all<HeadRow>('SELECT suite, seq, hash, seal FROM audit_head')
  let head: Head = stored ?? EMPTY_HEAD

  return {
    append(tx, { actor, event, payload }) {
      const before = head
      const row = {
        seq: before.seq + 1,
        suite: SUITE_AES_SHA256,
        at: now().toISOString(),
        actor,
        event,
        payload: canonicalJson(payload),
        prev: before.hash,
      }
      const hash = hashRow(rowKey, row)
      tx.write(INSERT_ROW, [row.seq, row.suite, row.at, row.actor, row.event, row.payload, row.prev, hash])
      head = { seq: row.seq, hash }
      tx.write('UPDATE audit_head SET suite = ?, seq = ?, hash = ?, seal = ? WHERE id = 1', [
        SUITE_AES_SHA256,
        head.seq,
        head.hash,
        sealHead(headKey, head),
      ])
      tx.onRollback(() => {
        head = before
      })
    },

    async head() {
      const [row] = await writer.read<Head>('SELECT seq, hash FROM audit_head')
      const { seq, hash } = row ?? EMPTY_HEAD
      return { count: seq, hash }
    },
  }
}

/** The head row that a new ledger begins with. */
export function emptyHeadRow(key: MachineKey): HeadRow {
  return { suite: SUITE_AES_SHA256, ...EMPTY_HEAD, seal: sealHead(key.derive('audit-head'), EMPTY_HEAD) }
}

/** Reads the whole log, batch by batch: true when no entry was changed, added, removed or cut off. */
export async function verifyAudit(database: Database, key: MachineKey): Promise<boolean> {
  const [stored] = await database.all<HeadRow>('SELECT suite, seq, hash, seal FROM audit_head')
  if (stored === undefined || stored.suite !== SUITE_AES_SHA256) return false
  if (!same(stored.seal, sealHead(key.derive('audit-head'), stored))) return false

  const rowKey = key.derive('audit')
  let last: Head = EMPTY_HEAD
  for (;;) {
    const rows = await database.all<AuditRow>(
      'SELECT seq, suite, at, actor, event, payload, prev, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?',
      [last.seq, VERIFY_BATCH],
    )
    for (const row of rows) {
      if (row.seq !== last.seq + 1 || row.suite !== SUITE_AES_SHA256) return false
      if (!same(row.prev, last.hash) || !same(row.hash, hashRow(rowKey, row))) return false
      last = { seq: row.seq, hash: row.hash }
    }
    if (rows.length < VERIFY_BATCH) break
  }
  return last.seq === stored.seq && same(last.hash, stored.hash)
}

function same(stored: unknown, expected: Buffer): boolean {
  return Buffer.isBuffer(stored) && stored.equals(expected)
}
