import { languageTag, type Language } from '../../strings/strings.ts'

/** A month as people say it: `2026年1月`, `January 2026`. `month` is `2026-01`. */
export function monthInWords(month: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? languageTag(language) : 'en-GB', {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`))
}

/** A day likewise: `2026年11月22日`, `22 November 2026`. `day` is `2026-11-22`. */
export function dateInWords(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? languageTag(language) : 'en-GB', {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}
