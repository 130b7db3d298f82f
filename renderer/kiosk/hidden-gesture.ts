import { useEffect } from 'react'
import type { Page } from './state.ts'
import type { Walk } from './walk.ts'

/** The whole gesture is made within this time, milliseconds. */
const WITHIN = 4000
/** Touches of the mark: more than anybody makes by mistake. */
const TOUCHES = 5
/** Typed where no keyboard shortcut reaches the page (host/keys.ts lets only typing keys through). */
const WORD = 'oper'
const WORD_COUNTS_AT: ReadonlySet<Page['at']> = new Set(['attract', 'home'])

/** When the mark was touched, the first first. */
export type MarkTouches = readonly number[]

/** The touches that still count, with the one of now; `WITHIN` is reckoned from the first of any five in a row. */
export function markTouched(before: MarkTouches, now: number): MarkTouches {
  return [...before.filter((at) => now - at <= WITHIN), now].slice(-TOUCHES)
}

export function areTouchesMade(touches: MarkTouches): boolean {
  return touches.length === TOUCHES
}

/** How much of the word stands, and since when. */
export interface WordTyped {
  readonly letters: number
  readonly since: number
}

export const NOTHING_TYPED: WordTyped = { letters: 0, since: 0 }

/** A key that is not the next letter begins anew; letters too far apart are no word. */
export function letterTyped(before: WordTyped, key: string, now: number): WordTyped {
  const letter = key.toLowerCase()
  const stands = before.letters > 0 && now - before.since <= WITHIN ? before : NOTHING_TYPED
  if (letter === WORD[stands.letters]) return { letters: stands.letters + 1, since: stands.letters === 0 ? now : stands.since }
  return letter === WORD[0] ? { letters: 1, since: now } : NOTHING_TYPED
}

export function isWordTyped({ letters }: WordTyped): boolean {
  return letters === WORD.length
}

/**
 * The operator's way in: the mark in the hall strip touched five times, or `oper` typed where nobody writes anything: on
 * the attract screen and at home. There a letter that brings the word on goes no further, so that on the attract screen it does not open the door for a citizen who is not there.
 */
export function useHiddenGesture(walk: Walk): void {
  useEffect(() => {
    let touches: MarkTouches = []
    let typed = NOTHING_TYPED
    const mayOpen = () => walk.state().link === 'up' && walk.state().operator.state === 'closed'
    const touched = ({ target, isPrimary, timeStamp }: PointerEvent) => {
      if (!isPrimary || !(target instanceof Element) || target.closest('.strip-seal') === null) return
      touches = markTouched(touches, timeStamp)
      if (!areTouchesMade(touches) || !mayOpen()) return
      touches = []
      walk.operator('open')
    }
    const keyed = (event: KeyboardEvent) => {
      if (!mayOpen() || !WORD_COUNTS_AT.has(walk.state().page.at)) return
      const before = typed
      typed = letterTyped(typed, event.key, event.timeStamp)
      if (typed.letters > before.letters) event.stopImmediatePropagation()
      if (!isWordTyped(typed)) return
      typed = NOTHING_TYPED
      walk.operator('open')
    }
    window.addEventListener('pointerdown', touched, { capture: true })
    window.addEventListener('keydown', keyed, { capture: true })
    return () => {
      window.removeEventListener('pointerdown', touched, { capture: true })
      window.removeEventListener('keydown', keyed, { capture: true })
    }
  }, [walk])
}
