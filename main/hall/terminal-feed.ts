import { setTimeout as sleep } from 'node:timers/promises'
import type { HallNews } from '../contract/hall-terminal.ts'
import { businessDay } from '../queue/calendar.ts'
import type { Calling } from '../queue/calling/calling.ts'
import type { CallingHall } from '../queue/calling/windows-of-hall.ts'
import type { QueueStore, QueueTicket } from '../queue/store/queue-store.ts'
import { createBroadcast } from '../session/broadcast.ts'

/** News only wakes; this is the truth (reference hall.md 4.6: a poll of 2–5 s). */
const POLL_MS = 2_000
/** With nothing new a terminal hears of the hall this often: within the ten seconds that it may count on. */
const POLLS_OF_SILENCE = 4
const EVENTS_AT_ONCE = 500
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
  const told = createBroadcast(() => null)
  /** The business day that `tickets` are of, and the last event that is in them. */
  let day: string | null = null
  let event = 0
  let tickets = new Map<string, QueueTicket>()
  let windows: HallNews['windows'] = []
  /** Why the store could not be asked the last time. */
  let fault: Error | null = null
  /** Everything has been read since somebody listens. */
  let fresh = false

  /** Whether anything has changed. */
  async function read(): Promise<boolean> {
    const today = businessDay(now(), parts.hall().hall.timeZone)
    if (day !== today) {
      await readDay(today)
      return true
    }
    let changed = false
    for (;;) {
      const events = await store.eventsAfter(event, EVENTS_AT_ONCE)
      const last = events.at(-1)
      if (last === undefined) return changed
      const ids = new Set(events.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId])))
      const read = await store.tickets([...ids])
      if (events.some(({ kind }) => kind.startsWith('window.'))) windows = await readWindows()
      for (const ticket of read) {
        if (ticket.businessDay !== today) continue
        tickets.set(ticket.ticketId, ticket)
        for (const follower of followers) follower.changed.add(ticket.ticketId)
      }
      event = last.seq
      changed = true
      if (events.length < EVENTS_AT_ONCE) return changed
    }
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

  let reading = false
  let again = false
  let polls = 0
  async function readAndTell(): Promise<void> {
    again = true
    if (reading) return
    reading = true
    while (again) {
      again = false
      try {
        const changed = await read()
        fault = null
        if (changed || !fresh || polls >= POLLS_OF_SILENCE) {
          fresh = true
          polls = 0
          told.changed()
        }
      } catch (error) {
        fault = error instanceof Error ? error : new Error('the queue could not be read', { cause: error })
        fresh = false
        parts.onFault(error)
        told.changed()
      }
      await sleep(BETWEEN_NEWS_MS, undefined, { ref: false })
    }
    reading = false
  }

  let timer: NodeJS.Timeout | null = null
  let deaf: (() => void) | null = null
  function wakeUp(): void {
    if (timer !== null) return
    fault = null
    fresh = false
    deaf = store.onNews(() => void readAndTell())
    timer = setInterval(() => {
      polls += 1
      void readAndTell()
    }, POLL_MS)
    void readAndTell()
  }
  function rest(): void {
    deaf?.()
    if (timer !== null) clearInterval(timer)
    deaf = null
    timer = null
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
      wakeUp()
      try {
        for await (const _ of told.values(signal)) {
          if (fault !== null) throw fault
          if (fresh) yield newsFor(follower)
        }
      } finally {
        followers.delete(follower)
        if (followers.size === 0) rest()
      }
    },
    close() {
      rest()
      told.end()
    },
  }
}
