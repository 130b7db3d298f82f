import { useEffect } from 'react'
import { useLatest } from './latest.ts'

/** No hand types so fast; scanners that type as a keyboard does leave 1 to 20 ms between keys. Milliseconds. */
const LONGEST_GAP = 80
/** Fewer keys in such haste are two fingers at once. */
const LEAST_KEYS = 8

export interface KeyboardScan {
  /** Its first key has come, and may be a hand's. */
  readonly onBegin: () => void
  /** The scanner has typed this and its Enter, which reaches nobody else. */
  readonly onScan: (text: string) => void
}

/** A scanner that types what it reads as a keyboard would, ended by Enter. */
export function useKeyboardScan(scan: KeyboardScan): void {
  const latest = useLatest(scan)
  useEffect(() => {
    let text = ''
    let lastAt = Number.NEGATIVE_INFINITY
    const pressed = (event: KeyboardEvent) => {
      const together = event.timeStamp - lastAt <= LONGEST_GAP
      lastAt = event.timeStamp
      if (event.key === 'Enter') {
        if (together && text.length >= LEAST_KEYS) {
          event.stopImmediatePropagation()
          event.preventDefault()
          latest.current.onScan(text)
        }
        text = ''
      } else if (event.key.length === 1) {
        if (!together) latest.current.onBegin()
        text = together ? text + event.key : event.key
      }
    }
    // Before whoever takes single keys: on the way down.
    window.addEventListener('keydown', pressed, { capture: true })
    return () => window.removeEventListener('keydown', pressed, { capture: true })
  }, [latest])
}
