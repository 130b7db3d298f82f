/** Which figures are asked for: the day, month or quarter that `day` lies in; `day` null is today. */
export interface Asked {
  readonly length: 'day' | 'month' | 'quarter'
  readonly day: string | null
}

/** The same length, one earlier (-1) or later (+1); `first` is the first day of what is shown. */
export function moved({ length }: Asked, first: string, by: -1 | 1): Asked {
  const date = new Date(`${first}T00:00:00Z`)
  if (length === 'day') date.setUTCDate(date.getUTCDate() + by)
  else date.setUTCMonth(date.getUTCMonth() + by * (length === 'month' ? 1 : 3))
  return { length, day: date.toISOString().slice(0, 10) }
}
