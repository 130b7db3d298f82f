import type { FilingClock } from '../contract/progress.ts'
import type { HallCalendar } from '../queue/calendar.ts'
import { lastWorkingDay, workingDaysAfter } from '../queue/working-days.ts'

/** Days in the hall, `2026-11-22`. */
export interface ClockedFiling {
  /** Null until the filing was accepted (受理): the promised time has not begun. */
  readonly acceptedOn: string | null
  /** Null until it ended. */
  readonly endedOn: string | null
  /** Working days. */
  readonly promised: number | null
  /** The last day as the authority counts it. */
  readonly promisedBy: string | null
  readonly specials: readonly { readonly from: string; readonly until: string | null }[]
}

/**
 * How the promised time stands. What a special procedure takes is not counted (行政许可法 第四十五条): the days after the one
 * on which it began, up to the one on which it ended. The authority's own last day goes before one counted here.
 */
export function filingClock(filing: ClockedFiling, calendar: HallCalendar, today: string): FilingClock {
  const { acceptedOn, endedOn, promised, promisedBy, specials } = filing
  if (acceptedOn === null) {
    return { state: endedOn === null ? 'before' : 'ended', promised, elapsed: null, notCounted: 0, by: null, left: null }
  }
  const special = (day: string) => specials.some(({ from, until }) => from < day && (until === null || day <= until))
  const passed = workingDaysAfter(calendar, acceptedOn, endedOn ?? today)
  const elapsed = passed.filter((day) => !special(day)).length
  const soFar = { promised, elapsed, notCounted: passed.length - elapsed }
  const counted = promised === null ? null : lastWorkingDay(calendar, acceptedOn, promised, (day) => !special(day))
  const by = promisedBy ?? counted
  if (endedOn !== null) return { state: 'ended', ...soFar, by, left: null }
  // When it goes on, its last day is another.
  if (specials.some(({ until }) => until === null)) return { state: 'stopped', ...soFar, by: null, left: null }
  return { state: 'running', ...soFar, by, left: by === null ? null : daysUntil(calendar, today, by) }
}

/** Working days after today up to the last day; as many below nothing as have passed since. */
function daysUntil(calendar: HallCalendar, today: string, last: string): number {
  if (today <= last) return workingDaysAfter(calendar, today, last).length
  return -workingDaysAfter(calendar, last, today).length
}
