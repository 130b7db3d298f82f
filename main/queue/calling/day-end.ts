import { businessDay } from '../calendar.ts'
import type { Happened, QueueTicket, QueueTransaction } from '../store/queue-store.ts'

/** That nobody ended a ticket on its day: with its reason, for a service's end is nobody's word, and its time is not when it was over. */
export function endedByDay({ ticketId, number, business, window, status, businessDay: ofDay, reason }: QueueTicket): Happened {
  const kind = status === 'done' ? 'ticket.done' : 'ticket.expired'
  return { actor: 'terminal', kind, ticketId, number, business, window, facts: { businessDay: ofDay, reason } }
}

/**
 * Ends the days before this one: nobody of them is called any more, whoever was being served is done, and every window
 * that was left open is closed. A day that has nothing to end leaves no trace.
 */
export async function endDaysBefore(tx: QueueTransaction, day: string, at: Date, timeZone: string): Promise<void> {
  const ended = await tx.endDaysBefore(day, at)
  for (const ticket of ended) tx.record(endedByDay(ticket))
  const left = (await tx.windows()).filter(({ state, since }) => state !== 'closed' && businessDay(since, timeZone) < day)
  for (const window of left) {
    await tx.setWindow({ ...window, state: 'closed', clerk: null, pauseReason: null, since: at })
    tx.record({ actor: 'terminal', kind: 'window.closed', ticketId: null, number: null, business: null, window: window.window, facts: {} })
  }
  if (ended.length === 0 && left.length === 0) return
  const unended = ended.filter(({ status }) => status === 'done').length
  const facts = { before: day, expired: ended.length - unended, unended }
  tx.record({ actor: 'terminal', kind: 'day.ended', ticketId: null, number: null, business: null, window: null, facts })
}
