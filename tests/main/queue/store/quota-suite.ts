import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { QueueBusiness } from '../../../../main/queue/availability.ts'
import { booked, CALLING_HALL, take, type OpenEngine } from './engine.ts'

const MINUTE = 60_000
const hallWith = (quota: QueueBusiness['quota']) => ({ ...CALLING_HALL, businesses: [{ code: 'A', quota }, { code: 'B' }] })

/** Of each window half is kept for bookings until ten minutes after it has begun. */
const WINDOWS = [
  { from: '10:00', to: '10:30', tickets: 5 },
  { from: '10:30', to: '11:00', tickets: 2 },
]
const SHARE = 0.5

const anArrival = fc.record({ books: fc.boolean(), slot: fc.nat(1), cancelled: fc.boolean() })

/** What every engine keeps to of a hall's quotas, whoever asks at the same moment. */
export function quotaSuite(openEngine: OpenEngine): void {
  test('one person has so many numbers of a business a day and no more, a booking all the same', async () => {
    const engine = await openEngine(hallWith({ perPerson: 2 }))
    const mine = { person: { number: '11010519491231002X', name: null } }
    const over = async (id: string, rest = {}) => {
      const taken = await take(engine, id, { ...mine, ...rest })
      if (taken.outcome === 'issued') await engine.store.transact((tx) => tx.change(taken.ticket.ticketId, { status: 'done' }))
      return taken.outcome
    }
    expect([await over('r1'), await over('r2'), await over('r3')]).toEqual(['issued', 'issued', 'person-limit'])
    expect(await over('r4', booked('b1', engine.clock.now))).toBe('issued')
    expect(await over('r5', { business: 'B' })).toBe('issued')
    expect((await take(engine, 'r6')).outcome).toBe('issued')
    await engine.close()
  })

  test('a window that is given out says when there are more: what is kept for bookings is let go, then the next begins', async () => {
    const engine = await openEngine(hallWith({ perWindow: WINDOWS, walkInShare: SHARE }))
    const atOnce = await Promise.all(Array.from({ length: 6 }, (_, index) => take(engine, `r${index}`)))
    expect(atOnce.filter(({ outcome }) => outcome === 'issued')).toHaveLength(2)
    const reopens = async (id: string) => {
      const taken = await take(engine, id)
      return taken.outcome === 'sold-out' && taken.state.availability.state === 'sold-out' ? taken.state.availability.reopens?.toISOString() : taken.outcome
    }
    expect(await reopens('early')).toBe('2026-11-22T02:10:00.000Z')
    engine.clock.now = new Date('2026-11-22T02:10:00Z')
    expect([await reopens('a'), await reopens('b'), await reopens('c'), await reopens('d')]).toEqual(['issued', 'issued', 'issued', '2026-11-22T02:30:00.000Z'])
    engine.clock.now = new Date('2026-11-22T02:45:00Z')
    expect([await reopens('e'), await reopens('f'), await reopens('g')]).toEqual(['issued', 'issued', undefined])
    engine.clock.now = new Date('2026-11-22T03:00:00Z')
    expect(await reopens('h')).toBe('issued')
    await engine.close()
  })

  test('walk-ins never have more than a window has, and never the place of somebody who has booked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anArrival, { minLength: 1, maxLength: 5 }), { minLength: 4, maxLength: 9 }), async (rounds) => {
        const engine = await openEngine(hallWith({ perDay: 9, perWindow: WINDOWS, walkInShare: SHARE }))
        const windows = WINDOWS.map(({ from, tickets }) => {
          const start = new Date(`2026-11-22T${from}:00+08:00`)
          return { start, tickets, bookings: tickets - Math.floor(tickets * SHARE), booked: 0 }
        })
        for (const [round, arrivals] of rounds.entries()) {
          const outcomes = arrivals.map(async ({ books, slot, cancelled }, index) => {
            const window = windows[slot]
            if (!books || window === undefined || window.booked === window.bookings) {
              const taken = await take(engine, `w${round}-${index}`)
              if (cancelled && taken.outcome === 'issued') await engine.store.transact((tx) => tx.change(taken.ticket.ticketId, { status: 'cancelled' }))
              return 'issued'
            }
            window.booked += 1
            return (await take(engine, `b${round}-${index}`, booked(`${slot}-${window.booked}`, window.start))).outcome
          })
          expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['issued']))
          engine.clock.now = new Date(engine.clock.now.getTime() + 7 * MINUTE)
        }
        const tickets = (await engine.store.ticketsBetween('2026-11-22', '2026-11-22')).filter(({ status }) => status !== 'cancelled')
        for (const [index, { start, tickets: most, bookings }] of windows.entries()) {
          const ends = new Date(start.getTime() + 30 * MINUTE)
          const released = new Date(start.getTime() + 10 * MINUTE)
          const walkIns = tickets.filter(({ appointmentId, issuedAt }) => appointmentId === null && issuedAt >= start && issuedAt < ends)
          const inTime = tickets.filter(({ appointmentId, slotFrom, issuedAt }) => appointmentId !== null && slotFrom?.getTime() === start.getTime() && issuedAt < released)
          expect(walkIns.filter(({ issuedAt }) => issuedAt < released).length, `walk-ins of window ${index} while places are kept`).toBeLessThanOrEqual(most - bookings)
          expect(walkIns.length + inTime.length, `all of window ${index}`).toBeLessThanOrEqual(most)
        }
        await engine.close()
      }),
      { numRuns: process.env['YIMEN_LONG'] === '1' ? 60 : 4 },
    )
  })
}
