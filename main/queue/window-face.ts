import { businessDay } from './calendar.ts'
import { mayCall } from './calling/call-order.ts'
import type { HallPicture } from './calling/calling.ts'
import type { QueueTicket } from './store/queue-store.ts'

/** What the hardware at a window shows of it: never anything of a person. */
export interface WindowFace {
  readonly state: 'closed' | 'open' | 'paused'
  /** Who signed in there today; null: nobody, and its keys do nothing. */
  readonly clerk: string | null
  /** Who was called there, or is served. */
  readonly current: QueueTicket | null
  /** Whom the window held last. */
  readonly held: QueueTicket | null
  /** How many wait whom this window may call. */
  readonly waiting: number
}

/** `businesses` are those that the window serves. */
export function windowFace(picture: HallPicture, window: string, businesses: readonly string[], timeZone: string): WindowFace {
  const own = picture.windows.find((each) => each.window === window)
  const here = picture.tickets.filter((ticket) => ticket.window === window)
  const held = here.filter(({ status }) => status === 'held')
  const today = own !== undefined && businessDay(own.since, timeZone) === picture.businessDay
  return {
    // Who went home without signing out does not sit there in the morning.
    state: today ? own.state : 'closed',
    clerk: today && own.state !== 'closed' ? own.clerk : null,
    current: here.find(({ status }) => status === 'called' || status === 'serving') ?? null,
    held: held.toSorted((a, b) => (a.lastCalledAt?.getTime() ?? 0) - (b.lastCalledAt?.getTime() ?? 0)).at(-1) ?? null,
    waiting: picture.tickets.filter((ticket) => ticket.status === 'waiting' && mayCall(ticket, window, businesses)).length,
  }
}
