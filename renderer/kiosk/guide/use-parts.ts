import { useCallback, useEffect, useState } from 'react'
import type { TerminalClient } from '../../../main/contract/client.ts'
import { useLatest } from '../../components/latest.ts'
import { asking } from '../asking.ts'
import { useKiosk } from '../kiosk-context.ts'
import { type Asked, useAsked } from './use-asked.ts'

/** A list that comes in parts, as one call carries no more. */
export interface Parts<Value> {
  readonly asked: Asked<Value>
  readonly again: () => void
  /** The parts behind the first that have come, in order. */
  readonly further: readonly Value[]
  /** Null where nothing comes after what is there. */
  readonly more: (() => void) | null
  /** Of the part that was asked for last. */
  readonly state: 'here' | 'asking' | 'lost'
}

/**
 * Asks for the first part when the page comes, and for each other when somebody wants it; at once for all up to the one that
 * has what somebody comes back to, where that is `sought`. The first two functions keep their identity.
 */
export function useParts<Value>(
  question: (client: TerminalClient, signal: AbortSignal, from: number) => Promise<Value>,
  nextOf: (value: Value) => number | null,
  sought: ((part: Value) => boolean) | null,
): Parts<Value> {
  const { walk } = useKiosk()
  const first = useCallback((client: TerminalClient, signal: AbortSignal) => question(client, signal, 0), [question])
  const { asked, again } = useAsked(first)
  const [further, setFurther] = useState<readonly Value[]>([])
  const [state, setState] = useState<Parts<Value>['state']>('here')
  const last = further.at(-1) ?? (asked.state === 'came' ? asked.value : null)
  const next = last === null ? null : nextOf(last)

  const ask = async (from: number) => {
    if (state === 'asking') return
    setState('asking')
    const client = walk.client()
    const came = client === null ? null : await asking((signal) => question(client, signal, from))
    if (came?.kind === 'answered') setFurther((before) => [...before, came.value])
    setState(came?.kind === 'answered' ? 'here' : 'lost')
  }
  const found = sought === null || (asked.state === 'came' && [asked.value, ...further].some(sought))
  const toCome = found || state !== 'here' ? null : next
  const askFor = useLatest(ask)
  useEffect(() => {
    if (toCome !== null) void askFor.current(toCome)
  }, [toCome, askFor])

  return {
    asked,
    again: () => {
      setFurther([])
      setState('here')
      again()
    },
    further,
    more: next === null ? null : () => void ask(next),
    state,
  }
}
