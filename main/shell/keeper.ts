import type { Log } from '../operations/log.ts'
import type { FromTerminal, Start, ToTerminal } from './messages.ts'

/** A terminal process as its shell holds it: a forked Node or an Electron utility process. */
export interface TerminalChild {
  send(message: ToTerminal): void
  kill(): void
  onMessage(heard: (message: FromTerminal) => void): void
  onExit(ended: (code: number | null) => void): void
}

/** Keeps one terminal process running. */
export interface Keeper {
  /** The running process, or null while there is none that has started. */
  running(): TerminalChild | null
  /** Asks it to end and resolves when it has; after CLOSE_LIMIT_MS it is killed. */
  close(): Promise<void>
}

export interface KeeperEvents {
  readonly onMessage: (message: FromTerminal) => void
  /** The process has ended; a new one is on its way. */
  readonly onGone: () => void
  /**
   * The very first process could not start: a line for the installer (`line`), or it crashed (null). There is no second
   * try, because nobody has seen a window yet. A later process that cannot start is tried again for ever.
   */
  readonly onRefused: (line: string | null) => void
}

/** Back within 3 s (design); a process that dies young waits so that the log and the disk are not flooded. */
const RESTART_DELAY_MS = 100
const YOUNG_RESTART_DELAY_MS = 1_000
const YOUNG_MS = 10_000

/** SIGTERM ends everything within 3 s (design); the ledger survives a kill, so the rest is for the shell itself. */
const CLOSE_LIMIT_MS = 2_000

/** An operator's restart has more time, and an end too: a terminal that hung as it closed would leave a dead hall. */
const RESTART_LIMIT_MS = 10_000

/**
 * Starts a terminal process and starts it again whenever it ends, by itself or because an operator restarts it.
 * `startWith` is asked anew each time, so that a restart keeps the port and the admission of the run.
 */
export function keepTerminal(
  launch: () => TerminalChild,
  startWith: () => Start,
  events: KeeperEvents,
  log: Log,
): Keeper {
  let state: 'first' | 'keeping' | 'closing' | 'closed' = 'first'
  let child: TerminalChild | null = null
  let running: TerminalChild | null = null
  let pending: NodeJS.Timeout | undefined
  let onClosed = () => {}

  function begin(): void {
    const launched = launch()
    const launchedAt = performance.now()
    let refusal: string | null = null
    let limit: NodeJS.Timeout | undefined
    child = launched
    launched.onMessage((message) => {
      if (message.type === 'refused') {
        refusal = message.line
        launched.kill()
        return
      }
      if (message.type === 'started') {
        running = launched
        if (state === 'first') state = 'keeping'
      }
      if (message.type === 'restart') {
        limit ??= setTimeout(() => launched.kill(), RESTART_LIMIT_MS)
        launched.send({ type: 'close' })
      }
      events.onMessage(message)
    })
    launched.onExit((code) => {
      clearTimeout(limit)
      child = null
      running = null
      if (state === 'closing') {
        state = 'closed'
        onClosed()
      } else if (state === 'first') {
        state = 'closed'
        events.onRefused(refusal)
      } else {
        const young = performance.now() - launchedAt < YOUNG_MS
        log.error({ code, refusal }, 'the terminal process ended; starting it again')
        pending = setTimeout(begin, young ? YOUNG_RESTART_DELAY_MS : RESTART_DELAY_MS)
        events.onGone()
      }
    })
    launched.send({ type: 'start', ...startWith() })
  }

  begin()
  return {
    running: () => running,
    close: () => {
      clearTimeout(pending)
      const ending = child
      if (ending === null) {
        state = 'closed'
        return Promise.resolve()
      }
      state = 'closing'
      return new Promise((resolve) => {
        const limit = setTimeout(() => ending.kill(), CLOSE_LIMIT_MS)
        onClosed = () => {
          clearTimeout(limit)
          resolve()
        }
        ending.send({ type: 'close' })
      })
    },
  }
}
