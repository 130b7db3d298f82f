import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { QueueTicket } from '../../../../main/queue/store/queue-store.ts'
import { booked, QUIET_WINDOW, take, taken, type Engine, type OpenEngine } from './engine.ts'

const DAY = '2026-11-22'
const MINUTE = 60_000

/** What every engine must do that holds the queue of a hall. */
export function storeSuite(openEngine: OpenEngine): void {
  let engine: Engine
  beforeEach(async () => {
    engine = await openEngine()
  })
  afterEach(() => engine.close())

  const claim = (window: string, rest: { groups?: string[][]; firstClassAllowed?: boolean } = {}) =>
    engine.store.transact((tx) =>
      tx.claimNext({ businessDay: DAY, window, clerk: '李', at: engine.clock.now, groups: [['A']], firstClassAllowed: true, ...rest }),
    )
  const numbersOf = async (count: number, rest: Parameters<typeof claim>[1] = {}) => {
    const numbers: (string | undefined)[] = []
    for (let each = 0; each < count; each++) numbers.push((await claim('1', rest))?.number)
    return numbers
  }

  describe('numbers', () => {
    test('are 1 to n in the order of commits, and a request that failed gives its number back (P2)', async () => {
      const failing = engine.store.transact(async (tx) => {
        await tx.nextInSeries(DAY, 'A')
        throw new Error('power')
      })
      await expect(failing).rejects.toThrow('power')
      const issued = await Promise.all(Array.from({ length: 12 }, (_, index) => taken(engine, `r${index}`)))
      expect(issued.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
      const told = await engine.store.eventsAfter(0, 100)
      expect(told.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, index) => `A0${String(index + 1).padStart(2, '0')}`))
    })

    test('of one request are one (P3), and of one person for one business too', async () => {
      const mine = { person: { number: '11010519491231002X', name: '样本一' } }
      const first = await taken(engine, 'r1', mine)
      expect(await take(engine, 'r1', mine)).toEqual({ outcome: 'issued', repeated: true, ticket: first })
      expect(await take(engine, 'r1')).toEqual({ outcome: 'request-conflict' })
      expect(await take(engine, 'r1', { ...mine, business: 'B' })).toEqual({ outcome: 'request-conflict' })
      const typed = { person: { number: '11010519491231002x', name: null } }
      expect(await take(engine, 'r2', typed)).toEqual({ outcome: 'already-waiting', ticket: first })
      expect(await take(engine, 'r3', { ...typed, business: 'B' })).toMatchObject({ outcome: 'issued', ticket: { number: 'B001' } })
      await engine.store.transact(async (tx) => {
        expect(await tx.isOf(first.ticketId, typed.person)).toBe(true)
        expect(await tx.isOf(first.ticketId, { number: '440524188001010014', name: null })).toBe(false)
        expect(await tx.isOf(first.ticketId, null)).toBe(false)
        expect(await tx.otherOfHolder(first.ticketId, 'B')).toMatchObject({ number: 'B001' })
        expect(await tx.otherOfHolder(first.ticketId, 'A')).toBeNull()
      })
    })

    test('of one person asked for at the same moment are one ticket (P10)', async () => {
      const mine = { person: { number: '11010519491231002X', name: null } }
      const both = await Promise.all([take(engine, 'r1', mine), take(engine, 'r2', mine)])
      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already-waiting', 'issued'])
    })
  })

  test('of one booking are one, at one moment too, whatever became of the first; it is its holder’s alone, and told to the platform as taken', async () => {
    const mine = { person: { number: '11010519491231002X', name: '样本一' } }
    const slotFrom = new Date(engine.clock.now.getTime() + 20 * MINUTE)
    const mineBooked = { ...mine, ...booked('b1', slotFrom) }
    const both = await Promise.all([take(engine, 'r1', mineBooked), take(engine, 'r2', mineBooked)])
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already-waiting', 'issued'])
    const tickets = both.flatMap((each) => ('ticket' in each ? [each.ticket] : []))
    const [ticket] = tickets
    if (ticket === undefined) throw new Error('nothing was issued')
    expect(new Set(tickets.map(({ number }) => number))).toEqual(new Set(['A001']))
    expect(ticket).toMatchObject({ priority: 'appointment', appointmentId: 'b1', rank: slotFrom, slotFrom, slotTo: new Date(slotFrom.getTime() + 30 * MINUTE) })
    const [issued] = await engine.store.eventsAfter(0, 10)
    expect(issued).toMatchObject({ kind: 'ticket.issued', facts: { priority: 'appointment', appointment: 'b1' } })
    // while it waits, there is no ordinary number beside it
    expect(await take(engine, 'r3', mine)).toEqual({ outcome: 'already-waiting', ticket })
    expect(await take(engine, 'r4', { person: { number: '440524188001010014', name: null }, ...booked('b1', slotFrom) })).toEqual({ outcome: 'request-conflict' })
    const over = await engine.store.transact((tx) => tx.change(ticket.ticketId, { status: 'no-show' }))
    expect(await take(engine, 'r5', mineBooked)).toEqual({ outcome: 'already-waiting', ticket: over })
    expect(await take(engine, 'r6', { ...mine, ...booked('b2', slotFrom) })).toMatchObject({ outcome: 'issued', ticket: { number: 'A002' } })
  })

  describe('the next', () => {
    test('is the longest waiting, and nobody is given to two windows', async () => {
      for (let each = 1; each <= 9; each++) await taken(engine, `r${each}`)
      const claimed = await Promise.all(Array.from({ length: 12 }, (_, index) => claim(String(index))))
      const numbers = claimed.flatMap((ticket) => (ticket === null ? [] : [ticket.number]))
      expect(numbers.toSorted()).toEqual(Array.from({ length: 9 }, (_, index) => `A00${index + 1}`))
      expect(claimed.find((ticket) => ticket !== null)).toMatchObject({ status: 'called', clerk: '李', calls: 1, firstCalledAt: engine.clock.now })
    })

    test('is of the first group while anybody of it waits, then of the later ones', async () => {
      await taken(engine, 'r1', { business: 'B' })
      await taken(engine, 'r2')
      expect(await numbersOf(3, { groups: [['A'], ['B']] })).toEqual(['A001', 'B001', undefined])
    })

    test('is by class: put on top, transferred here, who goes first, ordinary, appointments before their slot', async () => {
      const at = (minutes: number) => new Date(engine.clock.now.getTime() + minutes * MINUTE)
      await taken(engine, 'later', booked('b1', at(30)))
      await taken(engine, 'ordinary')
      await taken(engine, 'green', { precedence: { class: 'green', reason: 'declared' } })
      await taken(engine, 'slot', booked('b2', at(-5)))
      const here = await taken(engine, 'here', { business: 'B' })
      const elsewhere = await taken(engine, 'elsewhere')
      const top = await taken(engine, 'top')
      await engine.store.transact(async (tx) => {
        await tx.change(here.ticketId, { forWindow: '1' })
        await tx.change(elsewhere.ticketId, { forWindow: '2' })
        await tx.change(top.ticketId, { topAt: engine.clock.now, reason: '孕妇' })
      })
      expect(await numbersOf(7)).toEqual(['A006', 'B001', 'A003', 'A004', 'A002', 'A001', undefined])
      expect(await claim('2')).toMatchObject({ number: 'A005', window: '2' })
    })

    test('who goes first stands behind the ordinary when an ordinary one is due, and before appointments to come', async () => {
      const slotFrom = new Date(engine.clock.now.getTime() + 30 * MINUTE)
      await taken(engine, 'later', booked('b1', slotFrom))
      await taken(engine, 'green', { precedence: { class: 'green', reason: 'declared' } })
      await taken(engine, 'ordinary')
      expect(await numbersOf(3, { firstClassAllowed: false })).toEqual(['A003', 'A002', 'A001'])
    })
  })

  test('what is changed is changed, and the rest stays', async () => {
    const ticket = await taken(engine, 'r1')
    const change = { status: 'held', window: '3', reason: "复印 'o' ?", servingAt: engine.clock.now, items: [{ name: { zh: "补换 'o' {}", en: 'New "card"' }, own: true, done: false }] } as const
    expect(ticket.items).toEqual([])
    expect(await engine.store.transact((tx) => tx.change(ticket.ticketId, change))).toEqual({ ...ticket, ...change })
    await engine.store.transact(async (tx) => {
      expect(await tx.ticket(ticket.ticketId)).toEqual({ ...ticket, ...change })
      expect(await tx.ticketOfRequest('r1')).toEqual({ ...ticket, ...change })
      expect(await tx.open(DAY)).toHaveLength(1)
      expect(await tx.waiting(DAY, ['A'])).toEqual([])
      expect(await tx.ofWindow(DAY, '3', ['held', 'called'])).toHaveLength(1)
      expect(await tx.ticket('none')).toBeNull()
    })
  })

  test('all tickets of a stretch of days are told, both ends in it, as they were given', async () => {
    const days = ['2026-11-22', '2026-11-23', '2026-11-24']
    for (const [index] of days.entries()) {
      await taken(engine, `first-${index}`)
      await taken(engine, `second-${index}`, { business: 'B' })
      engine.clock.now = new Date(engine.clock.now.getTime() + 24 * 60 * MINUTE)
    }
    const told = await engine.store.ticketsBetween('2026-11-23', '2026-11-24')
    expect(told.map(({ businessDay, number }) => `${businessDay} ${number}`)).toEqual(['23 A001', '23 B001', '24 A001', '24 B001'].map((each) => `2026-11-${each}`))
    expect(await engine.store.ticketsBetween('2026-11-25', '2026-11-30')).toEqual([])
  })

  test('the last services of each business are told, whatever their day, and no others', async () => {
    for (let each = 0; each < 4; each++) {
      for (const business of ['A', 'B']) {
        const { ticketId } = await taken(engine, `${business}${each}`, { business })
        const at = engine.clock.now
        const change = each === 0 ? ({ status: 'no-show', endedAt: at } as const) : ({ status: 'done', servingAt: at, endedAt: at } as const)
        await engine.store.transact((tx) => tx.change(ticketId, change))
      }
      engine.clock.now = new Date(engine.clock.now.getTime() + 24 * 60 * MINUTE)
    }
    const last = await engine.store.transact((tx) => tx.lastServices(['A', 'C'], 2))
    expect(last.map(({ requestId }) => requestId).toSorted()).toEqual(['A2', 'A3'])
  })

  test('a service that nobody ended is none of the last ones, though it was done', async () => {
    for (const each of ['ended', 'held before', 'forgotten']) {
      const { ticketId } = await taken(engine, each)
      const change = { status: each === 'forgotten' ? 'serving' : 'done', servingAt: engine.clock.now, endedAt: each === 'forgotten' ? null : engine.clock.now } as const
      await engine.store.transact((tx) => tx.change(ticketId, { ...change, reason: each === 'ended' ? null : '复印' }))
    }
    const last = await engine.store.transact(async (tx) => {
      await tx.endDaysBefore('2026-11-23', new Date('2026-11-24T00:30:00Z'))
      return await tx.lastServices(['A'], 2)
    })
    expect(last.map(({ requestId }) => requestId).toSorted()).toEqual(['ended', 'held before'])
    const kept = await engine.store.ticketsBetween(DAY, DAY)
    expect(kept.map(({ status }) => status)).toEqual(['done', 'done', 'done'])
  })

  test('windows and kept answers are there after a restart', async () => {
    const state = { ...QUIET_WINDOW, window: '服务台', since: engine.clock.now }
    await engine.store.transact(async (tx) => {
      expect(await tx.window('服务台')).toBeNull()
      await tx.setWindow(state)
      await tx.setWindow({ ...state, state: 'paused', pauseReason: '会议' })
      await tx.keepAnswer(DAY, 's1', '{"a":1}')
    })
    const store = await engine.reopen()
    await store.transact(async (tx) => {
      expect(await tx.windows()).toEqual([{ ...state, state: 'paused', pauseReason: '会议' }])
      expect(await tx.answered('s1')).toBe('{"a":1}')
      expect(await tx.answered('s2')).toBeNull()
    })
  })

  test('the end of a day ends who is still there, and forgets holders, answers and old events', async () => {
    const states = ['waiting', 'called', 'held', 'serving', 'done', 'no-show', 'cancelled'] as const
    const tickets: QueueTicket[] = []
    for (const status of states) {
      const ticket = await taken(engine, status, { person: { number: status, name: null } })
      await engine.store.transact((tx) => tx.change(ticket.ticketId, { status, window: '1' }))
      tickets.push(ticket)
    }
    const end = new Date('2026-11-22T16:00:00Z')
    await engine.store.transact(async (tx) => {
      await tx.keepAnswer(DAY, 's1', 'x')
      await tx.keepAnswer('2026-11-23', 's2', 'y')
      const ended = await tx.endDaysBefore('2026-11-23', end)
      expect(ended.map(({ number, status, endedAt, reason }) => [number, status, endedAt, reason])).toEqual([
        ['A001', 'expired', end, 'day-ended'],
        ['A002', 'expired', end, 'day-ended'],
        ['A003', 'expired', end, 'day-ended'],
        ['A004', 'done', end, 'day-ended'],
      ])
      expect((await tx.ticket(tickets[4]?.ticketId ?? ''))?.reason).toBeNull()
      expect(await tx.endDaysBefore('2026-11-23', end)).toEqual([])
      expect(await tx.answered('s1')).toBeNull()
      expect(await tx.answered('s2')).toBe('y')
      expect(await tx.isOf(tickets[0]?.ticketId ?? '', { number: 'waiting', name: null })).toBeNull()
      await tx.endDaysBefore('2026-12-01', new Date('2026-11-30T16:00:00Z'))
    })
    expect(await engine.store.eventsAfter(0, 10)).toEqual([])
    expect(await engine.store.lastEvent()).toBe(states.length)
    await taken(engine, 'after', { business: 'B' })
    expect((await engine.store.eventsAfter(0, 10)).map(({ seq }) => seq)).toEqual([states.length + 1])
  })

  test('the feed has every event that was committed, once and in order, whatever failed between', async () => {
    let heard = 0
    const stop = engine.store.onNews(() => {
      heard++
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ events: fc.integer({ min: 1, max: 3 }), fails: fc.boolean() }), { minLength: 1, maxLength: 8 }), async (acts) => {
        const from = await engine.store.lastEvent()
        await Promise.all(
          acts.map(({ events, fails }, index) =>
            engine.store
              .transact(async (tx) => {
                for (let each = 0; each < events; each++) {
                  const facts = { act: index, each }
                  tx.record({ actor: 'clerk:李', kind: 'window.paused', ticketId: null, number: null, business: null, window: '1', facts })
                }
                await tx.windows()
                if (fails) throw new Error('taken back')
              })
              .catch((fault: unknown) => {
                expect(fault).toMatchObject({ message: 'taken back' })
              }),
          ),
        )
        const told = await engine.store.eventsAfter(from, 1000)
        expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => from + 1 + index))
        const kept = acts.flatMap(({ events, fails }, act) => (fails ? [] : [[act, events] as const]))
        expect(told).toHaveLength(kept.reduce((sum, [, events]) => sum + events, 0))
        // the events of one act lie together, in their order
        for (const [act, events] of kept) {
          const at = told.findIndex(({ facts }) => facts['act'] === act)
          expect(told.slice(at, at + events).map(({ facts }) => facts)).toEqual(Array.from({ length: events }, (_, each) => ({ act, each })))
        }
      }),
      { numRuns: 15 },
    )
    stop()
    expect(heard).toBeGreaterThan(0)
  })
}
