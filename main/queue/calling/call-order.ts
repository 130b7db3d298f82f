import { goesFirst } from '../precedence.ts'
import type { QueueTicket, WindowState } from '../store/queue-store.ts'

/** While ordinary people wait, so many of them are called between two of those who go first. */
export const ORDINARY_BETWEEN = 2

interface Line {
  /** Those whom the window may call. */
  readonly waiting: readonly QueueTicket[]
  readonly window: string
  /** Its businesses, as `groupsOf` tells them. */
  readonly groups: readonly (readonly string[])[]
  readonly ordinaryInARow: WindowState['ordinaryInARow']
  readonly now: Date
}

/** Who would be called after whom, were nobody to come and no other window to call (store/queue-store.ts, `claimNext`). */
export function inCallOrder({ waiting, window, groups, ordinaryInARow, now }: Line): readonly QueueTicket[] {
  const order: QueueTicket[] = []
  let row = ordinaryInARow
  for (const [nearness, group] of groups.entries()) {
    const line = waiting
      // whoever was transferred here counts to the first group, whatever their business
      .filter(({ business, forWindow }) => (forWindow === window ? nearness === 0 : group.includes(business)))
      .toSorted((one, other) => place(one, window, now) - place(other, window, now) || turn(one) - turn(other) || one.seq - other.seq)
    order.push(...line.filter((ticket) => place(ticket, window, now) < Place.goesFirst))
    const first = line.filter((ticket) => place(ticket, window, now) === Place.goesFirst)
    const ordinary = line.filter((ticket) => place(ticket, window, now) === Place.ordinary)
    while (first.length > 0 || ordinary.length > 0) {
      const goesFirst = first.length > 0 && (row >= ORDINARY_BETWEEN || ordinary.length === 0)
      const next = goesFirst ? first.shift() : ordinary.shift()
      if (next === undefined) break
      row = goesFirst ? 0 : row + 1
      order.push(next)
    }
    order.push(...line.filter((ticket) => place(ticket, window, now) > Place.ordinary))
  }
  return order
}

const Place = { onTop: 0, forThisWindow: 1, goesFirst: 2, ordinary: 3, beforeItsSlot: 4 } as const

function place(ticket: QueueTicket, window: string, now: Date): number {
  if (ticket.topAt !== null) return Place.onTop
  if (ticket.forWindow === window) return Place.forThisWindow
  if (goesFirst(ticket, now)) return Place.goesFirst
  return ticket.priority === 'ordinary' ? Place.ordinary : Place.beforeItsSlot
}

function turn(ticket: QueueTicket): number {
  return (ticket.topAt ?? ticket.rank).getTime()
}

/** Whether it is one of the window’s own: of a business that it serves, and transferred nowhere else. */
export function mayCall(ticket: QueueTicket, window: string, codes: readonly string[]): boolean {
  return ticket.forWindow === null ? codes.includes(ticket.business) : ticket.forWindow === window
}
