import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import type { Calling } from '../../../../main/queue/calling/calling.ts'
import { take, taken, type Engine, type OpenEngine } from '../store/engine.ts'
import { valueOf } from './calling-suite.ts'

const LI = { window: '1', name: '李' }
const WANG = { window: '2', name: '王' }
const EVENING = new Date('2026-11-22T15:59:59Z')
const MIDNIGHT = new Date('2026-11-22T16:00:00Z')

/** What the end of a business day does to windows and their people, whatever engine holds the queue. */
export function dayEndSuite(openEngine: OpenEngine): void {
  let engine: Engine
  let calling: Calling
  let timeIsKnown = true
  let requests = 0
  const id = () => `s${++requests}`

  beforeEach(async () => {
    timeIsKnown = true
    engine = await openEngine()
    engine.clock.now = EVENING
    calling = createCalling({ store: engine.store, hall: engine.hall, now: () => engine.clock.now, timeIsKnown: () => timeIsKnown })
    await calling.open(LI)
    await calling.open(WANG)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await engine.close()
  })
  const statusOf = (ticketId: string) => engine.store.transact(async (tx) => (await tx.ticket(ticketId))?.status)

  describe.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles'])('midnight in the hall, with TZ=%s (P7)', (zone) => {
    test('ends who waits, was called or is held; who is served was served; windows are closed', async () => {
      vi.stubEnv('TZ', zone)
      const held = await taken(engine, 'r1')
      const served = await taken(engine, 'r2')
      const called = await taken(engine, 'r3')
      const waits = await taken(engine, 'r4')
      valueOf(await calling.callNext(LI, id()))
      valueOf(await calling.hold(LI, id(), held.ticketId, ''))
      valueOf(await calling.callNext(LI, id()))
      valueOf(await calling.start(LI, id(), served.ticketId))
      valueOf(await calling.callNext(WANG, id()))
      const before = await engine.store.lastEvent()

      engine.clock.now = MIDNIGHT
      const picture = await calling.picture()
      expect(picture).toMatchObject({ businessDay: '2026-11-23', tickets: [], served: {} })
      expect(picture.windows.map(({ state, clerk }) => [state, clerk])).toEqual([['closed', null], ['closed', null], ['closed', null]])
      expect(await Promise.all([held, served, called, waits].map(({ ticketId }) => statusOf(ticketId)))).toEqual(['expired', 'done', 'expired', 'expired'])
      const told = await engine.store.eventsAfter(before, 20)
      expect(told.map(({ kind }) => kind).toSorted()).toEqual(['day.ended', 'ticket.done', 'ticket.expired', 'ticket.expired', 'ticket.expired', 'window.closed', 'window.closed'])
      for (const { kind, facts } of told) if (kind.startsWith('ticket.')) expect(facts).toEqual({ businessDay: '2026-11-22', reason: 'day-ended' })
      expect(told.at(-1)).toMatchObject({ kind: 'day.ended', facts: { before: '2026-11-23', expired: 3, unended: 1 } })
      expect(await calling.callNext(LI, id())).toEqual({ ok: false, fault: { kind: 'window-not-open' } })
      await calling.open(LI)
      expect(await take(engine, 'r5')).toMatchObject({ ticket: { number: 'A001', businessDay: '2026-11-23' } })
      expect(valueOf(await calling.callNext(LI, id()))).toMatchObject({ number: 'A001', businessDay: '2026-11-23' })
    })
  })

  test('a day that had nobody and no window leaves no trace', async () => {
    await calling.close(LI)
    await calling.close(WANG)
    const before = await engine.store.lastEvent()
    engine.clock.now = MIDNIGHT
    await calling.picture()
    expect(await engine.store.lastEvent()).toBe(before)
  })

  test('a leap day is a day', async () => {
    engine.clock.now = new Date('2028-02-28T16:00:00Z')
    await calling.open(LI)
    const { ticketId } = await taken(engine, 'r1')
    expect((await calling.picture()).businessDay).toBe('2028-02-29')
    engine.clock.now = new Date('2028-02-29T16:00:00Z')
    expect((await calling.picture()).businessDay).toBe('2028-03-01')
    expect(await statusOf(ticketId)).toBe('expired')
  })

  test('a clock that jumps back ends nothing twice, gives no number twice, and lets nobody in before who came earlier', async () => {
    const first = await taken(engine, 'r1')
    engine.clock.now = new Date(EVENING.getTime() - 3_600_000)
    const second = await taken(engine, 'r2')
    expect(second).toMatchObject({ number: 'A002', aheadAtIssue: 1, rank: first.rank })
    expect(valueOf(await calling.callNext(LI, id())).number).toBe('A001')

    engine.clock.now = MIDNIGHT
    await calling.picture()
    const ended = await engine.store.lastEvent()
    engine.clock.now = EVENING
    expect((await calling.picture()).businessDay).toBe('2026-11-22')
    expect((await taken(engine, 'r3')).number).toBe('A003')
    await calling.open(LI)
    expect(valueOf(await calling.callNext(LI, id())).number).toBe('A003')
    engine.clock.now = MIDNIGHT
    expect(await calling.picture()).toMatchObject({ businessDay: '2026-11-23', tickets: [] })
    const told = await engine.store.eventsAfter(ended, 20)
    expect(told.map(({ kind }) => kind)).toEqual(['ticket.issued', 'window.opened', 'ticket.called'])
  })

  test('a clock that nobody vouches for ends no day', async () => {
    const { ticketId } = await taken(engine, 'r1')
    timeIsKnown = false
    engine.clock.now = new Date('2036-01-01T00:00:00Z')
    await calling.picture()
    expect(await statusOf(ticketId)).toBe('waiting')
    timeIsKnown = true
    engine.clock.now = EVENING
    expect(valueOf(await calling.callNext(LI, id())).ticketId).toBe(ticketId)
  })
}
