import { useCallback, useEffect, useState } from 'react'
import type { TerminalClient } from '../../../main/contract/client.ts'
import { asking } from '../asking.ts'
import { useKiosk } from '../kiosk-context.ts'

/** What a page asked of the catalogue, and what came. */
export type Asked<Value> =
  | { readonly state: 'asking' }
  | { readonly state: 'came'; readonly value: Value }
  | { readonly state: 'no-answer' }

type Question<Value> = (client: TerminalClient, signal: AbortSignal) => Promise<Value>

/** Asks when the page comes, and once more at each `again`. `question` keeps its identity as long as it is the same. */
export function useAsked<Value>(question: Question<Value>): { readonly asked: Asked<Value>; readonly again: () => void } {
  const { walk } = useKiosk()
  const [asked, setAsked] = useState<Asked<Value>>({ state: 'asking' })
  const ask = useCallback(async (): Promise<Asked<Value>> => {
    const client = walk.client()
    const came = client === null ? null : await asking((signal) => question(client, signal))
    return came?.kind === 'answered' ? { state: 'came', value: came.value } : { state: 'no-answer' }
  }, [walk, question])
  useEffect(() => {
    let here = true
    void ask().then((came) => {
      if (here) setAsked(came)
    })
    return () => {
      here = false
    }
  }, [ask])
  return {
    asked,
    again: () => {
      setAsked({ state: 'asking' })
      void ask().then(setAsked)
    },
  }
}
