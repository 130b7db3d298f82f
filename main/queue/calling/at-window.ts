import { err } from '../../../drivers/result.ts'
import { calledHere, freeSeatOf, ownTicket, step, waitsTwice, type Act } from './act.ts'
import type { Answer } from './kept-answer.ts'

/** Between two calls of one ticket: time to hear it and to stand up. */
const CALLS_APART_MS = 5_000
const CALLS_IN_ALL = 3
/** 过号受理 is of so many at a window (reference hall.md 1.2). */
export const PASSED_ARE_TAKEN_BACK = 3

/** 重呼 */
export async function recall(act: Act, ticketId: string): Promise<Answer> {
  const own = await ownTicket(act, ticketId, ['called'])
  if (!own.ok) return own
  const { calls, lastCalledAt } = own.value
  if (calls >= CALLS_IN_ALL) return err({ kind: 'no-more-calls' })
  const since = lastCalledAt === null ? CALLS_APART_MS : act.at.getTime() - lastCalledAt.getTime()
  // a clock that was set back does not silence the window until it has caught up
  if (since >= 0 && since < CALLS_APART_MS) return err({ kind: 'too-soon', waitMs: CALLS_APART_MS - since })
  return await step(act, own.value, 'ticket.recalled', { calls: calls + 1, lastCalledAt: act.at }, { calls: calls + 1 })
}

export async function start(act: Act, ticketId: string): Promise<Answer> {
  const own = await ownTicket(act, ticketId, ['called'])
  return own.ok ? await step(act, own.value, 'ticket.serving', { status: 'serving', servingAt: act.at, clerk: act.clerk.name }) : own
}

export async function finish(act: Act, ticketId: string): Promise<Answer> {
  const own = await ownTicket(act, ticketId, ['serving'])
  return own.ok ? await step(act, own.value, 'ticket.done', { status: 'done', endedAt: act.at, clerk: act.clerk.name }) : own
}

/** 挂起; a reason is welcome. */
export async function hold(act: Act, ticketId: string, reason: string): Promise<Answer> {
  const own = await ownTicket(act, ticketId, ['called', 'serving'])
  if (!own.ok) return own
  const twice = await waitsTwice(act, ticketId, own.value.business)
  if (twice !== null) return twice
  const told = reason === '' ? null : reason
  return await step(act, own.value, 'ticket.held', { status: 'held', reason: told }, { reason: told })
}

export async function callBack(act: Act, ticketId: string): Promise<Answer> {
  const seat = await freeSeatOf(act)
  if (!seat.ok) return seat
  const own = await ownTicket(act, ticketId, ['held'])
  return own.ok ? await step(act, own.value, 'ticket.called-back', calledHere(act, own.value), { calls: 1 }) : own
}

/** 过号: who did not come, or did not come back. */
export async function pass(act: Act, ticketId: string, reason: string): Promise<Answer> {
  if (reason === '') return err({ kind: 'reason-needed' })
  const own = await ownTicket(act, ticketId, ['called', 'held'])
  return own.ok ? await step(act, own.value, 'ticket.passed', { status: 'no-show', endedAt: act.at, reason }, { reason }) : own
}

/** 过号受理 */
export async function takeBack(act: Act, ticketId: string): Promise<Answer> {
  const seat = await freeSeatOf(act)
  if (!seat.ok) return seat
  const own = await ownTicket(act, ticketId, ['no-show'])
  if (!own.ok) return own
  const passed = await act.tx.ofWindow(act.day, own.value.window ?? act.clerk.window, ['no-show'])
  if (!passed.slice(-PASSED_ARE_TAKEN_BACK).some((ticket) => ticket.ticketId === ticketId)) return err({ kind: 'not-now', ticket: own.value })
  const twice = await waitsTwice(act, ticketId, own.value.business)
  if (twice !== null) return twice
  return await step(act, own.value, 'ticket.taken-back', { ...calledHere(act, own.value), endedAt: null }, { calls: 1 })
}
