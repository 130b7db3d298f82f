import { ORPCError } from '@orpc/client'
import type { HallClient } from '../../main/contract/hall-client.ts'
import type { RectifyAnswer, RectifyWish } from '../../main/contract/evaluation.ts'
import type { BadCasesView, StatisticsView } from '../../main/contract/manager.ts'
import { openHallLine } from '../components/hall-line.ts'
import type { Asked } from './asked.ts'

type Client = HallClient['manager']

export interface FiguresState {
  readonly line: 'connecting' | 'up' | 'down'
  readonly signedIn: boolean
  readonly asked: Asked
  readonly asking: 'no' | 'now' | 'failed'
  /** The last figures that came, also while the line is down. */
  readonly view: StatisticsView | null
  /** The bad evaluations that were heard of last, also while the line is down. */
  readonly badCases: BadCasesView | null
}

/** The manager's page at the hall. */
export interface FiguresDesk {
  readonly state: () => FiguresState
  readonly subscribe: (listener: () => void) => () => void
  /** Null when no answer came. Never throws. */
  readonly signIn: (name: string, pin: string) => Promise<Awaited<ReturnType<Client['signIn']>> | null>
  readonly signOut: () => void
  readonly ask: (asked: Asked) => void
  /** Null when no answer came. Never throws. */
  readonly rectify: (wish: RectifyWish) => Promise<RectifyAnswer['outcome'] | null>
}

/** A PIN takes its hash, a quarter its counting; milliseconds. */
const PATIENCE = 15_000
/** A day that goes on is counted again so often, milliseconds. */
const COUNT_AGAIN = 60_000
/** The contract promises a word of the bad evaluations every fifteen seconds; milliseconds. */
const SILENT_FOR = 20_000

const TODAY: Asked = { length: 'day', day: null }
const SIGNED_OUT = { signedIn: false, view: null, badCases: null, asking: 'no' } as const

export function openFiguresDesk(): FiguresDesk {
  let state: FiguresState = { line: 'connecting', signedIn: false, asked: TODAY, asking: 'no', view: null, badCases: null }
  const listeners = new Set<() => void>()
  let client: Client | null = null
  let question = 0
  let watching = new AbortController()
  let silence: ReturnType<typeof setTimeout> | undefined

  function change(part: Partial<FiguresState>): void {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  const line = openHallLine({
    up(fresh) {
      client = fresh.manager
      change({ line: 'up' })
      if (state.signedIn) begin()
    },
    down() {
      client = null
      stopWatching()
      if (state.line !== 'down') change({ line: 'down' })
    },
  })
  setInterval(() => {
    if (state.signedIn && state.asked.day === null) void count()
  }, COUNT_AGAIN)

  function begin(): void {
    void count()
    void watch()
  }

  function stopWatching(): void {
    clearTimeout(silence)
    watching.abort()
  }

  function listenForSilence(): void {
    clearTimeout(silence)
    silence = setTimeout(line.drop, SILENT_FOR)
  }

  /** Whatever else ends the watch, its line is done with: a bad evaluation must not come to a page that hears nothing. */
  async function watch(): Promise<void> {
    stopWatching()
    const mine = new AbortController()
    watching = mine
    listenForSilence()
    try {
      for await (const badCases of (await client?.badCases(undefined, { signal: mine.signal })) ?? []) {
        if (mine.signal.aborted) return
        listenForSilence()
        change({ badCases })
      }
    } catch (error) {
      // Why is the server's to log; whoever is no longer signed in signs in again.
      if (!mine.signal.aborted && isSignedOut(error)) {
        stopWatching()
        change(SIGNED_OUT)
      }
    }
    if (!mine.signal.aborted) line.drop()
  }

  /** The last question alone is answered on the page. */
  async function count(): Promise<void> {
    question += 1
    const mine = question
    change({ asking: 'now' })
    try {
      const view = (await client?.statistics(state.asked, { signal: AbortSignal.timeout(PATIENCE) })) ?? null
      if (mine === question) change(view === null ? { asking: 'failed' } : { asking: 'no', view })
    } catch (error) {
      if (mine === question) change(isSignedOut(error) ? SIGNED_OUT : { asking: 'failed' })
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async signIn(name, pin) {
      try {
        const answer = (await client?.signIn({ name, pin }, { signal: AbortSignal.timeout(PATIENCE) })) ?? null
        if (answer?.outcome === 'signed-in') {
          change({ signedIn: true })
          begin()
        }
        return answer
      } catch {
        return null
      }
    },
    signOut() {
      question += 1
      stopWatching()
      change({ ...SIGNED_OUT, asked: TODAY })
      client?.signOut().catch(() => undefined) // the line is down: the day's end signs out there
    },
    ask(asked) {
      change({ asked })
      void count()
    },
    async rectify(wish) {
      try {
        return (await client?.rectify(wish, { signal: AbortSignal.timeout(PATIENCE) }))?.outcome ?? null
      } catch (error) {
        if (isSignedOut(error)) change(SIGNED_OUT)
        return null
      }
    },
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'SIGNED_OUT'
}
