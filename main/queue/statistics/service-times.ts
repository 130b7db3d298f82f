import type { QueueTicket } from '../store/queue-store.ts'
import { DAY_ENDED } from '../ticket.ts'

/**
 * The three times of a ticket, kept apart as reference hall.md 1.9 has them: somebody may wait long for a call and be
 * served at once, or be called at once and come late. Milliseconds; null where the ticket did not get that far.
 */
export interface ServiceTimes {
  /** Taking the number → first call. */
  readonly waitMs: number | null
  /** Last call → they stand at the window. */
  readonly comeMs: number | null
  /** They stand at the window → they are done. */
  readonly serveMs: number | null
}

type Marks = Pick<QueueTicket, 'status' | 'issuedAt' | 'firstCalledAt' | 'lastCalledAt' | 'servingAt' | 'endedAt' | 'reason'>

/** A clock that was set back in between leaves a time that is no time: it counts as 0 and not as less. */
export function serviceTimes(ticket: Marks): ServiceTimes {
  const { issuedAt, firstCalledAt, lastCalledAt, servingAt } = ticket
  return {
    waitMs: between(issuedAt, firstCalledAt),
    comeMs: came(ticket) ? between(lastCalledAt, servingAt) : null,
    serveMs: nobodyEnded(ticket) ? null : servedMs(ticket),
  }
}

/** Whether somebody was being served when their day was over: nobody knows for how long. */
export function nobodyEnded({ status, reason }: Pick<QueueTicket, 'status' | 'reason'>): boolean {
  return status === 'done' && reason === DAY_ENDED
}

/** Whether the last call brought them: who was held after a first service and called back may not have come again. */
function came({ status, lastCalledAt, servingAt }: Marks): boolean {
  if (status === 'serving' || status === 'done') return true
  return lastCalledAt !== null && servingAt !== null && lastCalledAt <= servingAt
}

/** How long somebody was served; null for who was not, or not to the end. */
export function servedMs({ status, servingAt, endedAt }: Pick<QueueTicket, 'status' | 'servingAt' | 'endedAt'>): number | null {
  return status === 'done' ? between(servingAt, endedAt) : null
}

function between(from: Date | null, to: Date | null): number | null {
  return from === null || to === null ? null : Math.max(0, to.getTime() - from.getTime())
}
