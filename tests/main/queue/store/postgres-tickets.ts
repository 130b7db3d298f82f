import { newIdentifier } from '../../../../main/ledger/identifiers.ts'
import type {
  Happened,
  PersonOfTicket,
  QueueEvent,
  QueueStore,
  QueueTicket,
  QueueTransaction,
} from '../../../../main/queue/store/queue-store.ts'

export const DAY = '2026-11-23'
export const NINE = new Date('2026-11-23T01:00:00.000Z') // 09:00 in the hall

export function ticketOf(series: string, seq: number, change: Partial<QueueTicket> = {}): QueueTicket {
  return {
    ticketId: newIdentifier(NINE),
    requestId: newIdentifier(NINE),
    businessDay: DAY,
    business: series,
    series,
    seq,
    number: series + String(seq).padStart(3, '0'),
    status: 'waiting',
    origin: 'kiosk',
    terminal: 'K01',
    paper: 'ticket',
    issuedAt: NINE,
    aheadAtIssue: 0,
    priority: 'ordinary',
    priorityReason: null,
    rank: NINE,
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

export function happened(kind: Happened['kind'], ticket: QueueTicket): Happened {
  return {
    actor: 'citizen',
    kind,
    ticketId: ticket.ticketId,
    number: ticket.number,
    business: ticket.business,
    window: ticket.window,
    facts: {},
  }
}

/** As numbers are taken: a repeat and a person who waits get the ticket there is. */
export function take(
  store: QueueStore,
  series: string,
  { requestId = newIdentifier(NINE), person = null }: { requestId?: string; person?: PersonOfTicket | null } = {},
): Promise<QueueTicket> {
  return store.transact((tx) => takeIn(tx, series, requestId, person))
}

export async function takeIn(
  tx: QueueTransaction,
  series: string,
  requestId: string,
  person: PersonOfTicket | null,
): Promise<QueueTicket> {
  const before = await tx.beforeIssue({ requestId, businessDay: DAY, business: series, series, person, appointmentId: null, rank: NINE })
  const had = before.ofRequest ?? before.ofPerson
  if (had !== null) return had
  const seq = await tx.nextInSeries(DAY, series)
  const ticket = ticketOf(series, seq, { requestId, aheadAtIssue: before.ahead })
  await tx.insert(ticket, person)
  tx.record(happened('ticket.issued', ticket))
  return ticket
}

export function callNext(store: QueueStore, window: string, businesses: readonly string[]): Promise<QueueTicket | null> {
  return store.transact(async (tx) => {
    const called = await tx.claimNext({
      businessDay: DAY,
      window,
      clerk: 'li',
      at: NINE,
      groups: [businesses],
      firstClassAllowed: true,
    })
    if (called !== null) tx.record(happened('ticket.called', called))
    return called
  })
}

export function allEvents(store: QueueStore): Promise<readonly QueueEvent[]> {
  return store.eventsAfter(0, 10_000)
}
