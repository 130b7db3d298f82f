import { err, ok, type Result } from '../../../drivers/result.ts'
import type { QueueEventKind, QueueTicket, QueueTransaction, TicketChange, WindowState } from '../store/queue-store.ts'
import type { TicketStatus } from '../ticket.ts'
import type { CallFault, Clerk } from './calling.ts'
import type { Answer } from './kept-answer.ts'
import { isLeftTo, isSetAside } from './left.ts'
import { groupsOf, type CallingHall } from './windows-of-hall.ts'

/** One act of a window, in its transaction. */
export interface Act {
  readonly tx: QueueTransaction
  readonly clerk: Clerk
  readonly at: Date
  readonly day: string
  readonly hall: CallingHall
  /** Its reason is in the clerk's own words. */
  readonly ownWords?: true
}

/** The window where this clerk sits; paused it still serves whoever stands there, and calls nobody new. */
export async function seatOf({ tx, clerk }: Act, calls: 'calls' | 'serves' = 'serves'): Promise<Result<WindowState, CallFault>> {
  const window = await tx.window(clerk.window)
  const sits = window !== null && window.clerk === clerk.name && window.state !== 'closed'
  return sits && (calls === 'serves' || window.state === 'open') ? ok(window) : err({ kind: 'window-not-open' })
}

/** A window that may call somebody to it: open, and nobody stands there. */
export async function freeSeatOf(act: Act): Promise<Result<WindowState, CallFault>> {
  const seat = await seatOf(act, 'calls')
  if (!seat.ok) return seat
  const ticket = await standingAt(act)
  return ticket === null ? seat : err({ kind: 'window-busy', ticket })
}

/** Who was called to the window, or is served there. */
export async function standingAt({ tx, day, clerk }: Act): Promise<QueueTicket | null> {
  const [ticket] = await tx.ofWindow(day, clerk.window, ['called', 'serving'])
  return ticket ?? null
}

/** A ticket of this window's own, or left to it, in one of these states, and the clerk where they should be. */
export async function ownTicket(act: Act, ticketId: string, statuses: readonly TicketStatus[]): Promise<Answer> {
  const seat = await seatOf(act)
  if (!seat.ok) return seat
  const ticket = await act.tx.ticket(ticketId)
  if (ticket === null) return err({ kind: 'unknown-ticket' })
  const now = ticket.businessDay === act.day && statuses.includes(ticket.status)
  return now && (await isHere(act, ticket)) ? ok(ticket) : err({ kind: 'not-now', ticket })
}

async function isHere({ tx, clerk: { window }, hall }: Act, ticket: QueueTicket): Promise<boolean> {
  if (ticket.window === window) return true
  return isLeftTo({ window, businesses: groupsOf(hall, window).flat() }, ticket, await tx.windows())
}

/** The fault of a ticket that would make its holder wait twice for one business. */
export async function waitsTwice({ tx }: Act, ticketId: string, business: string): Promise<Result<never, CallFault> | null> {
  const ticket = await tx.otherOfHolder(ticketId, business)
  return ticket === null ? null : err({ kind: 'holder-waits', ticket })
}

/** Changes a ticket and says so, in one. What another window had held or passed becomes this one's, and `facts.fromWindow` says whose it was. */
export async function step(
  { tx, clerk, ownWords }: Act,
  before: QueueTicket,
  kind: QueueEventKind,
  change: TicketChange,
  facts: Readonly<Record<string, string | number | boolean | null>> = {},
): Promise<Answer> {
  const taken = isSetAside(before) && before.window !== clerk.window
  const ticket = await tx.change(before.ticketId, taken ? { window: clerk.window, clerk: clerk.name, ...change } : change)
  const { ticketId, number, business } = ticket
  const told = { ...facts, ...(taken ? { fromWindow: before.window } : {}), ...(ownWords === true ? { ownWords } : {}) }
  tx.record({ actor: `clerk:${clerk.name}`, kind, ticketId, number, business, window: clerk.window, facts: told })
  return ok(ticket)
}

/** Called to this window, for the first time or anew. */
export function calledHere({ clerk, at }: Act, ticket: QueueTicket): TicketChange {
  return {
    status: 'called',
    window: clerk.window,
    clerk: clerk.name,
    calls: 1,
    firstCalledAt: ticket.firstCalledAt ?? at,
    lastCalledAt: at,
  }
}
