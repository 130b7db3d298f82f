import { businessDay } from '../calendar.ts'
import type { QueueTransaction } from '../store/queue-store.ts'

/**
 * Ends the days before this one: nobody of them is called any more, whoever was being served is done, and every window
 * that was left open is closed. A day that has nothing to end leaves no trace.
 */
export async function endDaysBefore(tx: QueueTransaction, day: string, at: Date, timeZone: string): Promise<void> {
  const ended = await tx.endDaysBefore(day, at)
  for (const { ticketId, number, business, window, status, businessDay: ofDay } of ended) {
    const kind = status === 'done' ? 'ticket.done' : 'ticket.expired'
    tx.record({ actor: 'terminal', kind, ticketId, number, business, window, facts: { businessDay: ofDay } })
  }
  const left = (await tx.windows()).filter(({ state, since }) => state !== 'closed' && businessDay(since, timeZone) < day)
  for (const window of left) {
    await tx.setWindow({ ...window, state: 'closed', clerk: null, pauseReason: null, since: at })
    tx.record({ actor: 'terminal', kind: 'window.closed', ticketId: null, number: null, business: null, window: window.window, facts: {} })
  }
  if (ended.length === 0 && left.length === 0) return
  const facts = { before: day, expired: ended.length }
  tx.record({ actor: 'terminal', kind: 'day.ended', ticketId: null, number: null, business: null, window: null, facts })
}
