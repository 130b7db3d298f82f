import { useLayoutEffect } from 'react'
import { useLatest } from './latest.ts'

export interface KeyboardTyping<Key extends string> {
  /** The keys that mean something here; `delete` is Backspace. */
  readonly keys: readonly Key[]
  readonly onKey: (key: Key) => void
  readonly onEnter: () => void
}

/** A keyboard in front of the terminal types as the keys on screen do. Enter on a button is that button's. */
export function useKeyboardTyping<Key extends string>(typing: KeyboardTyping<Key>): void {
  const latest = useLatest(typing)
  // From the moment that the page stands: an effect of the usual kind comes after it is painted, and the first keys before.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { keys, onKey, onEnter } = latest.current
      const name = event.key === 'Backspace' ? 'delete' : event.key.toUpperCase()
      const key = keys.find((one) => one === name)
      if (key !== undefined) onKey(key)
      const onButton = event.target instanceof Element && event.target.closest('button') !== null
      if (event.key === 'Enter' && !onButton) onEnter()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [latest])
}
