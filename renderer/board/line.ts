import type { BoardView } from '../../main/contract/board.ts'
import type { HallClient } from '../../main/contract/hall-client.ts'
import { openHallLine, type HallLine } from '../components/hall-line.ts'

export interface BoardLine extends HallLine {
  /** Whether the browser lets sound out. */
  readonly sounds: (are: boolean) => void
}

/** Keeps a board's line to the hall. Only the last view's `seq` is remembered, to go on from. */
export function openLine(events: { readonly onView: (view: BoardView) => void; readonly onClosed: () => void }): BoardLine {
  let after: number | null = null
  let current: HallClient | null = null
  let following = new AbortController()
  let soundsNow = false

  async function follow(client: HallClient): Promise<void> {
    following.abort()
    const mine = new AbortController()
    following = mine
    try {
      for await (const view of await client.board.watch({ after, sounds: soundsNow }, { signal: mine.signal })) {
        if (current !== client || following !== mine) return
        after = view.seq
        events.onView(view)
      }
    } catch {
      // the board says that its line is lost; why is the server's to log
    }
    if (current === client && following === mine) line.drop()
  }

  const line = openHallLine({
    up(client) {
      current = client
      void follow(client)
    },
    down() {
      current = null
      events.onClosed()
    },
  })
  return {
    ...line,
    sounds(are) {
      if (are === soundsNow) return
      soundsNow = are
      if (current !== null) void follow(current)
    },
  }
}
