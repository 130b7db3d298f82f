import { hallClientOverSocket, type HallClient } from '../../main/contract/hall-client.ts'

/** First pause before a new try, doubled up to the longest, in milliseconds. */
const FIRST_PAUSE = 200
const LONGEST_PAUSE = 3_000
/** A line that lasted so long was one: the next try comes soon again. */
const LASTED = 5_000
/** As main/host/hall-sockets.ts closes a line whose credential is worth nothing any more. */
const REVOKED = 4003

/** What a page in the hall hears of its line. */
export interface HallLineEvents {
  /** A fresh line: whoever is at its other end knows nothing of this page's calls. */
  readonly up: (client: HallClient) => void
  readonly down: () => void
}

export interface HallLine {
  /** It looks open and is silent: begin anew. */
  readonly drop: () => void
  readonly close: () => void
}

/** Opens the line to whoever served this page, again and again, for as long as the page is open. */
export function openHallLine({ up, down }: HallLineEvents): HallLine {
  let pause = FIRST_PAUSE
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  let upSince: number | null = null

  function open(): void {
    const opening = new WebSocket(lineAddress())
    opening.binaryType = 'arraybuffer'
    socket = opening
    opening.addEventListener('open', () => {
      upSince = performance.now()
      up(hallClientOverSocket(opening))
    })
    opening.addEventListener('close', ({ code }) => {
      // Its enrolment was taken back: whoever serves the page leads from here to where it may ask again.
      if (code === REVOKED) location.reload()
      closed(opening)
    })
  }

  function closed(which: WebSocket): void {
    if (socket !== which) return
    socket = null
    if (upSince !== null && performance.now() - upSince > LASTED) pause = FIRST_PAUSE
    upSince = null
    down()
    if (ended) return
    // A hall's pages lose their lines together, and do not all come back in the same moment.
    timer = setTimeout(open, pause * (0.5 + Math.random()))
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }

  function drop(): void {
    if (socket === null) return
    const dropped = socket
    dropped.close()
    // A line that is cut takes long to say that it has closed.
    closed(dropped)
  }

  open()
  return {
    drop,
    close() {
      ended = true
      clearTimeout(timer)
      drop()
    },
  }
}

/** Below the page's own address (contract, hall-pages.ts). */
function lineAddress(): string {
  const address = new URL('rpc', location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.search = ''
  address.hash = ''
  return address.href
}
