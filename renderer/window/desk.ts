import { ORPCError } from '@orpc/client'
import type { ChangePinOutcome } from '../../main/contract/staff-pin.ts'
import type { IssueAsk, IssueOutcome, WindowView } from '../../main/contract/window.ts'
import { openHallLine } from '../components/hall-line.ts'
import type { ActName } from './offers.ts'
import { type Carried, carryOut, newRequestId, type WindowClient, type WishCall, type WishEnd } from './wish.ts'

export type WishName = ActName | 'signOut' | 'addItem' | 'itemDone'

/** A wish that is on its way. */
export interface Wish {
  readonly act: WishName
  /** Milliseconds since 1970, by this page's clock. */
  readonly since: number
}

/** What came of the last wish. */
export interface Answered {
  readonly act: WishName
  /** The number it was about, as the page knew it; empty for none. */
  readonly number: string
  readonly end: WishEnd
}

export interface DeskState {
  readonly line: 'connecting' | 'up' | 'down'
  /** Since when the line is as it is, by this page's clock. */
  readonly lineSince: number
  /** The last that was heard, also while the line is down. */
  readonly view: WindowView | null
  /** How far the hall's clock is ahead of this page's, milliseconds. */
  readonly ahead: number
  readonly wish: Wish | null
  readonly answered: Answered | null
  /** The sign-in has ended, and not because the clerk signed out. */
  readonly putOut: boolean
}

/** `no-answer`: it may or may not have been changed. */
export type PinAnswer = ChangePinOutcome | { readonly outcome: 'signed-out' | 'no-answer' }

/** The window's page at the hall: what it hears, and one wish at a time. */
export interface Desk {
  readonly state: () => DeskState
  readonly subscribe: (listener: () => void) => () => void
  /** False while another wish is on its way: nothing was asked. */
  readonly wish: (act: WishName, number: string, call: (requestId: string) => WishCall) => boolean
  /** The clerk no longer waits for the wish. */
  readonly giveUp: () => void
  readonly forgetAnswer: () => void
  readonly signOut: () => void
  /** A number for somebody who stands here; asked over as many lines as it takes, until `stopped`. Never throws. */
  readonly issue: (ask: IssueAsk, stopped: AbortSignal) => Promise<Carried<IssueOutcome>>
  /** Null when no answer came. Never throws. */
  readonly signIn: (name: string, pin: string) => Promise<Awaited<ReturnType<WindowClient['signIn']>> | null>
  /** Of whoever is signed in; asked once. Never throws. */
  readonly changePin: (pin: string, next: string) => Promise<PinAnswer>
}

/** The contract promises a view every fifteen seconds; milliseconds. */
const SILENT_FOR = 20_000
/** A PIN takes its hash, one at a time. */
const PIN_PATIENCE = 15_000

export function openDesk(): Desk {
  let state: DeskState = { line: 'connecting', lineSince: Date.now(), view: null, ahead: 0, wish: null, answered: null, putOut: false }
  const listeners = new Set<() => void>()
  let client: WindowClient | null = null
  let waitingForLine: ((client: WindowClient) => void)[] = []
  let stopWish: AbortController | null = null
  let silence: ReturnType<typeof setTimeout> | undefined

  function change(part: Partial<DeskState>): void {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  const line = openHallLine({
    up(hall) {
      const fresh = hall.window
      client = fresh
      for (const resolve of waitingForLine) resolve(fresh)
      waitingForLine = []
      listenForSilence()
      void watch(fresh)
    },
    down() {
      client = null
      clearTimeout(silence)
      if (state.line !== 'down') change({ line: 'down', lineSince: Date.now() })
    },
  })

  function listenForSilence(): void {
    clearTimeout(silence)
    silence = setTimeout(line.drop, SILENT_FOR)
  }

  /** Whatever ends the watch, its line is done with: the next begins with the whole view. */
  async function watch(of: WindowClient): Promise<void> {
    try {
      for await (const view of await of.watch()) {
        if (client !== of) return
        listenForSilence()
        const up = state.line === 'up' ? {} : { line: 'up' as const, lineSince: Date.now() }
        change({ view, ahead: view.now - Date.now(), putOut: isPutOut(view), ...up })
      }
    } catch {
      // the page says that it is reconnecting; why is the server's to log
    }
    if (client === of) line.drop()
  }

  function isPutOut({ clerk }: WindowView): boolean {
    const { view, wish: on, answered, putOut } = state
    const signsOut = on?.act === 'signOut' || answered?.act === 'signOut'
    return clerk === null && (putOut || (view !== null && view.clerk !== null && !signsOut))
  }

  function lineUp(): Promise<WindowClient> {
    if (client !== null) return Promise.resolve(client)
    return new Promise((resolve) => waitingForLine.push(resolve))
  }

  async function carry(act: WishName, number: string, call: WishCall, stop: AbortController): Promise<void> {
    const end = await carryOut(call, lineUp, stop.signal)
    if (stopWish !== stop) return
    stopWish = null
    change({ wish: null, answered: { act, number, end } })
  }

  function wish(act: WishName, number: string, call: (requestId: string) => WishCall): boolean {
    if (stopWish !== null) return false
    const stop = new AbortController()
    stopWish = stop
    change({ wish: { act, since: Date.now() }, answered: null })
    void carry(act, number, call(newRequestId()), stop)
    return true
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wish,
    signOut: () => wish('signOut', '', () => (client, options) => client.signOut(undefined, options)),
    issue: (ask, stopped) => carryOut((client, options) => client.issue(ask, options), lineUp, stopped),
    giveUp: () => stopWish?.abort(),
    forgetAnswer: () => change({ answered: null }),
    async signIn(name, pin) {
      try {
        return (await client?.signIn({ name, pin }, { signal: AbortSignal.timeout(PIN_PATIENCE) })) ?? null
      } catch {
        return null
      }
    },
    async changePin(pin, next) {
      try {
        return (await client?.changePin({ pin, next }, { signal: AbortSignal.timeout(PIN_PATIENCE) })) ?? { outcome: 'no-answer' }
      } catch (error) {
        return { outcome: error instanceof ORPCError && error.code === 'SIGNED_OUT' ? 'signed-out' : 'no-answer' }
      }
    },
  }
}
