/** A stretch of business days, both ends in it, as `2026-11-01`. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** Day, month or quarter that a business day lies in. */
export function periodOf(day: string, length: 'day' | 'month' | 'quarter'): Period {
  if (length === 'day') return { from: day, to: day }
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  const first = length === 'month' ? month : month - ((month - 1) % 3)
  const last = length === 'month' ? month : first + 2
  return { from: `${day.slice(0, 4)}-${two(first)}-01`, to: `${day.slice(0, 4)}-${two(last)}-${two(daysIn(year, last))}` }
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
