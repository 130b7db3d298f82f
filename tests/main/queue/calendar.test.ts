import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { businessDay, hoursOn, openAt, WEEKDAYS, type HallCalendar, type Hours } from '../../../main/queue/calendar.ts'

const OFFICE = [{ from: '09:00', to: '17:00' }]
const FRIDAY = [{ from: '09:00', to: '16:00' }]

/** An ordinary hall: Monday to Friday nine to five, 午休, last ticket a quarter of an hour before the end. */
const HALL: HallCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: FRIDAY, sat: [], sun: [] },
  holidays: ['2026-10-01', '2026-10-02'],
  // 2026-10-10 is a Saturday worked like a Friday; 2026-10-02 stays a holiday on paper and is worked all the same
  workdays: [
    { date: '2026-10-10', like: 'fri' },
    { date: '2026-10-02', like: 'mon' },
  ],
  breaks: [{ from: '12:00', to: '13:30' }],
  lastTicketMinutes: 15,
}

/** An instant by the hall's clock. */
function at(wall: string): Date {
  return new Date(`${wall.replace(' ', 'T')}:00+08:00`)
}

describe('whether a number can be taken', () => {
  test.each([
    ['2026-11-23 09:00', '2026-11-23 12:00'],
    ['2026-11-23 11:59', '2026-11-23 12:00'],
    ['2026-11-23 13:30', '2026-11-23 16:45'],
    ['2026-11-23 16:44', '2026-11-23 16:45'],
    ['2026-10-10 15:44', '2026-10-10 15:45'],
    ['2026-10-02 16:00', '2026-10-02 16:45'],
  ])('at %s: yes, until %s', (instant, until) => {
    expect(openAt(HALL, at(instant))).toEqual({ open: true, until: at(until) })
  })

  test.each([
    ['2026-11-23 08:59', 'before-hours', '2026-11-23 09:00'],
    ['2026-11-23 00:00', 'before-hours', '2026-11-23 09:00'],
    ['2026-11-23 12:00', 'break', '2026-11-23 13:30'],
    ['2026-11-23 13:29', 'break', '2026-11-23 13:30'],
    ['2026-11-23 16:45', 'last-ticket', '2026-11-24 09:00'],
    ['2026-11-23 17:00', 'after-hours', '2026-11-24 09:00'],
    ['2026-11-27 16:00', 'after-hours', '2026-11-30 09:00'],
    ['2026-11-28 10:00', 'closed-day', '2026-11-30 09:00'],
    ['2026-10-01 10:00', 'holiday', '2026-10-02 09:00'],
    ['2026-10-10 15:45', 'last-ticket', '2026-10-12 09:00'],
  ])('at %s: no, %s, and again from %s', (instant, reason, next) => {
    expect(openAt(HALL, at(instant))).toEqual({ open: false, reason, next: at(next) })
  })

  test('never in a hall that has no hours, and none are promised', () => {
    const never = { ...HALL, weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, workdays: [] }
    expect(openAt(never, at('2026-11-23 10:00'))).toEqual({ open: false, reason: 'closed-day' })
  })

  test('until midnight where the hall closes at 24:00', () => {
    const night = { ...HALL, weekly: { ...HALL.weekly, mon: [{ from: '20:00', to: '24:00' }] }, lastTicketMinutes: 0 }
    expect(openAt(night, at('2026-11-23 23:59'))).toEqual({ open: true, until: at('2026-11-24 00:00') })
  })

  test('not in a last stretch that is shorter than the time before closing', () => {
    const short = { ...HALL, breaks: [{ from: '12:00', to: '16:50' }] }
    expect(openAt(short, at('2026-11-23 16:55'))).toMatchObject({ open: false, reason: 'last-ticket' })
    expect(openAt(short, at('2026-11-23 11:59'))).toEqual({ open: true, until: at('2026-11-23 12:00') })
  })
})

describe('the hours shown for a day', () => {
  test.each([
    ['2026-11-23', '09:00-12:00 13:30-17:00'],
    ['2026-10-10', '09:00-12:00 13:30-16:00'],
    ['2026-11-28', ''],
    ['2026-10-01', ''],
  ])('%s: %s', (day, hours) => {
    expect(hoursOn(HALL, day).map(({ from, to }) => `${from}-${to}`).join(' ')).toBe(hours)
  })
})

/** Minutes of a day cut into hours, with breaks anywhere. */
const minute = fc.integer({ min: 0, max: 24 * 60 })
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const hours = fc
  .tuple(minute, minute)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ from: clock(Math.min(a, b)), to: clock(Math.max(a, b)) }))

describe('any calendar', () => {
  const calendar = fc.record({
    day: fc.array(hours, { maxLength: 2 }),
    breaks: fc.array(hours, { maxLength: 3 }),
    lastTicketMinutes: fc.integer({ min: 0, max: 120 }),
    at: fc.integer({ min: 0, max: 24 * 60 - 1 }),
  })
  type Drawn = Pick<HallCalendar, 'breaks' | 'lastTicketMinutes'> & { readonly day: readonly Hours[] }
  const made = (drawn: Drawn): HallCalendar => ({
    ...HALL,
    ...drawn,
    weekly: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, drawn.day])) as HallCalendar['weekly'],
  })
  const instant = (minutes: number) => new Date(at('2026-11-23 00:00').getTime() + minutes * 60_000)

  test('is open in a minute of its hours that no break holds and that is early enough, and in no other', () => {
    fc.assert(
      fc.property(calendar, (drawn) => {
        const now = clock(drawn.at)
        const holds = (span: { from: string; to: string }) => span.from <= now && now < span.to
        // by the clock, minute by minute: the last minute that any hour holds and no break
        const worked = Array.from({ length: 24 * 60 }, (_, each) => clock(each)).filter(
          (each) =>
            drawn.day.some((span) => span.from <= each && each < span.to) &&
            !drawn.breaks.some((span) => span.from <= each && each < span.to),
        )
        const last = worked.at(-1)
        const closing = last === undefined ? 0 : Number(last.slice(0, 2)) * 60 + Number(last.slice(3)) + 1
        const expected =
          drawn.day.some(holds) && !drawn.breaks.some(holds) && drawn.at < closing - drawn.lastTicketMinutes
        expect(openAt(made(drawn), instant(drawn.at)).open).toBe(expected)
      }),
    )
  })

  test('keeps its word: open at the instant it promises, and open until the instant it names', () => {
    fc.assert(
      fc.property(calendar, (drawn) => {
        const answer = openAt(made(drawn), instant(drawn.at))
        const openFrom = answer.open ? instant(drawn.at) : answer.next
        if (openFrom === undefined) return
        const then = openAt(made(drawn), openFrom)
        if (!then.open) throw new Error(`closed at the promised instant: ${then.reason}`)
        const justBefore = openAt(made(drawn), new Date(openFrom.getTime() - 1)).open
        expect(justBefore && !answer.open).toBe(false)
        expect(openAt(made(drawn), new Date(then.until.getTime() - 1)).open).toBe(true)
        expect(openAt(made(drawn), then.until)).not.toEqual(then)
      }),
    )
  })
})

describe('the business day', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Apia'])('is the hall’s with TZ=%s', (zone) => {
    vi.stubEnv('TZ', zone)
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
    const [min, max] = [new Date('2000-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z')]
    const instants = fc.date({ min, max, noInvalidDate: true })
    fc.assert(
      fc.property(instants, (instant) => {
        // Shanghai has been eight hours ahead, without summer time, since 1992
        const expected = new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
        expect(businessDay(instant, 'Asia/Shanghai')).toBe(expected)
      }),
    )
  })

  test.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles'])('changes at the hall’s midnight with TZ=%s', (zone) => {
    vi.stubEnv('TZ', zone)
    expect(businessDay(new Date('2026-11-22T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-11-22')
    expect(businessDay(new Date('2026-11-22T16:00:00.000Z'), 'Asia/Shanghai')).toBe('2026-11-23')
    expect(businessDay(new Date('2026-12-31T16:00:00.000Z'), 'Asia/Shanghai')).toBe('2027-01-01')
  })

  test('follows a zone with summer time over its changes', () => {
    expect(businessDay(new Date('2026-03-29T21:59:59Z'), 'Europe/Berlin')).toBe('2026-03-29')
    expect(businessDay(new Date('2026-03-29T22:00:00Z'), 'Europe/Berlin')).toBe('2026-03-30')
    expect(businessDay(new Date('2026-10-25T22:59:59Z'), 'Europe/Berlin')).toBe('2026-10-25')
    expect(businessDay(new Date('2026-10-25T23:00:00Z'), 'Europe/Berlin')).toBe('2026-10-26')
    const berlin = { ...HALL, timeZone: 'Europe/Berlin', weekly: { ...HALL.weekly, sun: OFFICE } }
    expect(openAt(berlin, new Date('2026-03-29T06:59:00Z'))).toMatchObject({ next: new Date('2026-03-29T07:00:00Z') })
    expect(openAt(berlin, new Date('2026-10-25T07:59:00Z'))).toMatchObject({ next: new Date('2026-10-25T08:00:00Z') })
  })
})
