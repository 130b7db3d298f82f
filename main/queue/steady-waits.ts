import { STEP_MINUTES, waitsOf, type HallLine, type HallWaits, type Wait } from './waiting-time.ts'

/** What is shown grows at once and shrinks by one step in this time: nobody trusts a wait that jumps. */
const STEP_LASTS_MS = 60_000

interface Shown extends Wait {
  /** Since when it is so. */
  readonly at: number
}

/**
 * The waits of a hall as screens and paper say them, one for all who ask in this process: what whoever comes now would
 * wait never shrinks by more than one step at once, and a ticket in the line is told no more than that.
 */
export function createSteadyWaits(): (line: HallLine, now: Date) => HallWaits {
  const shown = new Map<string, Shown>()

  return (line, now) => {
    const raw = waitsOf(line)
    const last = new Map<string, Shown | null>()
    const lastOf = (business: string): Shown | null => {
      const known = last.get(business)
      if (known !== undefined) return known
      const fresh = raw(business)
      const steady = fresh && steadied(shown.get(business), fresh, now.getTime())
      if (steady === null) shown.delete(business)
      else shown.set(business, steady)
      last.set(business, steady)
      return steady
    }
    return (business, ahead) => {
      const end = lastOf(business)
      if (end === null) return null
      const waiting = line.tickets.filter((ticket) => ticket.status === 'waiting' && ticket.business === business).length
      return within(raw(business, ahead ?? waiting), end, (ahead ?? waiting) - waiting)
    }
  }
}

function steadied(before: Shown | undefined, fresh: Wait, now: number): Shown {
  if (before === undefined) return { ...fresh, at: now }
  const step = now - before.at >= STEP_LASTS_MS ? STEP_MINUTES : 0
  const to = Math.max(fresh.to, before.to - step)
  const from = Math.min(to, Math.max(fresh.from, before.from - step))
  const same = to === before.to && from === before.from
  return { from, to, at: same ? before.at : now }
}

/** No shorter than the end of the line for whoever stands behind it (numbers were given since it was read), else no longer. */
function within(own: Wait | null, { from, to }: Wait, behind: number): Wait {
  if (own === null || behind === 0) return { from, to }
  const nearer = behind < 0 ? Math.min : Math.max
  return { from: nearer(own.from, from), to: nearer(own.to, to) }
}
