import { err, ok } from '../../../drivers/result.ts'
import { goesFirst } from '../precedence.ts'
import type { QueueTicket, WindowState } from '../store/queue-store.ts'
import { calledHere, freeSeatOf, step, type Act } from './act.ts'
import { inCallOrder, mayCall, ORDINARY_BETWEEN } from './call-order.ts'
import type { Answer } from './kept-answer.ts'
import { groupsOf } from './windows-of-hall.ts'

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

/** The reason for passing over the next stands with the putting on top, or the transfer, that allows it. */
export async function callTicket(act: Act, ticketId: string): Promise<Answer> {
  const seat = await freeSeatOf(act)
  if (!seat.ok) return seat
  const { tx, clerk, at, day, hall } = act
  const { window } = clerk
  const ticket = await tx.ticket(ticketId)
  if (ticket === null) return err({ kind: 'unknown-ticket' })
  if (ticket.status !== 'waiting' || ticket.businessDay !== day) return err({ kind: 'not-now', ticket })
  const groups = groupsOf(hall, window)
  if (!mayCall(ticket, window, groups.flat())) return err({ kind: 'not-served-here' })
  const waiting = (await tx.open(day)).filter((each) => each.status === 'waiting' && mayCall(each, window, groups.flat()))
  const [next] = inCallOrder({ waiting, window, groups, ordinaryInARow: seat.value.ordinaryInARow, now: at })
  const passesOver = next === undefined || next.ticketId === ticketId ? null : next
  if (passesOver !== null && ticket.topAt === null && ticket.forWindow === null) return err({ kind: 'earlier-waiter', ticket: passesOver })
  await countCall(act, seat.value, ticket)
  const over = passesOver === null ? {} : { passesOver: passesOver.number }
  return await step(act, ticket, 'ticket.called', calledHere(act, ticket), { calls: 1, priority: ticket.priority, chosen: true, ...over })
}

function firstMayGo(window: WindowState): boolean {
  return window.ordinaryInARow >= ORDINARY_BETWEEN
}

/** What was put on top or transferred here is staff's own doing, and counts for neither. */
async function countCall({ tx, at, clerk }: Act, window: WindowState, ticket: QueueTicket): Promise<void> {
  if (ticket.topAt !== null || ticket.forWindow === clerk.window) return
  if (goesFirst(ticket, at)) await tx.setWindow({ ...window, ordinaryInARow: 0 })
  else if (ticket.priority === 'ordinary' && window.ordinaryInARow < ORDINARY_BETWEEN) {
    await tx.setWindow({ ...window, ordinaryInARow: window.ordinaryInARow + 1 })
  }
}
