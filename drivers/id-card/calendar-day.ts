/** A day of the Gregorian calendar without a time or a zone: month 1 to 12, day 1 to 31. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Reads eight digits `YYYYMMDD`; null if they are not a day that exists. */
export function parseCompactDay(text: string): CalendarDay | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const parsed = { year: Number(year), month: Number(month), day: Number(day) }
  return parsed.month >= 1 && parsed.month <= 12 && parsed.day >= 1 && parsed.day <= daysIn(parsed) ? parsed : null
}

/** Below 0 if `a` is before `b`, 0 if they are the same day, above 0 if it is after. */
export function compareDays(a: CalendarDay, b: CalendarDay): number {
  return a.year - b.year || a.month - b.month || a.day - b.day
}

const FEBRUARY = 2
const SHORT_MONTHS: ReadonlySet<number> = new Set([4, 6, 9, 11])

function daysIn(at: { readonly year: number; readonly month: number }): number {
  if (SHORT_MONTHS.has(at.month)) return 30
  if (at.month !== FEBRUARY) return 31
  const leap = (at.year % 4 === 0 && at.year % 100 !== 0) || at.year % 400 === 0
  return leap ? 29 : 28
}
