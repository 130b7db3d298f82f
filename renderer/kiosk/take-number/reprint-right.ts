import type { SessionView } from '../../../main/contract/view.ts'

/**
 * Whether this session may have the ticket printed again (contract, `reprint`): its holder's card was read, or its own
 * sheet of this ticket went wrong or could not be confirmed.
 */
export function mayReprint(ticketId: string, session: SessionView | null): boolean {
  if (session?.person?.assurance === 'card') return true
  const sheet = session?.sheet ?? null
  if (sheet === null || sheet.ticketId !== ticketId) return false
  return sheet.state === 'failed' || sheet.state === 'unknown' || (sheet.state === 'sent' && sheet.settled)
}
