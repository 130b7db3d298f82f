import type { OutboxEvent } from '../../ledger/outbox.ts'
import type { Happened } from './queue-store.ts'

/** What the audit log is told of it: its facts with what it was about, each that is known. */
export function loggedOf({ ticketId, number, business, window, facts }: Happened): OutboxEvent['payload'] {
  const named = Object.entries({ ticket: ticketId, number, business, window }).filter(([, value]) => value !== null)
  return { ...Object.fromEntries(named), ...facts }
}

/**
 * What the platform is told of it: the same, and who acted, where it was somebody at a window, since the supervision report
 * counts by them. Null for the end of a day, which concerns each of its tickets by itself, and for a ticket that a terminal
 * gave alone, of which it tells the platform itself. A reason in the clerk's own words stays in the hall: a name may stand in it.
 */
export function postedOf(happened: Happened): OutboxEvent | null {
  const { actor, kind, ticketId, window } = happened
  if (kind === 'day.ended' || kind === 'ticket.merged') return null
  const clerk = actor.startsWith('clerk:') ? { clerk: actor.slice('clerk:'.length) } : {}
  const own = happened.facts['ownWords'] === true ? { reason: null } : {}
  return { subject: ticketId ?? `window:${window ?? ''}`, kind, payload: { ...loggedOf(happened), ...clerk, ...own } }
}
