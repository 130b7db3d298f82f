import type { ClosureView } from '../contract/view.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** A closure as it was ordered. `lastDay` is null where only an operator ends it, else the business day it lasts. */
export interface Closed {
  readonly reason: ClosureView['reason']
  readonly since: Date
  readonly lastDay: string | null
  /** The operator's name. */
  readonly by: string
}

/** An operator closes the hall at this terminal, at once and across restarts; sheets on their way end as they would. */
export interface Closure {
  /** Null while the hall is open as its calendar says. */
  current(): Closed | null
  close(reason: Closed['reason'], until: ClosureView['until'], by: string): Promise<void>
  reopen(by: string): Promise<void>
  /** Watches for the end of the day no more. */
  stop(): void
}

/** How soon after midnight pages are told that a closure for the day has ended, ms. */
const LOOK_EVERY_MS = 60_000

interface ClosureRow {
  readonly reason: Closed['reason']
  readonly since: string
  readonly last_day: string | null
  readonly closed_by: string
}

/** Opens the closure of a ledger as the last run left it. */
export async function openClosure(parts: {
  readonly ledger: Ledger
  readonly now: () => Date
  /** Today in the hall, `2026-11-22`. */
  readonly businessDay: () => string
  /** Whether the clock may be trusted with the end of a day: one that was set ahead opens no hall. */
  readonly timeIsKnown: () => boolean
  readonly onChange: () => void
}): Promise<Closure> {
  const { ledger, now, businessDay, timeIsKnown, onChange } = parts
  const [row] = await ledger.read<ClosureRow>('SELECT reason, since, last_day, closed_by FROM closure')
  let closed: Closed | null =
    row === undefined ? null : { reason: row.reason, since: new Date(row.since), lastDay: row.last_day, by: row.closed_by }

  function current(): Closed | null {
    if (closed === null || closed.lastDay === null) return closed
    return closed.lastDay < businessDay() && timeIsKnown() ? null : closed
  }

  /** The day ends by itself, and nobody need be there to touch anything. */
  let told = current() !== null
  const watch = setInterval(() => {
    if ((current() !== null) !== told) tell()
  }, LOOK_EVERY_MS)
  watch.unref()

  function tell(): void {
    told = current() !== null
    onChange()
  }

  return {
    current,

    async close(reason, until, by) {
      const next: Closed = { reason, since: now(), lastDay: until === 'day-end' ? businessDay() : null, by }
      await ledger.transact((tx) => {
        tx.write('INSERT OR REPLACE INTO closure (id, reason, since, last_day, closed_by) VALUES (1, ?, ?, ?, ?)', [
          next.reason,
          next.since.toISOString(),
          next.lastDay,
          by,
        ])
        ledger.audit.append(tx, { actor: `operator:${by}`, event: 'hall.closed', payload: { reason, until } })
      })
      closed = next
      tell()
    },

    async reopen(by) {
      await ledger.transact((tx) => {
        tx.write('DELETE FROM closure')
        ledger.audit.append(tx, { actor: `operator:${by}`, event: 'hall.reopened', payload: {} })
      })
      closed = null
      tell()
    },

    stop: () => clearInterval(watch),
  }
}

/** A closure as pages are told of it. */
export function closureView(closed: Closed | null): ClosureView | null {
  return closed === null ? null : { reason: closed.reason, until: closed.lastDay === null ? 'reopened' : 'day-end' }
}
