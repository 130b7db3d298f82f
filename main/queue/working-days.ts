import { dayAfter, weekdayOf, type HallCalendar } from './calendar.ts'

/** A longer time is none that is counted in working days: what a promise means after ten years nobody knows. */
const MOST_DAYS = 3660

/**
 * Whether a day counts where the law counts in working days (行政许可法 第八十二条: without national holidays). A 调休 day is
 * one whatever else is said of it; a Saturday or Sunday on which the hall happens to be open is none; nor is a weekday
 * on which it is closed. A day is `2026-11-22`, the hall's.
 */
export function isWorkingDay({ weekly, holidays, workdays }: HallCalendar, day: string): boolean {
  if (workdays.some(({ date }) => date === day)) return true
  if (holidays.includes(day)) return false
  const weekday = weekdayOf(day)
  return weekday !== 'sat' && weekday !== 'sun' && weekly[weekday].length > 0
}

/** The working days after `from` and up to `to`: the day on which a time begins is not counted (民法典 第二百零一条). */
export function workingDaysAfter(calendar: HallCalendar, from: string, to: string): readonly string[] {
  const days: string[] = []
  let day = from
  for (let ahead = 0; ahead < MOST_DAYS && day < to; ahead += 1) {
    day = dayAfter(day)
    if (isWorkingDay(calendar, day)) days.push(day)
  }
  return days
}

/** The last day of a time of so many working days that begins with `from`; null where the calendar has not so many. */
export function lastWorkingDay(
  calendar: HallCalendar,
  from: string,
  count: number,
  counts: (day: string) => boolean = () => true,
): string | null {
  let day = from
  let counted = 0
  for (let ahead = 0; counted < count; ahead += 1) {
    if (ahead === MOST_DAYS) return null
    day = dayAfter(day)
    if (isWorkingDay(calendar, day) && counts(day)) counted += 1
  }
  return day
}
