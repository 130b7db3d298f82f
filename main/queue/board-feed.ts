import type { HallFile } from '../configuration/hall-file.ts'
import type { BoardView } from '../contract/board.ts'
import type { HallSeat } from '../contract/hall-pages.ts'
import { boardView, callOf, stillShown, type ToldCall } from './board-view.ts'
import { businessDay } from './calendar.ts'
import type { Calling, HallPicture } from './calling/calling.ts'
import type { HallWaitsNow } from './hall-waits.ts'
import { eventsSince, followQueue } from './queue-follower.ts'
import type { QueueStore } from './store/queue-store.ts'

/** How far back a server that starts looks for the last calls. */
const EVENTS_OF_HISTORY = 2_000
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
  // A call is on the board at once, however busy the hall.
  const queue = followQueue({ store, read, restMs: 0, onFault: parts.onFault })

  /** Whether anything has changed. */
  async function read(): Promise<boolean> {
    const before = picture
    const from = seq
    seq ??= Math.max(0, (await store.lastEvent()) - EVENTS_OF_HISTORY)
    for (let round = 0; round < ROUNDS; round += 1) {
      for await (const events of eventsSince(store, seq)) {
        calls = [...calls, ...events.flatMap((event) => callOf(event) ?? [])]
        seq = events.at(-1)?.seq ?? seq
      }
      calls = stillShown(calls, parts.now().getTime())
      const today = businessDay(parts.now(), parts.hall().hall.timeZone)
      if (picture === null || picture.seq < seq || picture.businessDay !== today) picture = await parts.calling.picture()
      // A picture taken after events that have not been read yet shows a ticket called before its call is told.
      if (picture.seq <= seq) break
    }
    return picture !== before || seq !== from
  }

  return {
    async *views(place, after, signal) {
      let heard = after
      for await (const reading of queue.readings(signal)) {
        if (!reading.ok || picture === null || seq === null) continue
        // A page that heard more than this feed has told was with another store before.
        if (heard !== null && heard > seq) heard = null
        yield boardView({ place, hall: parts.hall(), now: parts.now(), after: heard, drawn: { picture, calls, seq }, waits: parts.waits.of(picture) })
        heard = seq
      }
    },
    close: () => queue.close(),
  }
}
