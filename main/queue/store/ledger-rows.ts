import type { SqlValue } from '../../ledger/database.ts'
import type { TicketStatus } from '../ticket.ts'
import type { HallLine } from '../waiting-time.ts'
import type { QueueEvent, QueueEventKind, QueueTicket, TicketChange, WindowState } from './queue-store.ts'

/** The ledger's columns of a ticket, in their table's words. */
export interface QueueTicketRow {
  readonly ticket_id: string
  readonly request_id: string
  readonly business_day: string
  readonly business: string
  readonly series: string
  readonly seq: number
  readonly number: string
  readonly status: TicketStatus
  readonly origin: QueueTicket['origin']
  readonly terminal: string
  readonly paper: QueueTicket['paper']
  readonly issued_at: string
  readonly ahead_at_issue: number
  readonly priority: QueueTicket['priority']
  readonly priority_reason: string | null
  readonly rank: string
  readonly slot_from: string | null
  readonly slot_to: string | null
  readonly appointment_id: string | null
  readonly top_at: string | null
  readonly for_window: string | null
  readonly window: string | null
  readonly clerk: string | null
  readonly calls: number
  readonly first_called_at: string | null
  readonly last_called_at: string | null
  readonly serving_at: string | null
  readonly ended_at: string | null
  readonly reason: string | null
  /** JSON */
  readonly items: string
}

export function queueTicketOf(row: QueueTicketRow): QueueTicket {
  return {
    ticketId: row.ticket_id,
    requestId: row.request_id,
    businessDay: row.business_day,
    business: row.business,
    series: row.series,
    seq: row.seq,
    number: row.number,
    status: row.status,
    origin: row.origin,
    terminal: row.terminal,
    paper: row.paper,
    issuedAt: new Date(row.issued_at),
    aheadAtIssue: row.ahead_at_issue,
    priority: row.priority,
    priorityReason: row.priority_reason,
    rank: new Date(row.rank),
    slotFrom: instantOf(row.slot_from),
    slotTo: instantOf(row.slot_to),
    appointmentId: row.appointment_id,
    topAt: instantOf(row.top_at),
    forWindow: row.for_window,
    window: row.window,
    clerk: row.clerk,
    calls: row.calls,
    firstCalledAt: instantOf(row.first_called_at),
    lastCalledAt: instantOf(row.last_called_at),
    servingAt: instantOf(row.serving_at),
    endedAt: instantOf(row.ended_at),
    reason: row.reason,
    items: JSON.parse(row.items) as QueueTicket['items'],
  }
}

/** The values of a ticket in the order in which the statements name its columns. */
export function ticketValues(ticket: QueueTicket): readonly SqlValue[] {
  return [
    ticket.ticketId,
    ticket.requestId,
    ticket.businessDay,
    ticket.business,
    ticket.series,
    ticket.seq,
    ticket.number,
    ticket.status,
    ticket.origin,
    ticket.terminal,
    ticket.paper,
    ticket.issuedAt.toISOString(),
    ticket.aheadAtIssue,
    ticket.priority,
    ticket.priorityReason,
    ...[ticket.rank, ticket.slotFrom, ticket.slotTo].map(sqlOf),
    ticket.appointmentId,
    sqlOf(ticket.topAt),
    ticket.forWindow,
    ticket.window,
    ticket.clerk,
    ticket.calls,
    ...[ticket.firstCalledAt, ticket.lastCalledAt, ticket.servingAt, ticket.endedAt].map(sqlOf),
    ticket.reason,
    JSON.stringify(ticket.items),
  ]
}

const CHANGEABLE: { readonly [Field in keyof TicketChange]-?: string } = {
  business: 'business',
  status: 'status',
  priority: 'priority',
  priorityReason: 'priority_reason',
  rank: 'rank',
  slotFrom: 'slot_from',
  slotTo: 'slot_to',
  appointmentId: 'appointment_id',
  topAt: 'top_at',
  forWindow: 'for_window',
  window: 'window',
  clerk: 'clerk',
  calls: 'calls',
  firstCalledAt: 'first_called_at',
  lastCalledAt: 'last_called_at',
  servingAt: 'serving_at',
  endedAt: 'ended_at',
  reason: 'reason',
  items: 'items',
}

/** Columns and values of what a change names; what it leaves out stays. */
export function changedColumns(change: TicketChange): { readonly columns: readonly string[]; readonly values: readonly SqlValue[] } {
  const fields = (Object.keys(CHANGEABLE) as (keyof TicketChange)[]).filter((field) => change[field] !== undefined)
  return { columns: fields.map((field) => CHANGEABLE[field]), values: fields.map((field) => sqlOf(change[field] ?? null)) }
}

function sqlOf(value: Date | string | number | QueueTicket['items'] | null): SqlValue {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}

export interface WindowRow {
  readonly window: string
  readonly state: WindowState['state']
  readonly clerk: string | null
  readonly pause_reason: string | null
  readonly since: string
  readonly ordinary_in_a_row: number
}

export function windowOf(row: WindowRow): WindowState {
  return {
    window: row.window,
    state: row.state,
    clerk: row.clerk,
    pauseReason: row.pause_reason,
    since: new Date(row.since),
    ordinaryInARow: row.ordinary_in_a_row,
  }
}

export interface EventRow {
  readonly seq: number
  readonly at: string
  readonly kind: QueueEventKind
  readonly ticket_id: string | null
  readonly number: string | null
  readonly business: string | null
  readonly window: string | null
  readonly facts: string
}

export function eventOf(row: EventRow): QueueEvent {
  return {
    seq: row.seq,
    at: new Date(row.at),
    kind: row.kind,
    ticketId: row.ticket_id,
    number: row.number,
    business: row.business,
    window: row.window,
    facts: JSON.parse(row.facts) as QueueEvent['facts'],
  }
}

/** Lists in JSON: `[window, state]`, `[business, for_window]`, `[business, serving_at, ended_at]`. */
export interface LineRow {
  readonly windows: string
  readonly waiting: string
  readonly services: string
}

export function lineOf({ windows, waiting, services }: LineRow): Omit<HallLine, 'hall'> {
  return {
    windows: (JSON.parse(windows) as [string, WindowState['state']][]).map(([window, state]) => ({ window, state })),
    tickets: (JSON.parse(waiting) as [string, string | null][]).map(([business, forWindow]) => ({ business, status: 'waiting', forWindow })),
    services: (JSON.parse(services) as [string, string, string][]).map(([business, servingAt, endedAt]) => ({
      business,
      status: 'done',
      servingAt: new Date(servingAt),
      endedAt: new Date(endedAt),
    })),
  }
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
