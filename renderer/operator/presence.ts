import { useEffect, useLayoutEffect, useRef } from 'react'
import { useLatest } from '../components/latest.ts'

/** Hears every touch and every key before anything on the page does. */
export function useTouchesAndKeys(touched: () => void): void {
  const latest = useLatest(touched)
  useEffect(() => {
    const heard = () => latest.current()
    window.addEventListener('pointerdown', heard, { capture: true })
    window.addEventListener('keydown', heard, { capture: true })
    return () => {
      window.removeEventListener('pointerdown', heard, { capture: true })
      window.removeEventListener('keydown', heard, { capture: true })
    }
  }, [latest])
}

/** Calls `gone` when nothing has been touched and no key pressed for `milliseconds`. */
export function useNobodyThere(milliseconds: number, gone: () => void): void {
  const latest = useLatest(gone)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wait = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => latest.current(), milliseconds)
  }
  useTouchesAndKeys(wait)
  const begin = useLatest(wait)
  useEffect(() => {
    begin.current()
    return () => clearTimeout(timer.current)
  }, [begin])
}

/** Escape goes back, wherever the focus is. */
export function useEscape(back: () => void): void {
  const latest = useLatest(back)
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape') latest.current()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [latest])
}
