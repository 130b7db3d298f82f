import { useCallback, useEffect, useState } from 'react'
import { useLatest } from './latest.ts'

/** Who may sign in or confirm here, as far as the terminal has said. */
export type KnownNames =
  | { readonly state: 'looking' }
  | { readonly state: 'seen'; readonly names: readonly string[] }
  | { readonly state: 'no-answer' }

/** Asks at once, and again when told to. `ask` answers null where there was no answer. */
export function useKnownNames(ask: () => Promise<readonly string[] | null>): readonly [KnownNames, () => void] {
  const [known, setKnown] = useState<KnownNames>({ state: 'looking' })
  const latest = useLatest(ask)
  const look = useCallback(() => {
    void latest
      .current()
      .then((names) => setKnown(names === null ? { state: 'no-answer' } : { state: 'seen', names }))
  }, [latest])
  useEffect(look, [look])
  return [
    known,
    () => {
      setKnown({ state: 'looking' })
      look()
    },
  ]
}
