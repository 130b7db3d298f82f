import { useCallback, useEffect, useRef, useState } from 'react'
import type { OperatorView } from '../../main/contract/operator.ts'
import { useLatest } from '../components/latest.ts'
import { askingOperator, isNotSignedIn } from './asking.ts'
import type { OperatorCalls } from './desk.ts'
import { useTouchesAndKeys } from './presence.ts'

/** Why the terminal tells no more: signed out by its clock or elsewhere, or the wire broke. */
export type SignedOut = 'ended' | 'interrupted'

/** Everything on the counter, as the terminal sends it; null until it has come. */
export function useWatch(calls: OperatorCalls, onEnded: (why: SignedOut) => void): OperatorView | null {
  const [view, setView] = useState<OperatorView | null>(null)
  const ended = useLatest(onEnded)
  useEffect(() => {
    const left = new AbortController()
    void watching(calls, left.signal, setView).then((why) => {
      if (!left.signal.aborted) ended.current(why)
    })
    return () => left.abort()
  }, [calls, ended])
  return view
}

/** Resolves when the terminal tells no more. */
async function watching(calls: OperatorCalls, signal: AbortSignal, seen: (view: OperatorView) => void): Promise<SignedOut> {
  try {
    for await (const view of await calls.watch(undefined, { signal })) seen(view)
    return 'ended'
  } catch (error) {
    return isNotSignedIn(error) ? 'ended' : 'interrupted'
  }
}

/** A touch or key is reported at most once in this time, milliseconds. */
const TOUCH_EVERY = 1000

/** The terminal signs an operator out when nothing is touched for long; every touch and key tells it of him. */
export function useTouches(calls: OperatorCalls, onSignedOut: () => void): void {
  const touchedAt = useRef(Number.NEGATIVE_INFINITY)
  useTouchesAndKeys(() => {
    if (performance.now() - touchedAt.current < TOUCH_EVERY) return
    touchedAt.current = performance.now()
    void askingOperator((signal) => calls.touch(undefined, { signal })).then((answer) => {
      if (answer.kind === 'not-signed-in') onSignedOut()
    })
  })
}

/** Colleagues whom wrong PINs have locked; asked for when the counter opens, and when asked to look again. */
export function useLocked(calls: OperatorCalls): readonly [readonly string[], () => void] {
  const [locked, setLocked] = useState<readonly string[]>([])
  const look = useCallback(() => {
    void askingOperator((signal) => calls.lockedOperators(undefined, { signal })).then((answer) => {
      if (answer.kind === 'answered') setLocked(answer.value)
    })
  }, [calls])
  useEffect(look, [look])
  return [locked, look]
}
