import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HallFile } from '../../../../main/configuration/hall-file.ts'
import { alertsOf, MOST_ALERTS } from '../../../../main/queue/statistics/alerts.ts'
import { periodOf } from '../../../../main/queue/statistics/period.ts'
import { spreadOf } from '../../../../main/queue/statistics/spread.ts'
import { hallStatistics } from '../../../../main/queue/statistics/statistics.ts'
import { supervise } from '../../../../main/queue/statistics/supervision.ts'
import { tallyBy, tallyOf } from '../../../../main/queue/statistics/tally.ts'
import { OPEN_HALL } from '../../../terminal-process.ts'
import { waitingTicket } from '../window-tickets.ts'

const MINUTE = 60_000
const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const at = (minutes: number) => new Date(NINE + minutes * MINUTE)

/** Taken, called, at the window, done: minutes after nine. */
function served(number: string, [taken, called, came, done]: readonly [number, number, number, number], more = {}) {
  return waitingTicket(number, {
    status: 'done',
    issuedAt: at(taken),
    firstCalledAt: at(called),
    lastCalledAt: at(called),
    servingAt: at(came),
    endedAt: at(done),
    calls: 1,
    window: '1',
    ...more,
  })
}

describe('the times of a day', () => {
  const day = [
    served('A001', [0, 10, 11, 21]),
    served('A002', [5, 10, 10, 40], { window: '2' }),
    served('B001', [61, 66, 70, 75], { business: 'B' }),
    waitingTicket('A003', { status: 'no-show', issuedAt: at(6), firstCalledAt: at(30), lastCalledAt: at(34), endedAt: at(36), calls: 3, window: '1' }),
    waitingTicket('A004', { status: 'expired', issuedAt: at(7) }),
    waitingTicket('B002', { status: 'waiting', business: 'B', issuedAt: at(62) }),
  ]

  test('are counted by hand: waits 10, 5, 5 and 24 minutes, ways 1, 0 and 4, services 10, 30 and 5', () => {
    expect(tallyOf(day)).toEqual({
      taken: 6,
      done: 3,
      noShow: 1,
      cancelled: 0,
      expired: 1,
      open: 1,
      wait: { count: 4, sum: 44 * MINUTE, median: 5 * MINUTE, ninth: 24 * MINUTE, longest: 24 * MINUTE },
      come: { count: 3, sum: 5 * MINUTE, median: 1 * MINUTE, ninth: 4 * MINUTE, longest: 4 * MINUTE },
      serve: { count: 3, sum: 45 * MINUTE, median: 10 * MINUTE, ninth: 30 * MINUTE, longest: 30 * MINUTE },
    })
  })

  test('by business, window and hour of the hall, whatever the machine’s own zone', () => {
    const hourOf = (instant: Date) => new Date(instant.getTime() + 8 * 60 * MINUTE).toISOString().slice(11, 13)
    const taken = (key: 'business' | 'window' | 'hour') => tallyBy(day, key, hourOf).map((row) => `${row.key}:${row.tally.taken}`)
    expect(taken('business')).toEqual(['A:4', 'B:2'])
    expect(taken('window')).toEqual(['1:3', '2:1'])
    expect(taken('hour')).toEqual(['09:4', '10:2'])
    const view = hallStatistics(day, { from: '2026-11-23', to: '2026-11-23' }, HallFile.parse(OPEN_HALL), at(100))
    expect(view.byHour.map(({ name }) => name.zh)).toEqual(['09:00–09:59', '10:00–10:59'])
  })
})

test('whoever was served at a clock that was set back waited no time, and never less', () => {
  expect(tallyOf([served('A001', [30, 10, 5, 1])])).toMatchObject({ wait: { sum: 0 }, serve: { sum: 0 } })
})

test('a service that nobody ended counts as done, and its hours until somebody noticed count as no service', () => {
  const forgotten = served('A002', [0, 10, 11, 4_000], { reason: 'day-ended' })
  expect(tallyOf([served('A001', [0, 10, 11, 21]), forgotten])).toMatchObject({ done: 2, wait: { count: 2 }, serve: { count: 1, longest: 10 * MINUTE } })
})

test('whoever was held, called back, did not come and was passed came in no time at all: only who came has a time of coming', () => {
  const held = { firstCalledAt: at(10), lastCalledAt: at(10), servingAt: at(12), window: '1', calls: 1 }
  expect(tallyOf([waitingTicket('A001', { ...held, status: 'held' })]).come).toMatchObject({ count: 1, sum: 2 * MINUTE })
  const calledBack = { ...held, lastCalledAt: at(40) }
  for (const status of ['called', 'no-show', 'expired', 'cancelled'] as const) {
    expect(tallyOf([waitingTicket('A001', { ...calledBack, status })]).come.count).toBe(0)
  }
  expect(tallyOf([waitingTicket('A001', { ...calledBack, status: 'done', servingAt: at(43), endedAt: at(50) })]).come).toMatchObject({ count: 1, sum: 3 * MINUTE })
})

test('the rows of any key add up to the whole', () => {
  const ticket = fc.record({ business: fc.constantFrom('A', 'B', 'C'), taken: fc.nat(600), status: fc.constantFrom('waiting', 'done', 'no-show', 'expired') })
  fc.assert(
    fc.property(fc.array(ticket, { maxLength: 60 }), (drawn) => {
      const tickets = drawn.map(({ business, taken, status }, index) =>
        waitingTicket(`${business}${index}`, { business, status: status as 'done', issuedAt: at(taken) }),
      )
      const rows = tallyBy(tickets, 'business', () => '09').map(({ tally }) => tally)
      const sum = (of: 'taken' | 'done' | 'noShow' | 'expired' | 'open') => rows.reduce((total, row) => total + row[of], 0)
      const whole = tallyOf(tickets)
      for (const of of ['taken', 'done', 'noShow', 'expired', 'open'] as const) expect(sum(of)).toBe(whole[of])
    }),
  )
})

test('a median, and what nine of ten stay under, are somebody’s own times', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), (values) => {
      const { median, ninth, longest } = spreadOf(values)
      expect(values).toEqual(expect.arrayContaining([median, ninth, longest]))
      expect(values.filter((value) => value <= median).length * 2).toBeGreaterThanOrEqual(values.length)
      expect(values.filter((value) => value <= ninth).length * 10).toBeGreaterThanOrEqual(values.length * 9)
      expect(longest).toBe(Math.max(...values))
    }),
  )
  expect(spreadOf([null, null])).toEqual({ count: 0, sum: 0, median: 0, ninth: 0, longest: 0 })
})

test.each([
  ['day', '2028-02-29', '2028-02-29', '2028-02-29'],
  ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
  ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
  ['quarter', '2026-11-23', '2026-10-01', '2026-12-31'],
  ['quarter', '2027-01-01', '2027-01-01', '2027-03-31'],
] as const)('the %s that %s lies in is %s to %s', (length, day, from, to) => {
  expect(periodOf(day, length)).toEqual({ from, to })
})

describe('a supervisor is shown', () => {
  const promise = { waitMs: 30 * MINUTE, serveMs: 40 * MINUTE }
  const kinds = (tickets: Parameters<typeof supervise>[0]) =>
    supervise(tickets, at(100), promise).map((alert) => `${alert.kind} ${'number' in alert ? alert.number : alert.business}`)

  test('who waits, or waited, longer than the hall promises', () => {
    const tickets = [served('A001', [0, 31, 31, 32]), waitingTicket('A002', { issuedAt: at(69) }), waitingTicket('A003', { issuedAt: at(71) })]
    expect(kinds(tickets)).toEqual(['long-wait A001', 'long-wait A002'])
  })

  test('a wait far above its business’s usual one, once anybody can say what is usual', () => {
    const usual = [0, 1, 2, 3].map((from) => served(`A00${from}`, [from, from + 2, from + 2, from + 3]))
    const slow = served('A009', [0, 20, 20, 21])
    expect(kinds([...usual.slice(1), slow])).toEqual([])
    expect(kinds([...usual, slow])).toEqual(['unusual-wait A009'])
  })

  test('a service that nobody has ended, and a business whose people do not come', () => {
    const forgotten = waitingTicket('B001', { business: 'B', status: 'serving', issuedAt: at(0), firstCalledAt: at(1), lastCalledAt: at(1), servingAt: at(2), calls: 1 })
    expect(kinds([forgotten])).toEqual(['long-service B001'])
    const gone = [1, 2, 3].map((from) => waitingTicket(`C00${from}`, { business: 'C', status: 'no-show', issuedAt: at(0), firstCalledAt: at(from), lastCalledAt: at(from), calls: 3 }))
    const here = [4, 5].map((from) => served(`C00${from}`, [0, from, from, from + 1], { business: 'C' }))
    expect(kinds([...gone, ...here])).toEqual(['many-no-shows C'])
    expect(kinds([...gone.slice(1), ...here])).toEqual([])
  })
})

describe('the alerts of a period', () => {
  const HALL = HallFile.parse(OPEN_HALL)
  const NINE_TO_FIVE = { ...HALL, calendar: { ...HALL.calendar, weekly: { ...HALL.calendar.weekly, fri: [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }] } } }
  /** The Friday before the specimens' Monday. */
  const friday = (minutes: number) => new Date(NINE - 3 * 24 * 60 * MINUTE + minutes * MINUTE)
  const ofFriday = { businessDay: '2026-11-20', issuedAt: friday(0) }
  const saturday = new Date(NINE - 2 * 24 * 60 * MINUTE)
  /** As the end of its day leaves it, noticed on Monday. */
  const ended = { endedAt: at(-30), reason: 'day-ended' }
  const told = (tickets: Parameters<typeof alertsOf>[0], now = at(0)) => alertsOf(tickets, NINE_TO_FIVE, now).alerts

  test('are of all its days, each with its own, the gravest first', () => {
    const late = waitingTicket('A001', { ...ofFriday, status: 'no-show', firstCalledAt: friday(180), lastCalledAt: friday(180), endedAt: friday(181) })
    expect(told([late, served('A001', [0, 90, 90, 91])], at(100))).toMatchObject([
      { day: '2026-11-20', kind: 'long-wait', number: 'A001', waitMs: 180 * MINUTE },
      { day: '2026-11-23', kind: 'long-wait', number: 'A001', waitMs: 90 * MINUTE },
    ])
  })

  test('have whoever was never called as waiting until the hall closed, and not until somebody noticed', () => {
    const forgotten = waitingTicket('A001', { ...ofFriday, ...ended, status: 'expired' })
    expect(told([forgotten])).toEqual([{ day: '2026-11-20', kind: 'long-wait', number: 'A001', business: 'A', waitMs: 480 * MINUTE, called: 'never' }])
    expect(told([{ ...forgotten, issuedAt: friday(479) }])).toEqual([])
  })

  test('or until the last window was done, where they went on; at midnight at the latest', () => {
    const forgotten = waitingTicket('A001', { ...ofFriday, ...ended, status: 'expired', issuedAt: friday(475) })
    const last = waitingTicket('A002', { ...ofFriday, status: 'done', issuedAt: friday(475), firstCalledAt: friday(480), lastCalledAt: friday(480), servingAt: friday(481), endedAt: friday(520) })
    expect(told([forgotten, last])).toMatchObject([{ number: 'A001', waitMs: 45 * MINUTE }])
    const open = alertsOf([forgotten], HallFile.parse(OPEN_HALL), at(0)).alerts
    expect(open).toMatchObject([{ number: 'A001', waitMs: (15 * 60 - 475) * MINUTE }])
  })

  test('have a service that nobody ended by itself, with no time of it', () => {
    const marks = { firstCalledAt: friday(1), lastCalledAt: friday(1), servingAt: friday(2), calls: 1, window: '2' }
    const open = waitingTicket('A001', { ...ofFriday, ...marks, status: 'serving' })
    expect(told([open], friday(50))).toEqual([])
    expect(told([open], saturday)).toMatchObject([{ kind: 'long-service', serveMs: 478 * MINUTE }])
    const over = { ...open, ...ended, status: 'done' as const }
    expect(told([over])).toEqual([{ day: '2026-11-20', kind: 'unended-service', number: 'A001', business: 'A', window: '2', openMs: 478 * MINUTE }])
  })

  test('are no more than anybody looks at, and say how many more there are', () => {
    const late = Array.from({ length: MOST_ALERTS + 7 }, (_, each) => served(`A${each + 1}`, [0, 40 + each, 40 + each, 41 + each]))
    const { alerts, moreAlerts } = alertsOf(late, NINE_TO_FIVE, at(200))
    expect([alerts.length, moreAlerts]).toEqual([MOST_ALERTS, 7])
    expect(alerts[0]).toMatchObject({ number: `A${MOST_ALERTS + 7}` })
    expect(hallStatistics(late, { from: '2026-11-01', to: '2026-11-30' }, HALL, at(200))).toMatchObject({ alerts, moreAlerts })
  })
})
