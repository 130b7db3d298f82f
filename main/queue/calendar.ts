/** Days of the week, as the hall's file names them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Hours on a day, `{ from: '09:00', to: '12:00' }`, hall time; `to` may be `24:00`. */
export interface Hours {
  readonly from: string
  readonly to: string
}

/** When the hall is open. Dates are `2026-10-01`, in the hall's time zone. */
export interface HallCalendar {
  /** IANA name, as `Asia/Shanghai`. */
  readonly timeZone: string
  readonly weekly: Readonly<Record<Weekday, readonly Hours[]>>
  /** 节假日: closed whatever the week says. */
  readonly holidays: readonly string[]
  /** 调休: open like that day of the week, whatever the week or a holiday says. */
  readonly workdays: readonly { readonly date: string; readonly like: Weekday }[]
  /** 午休 and the like, cut out of every day's hours. */
  readonly breaks: readonly Hours[]
  /** No number is given so many minutes before the day's last closing. */
  readonly lastTicketMinutes: number
}

export type ClosedReason = 'holiday' | 'closed-day' | 'before-hours' | 'break' | 'last-ticket' | 'after-hours'

/** Whether a number can be taken: until when, or why not and from when again (absent when no day in sight is open). */
export type Opening =
  | { readonly open: true; readonly until: Date }
  | { readonly open: false; readonly reason: ClosedReason; readonly next?: Date }

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** How far the next opening is looked for; the longest national holiday has nine days. */
const DAYS_IN_SIGHT = 60

/** Whether a number can be taken at this instant. */
export function openAt(calendar: HallCalendar, instant: Date): Opening {
  const { timeZone } = calendar
  const day = businessDay(instant, timeZone)
  const stretches = ticketStretches(calendar, day)
  const current = stretches.find((stretch) => stretch.from <= instant && instant < stretch.to)
  if (current !== undefined) return { open: true, until: current.to }
  const next = nextOpening(calendar, instant)
  return { open: false, reason: closedReason(calendar, day, instant), ...(next === null ? {} : { next }) }
}

/** The hours of a day, in order, without its breaks; empty on a closed day. */
export function hoursOn(calendar: HallCalendar, day: string): readonly Hours[] {
  return spansOn(calendar, day).map(({ from, to }) => ({ from: clockOf(from), to: clockOf(to) }))
}

/**
 * The day a ticket belongs to: the calendar day in the hall's time zone, as `2026-11-22`, whatever the machine's `TZ`.
 * (A day boundary in UTC gave real halls two tickets of one number every afternoon.)
 */
export function businessDay(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 10)
}

/** Minutes since midnight. */
interface Span {
  readonly from: number
  readonly to: number
}

interface Stretch {
  readonly from: Date
  readonly to: Date
}

function spansOn(calendar: HallCalendar, day: string): readonly Span[] {
  const workday = calendar.workdays.find((each) => each.date === day)
  if (workday === undefined && calendar.holidays.includes(day)) return []
  let spans: readonly Span[] = calendar.weekly[workday?.like ?? weekdayOf(day)].map(spanOf)
  for (const pause of calendar.breaks.map(spanOf)) spans = spans.flatMap((span) => without(span, pause))
  return spans.filter((span) => span.from < span.to).sort((a, b) => a.from - b.from)
}

/** Stretches in which a number can be taken: the day's hours, ended before the last closing by the last ticket. */
function ticketStretches(calendar: HallCalendar, day: string): readonly Stretch[] {
  const spans = spansOn(calendar, day)
  const last = lastTicketMinute(calendar, spans)
  return spans
    .map((span) => ({ from: span.from, to: Math.min(span.to, last) }))
    .filter((span) => span.from < span.to)
    .map((span) => ({
      from: instantOf(day, span.from, calendar.timeZone),
      to: instantOf(day, span.to, calendar.timeZone),
    }))
}

function lastTicketMinute(calendar: HallCalendar, spans: readonly Span[]): number {
  return Math.max(0, ...spans.map((span) => span.to)) - calendar.lastTicketMinutes
}

function closedReason(calendar: HallCalendar, day: string, instant: Date): ClosedReason {
  const spans = spansOn(calendar, day)
  const [first] = spans
  if (first === undefined) return calendar.holidays.includes(day) ? 'holiday' : 'closed-day'
  const at = (minute: number) => instantOf(day, minute, calendar.timeZone)
  if (instant < at(first.from)) return 'before-hours'
  if (instant >= at(Math.max(...spans.map((span) => span.to)))) return 'after-hours'
  if (instant >= at(lastTicketMinute(calendar, spans))) return 'last-ticket'
  return 'break'
}

function nextOpening(calendar: HallCalendar, instant: Date): Date | null {
  let day = businessDay(instant, calendar.timeZone)
  for (let ahead = 0; ahead < DAYS_IN_SIGHT; ahead++) {
    const next = ticketStretches(calendar, day).find((stretch) => stretch.from > instant)
    if (next !== undefined) return next.from
    day = dayAfter(day)
  }
  return null
}

function without(span: Span, pause: Span): readonly Span[] {
  if (pause.to <= span.from || span.to <= pause.from) return [span]
  return [
    { from: span.from, to: Math.max(span.from, pause.from) },
    { from: Math.min(span.to, pause.to), to: span.to },
  ]
}

function spanOf(hours: Hours): Span {
  return { from: minuteOf(hours.from), to: minuteOf(hours.to) }
}

function minuteOf(clock: string): number {
  const [hour = '', minute = ''] = clock.split(':')
  return Number(hour) * 60 + Number(minute)
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** The day of the week of `2026-11-22`. */
export function weekdayOf(day: string): Weekday {
  const sundayFirst = new Date(`${day}T00:00:00Z`).getUTCDay()
  return WEEKDAYS[(sundayFirst + 6) % 7] ?? 'mon'
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

/** The instant at which the hall's clock shows `09:00` on that day. */
export function instantOnDay(day: string, clock: string, timeZone: string): Date {
  return instantOf(day, minuteOf(clock), timeZone)
}

/** The instant at which the hall's clock shows that minute of that day. */
function instantOf(day: string, minute: number, timeZone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS
  const guess = wall - offsetAt(wall, timeZone)
  return new Date(wall - offsetAt(guess, timeZone))
}

/** Offsets found, by zone and quarter hour: no zone changes within one. */
const offsets = new Map<string, number>()
const QUARTER_MS = 15 * MINUTE_MS
const MOST_OFFSETS = 1000

/** What the zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const quarter = Math.floor(time / QUARTER_MS)
  const name = `${timeZone} ${quarter}`
  const known = offsets.get(name)
  if (known !== undefined) return known
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(quarter * QUARTER_MS)
      .map(({ type, value }) => [type, value]),
  )
  const { year, month, day, hour, minute } = parts
  const offset = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) - quarter * QUARTER_MS
  if (offsets.size >= MOST_OFFSETS) offsets.clear()
  offsets.set(name, offset)
  return offset
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A zone's formatter, made once: to make one costs more than a ticket. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}
