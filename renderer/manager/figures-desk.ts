import { ORPCError } from '@orpc/client'
import type { HallClient } from '../../main/contract/hall-client.ts'
import type { RectifyAnswer, RectifyWish } from '../../main/contract/evaluation.ts'
import type { EnrolmentsView } from '../../main/contract/enrolments.ts'
import type { BadCasesView, StatisticsView } from '../../main/contract/manager.ts'
import { openHallLine } from '../components/hall-line.ts'
import type { Asked } from './asked.ts'

type Client = HallClient['manager']

export interface FiguresState {
  readonly line: 'connecting' | 'up' | 'down'
  readonly signedIn: boolean
  /** The sign-in has ended, and not because the manager signed out. */
  readonly putOut: boolean
  readonly asked: Asked
  readonly asking: 'no' | 'now' | 'failed'
  /** The last figures that came, also while the line is down. */
  readonly view: StatisticsView | null
  /** The bad evaluations that were heard of last, also while the line is down. */
  readonly badCases: BadCasesView | null
  /** Who asks to be let into the hall, and who is, as heard of last. */
  readonly enrolments: EnrolmentsView | null
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
  /** Whether what was asked for could still be done; null when no answer came. Never throws. */
  readonly enrolment: (act: (manager: Client, options: { readonly signal: AbortSignal }) => Promise<{ readonly done: boolean }>) => Promise<boolean | null>
}

/** A PIN takes its hash, a quarter its counting; milliseconds. */
const PATIENCE = 15_000
/** A day that goes on is counted again so often, milliseconds. */
const COUNT_AGAIN = 60_000
/** The contract promises a word of bad evaluations and of enrolments every fifteen seconds; milliseconds. */
const SILENT_FOR = 20_000

const TODAY: Asked = { length: 'day', day: null }
const SIGNED_OUT = { signedIn: false, putOut: true, view: null, badCases: null, enrolments: null, asking: 'no' } as const

export function openFiguresDesk(): FiguresDesk {
  let state: FiguresState = { line: 'connecting', signedIn: false, putOut: false, asked: TODAY, asking: 'no', view: null, badCases: null, enrolments: null }
  const listeners = new Set<() => void>()
  let client: Client | null = null
  let waitingForLine: ((manager: Client) => void)[] = []
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
      for (const resolve of waitingForLine) resolve(fresh.manager)
      waitingForLine = []
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

  /** Whoever types faster than the line opens is not told that nobody answers. */
  function lineUp(signal: AbortSignal): Promise<Client> {
    if (client !== null) return Promise.resolve(client)
    return new Promise((resolve, reject) => {
      waitingForLine.push(resolve)
      signal.addEventListener('abort', () => reject(new Error('there is no line')))
    })
  }

  function begin(): void {
    void count()
    watch()
  }

  function stopWatching(): void {
    clearTimeout(silence)
    watching.abort()
  }

  function listenForSilence(): void {
    clearTimeout(silence)
    silence = setTimeout(line.drop, SILENT_FOR)
  }

  function watch(): void {
    stopWatching()
    const mine = new AbortController()
    watching = mine
    listenForSilence()
    void follow(mine, (manager, options) => manager.badCases(undefined, options), (badCases) => change({ badCases }))
    void follow(mine, (manager, options) => manager.enrolments(undefined, options), (enrolments) => change({ enrolments }))
  }

  /** Whatever else ends it, its line is done with: a bad evaluation must not come to a page that hears nothing. */
  async function follow<View>(
    mine: AbortController,
    ask: (manager: Client, options: { readonly signal: AbortSignal }) => Promise<AsyncIterable<View>>,
    heard: (view: View) => void,
  ): Promise<void> {
    try {
      for await (const view of client === null ? [] : await ask(client, { signal: mine.signal })) {
        if (mine.signal.aborted) return
        listenForSilence()
        heard(view)
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
        const signal = AbortSignal.timeout(PATIENCE)
        const manager = await lineUp(signal)
        const answer = await manager.signIn({ name, pin }, { signal })
        if (answer.outcome === 'signed-in') {
          change({ signedIn: true, putOut: false })
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
      change({ ...SIGNED_OUT, putOut: false, asked: TODAY })
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
    async enrolment(act) {
      try {
        return client === null ? null : (await act(client, { signal: AbortSignal.timeout(PATIENCE) })).done
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
