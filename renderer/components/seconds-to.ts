import { useEffect, useState } from 'react'

/** Whole seconds until a moment of `performance.now()`, running down; 0 from then on. */
export function useSecondsTo(moment: number): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 200)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((moment - now) / 1000))
}
