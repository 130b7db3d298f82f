import { paceOf, rangeOf, STEP_MINUTES, type HallLine, type LineWait, type Wait } from './waiting-time.ts'

/** What is shown grows at once and shrinks by one step in this time: nobody trusts a wait that jumps. */
const STEP_LASTS_MS = 60_000

interface Shown extends Wait {
  /** When the hall itself last said as much, and of what has shrunk since, when it last did. */
  readonly at: number
}

/**
 * The lines of a hall as screens and paper say them, one for all who ask in this process: what whoever comes now would
 * wait never shrinks by more than one step a minute, whether or not somebody asks meanwhile. Null: nobody can say.
 */
export function createSteadyWaits(): (line: HallLine, now: Date) => (business: string) => LineWait | null {
  const shown = new Map<string, Shown>()

  return (line, now) => {
    const lines = new Map<string, LineWait | null>()
    function lineOf(business: string): LineWait | null {
      const pace = paceOf(line, business)
      if (pace === null) {
        shown.delete(business)
        return null
      }
      const steady = steadied(shown.get(business), rangeOf(pace, pace.waiting), now.getTime())
      shown.set(business, steady)
      return { ...pace, from: steady.from, to: steady.to }
    }
    return (business) => {
      let known = lines.get(business)
      if (known === undefined) {
        known = lineOf(business)
        lines.set(business, known)
      }
      return known
    }
  }
}

function steadied(before: Shown | undefined, fresh: Wait, now: number): Shown {
  if (before === undefined) return { ...fresh, at: now }
  const steps = Math.max(0, Math.floor((now - before.at) / STEP_LASTS_MS))
  const to = Math.max(fresh.to, before.to - steps * STEP_MINUTES)
  const from = Math.min(to, Math.max(fresh.from, before.from - steps * STEP_MINUTES))
  const isLonger = to > fresh.to || from > fresh.from
  // a clock that was set back holds nothing up
  return { from, to, at: isLonger ? Math.min(now, before.at + steps * STEP_LASTS_MS) : now }
}
