import type { BoardView } from '../../main/contract/board.ts'
import type { HallClient } from '../../main/contract/hall-client.ts'
import { openHallLine, type HallLine } from '../components/hall-line.ts'

/** Keeps a board's line to the hall. Only the last view's `seq` is remembered, to go on from. */
export function openLine(events: { readonly onView: (view: BoardView) => void; readonly onClosed: () => void }): HallLine {
  let after: number | null = null
  let current: HallClient | null = null

  async function follow(client: HallClient): Promise<void> {
    try {
      for await (const view of await client.board.watch({ after })) {
        if (current !== client) return
        after = view.seq
        events.onView(view)
      }
    } catch {
      // the board says that its line is lost; why is the server's to log
    }
    if (current === client) line.drop()
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
  return line
}
