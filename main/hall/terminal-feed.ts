import type { HallNews } from '../contract/hall-terminal.ts'
import { businessDay } from '../queue/calendar.ts'
import type { Calling, HallPicture } from '../queue/calling/calling.ts'
import type { CallingHall } from '../queue/calling/windows-of-hall.ts'
import type { ReckonedWaits } from '../queue/hall-waits.ts'
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
  waits: boolean
}

/** The hall beside its tickets. */
type Beside = Pick<HallPicture, 'windows' | 'services'>

/** Follows the queue once for all terminals of a hall, as long as there is one that listens. */
export function createTerminalFeed(parts: {
  readonly store: Pick<QueueStore, 'eventsAfter' | 'lastEvent' | 'tickets' | 'ticketsBetween' | 'onNews'>
  readonly calling: Pick<Calling, 'picture'>
  /** The one account of them at this server: terminals say what its boards say. */
  readonly waits: Pick<ReckonedWaits, 'lines'>
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
  let beside: Beside = { windows: [], services: [] }
  let waits: ReturnType<ReckonedWaits['lines']> = []

  /** Whether anything has changed; a wait may though nothing else has. */
  async function read(): Promise<boolean> {
    const changed = await readTickets()
    return reckonWaits() || changed
  }

  async function readTickets(): Promise<boolean> {
    const today = businessDay(now(), parts.hall().hall.timeZone)
    if (day !== today) {
      await readDay(today)
      return true
    }
    let changed = false
    for await (const events of eventsSince(store, event)) {
      const ids = new Set(events.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId])))
      const read = await store.tickets([...ids])
      const isBeside = events.some(({ kind }) => kind.startsWith('window.')) || read.some(({ status }) => status === 'done')
      if (isBeside) beside = await calling.picture()
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
    const besideNow = await calling.picture()
    const last = await store.lastEvent()
    const all = await store.ticketsBetween(today, today)
    beside = besideNow
    event = last
    tickets = new Map(all.map((ticket) => [ticket.ticketId, ticket]))
    day = today
    for (const follower of followers) follower.whole = true
  }

  /** Whether any has changed. */
  function reckonWaits(): boolean {
    const fresh = parts.waits.lines({ ...beside, tickets: [...tickets.values()].filter(({ status }) => status === 'waiting') })
    if (JSON.stringify(fresh) === JSON.stringify(waits)) return false
    waits = fresh
    for (const follower of followers) follower.waits = true
    return true
  }

  function newsFor(follower: Follower): HallNews {
    const { whole } = follower
    const told = whole || follower.waits ? { waits } : {}
    const windows = beside.windows.map(({ window, state }) => ({ window, state }))
    const those = whole ? [...tickets.values()] : [...follower.changed].flatMap((id) => tickets.get(id) ?? [])
    follower.whole = false
    follower.waits = false
    follower.changed.clear()
    return { epoch: parts.epoch, now: now(), businessDay: day ?? '', event, whole, tickets: those, windows, ...told }
  }

  return {
    async *news(signal) {
      const follower: Follower = { changed: new Set(), whole: true, waits: true }
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
