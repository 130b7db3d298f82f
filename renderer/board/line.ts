import type { BoardView } from '../../main/contract/board.ts'
import { hallClientOverSocket } from '../../main/contract/hall-client.ts'

/** First pause before a new try, doubled up to the longest, in milliseconds. */
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 5_000

export interface Line {
  /** It looks open and is silent: begin anew. */
  readonly drop: () => void
  readonly close: () => void
}

/** As main/host/hall-sockets.ts closes a line whose credential is worth nothing any more. */
const REVOKED = 4003

/** Keeps a line to the hall, for as long as the page is open. Only the last view's `seq` is remembered, to go on from. */
export function openLine(events: { readonly onView: (view: BoardView) => void; readonly onClosed: () => void }): Line {
  let after: number | null = null
  let pause = FIRST_PAUSE
  let ended = false
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    const address = new URL('rpc', location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    address.search = ''
    address.hash = ''
    const opening = new WebSocket(address)
    opening.binaryType = 'arraybuffer'
    socket = opening
    const give = () => {
      if (socket !== opening) return
      socket = null
      opening.close()
      events.onClosed()
      if (ended) return
      // A hall's boards lose their line together and do not all come back in the same moment.
      timer = setTimeout(open, pause * (0.5 + Math.random()))
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
    opening.addEventListener('close', ({ code }) => {
      // Its enrolment was taken back: the terminal leads from here to where it may ask again.
      if (code === REVOKED) location.reload()
      give()
    })
    opening.addEventListener('open', () => void follow(opening).then(give, give))
  }

  async function follow(opened: WebSocket): Promise<void> {
    for await (const view of await hallClientOverSocket(opened).board.watch({ after })) {
      if (socket !== opened) return
      after = view.seq
      pause = FIRST_PAUSE
      events.onView(view)
    }
  }

  open()
  return {
    drop: () => socket?.close(),
    close: () => {
      ended = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}
