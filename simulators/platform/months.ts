import type { ContentQuestion } from './requests.ts'

/** First and last month included; `from` is not after `to`, that was looked at before. */
export function monthsOf(period: ContentQuestion['period']): readonly string[] {
  if (period === undefined) return []
  const months: string[] = []
  const last = monthNumber(period.to)
  for (let month = monthNumber(period.from); month <= last; month += 1) {
    months.push(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`)
  }
  return months
}

/** Months since the year 0. */
export function monthNumber(month: string): number {
  const [year = '0', number = '1'] = month.split('-')
  return Number(year) * 12 + Number(number) - 1
}
