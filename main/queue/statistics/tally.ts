import type { QueueTicket } from '../store/queue-store.ts'
import { serviceTimes } from './service-times.ts'
import { spreadOf, type Spread } from './spread.ts'

/** What tickets have come to, counted by how they stand, and their times. */
export interface Tally {
  /** Numbers given. */
  readonly taken: number
  readonly done: number
  readonly noShow: number
  readonly cancelled: number
  /** Never called on their day. */
  readonly expired: number
  /** Not ended: they wait, are called, served or held. */
  readonly open: number
  readonly wait: Spread
  readonly come: Spread
  readonly serve: Spread
}

export type TallyKey = 'business' | 'window' | 'hour' | 'day'

export interface TallyRow {
  /** A business's code, a window, an hour of the hall's day as `09`, or a day. */
  readonly key: string
  readonly tally: Tally
}

export function tallyOf(tickets: readonly QueueTicket[]): Tally {
  const times = tickets.map(serviceTimes)
  const ended = (status: QueueTicket['status']) => tickets.filter((ticket) => ticket.status === status).length
  const [done, noShow, cancelled, expired] = [ended('done'), ended('no-show'), ended('cancelled'), ended('expired')]
  return {
    taken: tickets.length,
    done,
    noShow,
    cancelled,
    expired,
    open: tickets.length - done - noShow - cancelled - expired,
    wait: spreadOf(times.map(({ waitMs }) => waitMs)),
    come: spreadOf(times.map(({ comeMs }) => comeMs)),
    serve: spreadOf(times.map(({ serveMs }) => serveMs)),
  }
}

/**
 * A tally for each key, in the order of the keys. By hour, tickets count in the hour they were taken in; by window, where
 * they were called last, and those that no window has called are in no row.
 */
export function tallyBy(tickets: readonly QueueTicket[], key: TallyKey, hourOf: (instant: Date) => string): readonly TallyRow[] {
  const groups = new Map<string, QueueTicket[]>()
  for (const ticket of tickets) {
    const name = keyOf(ticket, key, hourOf)
    if (name === null) continue
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [ticket])
    else group.push(ticket)
  }
  const inOrder = new Intl.Collator('en', { numeric: true })
  return [...groups].sort(([a], [b]) => inOrder.compare(a, b)).map(([name, group]) => ({ key: name, tally: tallyOf(group) }))
}

function keyOf(ticket: QueueTicket, key: TallyKey, hourOf: (instant: Date) => string): string | null {
  switch (key) {
    case 'business':
      return ticket.business
    case 'window':
      return ticket.window
    case 'hour':
      return hourOf(ticket.issuedAt)
    case 'day':
      return ticket.businessDay
  }
}
