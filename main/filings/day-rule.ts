import { parseCompactDay, type CalendarDay } from '../../drivers/id-card/calendar-day.ts'

/** Whether a text is a day that exists, `2026-11-22`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseCompactDay(text.replaceAll('-', '')) !== null
}

/** A day that exists, in its parts. */
export function calendarDay(day: string): CalendarDay {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { year, month, day: date }
}

/** The day that a catalogue means by `2026-01-31`, `today`, `today-18y`, `today+30d`; 29 February a year later is 1 March. */
export function dayOf(rule: string, today: string): string {
  const [, sign, count = '0', unit] = /^today(?:([+-])(\d+)([dmy]))?$/.exec(rule) ?? []
  if (!rule.startsWith('today')) return rule
  const { year, month, day } = calendarDay(today)
  const by = sign === '-' ? -Number(count) : Number(count)
  const at = new Date(Date.UTC(2000, 0, 1))
  at.setUTCFullYear(year + (unit === 'y' ? by : 0), month - 1 + (unit === 'm' ? by : 0), day + (unit === 'd' ? by : 0))
  return written(at)
}

/** Years before 0 or after 9999 have another form: a limit there is none. */
function written(at: Date): string {
  const year = Math.min(9999, Math.max(0, at.getUTCFullYear()))
  const [month, day] = [at.getUTCMonth() + 1, at.getUTCDate()]
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
