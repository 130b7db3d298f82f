import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filingClock, type ClockedFiling } from '../../../main/filings/filing-clock.ts'
import type { HallCalendar } from '../../../main/queue/calendar.ts'
import { isWorkingDay, lastWorkingDay, workingDaysAfter } from '../../../main/queue/working-days.ts'

const OFFICE = [{ from: '09:00', to: '17:00' }]
/** Open on Saturdays too, as many halls are; the week of 2026-10-01 a holiday, the Saturday after it worked. */
const HALL: HallCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE, sat: OFFICE, sun: [] },
  holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  workdays: [{ date: '2026-10-10', like: 'wed' }],
  breaks: [],
  lastTicketMinutes: 0,
}

describe('a working day', () => {
  test.each([
    ['2026-09-30', true, 'a Wednesday'],
    ['2026-10-01', false, 'a holiday'],
    ['2026-10-10', true, 'a Saturday that is worked for a holiday'],
    ['2026-10-17', false, 'a Saturday on which the hall is open'],
    ['2026-10-18', false, 'a Sunday'],
  ])('%s: %s, %s', (day, expected) => expect(isWorkingDay(HALL, day)).toBe(expected))

  test('is none on which the hall is closed all week', () => {
    expect(isWorkingDay({ ...HALL, weekly: { ...HALL.weekly, mon: [] } }, '2026-10-12')).toBe(false)
  })

  test('ends a time that begins the day after', () => {
    expect(workingDaysAfter(HALL, '2026-09-30', '2026-10-10')).toEqual(['2026-10-08', '2026-10-09', '2026-10-10'])
    expect(lastWorkingDay(HALL, '2026-09-30', 3)).toBe('2026-10-10')
    expect(lastWorkingDay(HALL, '2026-09-30', 0)).toBe('2026-09-30')
  })

  test('is looked for no longer than ten years, in a hall that never works', () => {
    const never = { ...HALL, weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, workdays: [] }
    expect(lastWorkingDay(never, '2026-09-30', 1)).toBeNull()
    expect(workingDaysAfter(HALL, '1000-01-01', '2026-01-01').length).toBeLessThan(3660)
  })
})

const FILING: ClockedFiling = { acceptedOn: '2026-10-08', endedOn: null, promised: 5, promisedBy: null, specials: [] }
const clock = (change: Partial<ClockedFiling>, today: string) => filingClock({ ...FILING, ...change }, HALL, today)

describe('the promised time', () => {
  test('has not begun before the filing is accepted', () => {
    expect(clock({ acceptedOn: null }, '2026-10-09')).toEqual({ state: 'before', promised: 5, elapsed: null, notCounted: 0, by: null, left: null })
  })

  test.each([
    ['on the day of acceptance', '2026-10-08', 0, 5],
    ['a working day later', '2026-10-09', 1, 4],
    ['over a worked Saturday', '2026-10-10', 2, 3],
    ['over a Sunday', '2026-10-11', 2, 3],
    ['on its last day', '2026-10-14', 5, 0],
    ['a day over', '2026-10-15', 6, -1],
    ['over on a Saturday', '2026-10-17', 7, -2],
  ])('runs: %s', (_, today, elapsed, left) => {
    expect(clock({}, today)).toEqual({ state: 'running', promised: 5, elapsed, notCounted: 0, by: '2026-10-14', left })
  })

  test('ends on the authority’s own last day where it names one, and has none where nothing is promised', () => {
    expect(clock({ promisedBy: '2026-10-20' }, '2026-10-16')).toMatchObject({ by: '2026-10-20', left: 2, elapsed: 7 })
    expect(clock({ promised: null }, '2026-10-16')).toMatchObject({ by: null, left: null, elapsed: 7, state: 'running' })
  })

  test('stands while a special procedure goes on, and names no last day', () => {
    const specials = [{ from: '2026-10-09', until: null }]
    expect(clock({ specials, promisedBy: '2026-10-20' }, '2026-10-14')).toEqual({
      state: 'stopped',
      promised: 5,
      elapsed: 1,
      notCounted: 4,
      by: null,
      left: null,
    })
  })

  test('goes on after it, as much later; two at once are left out once', () => {
    const specials = [
      { from: '2026-10-09', until: '2026-10-13' },
      { from: '2026-10-12', until: '2026-10-14' },
    ]
    expect(clock({ specials }, '2026-10-15')).toEqual({ state: 'running', promised: 5, elapsed: 2, notCounted: 4, by: '2026-10-20', left: 3 })
  })

  test('stops for good with the decision, however long ago', () => {
    expect(clock({ endedOn: '2026-10-12' }, '2027-01-04')).toEqual({
      state: 'ended',
      promised: 5,
      elapsed: 3,
      notCounted: 0,
      by: '2026-10-14',
      left: null,
    })
    expect(clock({ acceptedOn: null, endedOn: '2026-10-12' }, '2027-01-04')).toMatchObject({ state: 'ended', elapsed: null })
  })

  test('is told in any order of dates without end or contradiction', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10))
    const special = fc.record({ from: day, until: fc.option(day) })
    fc.assert(
      fc.property(
        fc.record({ acceptedOn: fc.option(day), endedOn: fc.option(day), promised: fc.option(fc.nat(60)), promisedBy: fc.option(day), specials: fc.array(special, { maxLength: 4 }) }),
        day,
        (filing, today) => {
          const told = filingClock(filing, HALL, today)
          if (told.elapsed !== null && filing.acceptedOn !== null) {
            const passed = workingDaysAfter(HALL, filing.acceptedOn, filing.endedOn ?? today).length
            expect(told.elapsed + told.notCounted).toBe(passed)
          }
          if (told.left !== null) expect(told.by).not.toBeNull()
        },
      ),
    )
  })
})
