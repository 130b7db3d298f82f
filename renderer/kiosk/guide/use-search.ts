import { useCallback, useEffect, useState } from 'react'
import type { SearchOutcome } from '../../../main/contract/guide.ts'
import { useLatest } from '../../components/latest.ts'
import { asking } from '../asking.ts'
import { useKiosk } from '../kiosk-context.ts'

/** What came of a text; null where no answer came. */
interface Answered {
  readonly typed: string
  readonly outcome: SearchOutcome | null
}

/** What is known of the text that stands there now. */
export interface Search {
  /** The answer to this text, or as long as it is asked for the last one: `current` says which. */
  readonly answered: Answered | null
  readonly current: boolean
  readonly again: () => void
}

/**
 * Asks at each keystroke. An answer counts only while its text still stands there, so that a slow answer to an older text
 * never takes the place of a newer one's.
 */
export function useSearch(typed: string): Search {
  const { walk } = useKiosk()
  const [answered, setAnswered] = useState<Answered | null>(null)
  const latest = useLatest(typed)
  const empty = typed.trim() === ''
  const ask = useCallback(async (): Promise<Answered> => {
    const client = walk.client()
    const came = client === null ? null : await asking((signal) => client.guide.search({ text: typed }, { signal }))
    return { typed, outcome: came?.kind === 'answered' ? came.value : null }
  }, [walk, typed])
  const take = useCallback((came: Answered) => (latest.current === came.typed ? setAnswered(came) : undefined), [latest])
  useEffect(() => {
    if (!empty) void ask().then(take)
  }, [ask, take, empty])
  return {
    answered: empty ? null : answered,
    current: answered?.typed === typed,
    again: () => {
      setAnswered(null)
      void ask().then(take)
    },
  }
}
