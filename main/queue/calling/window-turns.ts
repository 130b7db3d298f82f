import { err, ok, type Result } from '../../../drivers/result.ts'
import type { QueueEventKind, WindowState } from '../store/queue-store.ts'
import { seatOf, standingAt, step, type Act } from './act.ts'
import { ORDINARY_BETWEEN } from './call-order.ts'
import type { CallFault } from './calling.ts'

type Turn = Result<WindowState, CallFault>

export async function open(act: Act): Promise<WindowState> {
  const { tx, clerk, at } = act
  const before = await tx.window(clerk.window)
  if (before !== null && before.state !== 'closed' && before.clerk === clerk.name) return before
  const ordinaryInARow = before?.ordinaryInARow ?? ORDINARY_BETWEEN
  return await turn(act, 'window.opened', { window: clerk.window, state: 'open', clerk: clerk.name, pauseReason: null, since: at, ordinaryInARow })
}

/** Who was transferred to this window only, waits for anybody again; whom it has held or passed, the others may call back (left.ts). */
export async function close(act: Act): Promise<Turn> {
  const seat = await seatOf(act)
  if (!seat.ok) return seat
  const ticket = await standingAt(act)
  if (ticket !== null) return err({ kind: 'window-busy', ticket })
  const { tx, clerk, at, day } = act
  for (const left of await tx.open(day)) {
    if (left.status !== 'waiting' || left.forWindow !== clerk.window) continue
    await step(act, left, 'ticket.transferred', { forWindow: null }, { fromBusiness: left.business, toWindow: null, reason: 'window-closed' })
  }
  return ok(await turn(act, 'window.closed', { ...seat.value, state: 'closed', clerk: null, pauseReason: null, since: at }))
}

/** Who stands there is served to the end; nobody new is called. */
export async function pause(act: Act, reason: string): Promise<Turn> {
  const seat = await seatOf(act)
  if (!seat.ok || seat.value.state === 'paused') return seat
  const pauseReason = reason === '' ? null : reason
  return ok(await turn(act, 'window.paused', { ...seat.value, state: 'paused', pauseReason, since: act.at }))
}

export async function resume(act: Act): Promise<Turn> {
  const seat = await seatOf(act)
  if (!seat.ok || seat.value.state === 'open') return seat
  return ok(await turn(act, 'window.resumed', { ...seat.value, state: 'open', pauseReason: null, since: act.at }))
}

async function turn({ tx, clerk, ownWords }: Act, kind: QueueEventKind, state: WindowState): Promise<WindowState> {
  await tx.setWindow(state)
  const facts = state.pauseReason === null ? {} : { reason: state.pauseReason, ...(ownWords === true ? { ownWords } : {}) }
  tx.record({ actor: `clerk:${clerk.name}`, kind, ticketId: null, number: null, business: null, window: clerk.window, facts })
  return state
}
