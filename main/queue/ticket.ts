import type { PriorityClass } from './store/queue-store.ts'

/**
 * What becomes of a ticket: `waiting → called → serving → done`, `held` between, or `no-show` after its calls, `cancelled` by a person,
 * `expired` when its business day is over.
 */
export type TicketStatus = 'waiting' | 'called' | 'serving' | 'held' | 'done' | 'no-show' | 'cancelled' | 'expired'

/** The reason of a ticket that nobody ended before its business day was over. When it is said to have ended is when that was noticed, perhaps days later. */
export const DAY_ENDED = 'day-ended'

/** A ticket as the terminal hands it on; nothing of its holder. */
export interface Ticket {
  /** Never reset, unlike the number. */
  readonly ticketId: string
  /** As it is called: `A007`. */
  readonly number: string
  readonly business: string
  /** `2026-11-22`, in the hall. */
  readonly businessDay: string
  readonly status: TicketStatus
  /** People who wait for the same business before this ticket, now; 0 when it waits no longer. */
  readonly ahead: number
  readonly issuedAt: Date
  /** Whether a sheet was intended when it was taken. */
  readonly paper: 'ticket' | 'screen'
  /** Of the booking that it was given for; null for a walk-in. */
  readonly slot: { readonly slotFrom: Date; readonly slotTo: Date } | null
  /** 绿色通道: it goes first. Why, the ticket’s holder knows. */
  readonly green: boolean
  /** A terminal gave it alone, while the hall's server could not be asked. */
  readonly offline: boolean
}

/** A ticket's columns, with the people before it counted. */
export interface TicketRow {
  readonly ticket_id: string
  readonly number: string
  readonly business: string
  readonly business_day: string
  readonly status: TicketStatus
  readonly issued_at: string
  readonly paper: 'ticket' | 'screen'
  readonly slot_from: string | null
  readonly slot_to: string | null
  readonly origin: 'kiosk' | 'staff' | 'offline'
  readonly priority: PriorityClass
  readonly ahead: number
}

/** Whether whoever holds it may still be called, so that its paper is of use. */
export function stillAnswers(status: TicketStatus): boolean {
  return status === 'waiting' || status === 'called' || status === 'held'
}

export function ticketOf(row: TicketRow): Ticket {
  return {
    ticketId: row.ticket_id,
    number: row.number,
    business: row.business,
    businessDay: row.business_day,
    status: row.status,
    ahead: row.status === 'waiting' ? row.ahead : 0,
    issuedAt: new Date(row.issued_at),
    paper: row.paper,
    slot: row.slot_from === null || row.slot_to === null ? null : { slotFrom: new Date(row.slot_from), slotTo: new Date(row.slot_to) },
    green: row.priority === 'green',
    offline: row.origin === 'offline',
  }
}
