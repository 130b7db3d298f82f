import type { HallFile } from '../configuration/hall-file.ts'
import { businessDay, hoursOn } from '../queue/calendar.ts'

const DAY_MS = 86_400_000
/** A hall that is never open would count for ever. */
const DAYS_IN_SIGHT = 400

/**
 * The last day for what is owed (容缺): so many working days after the day of `from`, by the hall's own calendar, in which
 * holidays and 调休 stand. `2026-11-30`.
 */
export function owedUntil(hall: Pick<HallFile, 'calendar' | 'hall'>, from: Date, workingDays: number): string {
  const calendar = { ...hall.calendar, timeZone: hall.hall.timeZone }
  let day = businessDay(from, calendar.timeZone)
  for (let counted = 0, seen = 0; counted < workingDays && seen < DAYS_IN_SIGHT; seen += 1) {
    day = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
    if (hoursOn(calendar, day).length > 0) counted += 1
  }
  return day
}
