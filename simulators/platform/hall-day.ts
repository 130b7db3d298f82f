/** A day of the hall (中国标准时间, UTC+8 without summer time), so many months on: `2026-11-21`. */
export function hallDay(at: Date, months = 0): string {
  const local = new Date(at.getTime() + 8 * 3_600_000)
  const day = local.getUTCDate()
  const shifted = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1))
  const daysInMonth = new Date(Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth() + 1, 0)).getUTCDate()
  shifted.setUTCDate(Math.min(day, daysInMonth))
  return shifted.toISOString().slice(0, 10)
}
