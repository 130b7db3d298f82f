import type { QueueTicket, WindowState } from '../store/queue-store.ts'

/** Whether a ticket is held or was passed: it stays with its window, and nobody stands there for it. */
export function isSetAside({ status }: Pick<QueueTicket, 'status'>): boolean {
  return status === 'held' || status === 'no-show'
}

/**
 * Whether a window that is closed has left this ticket, held or passed, to the others: until it opens again, those that
 * serve the business may do with it what that window might. `businesses` are those of `window`.
 */
export function isLeftTo(
  { window, businesses }: { readonly window: string; readonly businesses: readonly string[] },
  ticket: Pick<QueueTicket, 'status' | 'window' | 'business'>,
  windows: readonly WindowState[],
): boolean {
  if (!isSetAside(ticket) || ticket.window === window || !businesses.includes(ticket.business)) return false
  return windows.some((each) => each.window === ticket.window && each.state === 'closed')
}
