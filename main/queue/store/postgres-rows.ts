import type { QueueEvent, QueueEventKind, QueueTicket, TicketChange, WindowState } from './queue-store.ts'

/** The column of each field of a ticket, in the order in which they are read. */
const COLUMN_OF = {
  ticketId: 'ticket_id',
  requestId: 'request_id',
  businessDay: 'business_day',
  business: 'business',
  series: 'series',
  seq: 'seq',
  number: 'number',
  status: 'status',
  origin: 'origin',
  terminal: 'terminal',
  paper: 'paper',
  issuedAt: 'issued_at',
  aheadAtIssue: 'ahead_at_issue',
  priority: 'priority',
  priorityReason: 'priority_reason',
  rank: 'rank',
  slotFrom: 'slot_from',
  slotTo: 'slot_to',
  appointmentId: 'appointment_id',
  topAt: 'top_at',
  forWindow: 'for_window',
  window: 'at_window',
  clerk: 'clerk',
  calls: 'calls',
  firstCalledAt: 'first_called_at',
  lastCalledAt: 'last_called_at',
  servingAt: 'serving_at',
  endedAt: 'ended_at',
  reason: 'reason',
  items: 'items',
} as const satisfies Record<keyof QueueTicket, string>

export const TICKET_FIELDS = Object.keys(COLUMN_OF) as readonly (keyof QueueTicket)[]

/** Read under the fields' own names: a row of these is a `QueueTicket` as it stands. */
export const ticketColumns = (table: string) =>
  TICKET_FIELDS.map((field) => `${table}.${COLUMN_OF[field]} AS "${field}"`).join(', ')

export const TICKET_COLUMNS = ticketColumns('ticket')

/** In the order of `TICKET_FIELDS`. */
export const COLUMNS_TO_WRITE = TICKET_FIELDS.map((field) => COLUMN_OF[field]).join(', ')

/** What PostgreSQL is given for a field: a list goes as JSON, where the driver would make an array of its own. */
export function ticketValue(value: QueueTicket[keyof QueueTicket] | undefined): unknown {
  return Array.isArray(value) ? JSON.stringify(value) : value
}

/** `status = $3, reason = $4` for a change's fields, and their values in that order. */
export function assignments(change: TicketChange, firstPlace: number): { readonly set: string; readonly values: readonly unknown[] } {
  const fields = (Object.keys(change) as (keyof TicketChange)[]).sort()
  return {
    set: fields.map((field, index) => `${COLUMN_OF[field]} = $${firstPlace + index}`).join(', '),
    values: fields.map((field) => ticketValue(change[field])),
  }
}

export const WINDOW_COLUMNS = `at_window AS "window", state, clerk, pause_reason AS "pauseReason", since,
  ordinary_in_a_row AS "ordinaryInARow"` satisfies string

export type WindowRow = WindowState

export const EVENT_COLUMNS = `seq, at, kind, ticket_id AS "ticketId", number, business, at_window AS "window", facts`

export interface EventRow {
  readonly seq: number
  readonly at: Date
  readonly kind: QueueEventKind
  readonly ticketId: string | null
  readonly number: string | null
  readonly business: string | null
  readonly window: string | null
  readonly facts: QueueEvent['facts']
}
