import type { TerminalClient } from '../../main/contract/client.ts'
import { type Answer, askingAgain, asking } from './asking.ts'
import type { Change } from './changes.ts'
import type { Errand, KioskState, Page, Retry } from './state.ts'

/** What every journey's walk is made of. */
export interface WalkParts {
  readonly state: () => KioskState
  readonly change: (next: Change) => void
  readonly go: (page: Page) => void
  /** A call on the wire as it is now; without one there is no answer. */
  readonly ask: <Value>(call: Call<Value>, patience?: number) => Promise<Answer<Value>>
  /** The same for a call whose repeat is the same act: a lost answer is asked for again. */
  readonly askAgain: <Value>(call: Call<Value>) => Promise<Answer<Value>>
  /** The answer counts only while the person still stands where they asked. */
  readonly here: <Value>(answer: Promise<Answer<Value>>, then: (answer: Answer<Value>) => void) => Promise<void>
  /** The page that says that a call came to nothing. */
  readonly failed: (answer: NotAnswered, errand: Errand['kind'] | Retry) => void
}

export type Call<Value> = (client: TerminalClient, signal: AbortSignal) => Promise<Value>
export type NotAnswered = Exclude<Answer<unknown>, { readonly kind: 'answered' }>

interface World {
  readonly state: () => KioskState
  readonly change: (next: Change) => void
  readonly client: () => TerminalClient | null
}

export function walkParts({ state, change, client }: World): WalkParts {
  const go = (page: Page) => change({ type: 'gone', page })
  const noAnswer = Promise.resolve({ kind: 'no-answer' } as const)
  return {
    state,
    change,
    go,
    ask: (call, patience) => {
      const asked = client()
      return asked === null ? noAnswer : asking((signal) => call(asked, signal), patience)
    },
    askAgain: (call) => {
      const asked = client()
      return asked === null ? noAnswer : askingAgain((signal) => call(asked, signal))
    },
    here: async (answer, then) => {
      const { page } = state()
      const came = await answer
      if (state().page === page && state().link === 'up') then(came)
    },
    failed: ({ kind }, about) => {
      const retry = typeof about === 'string' ? null : about
      const errand = typeof about === 'string' ? about : about.errand
      go({ at: 'trouble', trouble: kind === 'wrong-step' ? { kind, errand } : { kind, errand, retry } })
    },
  }
}
