import { type DueEvent, LONGEST_PUT_OFF_MS, type Outbox, type OutboxEvent } from '../../ledger/outbox.ts'
import type { HallDatabase } from './postgres-database.ts'

/** The hall's events on their way to the platform, with the rules of the terminal's own outbox (main/ledger/outbox.ts). */
export interface PostgresOutbox extends Pick<Outbox, 'waiting' | 'record' | 'forgetDelivered' | 'onNews'> {
  due(atMost: number): Promise<readonly DueEvent[]>
  nextDueAt(): Promise<Date | null>
  /** Takes everything from the shelf, to be tried again in its order. Answers how many. `by`: the actor of the audit log. */
  release(by: string): Promise<number>
}

interface DueRow {
  readonly event_id: string
  readonly subject: string
  readonly kind: string
  readonly payload: string
  readonly created_at: Date
  readonly tries: number
}

const NOT_ENDED = 'delivered_at IS NULL AND shelved_at IS NULL'

/** The first of its subject that the platform does not have: its followers wait, though it be on the shelf. */
const NEXT_IN_TURN = `${NOT_ENDED} AND NOT EXISTS (
  SELECT 1 FROM yimen.outbox AS earlier
  WHERE earlier.hall = event.hall AND earlier.subject = event.subject AND earlier.delivered_at IS NULL AND earlier.place < event.place)`

const DUE = `SELECT event_id, subject, kind, payload, created_at, tries FROM yimen.outbox AS event
  WHERE hall = $1 AND ${NEXT_IN_TURN} AND (not_before IS NULL OR not_before <= $2 OR not_before > $3) ORDER BY place LIMIT $4`
const NEXT_DUE_AT = `SELECT count(*) AS waiting, bool_or(not_before IS NULL) AS now, min(not_before) AS at
  FROM yimen.outbox AS event WHERE hall = $1 AND ${NEXT_IN_TURN}`
const WAITING = `SELECT count(*) AS waiting, min(created_at) AS oldest,
    (SELECT count(*) FROM yimen.outbox WHERE hall = $1 AND delivered_at IS NULL AND shelved_at IS NOT NULL) AS shelf
  FROM yimen.outbox WHERE hall = $1 AND ${NOT_ENDED}`

/** Its answer may come after the event was shelved in doubt: what the platform has, it has. */
const DELIVERED = `UPDATE yimen.outbox SET delivered_at = $2, shelved_at = NULL, shelf_reason = NULL
  WHERE hall = $1 AND event_id = ANY($3::text[]) AND delivered_at IS NULL`
const SHELVED = `UPDATE yimen.outbox SET shelved_at = $2, shelf_reason = $4 WHERE hall = $1 AND event_id = $3 AND ${NOT_ENDED}`
const PUT_OFF = `UPDATE yimen.outbox SET tries = tries + 1, not_before = $3 WHERE hall = $1 AND event_id = $2 AND ${NOT_ENDED}`
const RELEASE = `UPDATE yimen.outbox SET shelved_at = NULL, shelf_reason = NULL, tries = 0, not_before = NULL
  WHERE hall = $1 AND delivered_at IS NULL AND shelved_at IS NOT NULL RETURNING 1`
const FORGET = `DELETE FROM yimen.outbox WHERE hall = $1 AND event_id IN (
    SELECT event_id FROM yimen.outbox WHERE hall = $1 AND delivered_at < $2 ORDER BY delivered_at LIMIT $3) RETURNING 1`

export function createPostgresOutbox(database: HallDatabase, now: () => Date): PostgresOutbox {
  return {
    async waiting() {
      const [row] = await database.read<{ readonly waiting: number; readonly oldest: Date | null; readonly shelf: number }>(WAITING)
      const oldest = row?.oldest ?? null
      // a clock set back since then would make an age below nothing
      const age = oldest === null ? 0 : Math.max(0, now().getTime() - oldest.getTime())
      return { waiting: row?.waiting ?? 0, oldestSeconds: Math.floor(age / 1000), shelf: row?.shelf ?? 0 }
    },

    async due(atMost) {
      const at = now()
      const rows = await database.read<DueRow>(DUE, [at, new Date(at.getTime() + LONGEST_PUT_OFF_MS), atMost])
      return rows.map((row) => ({
        id: row.event_id,
        subject: row.subject,
        kind: row.kind,
        payload: JSON.parse(row.payload) as OutboxEvent['payload'],
        at: row.created_at,
        tries: row.tries,
      }))
    },

    async nextDueAt() {
      const [row] = await database.read<{ readonly waiting: number; readonly now: boolean | null; readonly at: Date | null }>(NEXT_DUE_AT)
      if (row === undefined || row.waiting === 0) return null
      return row.now === true || row.at === null ? now() : row.at
    },

    record: (ends) =>
      database.transact(async (tx) => {
        const at = now()
        const delivered = ends.filter(({ end }) => end === 'delivered').map(({ id }) => id)
        if (delivered.length > 0) await tx.write(DELIVERED, [at, delivered])
        for (const each of ends) {
          if (each.end === 'shelved') await tx.write(SHELVED, [at, each.id, each.reason])
          if (each.end === 'put-off') await tx.write(PUT_OFF, [each.id, each.until])
        }
      }),

    release: (by) =>
      database.transact(async (tx) => {
        const released = (await tx.write(RELEASE)).length
        if (released > 0) tx.audit({ actor: by, event: 'outbox.released', payload: { events: released } })
        return released
      }),

    forgetDelivered: (before, atMost) => database.transact(async (tx) => (await tx.write(FORGET, [before, atMost])).length),

    onNews: (listener) => database.onNews(listener),
  }
}
