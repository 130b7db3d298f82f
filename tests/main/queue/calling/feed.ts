import { expect } from 'vitest'
import type { QueueEvent, QueueEventKind, QueueStore } from '../../../../main/queue/store/queue-store.ts'
import type { TicketStatus } from '../../../../main/queue/ticket.ts'

/** From which states a ticket may come to what an event says, and to which. */
const TRANSITIONS: { readonly [Kind in QueueEventKind]?: readonly [from: readonly (TicketStatus | 'not-issued')[], to: TicketStatus] } = {
  'ticket.issued': [['not-issued'], 'waiting'],
  'ticket.called': [['waiting'], 'called'],
  'ticket.recalled': [['called'], 'called'],
  'ticket.serving': [['called'], 'serving'],
  'ticket.held': [['called', 'serving'], 'held'],
  'ticket.called-back': [['held'], 'called'],
  'ticket.passed': [['called', 'held'], 'no-show'],
  'ticket.taken-back': [['no-show'], 'called'],
  'ticket.transferred': [['called', 'serving', 'held', 'waiting'], 'waiting'],
  'ticket.topped': [['waiting'], 'waiting'],
  'ticket.cancelled': [['waiting', 'called', 'held'], 'cancelled'],
  'ticket.done': [['serving'], 'done'],
  'ticket.expired': [['waiting', 'called', 'held'], 'expired'],
}

export interface Followed {
  /** What the feed says of each ticket. */
  readonly statuses: ReadonlyMap<string, TicketStatus>
  readonly events: readonly QueueEvent[]
}

/**
 * Reads the whole feed as a board would: every event once and in order, each ticket along the transitions that there
 * are, never at two windows (P4), never two of them at one, and out of a window's hands only where it has closed; and numbers of a series 1 to n in the order of commits (P2).
 */
export async function followedFeed(store: QueueStore): Promise<Followed> {
  const events: QueueEvent[] = []
  for (;;) {
    const next = await store.eventsAfter(events.at(-1)?.seq ?? 0, 7)
    events.push(...next)
    if (next.length === 0) break
  }
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  const statuses = new Map<string, TicketStatus>()
  const at = new Map<string, string | null>()
  const issued = new Map<string, number>()
  const closed = new Set<string | null>()
  for (const { kind, ticketId, number, window, seq, facts } of events) {
    if (kind === 'window.closed') closed.add(window)
    if (kind === 'window.opened') closed.delete(window)
    if (ticketId === null) continue
    const [from, to] = TRANSITIONS[kind] ?? [[], 'waiting']
    const before = statuses.get(ticketId) ?? 'not-issued'
    expect(from, `event ${seq} (${kind}) of ${number} which was ${before}`).toContain(before)
    if (kind === 'ticket.issued') {
      const series = number?.slice(0, 1) ?? ''
      issued.set(series, (issued.get(series) ?? 0) + 1)
      expect(number).toBe(series + String(issued.get(series)).padStart(3, '0'))
    }
    if (before === 'called' || before === 'serving' || before === 'held' || before === 'no-show') {
      const from = facts['fromWindow'] ?? null
      expect(from ?? window, `event ${seq} (${kind})`).toBe(at.get(ticketId))
      if (from !== null) expect([closed.has(String(from)), ['held', 'no-show'].includes(before)], `event ${seq} (${kind})`).toEqual([true, true])
    }
    statuses.set(ticketId, to)
    at.set(ticketId, window)
    const here = [...statuses].filter(([id, status]) => (status === 'called' || status === 'serving') && at.get(id) === window)
    expect(here.length, `tickets at window ${window} after event ${seq}`).toBeLessThanOrEqual(1)
  }
  return { statuses, events }
}
