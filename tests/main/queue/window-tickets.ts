import type { QueueTicket } from '../../../main/queue/store/queue-store.ts'

/** When the specimens' day begins in the hall: nine in Shanghai. */
const NINE = Date.UTC(2026, 10, 23, 1, 0)
export const minutes = (count: number) => new Date(NINE + count * 60_000)

/** A ticket that waits; its number, as A007, says its business and its place in the series. */
export function waitingTicket(number: string, change: Partial<QueueTicket> = {}): QueueTicket {
  const seq = Number(number.slice(1))
  return {
    ticketId: `ticket-${number}`,
    requestId: `request-${number}`,
    businessDay: '2026-11-23',
    business: number.slice(0, 1),
    series: number.slice(0, 1),
    seq,
    number,
    status: 'waiting',
    origin: 'kiosk',
    terminal: 'K01',
    paper: 'ticket',
    issuedAt: minutes(seq),
    aheadAtIssue: 0,
    priority: 'ordinary',
    priorityReason: null,
    rank: minutes(seq),
    slotFrom: null,
    slotTo: null,
    appointmentId: null,
    topAt: null,
    forWindow: null,
    window: null,
    clerk: null,
    calls: 0,
    firstCalledAt: null,
    lastCalledAt: null,
    servingAt: null,
    endedAt: null,
    reason: null,
    items: [],
    ...change,
  }
}
