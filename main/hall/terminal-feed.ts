import type { HallNews } from '../contract/hall-terminal.ts'
import { businessDay } from '../queue/calendar.ts'
import type { Calling } from '../queue/calling/calling.ts'
import type { CallingHall } from '../queue/calling/windows-of-hall.ts'
import { eventsSince, followQueue } from '../queue/queue-follower.ts'
import type { QueueStore, QueueTicket } from '../queue/store/queue-store.ts'

/** What a busy hall does in this time is told at once: counts on a screen are none the later for it. */
const BETWEEN_NEWS_MS = 250

export interface TerminalFeed {
  /**
   * The hall's day whole, then what has changed in it, and at least every ten seconds something. Throws what the store
   * threw, as soon as it cannot be asked; who asks again hears at once whether it still cannot.
   */
  news(signal: AbortSignal | undefined): AsyncGenerator<HallNews, void, undefined>
  close(): void
}

/** One of those who follow: what has changed since it was told last. A slow one hears of each ticket once, as it stands then. */
interface Follower {
  readonly changed: Set<string>
  whole: boolean
}

/** Follows the queue once for all terminals of a hall, as long as there is one that listens. */
export function createTerminalFeed(parts: {
  readonly store: Pick<QueueStore, 'eventsAfter' | 'lastEvent' | 'tickets' | 'ticketsBetween' | 'onNews'>
  readonly calling: Pick<Calling, 'picture'>
  readonly epoch: number
  readonly hall: () => Pick<CallingHall, 'hall'>
  readonly now: () => Date
  /** The store could not be asked; asked again with the next poll. */
  readonly onFault: (error: unknown) => void
}): TerminalFeed {
  const { store, calling, now } = parts
  const followers = new Set<Follower>()
  const queue = followQueue({ store, read, restMs: BETWEEN_NEWS_MS, onFault: parts.onFault })
  /** The business day that `tickets` are of, and the last event that is in them. */
  let day: string | null = null
  let event = 0
  let tickets = new Map<string, QueueTicket>()
  let windows: HallNews['windows'] = []

  /** Whether anything has changed. */
  async function read(): Promise<boolean> {
    const today = businessDay(now(), parts.hall().hall.timeZone)
    if (day !== today) {
      await readDay(today)
      return true
    }
    let changed = false
    for await (const events of eventsSince(store, event)) {
      const ids = new Set(events.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId])))
      const read = await store.tickets([...ids])
      if (events.some(({ kind }) => kind.startsWith('window.'))) windows = await readWindows()
      for (const ticket of read) {
        if (ticket.businessDay !== today) continue
        tickets.set(ticket.ticketId, ticket)
        for (const follower of followers) follower.changed.add(ticket.ticketId)
      }
      event = events.at(-1)?.seq ?? event
      changed = true
    }
    return changed
  }

  /** A day that has just begun. The picture ends those before it. */
  async function readDay(today: string): Promise<void> {
    const windowsNow = await readWindows()
    const last = await store.lastEvent()
    const all = await store.ticketsBetween(today, today)
    windows = windowsNow
    event = last
    tickets = new Map(all.map((ticket) => [ticket.ticketId, ticket]))
    day = today
    for (const follower of followers) follower.whole = true
  }

  async function readWindows(): Promise<HallNews['windows']> {
    return (await calling.picture()).windows.map(({ window, state }) => ({ window, state }))
  }

  function newsFor(follower: Follower): HallNews {
    const { whole } = follower
    const those = whole ? [...tickets.values()] : [...follower.changed].flatMap((id) => tickets.get(id) ?? [])
    follower.whole = false
    follower.changed.clear()
    return { epoch: parts.epoch, now: now(), businessDay: day ?? '', event, whole, tickets: those, windows: [...windows] }
  }

  return {
    async *news(signal) {
      const follower: Follower = { changed: new Set(), whole: true }
      followers.add(follower)
      try {
        for await (const reading of queue.readings(signal)) {
          if (!reading.ok) throw reading.fault
          yield newsFor(follower)
        }
      } finally {
        followers.delete(follower)
      }
    },
    close: () => queue.close(),
  }
}
