import { useLayoutEffect } from 'react'
import { useLatest } from '../components/latest.ts'
import { digitOf, keysOfAHand } from './keys.ts'

/** Answers to a question by their digits, as long as it is asked; in a field they are written. */
export function useQuestionDigits(onDigit: (digit: string) => void): void {
  const choose = useLatest(onDigit)
  // From the moment that the question stands, and not only once it is painted.
  useLayoutEffect(() => {
    const hand = keysOfAHand((digit: string) => choose.current(digit))
    function onKey(event: KeyboardEvent): void {
      const digit = digitOf(event)
      if (digit === null || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return
      if (event.target instanceof HTMLInputElement) return
      event.preventDefault()
      hand(digit, event.timeStamp)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [choose])
}
