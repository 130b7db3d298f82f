import type { MergedAtHall } from '../contract/hall-terminal.ts'
import { withBooking } from './issuing.ts'
import type { PersonOfTicket, QueueTicket, QueueTransaction, TicketChange } from './store/queue-store.ts'
import { stillAnswers } from './ticket.ts'

/** A ticket that a terminal gave by itself while nobody could be asked. */
export interface TicketToMerge {
  readonly ticket: QueueTicket
  readonly person: PersonOfTicket | null
  /** The request for which the hall may have kept a number that nobody ever saw; null where there is none. */
  readonly lost: string | null
}

export interface MergeAt {
  readonly instant: Date
  /** The business day of that instant. */
  readonly day: string
  /** Who sends it, as its credential says. */
  readonly terminal: string
  /** Codes of the hall's businesses. */
  readonly businesses: readonly string[]
  /** When the hall last gave this terminal a number today, and so spoke with it; null for never. */
  readonly lastGiven: Date | null
}

/**
 * Takes one ticket into the hall's line by its arrival, whatever engine holds the queue (reference hall.md 4.3): number,
 * series and count stay, the series goes on behind it, and of a person's two tickets the earlier stays. Whatever is
 * answered, a repeat is answered too; `known` to one of a ticket that waits.
 */
export async function mergeTicket(tx: QueueTransaction, merged: TicketToMerge, at: MergeAt): Promise<MergedAtHall> {
  const { ticket } = merged
  const { ticketId } = ticket
  const kept = await tx.answered(`merge ${ticketId}`)
  if (kept !== null) {
    const before = JSON.parse(kept) as MergedAtHall
    const there = before.outcome === 'merged' ? await tx.ticket(ticketId) : null
    if (there === null) return before
    await standIn(tx, there, merged.lost, at)
    return { ...before, outcome: 'known' }
  }
  const known = await tx.ticket(ticketId)
  if (known !== null) {
    await standIn(tx, known, merged.lost, at)
    return { ticketId, outcome: 'known', number: null }
  }
  const answer = await takeIn(tx, merged, at)
  await tx.keepAnswer(at.day, `merge ${ticketId}`, JSON.stringify(answer))
  return answer
}

async function takeIn(tx: QueueTransaction, { ticket: told, person, lost }: TicketToMerge, at: MergeAt): Promise<MergedAtHall> {
  const { ticketId, businessDay, series, seq, business } = told
  const open = stillAnswers(told.status) || told.status === 'serving'
  const isOne = told.number === series + String(seq).padStart(3, '0')
  const served = !open || at.businesses.includes(business)
  if (businessDay !== at.day || !isOne || !served || (await tx.ticketOfSeries(businessDay, series, seq)) !== null) {
    tellMerged(tx, told, at, 'refused')
    return { ticketId, outcome: 'refused', number: null }
  }
  await tx.liftSeries(businessDay, series, seq)
  const lostRank = await cancelLost(tx, ticketId, lost, at)
  const arrived = arrivalOf(told, at)
  const { requestId, appointmentId } = told
  const look = await tx.beforeIssue({ requestId, businessDay, business, series, person, appointmentId, rank: arrived.rank })
  const ticket: QueueTicket = {
    ...told,
    ...arrived,
    terminal: at.terminal,
    // What was given here for this request, or this booking, keeps it, whatever becomes of it.
    requestId: look.ofRequest === null ? requestId : ticketId,
    appointmentId: look.ofAppointment === null ? appointmentId : null,
  }

  const other = stillAnswers(ticket.status) ? await asItStands(tx, look.ofPerson ?? look.ofAppointment) : null
  if (other !== null && !goesBefore(ticket, other)) {
    const booked = passesOn(ticket, other)
    await tx.insert({ ...ticket, ...(booked ? { appointmentId: null } : {}), status: 'cancelled', endedAt: at.instant, reason: DUPLICATE }, person)
    tellMerged(tx, ticket, at, 'duplicate', { replacedBy: other.number })
    tellCancelled(tx, ticket, DUPLICATE)
    if (booked) await withBooking(tx, other, ticket, BY_TERMINAL)
    return { ticketId, outcome: 'duplicate', number: other.number }
  }
  const booked = other !== null && passesOn(other, ticket)
  if (other !== null) await cancel(tx, other, at, DUPLICATE)
  if (booked) await tx.change(other.ticketId, { appointmentId: null })
  await tx.insert({ ...ticket, rank: earlier(ticket.rank, lostRank) }, person)
  tellMerged(tx, ticket, at, 'merged', other === null ? {} : { replaces: other.number })
  if (booked) await withBooking(tx, ticket, other, BY_TERMINAL)
  return { ticketId, outcome: 'merged', number: null }
}

const BY_TERMINAL = { actor: 'terminal', window: null } as const

/** As `facts.reason` says it. */
const DUPLICATE = 'holder-waits-already'
const NEVER_SEEN = 'number-never-seen'

/**
 * When they came by the hall's clock: not after now, and not before the terminal last had an answer from the hall, however
 * wrong its own clock has gone. A booked person's place is their slot's.
 */
function arrivalOf({ issuedAt, rank, slotFrom }: QueueTicket, { instant, lastGiven }: MergeAt): Pick<QueueTicket, 'issuedAt' | 'rank'> {
  const notBefore = lastGiven === null || issuedAt > lastGiven ? issuedAt : lastGiven
  const arrival = notBefore < instant ? notBefore : instant
  if (rank.getTime() === slotFrom?.getTime()) return { issuedAt: arrival, rank }
  return { issuedAt: arrival, rank: new Date(rank.getTime() + arrival.getTime() - issuedAt.getTime()) }
}

/** Whether of two tickets of one person this is the one that stays. Nobody's is taken from them while they are called by it. */
function goesBefore(ticket: QueueTicket, other: QueueTicket): boolean {
  if (other.status !== 'waiting') return false
  return ticket.status !== 'waiting' || ticket.issuedAt < other.issuedAt
}

/** What one of a person's two tickets was given for, the one that stays has; not where that one is called already, or was booked itself. */
function passesOn(from: QueueTicket, to: QueueTicket): boolean {
  return from.appointmentId !== null && to.appointmentId === null && to.status === 'waiting'
}

/** Of a ticket that is in the line already, what was kept for its request since then. */
async function standIn(tx: QueueTransaction, ticket: QueueTicket, lost: string | null, at: MergeAt): Promise<void> {
  const lostRank = await cancelLost(tx, ticket.ticketId, lost, at)
  const rank = earlier(ticket.rank, lostRank)
  if (ticket.status === 'waiting' && rank < ticket.rank) await tx.change(ticket.ticketId, { rank })
}

/** The rank of the number that nobody saw; null where there is none. */
async function cancelLost(tx: QueueTransaction, ticketId: string, lost: string | null, at: MergeAt): Promise<Date | null> {
  const other = lost === null ? null : await asItStands(tx, await tx.ticketOfRequest(lost))
  if (other === null || other.ticketId === ticketId || other.terminal !== at.terminal) return null
  await cancel(tx, other, at, NEVER_SEEN)
  return other.rank
}

/** Held against everybody else, so that nobody calls it meanwhile; null for one by which nobody is called any more. */
async function asItStands(tx: QueueTransaction, found: QueueTicket | null): Promise<QueueTicket | null> {
  const ticket = found === null ? null : await tx.ticket(found.ticketId)
  return ticket !== null && stillAnswers(ticket.status) ? ticket : null
}

function earlier(rank: Date, other: Date | null): Date {
  return other !== null && other < rank ? other : rank
}

async function cancel(tx: QueueTransaction, { ticketId }: QueueTicket, { instant }: MergeAt, reason: string): Promise<void> {
  const change: TicketChange = { status: 'cancelled', endedAt: instant, reason }
  tellCancelled(tx, await tx.change(ticketId, change), reason)
}

function tellCancelled(tx: QueueTransaction, { ticketId, number, business, window }: QueueTicket, reason: string): void {
  tx.record({ actor: 'terminal', kind: 'ticket.cancelled', ticketId, number, business, window, facts: { reason } })
}

/** `twice`: the other number of its holder. */
function tellMerged(
  tx: QueueTransaction,
  ticket: QueueTicket,
  { terminal }: MergeAt,
  outcome: MergedAtHall['outcome'],
  twice: { readonly replacedBy?: string; readonly replaces?: string } = {},
): void {
  const { ticketId, number, business, window, businessDay, origin, issuedAt, status } = ticket
  const facts = { businessDay, origin, terminal, issuedAt: issuedAt.toISOString(), status, outcome, ...twice }
  tx.record({ actor: 'terminal', kind: 'ticket.merged', ticketId, number, business, window, facts })
}
