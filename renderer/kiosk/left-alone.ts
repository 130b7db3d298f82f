import { useEffect } from 'react'
import { useKiosk } from './kiosk-context.ts'

/** How long it waits for somebody who may have gone, milliseconds; there is no session whose clock could run. */
const WAITS = 30_000

/** For a page outside the session: it goes by itself, and the door is closed again. */
export function useLeftAlone(): void {
  const { walk } = useKiosk()
  useEffect(() => {
    const timer = setTimeout(walk.end, WAITS)
    return () => clearTimeout(timer)
  }, [walk])
}
