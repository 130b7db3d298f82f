import { err } from '../../../drivers/result.ts'
import { ownTicket, seatOf, step, waitsTwice, type Act } from './act.ts'
import type { Answer } from './kept-answer.ts'
import { groupsOf, windowsOf } from './windows-of-hall.ts'

export type TransferTo = { readonly window: string } | { readonly business: string }

/** To a window that is there, or to a business that one serves. Waits again, at its old rank. */
export async function transfer(act: Act, ticketId: string, to: TransferTo, reason: string): Promise<Answer> {
  if (reason === '') return err({ kind: 'reason-needed' })
  const own = await ownTicket(act, ticketId, ['called', 'serving', 'held'])
  if (!own.ok) return own
  const ticket = own.value
  const { tx, hall } = act
  if ('window' in to) {
    const there = await tx.window(to.window)
    if (!windowsOf(hall).includes(to.window) || there === null || there.state === 'closed') return err({ kind: 'not-served-here' })
  } else if (!windowsOf(hall).some((window) => groupsOf(hall, window).flat().includes(to.business))) {
    return err({ kind: 'not-served-here' })
  }
  const business = 'business' in to ? to.business : ticket.business
  const twice = await waitsTwice(act, ticketId, business)
  if (twice !== null) return twice
  const forWindow = 'window' in to ? to.window : null
  const change = { status: 'waiting', business, forWindow, calls: 0, servingAt: null, reason } as const
  return await step(act, ticket, 'ticket.transferred', change, { fromBusiness: ticket.business, toWindow: forWindow, reason })
}

/** 置顶, or its taking back. */
export async function top(act: Act, ticketId: string, on: boolean, reason: string): Promise<Answer> {
  if (on && reason === '') return err({ kind: 'reason-needed' })
  const waiting = await waitingHere(act, ticketId)
  if (!waiting.ok) return waiting
  if ((waiting.value.topAt !== null) === on) return err({ kind: 'not-now', ticket: waiting.value })
  const told = reason === '' ? null : reason
  return await step(act, waiting.value, 'ticket.topped', { topAt: on ? act.at : null, reason: told }, { on, reason: told })
}

/** One that waits for what this window serves, or that this window has. */
export async function cancel(act: Act, ticketId: string, reason: string): Promise<Answer> {
  if (reason === '') return err({ kind: 'reason-needed' })
  const ticket = await act.tx.ticket(ticketId)
  const found = ticket?.status === 'waiting' ? await waitingHere(act, ticketId) : await ownTicket(act, ticketId, ['called', 'held'])
  return found.ok ? await step(act, found.value, 'ticket.cancelled', { status: 'cancelled', endedAt: act.at, reason }, { reason }) : found
}

async function waitingHere(act: Act, ticketId: string): Promise<Answer> {
  const seat = await seatOf(act)
  if (!seat.ok) return seat
  const { tx, clerk, day, hall } = act
  const ticket = await tx.ticket(ticketId)
  if (ticket === null) return err({ kind: 'unknown-ticket' })
  if (ticket.status !== 'waiting' || ticket.businessDay !== day) return err({ kind: 'not-now', ticket })
  const { business, forWindow } = ticket
  const served = forWindow === clerk.window || (forWindow === null && groupsOf(hall, clerk.window).flat().includes(business))
  return served ? { ok: true, value: ticket } : err({ kind: 'not-served-here' })
}
