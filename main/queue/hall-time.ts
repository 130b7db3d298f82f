/**
 * Dates and times as the hall reads them, whatever `TZ` the machine has. Formatters are made once for each zone: making
 * one costs more than a ticket does.
 */
export interface HallTime {
  /** `14:05` */
  time(instant: Date): string
  /** `2026-11-21 14:05` */
  dateAndTime(instant: Date): string
  /** The calendar day in the hall. */
  day(instant: Date): { readonly year: number; readonly month: number; readonly day: number }
}

export function hallTime(timeZone: string): HallTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const partsOf = (instant: Date) => Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]))
  return {
    time(instant) {
      const { hour, minute } = partsOf(instant)
      return `${hour}:${minute}`
    },
    dateAndTime(instant) {
      const { year, month, day, hour, minute } = partsOf(instant)
      return `${year}-${month}-${day} ${hour}:${minute}`
    },
    day(instant) {
      const { year, month, day } = partsOf(instant)
      return { year: Number(year), month: Number(month), day: Number(day) }
    },
  }
}
