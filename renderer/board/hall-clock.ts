/** The hall's wall clock, `14:05`, whatever the screen's zone. `now` in milliseconds since 1970. */
export function hallClock(now: number, timeZone: string): string {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
    formats.set(timeZone, format)
  }
  return format.format(now)
}

/** Made once for each zone: a board asks each second for a month. */
const formats = new Map<string, Intl.DateTimeFormat>()
