import type { QueueTicket } from '../store/queue-store.ts'

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

type Marks = Pick<QueueTicket, 'status' | 'issuedAt' | 'firstCalledAt' | 'lastCalledAt' | 'servingAt' | 'endedAt'>

/** A clock that was set back in between leaves a time that is no time: it counts as 0 and not as less. */
export function serviceTimes({ status, issuedAt, firstCalledAt, lastCalledAt, servingAt, endedAt }: Marks): ServiceTimes {
  return {
    waitMs: between(issuedAt, firstCalledAt),
    comeMs: between(lastCalledAt, servingAt),
    serveMs: servedMs({ status, servingAt, endedAt }),
  }
}

/** How long somebody was served; null for who was not, or not to the end. */
export function servedMs({ status, servingAt, endedAt }: Pick<QueueTicket, 'status' | 'servingAt' | 'endedAt'>): number | null {
  return status === 'done' ? between(servingAt, endedAt) : null
}

function between(from: Date | null, to: Date | null): number | null {
  return from === null || to === null ? null : Math.max(0, to.getTime() - from.getTime())
}
