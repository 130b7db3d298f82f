import type { Audit } from './audit.ts'
import { newIdentifier } from './identifiers.ts'
import type { Transaction, Writer } from './writer.ts'

/** Something that the hall server or the platform is to hear of. */
export interface OutboxEvent {
  /** What it is about, as a ticket's id. */
  readonly subject: string
  /** What happened, as `ticket.issued`. */
  readonly kind: string
  /** Personal fields never, or sealed: who delivers reads them from the subject's own row. */
  readonly payload: Readonly<Record<string, string | number | boolean | null>>
}

/** Who brings it to the platform: events go many in a request, a filing by itself with its materials. */
export type OutboxLane = 'events' | 'filings'

/** An event whose turn it is. */
export interface DueEvent extends OutboxEvent {
  /** The key that makes it once, at every try the same. */
  readonly id: string
  readonly at: Date
  /** How often it was put off since it was appended or last released. */
  readonly tries: number
}

/** What became of one event of a batch. */
export type EventEnd = { readonly id: string } & (
  | { readonly end: 'delivered' }
  /** `reason`: the platform's answer, fit for a screen; empty when it gave none. */
  | { readonly end: 'shelved'; readonly reason: string }
  | { readonly end: 'put-off'; readonly until: Date }
)

/**
 * What is to leave the terminal, appended in the transaction of the act itself, so that there is neither an act without
 * its event nor an event without its act. An event is kept until it has been delivered, whatever its age; what cannot
 * be delivered goes to the shelf, where an operator sees it.
 */
export interface Outbox {
  append(tx: Transaction, event: OutboxEvent, lane?: OutboxLane): void
  /** `oldestSeconds` is 0 when nothing waits. */
  waiting(): Promise<{ readonly waiting: number; readonly oldestSeconds: number; readonly shelf: number }>
  /**
   * The first undelivered event of each subject, unless it is on the shelf or put off to a later time; at most so many.
   * Its followers wait until it is delivered: so their order depends on nobody's manners, whatever a request meets.
   */
  due(atMost: number, lane?: OutboxLane): Promise<readonly DueEvent[]>
  /** When the next event that was put off may be tried again; null when there is none, or only what is on the shelf. */
  nextDueAt(lane?: OutboxLane): Promise<Date | null>
  /** What became of a batch, in one transaction. One that has meanwhile ended otherwise keeps its end. */
  record(ends: readonly EventEnd[]): Promise<void>
  /** The same within the transaction of what followed from it. */
  recordIn(tx: Transaction, ends: readonly EventEnd[]): void
  /**
   * Takes these events from the shelf, or all of them, to be tried again in their order. Answers how many. `by`: the
   * actor of the audit log.
   */
  release(tx: Transaction, events: readonly string[] | 'all', by: string): Promise<number>
  /** Removes the first so many of what was delivered before; answers how many. What was not delivered is never removed. */
  forgetDelivered(before: Date, atMost: number): Promise<number>
  /** Tells when something may have become due, after it is on the disk; answers a function that ends that. */
  onNews(listener: () => void): () => void
}

interface WaitingRow {
  readonly waiting: number
  readonly oldest: string | null
  readonly shelf: number
}

interface DueRow {
  readonly event_id: string
  readonly subject: string
  readonly kind: string
  readonly payload: string
  readonly created_at: string
  readonly tries: number
}

/** No event is put off for longer: a time further ahead was written before the clock was set back. */
export const LONGEST_PUT_OFF_MS = 5 * 60_000

// Each as its partial index says it (migrations 005 and 010).
const NEXT_IN_TURN = 'behind = 0 AND delivered_at IS NULL AND shelved_at IS NULL'
const NOT_ENDED = 'delivered_at IS NULL AND shelved_at IS NULL'

const DUE = `SELECT event_id, subject, kind, payload, created_at, tries FROM outbox
  WHERE lane = ? AND ${NEXT_IN_TURN} AND NOT (not_before > ? AND not_before <= ?) ORDER BY not_before, rowid LIMIT ?`

// SQLite takes the index of subjects by itself, and four times as long with 100,000 events.
const WAITING = `SELECT count(*) AS waiting, min(created_at) AS oldest,
    (SELECT count(*) FROM outbox WHERE shelved_at IS NOT NULL) AS shelf
  FROM outbox INDEXED BY outbox_waiting WHERE ${NOT_ENDED}`

export function createOutbox(writer: Writer, audit: Audit, now: () => Date): Outbox {
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }

  function recordIn(tx: Transaction, ends: readonly EventEnd[]): void {
    const at = now().toISOString()
    const delivered = ends.filter(({ end }) => end === 'delivered').map(({ id }) => id)
    if (delivered.length > 0) {
      // Its answer may come after the event was shelved in doubt: what the platform has, it has.
      tx.write(
        `UPDATE outbox SET delivered_at = ?, shelved_at = NULL, shelf_reason = NULL
         WHERE event_id IN (SELECT value FROM json_each(?)) AND delivered_at IS NULL`,
        [at, JSON.stringify(delivered)],
      )
    }
    for (const each of ends) {
      if (each.end === 'shelved') {
        const set = 'shelved_at = ?, shelf_reason = ?'
        tx.write(`UPDATE outbox SET ${set} WHERE event_id = ? AND ${NOT_ENDED}`, [at, each.reason, each.id])
      }
      if (each.end === 'put-off') {
        const set = 'tries = tries + 1, not_before = ?'
        tx.write(`UPDATE outbox SET ${set} WHERE event_id = ? AND ${NOT_ENDED}`, [each.until.toISOString(), each.id])
      }
    }
  }

  return {
    append(tx, { subject, kind, payload }, lane = 'events') {
      const at = now()
      tx.write('INSERT INTO outbox (lane, event_id, subject, kind, payload, created_at) VALUES (?, ?, ?, ?, ?, ?)', [
        lane,
        newIdentifier(at),
        subject,
        kind,
        JSON.stringify(payload),
        at.toISOString(),
      ])
      tx.onCommit(tell)
    },

    async waiting() {
      const [row] = await writer.read<WaitingRow>(WAITING)
      const oldest = row?.oldest ?? null
      // a clock set back since then would make an age below nothing
      const age = oldest === null ? 0 : Math.max(0, now().getTime() - Date.parse(oldest))
      return { waiting: row?.waiting ?? 0, oldestSeconds: Math.floor(age / 1000), shelf: row?.shelf ?? 0 }
    },

    async due(atMost, lane = 'events') {
      const at = now()
      const rows = await writer.read<DueRow>(DUE, [lane, at.toISOString(), after(at, LONGEST_PUT_OFF_MS), atMost])
      return rows.map((row) => ({
        id: row.event_id,
        subject: row.subject,
        kind: row.kind,
        payload: JSON.parse(row.payload) as OutboxEvent['payload'],
        at: new Date(row.created_at),
        tries: row.tries,
      }))
    },

    async nextDueAt(lane = 'events') {
      const [row] = await writer.read<{ readonly at: string | null }>(
        `SELECT min(not_before) AS at FROM outbox WHERE lane = ? AND ${NEXT_IN_TURN}`,
        [lane],
      )
      const at = row?.at ?? null
      if (at === null) return null
      return at === '' ? now() : new Date(at)
    },

    record: (ends) => writer.transact((tx) => recordIn(tx, ends)),
    recordIn,

    async release(tx, events, by) {
      const which = events === 'all' ? '' : 'AND event_id IN (SELECT value FROM json_each(?))'
      tx.write(
        `UPDATE outbox SET shelved_at = NULL, shelf_reason = NULL, tries = 0, not_before = ''
         WHERE shelved_at IS NOT NULL ${which}`,
        events === 'all' ? [] : [JSON.stringify(events)],
      )
      const [row] = await tx.all<{ readonly released: number }>('SELECT changes() AS released')
      const released = row?.released ?? 0
      if (released === 0) return 0
      const one = events !== 'all' && events.length === 1 ? events[0] : undefined
      const payload = one === undefined ? { events: released } : { event: one }
      audit.append(tx, { actor: by, event: 'outbox.released', payload })
      tx.onCommit(tell)
      return released
    },

    forgetDelivered: (before, atMost) =>
      writer.transact(async (tx) => {
        const rows = await tx.all(
          `DELETE FROM outbox WHERE rowid IN (
             SELECT rowid FROM outbox WHERE delivered_at < ? ORDER BY delivered_at LIMIT ?) RETURNING 1`,
          [before.toISOString(), atMost],
        )
        return rows.length
      }),

    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function after(at: Date, milliseconds: number): string {
  return new Date(at.getTime() + milliseconds).toISOString()
}
