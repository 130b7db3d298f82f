import { clientOverPort, clientOverSocket, type TerminalClient } from '../../main/contract/client.ts'

/** What the page hears of the wire to the terminal. */
export interface WireEvents {
  /** A fresh wire: the terminal at its other end knows nothing of this page yet. */
  readonly up: (client: TerminalClient) => void
  readonly down: () => void
  /** The terminal serves another screen and does not take this one. */
  readonly elsewhere: () => void
}

export interface Wire {
  /** Tries again after `elsewhere`. */
  readonly again: () => void
  /** The wire answers no longer though it looks open: drop it and begin anew. */
  readonly drop: () => void
}

/** Close code of the terminal's server for a second screen. */
const IN_USE_ELSEWHERE = 4001
/** First pause before a new try, doubled up to the longest, in milliseconds. */
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 1000

declare global {
  interface Window {
    /** Put there by the Electron shell: asks for the port that leads to the terminal. */
    readonly yimen?: { readonly requestPort: () => void }
  }
}

/** Opens the wire that this shell has: the Electron shell's port, or a WebSocket to the server that sent the page. */
export function connect(events: WireEvents): Wire {
  return window.yimen === undefined ? overSocket(events) : overPort(window.yimen.requestPort, events)
}

function overPort(requestPort: () => void, events: WireEvents): Wire {
  let port: MessagePort | null = null
  const forget = () => {
    port?.close()
    port = null
  }
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || !isNote(event.data)) return
    const [handed] = event.ports
    if (event.data.yimen === 'terminal-gone') {
      forget()
      events.down()
    } else if (event.data.yimen === 'port' && handed !== undefined) {
      forget()
      port = handed
      handed.start()
      events.up(clientOverPort(handed))
    }
  })
  const ask = () => requestPort()
  const drop = () => {
    forget()
    events.down()
    setTimeout(ask, LONGEST_PAUSE)
  }
  ask()
  return { again: ask, drop }
}

function isNote(data: unknown): data is { readonly yimen: unknown } {
  return typeof data === 'object' && data !== null && 'yimen' in data
}

function overSocket(events: WireEvents): Wire {
  let pause = FIRST_PAUSE
  let socket: WebSocket | null = null
  const open = () => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const opening = new WebSocket(`${scheme}://${location.host}/rpc`)
    opening.binaryType = 'arraybuffer'
    socket = opening
    opening.addEventListener('open', () => {
      pause = FIRST_PAUSE
      events.up(clientOverSocket(opening))
    })
    opening.addEventListener('close', (event) => {
      if (socket !== opening) return
      socket = null
      if (event.code === IN_USE_ELSEWHERE) {
        events.elsewhere()
        return
      }
      events.down()
      setTimeout(open, pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    })
  }
  open()
  return {
    again: () => {
      if (socket === null) open()
    },
    drop: () => socket?.close(),
  }
}
