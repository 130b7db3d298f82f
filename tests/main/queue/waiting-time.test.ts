import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHallWaits, waitsAsTold } from '../../../main/queue/hall-waits.ts'
import { type HallLine, type HallWaits, waitText } from '../../../main/queue/waiting-time.ts'
import { ALWAYS_OPEN } from './always-open.ts'
import { minutes, waitingTicket } from './window-tickets.ts'

/** 1 serves A, 2 both alike, 3 B and A where nobody of B waits. */
const HALL: HallLine['hall'] = {
  ...ALWAYS_OPEN,
  businesses: [{ code: 'A' }, { code: 'B' }],
  windows: [
    { no: '1', first: ['A'], also: [], overflow: [] },
    { no: '2', first: ['A', 'B'], also: [], overflow: [] },
    { no: '3', first: ['B'], also: ['A'], overflow: [] },
  ],
}

const served = (business: string, lasted: number, ended: number) =>
  waitingTicket(`${business}${String(ended).padStart(3, '0')}`, { status: 'done', servingAt: minutes(ended - lasted), endedAt: minutes(ended) })
const five = (business: string, lasted: number) => Array.from({ length: 5 }, (_, at) => served(business, lasted, 100 + at))
const waiting = (business: string, count: number) => Array.from({ length: count }, (_, at) => waitingTicket(`${business}${String(at + 1).padStart(3, '0')}`))

function line(parts: { open?: readonly string[]; services?: HallLine['services']; tickets?: HallLine['tickets'] } = {}): HallLine {
  const { open = ['1'], services = five('A', 6), tickets = [] } = parts
  return { hall: HALL, windows: open.map((window) => ({ window, state: 'open' })), services, tickets }
}

/** One account of waits, asked at any time of any line. */
function account() {
  let at = minutes(0)
  const waits = createHallWaits({ line: async () => line(), hall: () => HALL, now: () => at })
  return (read: HallLine, now: Date): HallWaits => {
    at = now
    return waits.of(read)
  }
}
const waitsOf = (read: HallLine) => account()(read, minutes(0))

describe('how long one waits', () => {
  test('is a range around what the people before need at the windows that are open, in whole fives', () => {
    // six minutes each at one window: 0.8 × 6 × 3 = 14.4 to 6 × 4 = 24 minutes
    expect(waitsOf(line())('A', 3)).toEqual({ from: 15, to: 25 })
    expect(waitsOf(line({ tickets: waiting('A', 3) }))('A')).toEqual({ from: 15, to: 25 })
    expect(waitsOf(line())('A', 0)).toEqual({ from: 0, to: 10 })
    expect(waitsOf(line({ open: ['1', '2'] }))('A', 3)).toEqual({ from: 5, to: 15 })
  })

  test('counts a window for its share of the lines in which somebody waits, and for none while one of an earlier group does', () => {
    const b = waiting('B', 1)
    expect(waitsOf(line({ open: ['2'], tickets: b }))('A', 3)).toEqual({ from: 35, to: 50 }) // half a window: 0.8 × 12 × 3.5 to 12 × 4 minutes
    expect(waitsOf(line({ open: ['3'] }))('A', 3)).toEqual({ from: 15, to: 25 })
    expect(waitsOf(line({ open: ['3'], tickets: b }))('A', 3)).toBeNull()
    expect(waitsOf(line({ open: ['3'], tickets: b.map((each) => ({ ...each, forWindow: '1' })) }))('A', 3)).toEqual({ from: 15, to: 25 })
  })

  test('is the median of the last thirty services of that business, of whichever day', () => {
    const slow = Array.from({ length: 40 }, (_, at) => served('A', 30, at))
    const quick = Array.from({ length: 30 }, (_, at) => served('A', 2, 100 + at))
    expect(waitsOf(line({ services: [...quick, ...slow, ...five('B', 90)] }))('A', 4)).toEqual({ from: 10, to: 10 })
    expect(waitsOf(line({ services: [...quick.slice(0, 14), ...slow] }))('A', 4)).toEqual({ from: 100, to: 150 })
  })

  test('is said by nobody under five services, or where no window that serves it is open', () => {
    expect(waitsOf(line({ services: five('A', 6).slice(1) }))('A')).toBeNull()
    expect(waitsOf(line({ services: five('A', 6).map((each) => ({ ...each, status: 'no-show' as const })) }))('A')).toBeNull()
    expect(waitsOf(line({ open: [] }))('A')).toBeNull()
    expect(waitsOf({ ...line(), windows: [{ window: '1', state: 'paused' }] })('A')).toBeNull()
    expect(waitsOf(line())('B')).toBeNull()
  })

  test('grows with every person before, and with no window that opens', () => {
    const shape = fc.record({
      open: fc.subarray(['1', '2', '3']),
      others: fc.nat({ max: 4 }),
      lasted: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 5, maxLength: 40 }),
      ahead: fc.nat({ max: 60 }),
      one: fc.constantFrom('1', '2', '3'),
    })
    fc.assert(
      fc.property(shape, ({ open, others, lasted, ahead, one }) => {
        const parts = { services: lasted.map((each, at) => served('A', each, at)), tickets: waiting('B', others) }
        const fewer = waitsOf(line({ ...parts, open }))
        const more = waitsOf(line({ ...parts, open: [...new Set([...open, one])] }))('A', ahead)
        const now = fewer('A', ahead)
        const behind = fewer('A', ahead + 1)
        if (now === null || behind === null || more === null) {
          expect([now, behind]).toEqual([null, null])
          return
        }
        const isRange = now.from <= now.to && now.to >= 5 && now.from % 5 === 0 && now.to % 5 === 0
        const inOrder = now.from <= behind.from && now.to <= behind.to && more.from <= now.from && more.to <= now.to
        expect([now, behind, more, isRange, inOrder]).toEqual([now, behind, more, true, true])
      }),
    )
  })

  test('is said as people say it', () => {
    expect(waitText({ from: 10, to: 15 })).toEqual({ zh: '约10–15分钟', en: 'about 10–15 min' })
    expect(waitText({ from: 10, to: 10 })).toEqual({ zh: '约10分钟', en: 'about 10 min' })
    expect(waitText({ from: 0, to: 5 })).toEqual({ zh: '约5分钟内', en: 'about 5 min at most' })
  })
})

describe('the wait that a screen shows', () => {
  test('grows at once, and shrinks by one step a minute though everybody has left, and though nobody has asked meanwhile', () => {
    const waits = account()
    const shown = (people: number, at: number) => waits(line({ tickets: waiting('A', people) }), minutes(at))('A')
    expect(shown(0, 0)).toEqual({ from: 0, to: 10 })
    expect(shown(3, 0)).toEqual({ from: 15, to: 25 })
    expect(shown(0, 0.5)).toEqual({ from: 15, to: 25 })
    expect(shown(0, 1)).toEqual({ from: 10, to: 20 })
    expect(shown(0, 1.9)).toEqual({ from: 10, to: 20 })
    expect(shown(0, 2)).toEqual({ from: 5, to: 15 })
    expect(shown(3, 2)).toEqual({ from: 15, to: 25 })
    expect(shown(3, 9.5)).toEqual({ from: 15, to: 25 })
    expect(shown(0, 10)).toEqual({ from: 15, to: 25 })
    expect(shown(0, 10.5)).toEqual({ from: 10, to: 20 })
    expect(shown(0, 60)).toEqual({ from: 0, to: 10 })
    // the clock is set back by an hour
    expect([shown(3, 60), shown(0, 0), shown(0, 1)]).toEqual([{ from: 15, to: 25 }, { from: 15, to: 25 }, { from: 10, to: 20 }])
  })

  test('is one for all who ask, and a ticket in the line waits no longer than who comes behind it', () => {
    const waits = account()
    const before = waits(line({ tickets: waiting('A', 3) }), minutes(0))
    expect([before('A', 3), before('A', 2), before('A', 9)]).toEqual([
      { from: 15, to: 25 },
      { from: 10, to: 20 },
      { from: 45, to: 60 },
    ])
    const after = waits(line({ tickets: waiting('A', 1) }), minutes(0.2))
    expect([after('A'), after('A', 1), after('A', 0)]).toEqual([before('A'), before('A'), { from: 0, to: 10 }])
    expect(waits(line({ open: [] }), minutes(0.3))('A')).toBeNull()
    expect(waits(line(), minutes(0.4))('A')).toEqual({ from: 0, to: 10 })
  })

  test('is at a terminal that is told of it what it is at the hall server, wherever in the line', () => {
    const shape = fc.record({
      open: fc.subarray(['1', '2', '3']),
      lasted: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 3, maxLength: 12 }),
      before: fc.nat({ max: 20 }),
      now: fc.nat({ max: 20 }),
      ahead: fc.nat({ max: 30 }),
    })
    fc.assert(
      fc.property(shape, ({ open, lasted, before, now, ahead }) => {
        const read = (people: number) => line({ open, services: lasted.map((each, at) => served('A', each, at)), tickets: waiting('A', people) })
        const server = createHallWaits({ line: async () => read(now), hall: () => HALL, now: () => minutes(0) })
        server.of(read(before))('A')
        const terminal = waitsAsTold(server.lines(read(now)))
        const here = server.of(read(now))
        expect([terminal('A'), terminal('A', ahead), terminal('B')]).toEqual([here('A'), here('A', ahead), here('B')])
      }),
    )
  })
})
