import { ORPCError } from '@orpc/client'
import type { HallClient } from '../../main/contract/hall-client.ts'
import type { StatisticsView } from '../../main/contract/manager.ts'
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
}

/** The manager's page at the hall. */
export interface FiguresDesk {
  readonly state: () => FiguresState
  readonly subscribe: (listener: () => void) => () => void
  /** Null when no answer came. Never throws. */
  readonly signIn: (name: string, pin: string) => Promise<Awaited<ReturnType<Client['signIn']>> | null>
  readonly signOut: () => void
  readonly ask: (asked: Asked) => void
}

/** A PIN takes its hash, a quarter its counting; milliseconds. */
const PATIENCE = 15_000
/** A day that goes on is counted again so often, milliseconds. */
const COUNT_AGAIN = 60_000

const TODAY: Asked = { length: 'day', day: null }

export function openFiguresDesk(): FiguresDesk {
  let state: FiguresState = { line: 'connecting', signedIn: false, asked: TODAY, asking: 'no', view: null }
  const listeners = new Set<() => void>()
  let client: Client | null = null
  let question = 0

  function change(part: Partial<FiguresState>): void {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  openHallLine({
    up(fresh) {
      client = fresh.manager
      change({ line: 'up' })
      if (state.signedIn) void count()
    },
    down() {
      client = null
      if (state.line !== 'down') change({ line: 'down' })
    },
  })
  setInterval(() => {
    if (state.signedIn && state.asked.day === null) void count()
  }, COUNT_AGAIN)

  /** The last question alone is answered on the page. */
  async function count(): Promise<void> {
    question += 1
    const mine = question
    change({ asking: 'now' })
    try {
      const view = (await client?.statistics(state.asked, { signal: AbortSignal.timeout(PATIENCE) })) ?? null
      if (mine === question) change(view === null ? { asking: 'failed' } : { asking: 'no', view })
    } catch (error) {
      // Why is the server's to log; whoever is no longer signed in signs in again.
      const signedOut = error instanceof ORPCError && error.code === 'SIGNED_OUT'
      if (mine === question) change(signedOut ? { asking: 'no', signedIn: false, view: null } : { asking: 'failed' })
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
          void count()
        }
        return answer
      } catch {
        return null
      }
    },
    signOut() {
      question += 1
      change({ signedIn: false, view: null, asked: TODAY, asking: 'no' })
      client?.signOut().catch(() => undefined) // the line is down: the day's end signs out there
    },
    ask(asked) {
      change({ asked })
      void count()
    },
  }
}
