import type { HallFile } from '../configuration/hall-file.ts'
import type { BoardView } from '../contract/board.ts'
import type { HallSeat } from '../contract/hall-pages.ts'
import { createBroadcast } from '../session/broadcast.ts'
import { boardView, callOf, stillShown, type ToldCall } from './board-view.ts'
import { businessDay } from './calendar.ts'
import type { Calling, HallPicture } from './calling/calling.ts'
import type { HallWaitsNow } from './hall-waits.ts'
import type { QueueStore } from './store/queue-store.ts'

/** News only wakes; this is the truth (reference hall.md 4.6: a poll of 2–5 s). */
const POLL_MS = 2_000
/** With nothing new a board hears of the hall this often: a third below the fifteen seconds after which it calls the line lost. */
const POLLS_OF_SILENCE = 5
/** How far back a server that starts looks for the last calls. */
const EVENTS_OF_HISTORY = 2_000
const EVENTS_AT_ONCE = 500
/** So often a busy hall may outrun its picture before the boards are told all the same. */
const ROUNDS = 5

export interface BoardFeed {
  /**
   * The board as it stands, then again at each change and at least every ten seconds. While the store cannot be asked
   * nothing comes: a board then says that its line is lost, and since when.
   */
  views(place: HallSeat['place'], after: number | null, signal: AbortSignal | undefined): AsyncGenerator<BoardView, void, undefined>
  close(): void
}

/** Follows the feed once for all boards of a hall, as long as there is one that looks. */
export function createBoardFeed(parts: {
  readonly store: Pick<QueueStore, 'eventsAfter' | 'lastEvent' | 'onNews'>
  readonly calling: Pick<Calling, 'picture'>
  readonly hall: () => HallFile
  readonly waits: HallWaitsNow
  readonly now: () => Date
  /** The store could not be asked; asked again with the next poll. */
  readonly onFault: (error: unknown) => void
}): BoardFeed {
  const { store } = parts
  let seq: number | null = null
  let calls: readonly ToldCall[] = []
  let picture: HallPicture | null = null
  /** Of the last time that everything was read, as the boards may be drawn from it. */
  let whole = false
  const told = createBroadcast(() => null)

  /** Whether anything has changed. */
  async function read(): Promise<boolean> {
    const before = picture
    const from = seq
    seq ??= Math.max(0, (await store.lastEvent()) - EVENTS_OF_HISTORY)
    for (let round = 0; round < ROUNDS; round += 1) {
      for (;;) {
        const events = await store.eventsAfter(seq, EVENTS_AT_ONCE)
        for (const event of events) {
          const call = callOf(event)
          if (call !== null) calls = [...calls, call]
          seq = event.seq
        }
        calls = stillShown(calls, parts.now().getTime())
        if (events.length < EVENTS_AT_ONCE) break
      }
      const today = businessDay(parts.now(), parts.hall().hall.timeZone)
      if (picture === null || picture.seq < seq || picture.businessDay !== today) picture = await parts.calling.picture()
      // A picture taken after events that have not been read yet shows a ticket called before its call is told.
      if (picture.seq <= seq) break
    }
    return picture !== before || seq !== from
  }

  let reading = false
  let again = false
  let polls = 0
  async function readAndTell(): Promise<void> {
    again = true
    if (reading) return
    reading = true
    try {
      while (again) {
        again = false
        const changed = await read()
        if (changed || !whole || polls >= POLLS_OF_SILENCE) {
          whole = true
          polls = 0
          told.changed()
        }
      }
    } catch (error) {
      whole = false
      parts.onFault(error)
    } finally {
      reading = false
    }
  }

  let watchers = 0
  let timer: NodeJS.Timeout | null = null
  let deaf: (() => void) | null = null
  function wakeUp(): void {
    watchers += 1
    if (watchers > 1) return
    deaf = store.onNews(() => void readAndTell())
    timer = setInterval(() => {
      polls += 1
      void readAndTell()
    }, POLL_MS)
    void readAndTell()
  }
  function rest(): void {
    watchers -= 1
    if (watchers === 0) sleep()
  }
  function sleep(): void {
    deaf?.()
    if (timer !== null) clearInterval(timer)
    deaf = null
    timer = null
    // What happens while nobody looks is not followed: who looks next waits until it has been read.
    whole = false
  }

  return {
    async *views(place, after, signal) {
      wakeUp()
      try {
        let heard = after
        for await (const _ of told.values(signal)) {
          if (!whole || picture === null || seq === null) continue
          // A page that heard more than this feed has told was with another store before.
          if (heard !== null && heard > seq) heard = null
          yield boardView({ place, hall: parts.hall(), now: parts.now(), after: heard, drawn: { picture, calls, seq }, waits: parts.waits.of(picture) })
          heard = seq
        }
      } finally {
        rest()
      }
    },
    close() {
      sleep()
      told.end()
    },
  }
}
