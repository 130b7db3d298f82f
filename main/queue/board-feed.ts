import type { HallFile } from '../configuration/hall-file.ts'
import type { BoardView } from '../contract/board.ts'
import type { HallSeat } from '../contract/hall-pages.ts'
import { createBoardSpeakers, type WallBoard } from './board-speakers.ts'
import { boardView, callOf, replacedOf, stillReplaced, stillShown, type ToldCall, type ToldReplaced } from './board-view.ts'
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
  views(seat: HallSeat, asked: { readonly after: number | null; readonly sounds: boolean }, signal: AbortSignal | undefined): AsyncGenerator<BoardView, void, undefined>
  close(): void
}

/** Follows the feed once for all boards of a hall, as long as there is one that looks. */
export function createBoardFeed(parts: {
  readonly store: Pick<QueueStore, 'eventsAfter' | 'lastEvent' | 'onNews'>
  readonly calling: Pick<Calling, 'picture'>
  readonly hall: () => HallFile
  readonly waits: HallWaitsNow
  /** Boards that another server of the hall has. */
  readonly elsewhere: () => readonly WallBoard[]
  readonly now: () => Date
  /** The store could not be asked; asked again with the next poll. */
  readonly onFault: (error: unknown) => void
}): BoardFeed {
  const { store } = parts
  let seq: number | null = null
  let calls: readonly ToldCall[] = []
  let replaced: readonly ToldReplaced[] = []
  let picture: HallPicture | null = null
  // A call is on the board at once, however busy the hall.
  const queue = followQueue({ store, read, restMs: 0, onFault: parts.onFault })
  let spokenElse = false
  const speakers = createBoardSpeakers({
    elsewhere: parts.elsewhere,
    onChange() {
      spokenElse = true
      queue.look()
    },
  })

  /** Whether anything has changed. */
  async function read(): Promise<boolean> {
    const before = picture
    const from = seq
    const isSpokenElse = spokenElse
    spokenElse = false
    seq ??= Math.max(0, (await store.lastEvent()) - EVENTS_OF_HISTORY)
    for (let round = 0; round < ROUNDS; round += 1) {
      for await (const events of eventsSince(store, seq)) {
        calls = [...calls, ...events.flatMap((event) => callOf(event) ?? [])]
        replaced = [...replaced, ...events.flatMap((event) => replacedOf(event) ?? [])]
        seq = events.at(-1)?.seq ?? seq
      }
      calls = stillShown(calls, parts.now().getTime())
      replaced = stillReplaced(replaced, parts.now().getTime())
      const today = businessDay(parts.now(), parts.hall().hall.timeZone)
      if (picture === null || picture.seq < seq || picture.businessDay !== today) picture = await parts.calling.picture()
      // A picture taken after events that have not been read yet shows a ticket called before its call is told.
      if (picture.seq <= seq) break
    }
    return isSpokenElse || picture !== before || seq !== from
  }

  return {
    async *views({ device, place }, { after, sounds }, signal) {
      // A board over one window is silent: one of its area speaks.
      const board = place.kind === 'board' && place.window === null ? { id: device, area: place.area, sounds } : null
      const leave = board === null ? () => undefined : speakers.join(board)
      let heard = after
      try {
        for await (const reading of queue.readings(signal)) {
          if (!reading.ok || picture === null || seq === null) continue
          // A page that heard more than this feed has told was with another store before.
          if (heard !== null && heard > seq) heard = null
          const hall = parts.hall()
          const spoken = board === null ? () => false : speakers.spokenAt(board, hall)
          yield boardView({ place, hall, now: parts.now(), after: heard, drawn: { picture, calls, replaced, seq }, waits: parts.waits.of(picture), spoken })
          heard = seq
        }
      } finally {
        leave()
      }
    },
    close: () => queue.close(),
  }
}
