import { hallTime } from '../kiosk/hall-time.ts'
import { type Language, languageTag } from '../strings/strings.ts'

/** `14:05` of today in the hall, `11月20日 14:05` of another day. Both in milliseconds since 1970. */
export function momentWords(at: number, now: number, timeZone: string, language: Language): string {
  const day = new Intl.DateTimeFormat(language === 'zh' ? languageTag(language) : 'en-GB', { month: 'long', day: 'numeric', timeZone })
  const time = hallTime(at, timeZone)
  return day.format(at) === day.format(now) ? time : `${day.format(at)} ${time}`
}
