import { err, ok } from '../../../drivers/result.ts'
import { goesFirst } from '../precedence.ts'
import type { QueueTicket, WindowState } from '../store/queue-store.ts'
import { calledHere, freeSeatOf, step, type Act } from './act.ts'
import type { Answer } from './kept-answer.ts'
import { groupsOf } from './windows-of-hall.ts'

/** While ordinary people wait, so many of them are called between two of those who go first. */
export const ORDINARY_BETWEEN = 2

export async function callNext(act: Act): Promise<Answer> {
  const seat = await freeSeatOf(act)
  if (!seat.ok) return seat
  const { tx, clerk, at, day, hall } = act
  const groups = groupsOf(hall, clerk.window)
  const firstClassAllowed = firstMayGo(seat.value)
  const ticket = await tx.claimNext({ businessDay: day, window: clerk.window, clerk: clerk.name, at, groups, firstClassAllowed })
  if (ticket === null) return err({ kind: 'nobody-waits' })
  await countCall(act, seat.value, ticket)
  const { ticketId, number, business, priority } = ticket
  tx.record({ actor: `clerk:${clerk.name}`, kind: 'ticket.called', ticketId, number, business, window: clerk.window, facts: { calls: 1, priority } })
  return ok(ticket)
}

export async function callTicket(act: Act, ticketId: string): Promise<Answer> {
  const seat = await freeSeatOf(act)
  if (!seat.ok) return seat
  const { tx, clerk, day, hall } = act
  const ticket = await tx.ticket(ticketId)
  if (ticket === null) return err({ kind: 'unknown-ticket' })
  if (ticket.status !== 'waiting' || ticket.businessDay !== day) return err({ kind: 'not-now', ticket })
  const transferredHere = ticket.forWindow === clerk.window
  const served = groupsOf(hall, clerk.window).flat().includes(ticket.business)
  if (!transferredHere && (ticket.forWindow !== null || !served)) return err({ kind: 'not-served-here' })
  if (!transferredHere && ticket.topAt === null) {
    const line = (await tx.waiting(day, [ticket.business])).filter(
      (other) => other.ticketId !== ticketId && (other.forWindow === null || other.forWindow === clerk.window),
    )
    const earlier = line.find((other) => waitsLonger(other, ticket, act.at, firstMayGo(seat.value)))
    if (earlier !== undefined) return err({ kind: 'earlier-waiter', ticket: earlier })
  }
  await countCall(act, seat.value, ticket)
  return await step(act, ticket, 'ticket.called', calledHere(act, ticket), { calls: 1, priority: ticket.priority, chosen: true })
}

function firstMayGo(window: WindowState): boolean {
  return window.ordinaryInARow >= ORDINARY_BETWEEN
}

/** Whether calling `ticket` would pass over `other`, who waits for the same business and has the better right. */
function waitsLonger(other: QueueTicket, ticket: QueueTicket, at: Date, firstClassAllowed: boolean): boolean {
  const otherGoesFirst = goesFirst(other, at)
  if (goesFirst(ticket, at)) {
    if (otherGoesFirst) return before(other, ticket)
    // An ordinary one is due: then the class is no reason to pass them.
    return !firstClassAllowed && other.priority === 'ordinary'
  }
  return otherGoesFirst ? firstClassAllowed && other.issuedAt < ticket.issuedAt : before(other, ticket)
}

function before(one: QueueTicket, other: QueueTicket): boolean {
  const between = one.rank.getTime() - other.rank.getTime()
  return between < 0 || (between === 0 && one.seq < other.seq)
}

/** What was put on top or transferred here is staff's own doing, and counts for neither. */
async function countCall({ tx, at, clerk }: Act, window: WindowState, ticket: QueueTicket): Promise<void> {
  if (ticket.topAt !== null || ticket.forWindow === clerk.window) return
  if (goesFirst(ticket, at)) await tx.setWindow({ ...window, ordinaryInARow: 0 })
  else if (ticket.priority === 'ordinary' && window.ordinaryInARow < ORDINARY_BETWEEN) {
    await tx.setWindow({ ...window, ordinaryInARow: window.ordinaryInARow + 1 })
  }
}
