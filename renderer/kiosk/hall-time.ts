import { languageTag, type Language } from '../strings/strings.ts'

/** The hall's wall clock, `14:05`, whatever the machine's zone. `now` in milliseconds since 1970. */
export function hallTime(now: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone }).format(now)
}

/** The business day as people say it: `11月21日 星期六`, `Saturday 21 November`. `day` is `2026-11-21`. */
export function dayInWords(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'zh' ? languageTag(language) : 'en-GB', { ...options, timeZone: 'UTC' }).format(date)
  const weekday = format({ weekday: 'long' })
  const dayOfMonth = format({ month: 'long', day: 'numeric' })
  return language === 'zh' ? `${dayOfMonth} ${weekday}` : `${weekday} ${dayOfMonth}`
}
