import { hoursOn, type HallCalendar } from '../queue/calendar.ts'

const DAY_MS = 86_400_000
/** A calendar without any open day in so long counts no further. */
const LONGEST_MS = 3 * 366 * DAY_MS

/** The last of so many working days after a day, by the hall's calendar: a day on which it opens at all. */
export function workingDaysAfter(calendar: HallCalendar, day: string, count: number): string {
  const start = Date.parse(`${day}T00:00:00Z`)
  let at = start
  for (let left = count; left > 0 && at - start < LONGEST_MS; ) {
    at += DAY_MS
    if (hoursOn(calendar, dayText(at)).length > 0) left -= 1
  }
  return dayText(at)
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
