import { newIdentifier } from '../ledger/identifiers.ts'
import { availability, businessState, type BusinessState, type QueueBusiness, type QueueHall } from './availability.ts'
import { formatNumber } from './numbers.ts'
import { standingOf, type Precedence } from './precedence.ts'
import { windowAt, type Given } from './quota.ts'
import type { PersonOfTicket, QueueTicket, QueueTransaction } from './store/queue-store.ts'

export interface TakeRequest {
  /** One request id is one number, however often it is repeated. */
  readonly requestId: string
  /** A business's code. */
  readonly business: string
  /** Null for a ticket without a person. */
  readonly person: PersonOfTicket | null
  readonly origin: 'kiosk' | 'staff'
  /** Who of the staff gives it, as the audit log names them, and at which window; absent: the citizen takes it. */
  readonly by?: { readonly actor: string; readonly window: string | null }
  /** `screen` gives the number without a sheet of paper. */
  readonly paper: 'ticket' | 'screen'
  /** Why this person goes before others, where somebody has said so. */
  readonly precedence?: Precedence
  /** Told by a card, `1949-12-31`. */
  readonly bornOn?: string | null
}

export type IssueResult =
  | { readonly outcome: 'issued'; readonly repeated: boolean; readonly ticket: QueueTicket }
  /** This person waits for this business already, or was given a number for this booking before, and gets no second one. */
  | { readonly outcome: 'already-waiting'; readonly ticket: QueueTicket }
  | { readonly outcome: 'closed' | 'sold-out'; readonly state: BusinessState }
  | { readonly outcome: 'unknown-business' }
  /** This person has had as many numbers of the business today as one may. */
  | { readonly outcome: 'person-limit' }
  /** The id was used for another business or person before; nothing of that ticket is told. */
  | { readonly outcome: 'request-conflict' }

export interface IssueAt {
  readonly hall: QueueHall
  readonly instant: Date
  /** The business day of that instant. */
  readonly day: string
  /** The terminal's id, as `K01`. */
  readonly terminal: string
  /** The series of the terminal's own, where the hall's server cannot be asked; else the business's is counted. */
  readonly offlineSeries?: string
  /** What must be kept with the ticket, as its sheet's intent; answers the sheet's key, null where none comes out. */
  readonly intend: (ticket: QueueTicket) => string | null
}

/** Gives one number, or says why not, whatever engine holds the queue. */
export async function issueNumber(tx: QueueTransaction, request: TakeRequest, at: IssueAt): Promise<IssueResult> {
  const { business: code, person, requestId } = request
  const { hall, instant, day, terminal } = at
  const standing = standingOf(hall, request, at)
  const { appointmentId } = standing
  const ask = { requestId, businessDay: day, business: code, series: code, person, appointmentId }
  let rank = standing.rank
  let look = await tx.beforeIssue({ ...ask, rank })
  if (look.ofRequest !== null) return await repeatOf(tx, request, look.ofRequest)

  const business = hall.businesses.find((each) => each.code === code)
  if (business === undefined) return { outcome: 'unknown-business' }
  if (look.ofAppointment !== null) return await givenBefore(tx, request, look.ofAppointment)
  if (look.ofPerson !== null) {
    return { outcome: 'already-waiting', ticket: await withBooking(tx, look.ofPerson, standing, request.by ?? { actor: 'citizen', window: null }) }
  }
  const given = await givenOf(tx, business, request, at)
  const counted = { ...look, inWindow: given }
  const { state: open } = availability(hall, business, at, counted)
  // The platform has given the booked their place: no walk-in takes it.
  const refused = open === 'sold-out' && appointmentId !== null ? 'open' : open
  if (refused !== 'open') return { outcome: refused, state: businessState(hall, business, at, counted) }
  const perPerson = business.quota?.perPerson
  if (appointmentId === null && person !== null && perPerson !== undefined && (given?.ofPerson ?? 0) >= perPerson) return { outcome: 'person-limit' }

  // A clock that was set back lets nobody in before those who came earlier.
  if (standing.priority === 'ordinary' && look.lastOrdinaryRank !== null && look.lastOrdinaryRank > rank) {
    rank = look.lastOrdinaryRank
    look = await tx.beforeIssue({ ...ask, rank })
  }
  const series = at.offlineSeries ?? code
  const origin = at.offlineSeries === undefined ? request.origin : 'offline'
  const seq = await tx.nextInSeries(day, series)
  const ticket: QueueTicket = {
    ticketId: newIdentifier(instant),
    requestId,
    businessDay: day,
    business: code,
    series,
    seq,
    number: formatNumber(series, seq),
    status: 'waiting',
    origin,
    terminal,
    paper: request.paper,
    issuedAt: instant,
    aheadAtIssue: look.ahead,
    ...standing,
    rank,
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
  }
  await tx.insert(ticket, person)
  const sheet = at.intend(ticket)
  const { ticketId, number, priority } = ticket
  tx.record({
    actor: request.by?.actor ?? 'citizen',
    kind: 'ticket.issued',
    ticketId,
    number,
    business: code,
    window: request.by?.window ?? null,
    facts: {
      businessDay: day,
      origin,
      terminal,
      issuedAt: instant.toISOString(),
      ahead: look.ahead,
      sheet,
      ...(priority === 'ordinary' ? {} : { priority }),
      ...(request.by === undefined || priority !== 'green' ? {} : { reason: standing.priorityReason }),
      // by this the platform knows the booking as taken
      ...(appointmentId === null ? {} : { appointment: appointmentId }),
    },
  })
  return { outcome: 'issued', repeated: false, ticket }
}

/** What a quota of the business counts; null where it has none that needs it. Counted after the series is held: nobody else counts meanwhile. */
async function givenOf(tx: QueueTransaction, { code, quota }: QueueBusiness, { person }: TakeRequest, at: IssueAt): Promise<Given | null> {
  const window = windowAt(quota, at, at.hall.hall.timeZone)
  if (window === null && quota?.perPerson === undefined) return null
  const { from, to } = window ?? { from: at.instant, to: at.instant }
  return await tx.given({ businessDay: at.day, business: code, from, to, person })
}

/** One booking is one ticket, whatever has become of that ticket since. */
async function givenBefore(tx: QueueTransaction, request: TakeRequest, ticket: QueueTicket): Promise<IssueResult> {
  const samePerson = (await tx.isOf(ticket.ticketId, request.person)) ?? true
  return samePerson ? { outcome: 'already-waiting', ticket } : { outcome: 'request-conflict' }
}

/**
 * Who waits already and checks in for a booking keeps their number and place, and has the booking's place from its slot on.
 * Answers the ticket as it then is; unchanged where there is no booking, or the ticket has one.
 */
export async function withBooking(
  tx: QueueTransaction,
  found: QueueTicket,
  { appointmentId, slotFrom, slotTo, rank }: Booked,
  by: { readonly actor: string; readonly window: string | null },
): Promise<QueueTicket> {
  const ticket = appointmentId === null ? null : await tx.ticket(found.ticketId)
  if (ticket === null || ticket.status !== 'waiting' || ticket.appointmentId !== null) return found
  const { ticketId, number, business } = ticket
  tx.record({ ...by, kind: 'ticket.booked', ticketId, number, business, facts: { appointment: appointmentId } })
  return await tx.change(ticketId, { appointmentId, slotFrom, slotTo, rank: rank < ticket.rank ? rank : ticket.rank })
}

type Booked = Pick<QueueTicket, 'appointmentId' | 'slotFrom' | 'slotTo' | 'rank'>

async function repeatOf(tx: QueueTransaction, request: TakeRequest, ticket: QueueTicket): Promise<IssueResult> {
  const samePerson = (await tx.isOf(ticket.ticketId, request.person)) ?? true
  // A ticket that was transferred has another business than it was taken for, and its series still says which; one that was given offline has none but its own.
  const takenFor = ticket.origin === 'offline' ? ticket.business : ticket.series
  if (takenFor !== request.business || !samePerson) return { outcome: 'request-conflict' }
  return { outcome: 'issued', repeated: true, ticket }
}
