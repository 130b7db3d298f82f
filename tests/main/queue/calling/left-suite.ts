import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import type { Calling } from '../../../../main/queue/calling/calling.ts'
import type { QueueTicket } from '../../../../main/queue/store/queue-store.ts'
import { taken, type Engine, type OpenEngine } from '../store/engine.ts'
import { refused, valueOf } from './calling-suite.ts'

/** At windows for A, for A and B, and for B that helps out with A. */
const LI = { window: '1', name: '李' }
const WANG = { window: '2', name: '王' }
const ZHAO = { window: '3', name: '赵' }

/** Whom a window held or passed before it closed, whatever engine holds the queue. */
export function leftSuite(openEngine: OpenEngine): void {
  let engine: Engine
  let calling: Calling
  let requests = 0
  const id = () => `s${++requests}`

  beforeEach(async () => {
    engine = await openEngine()
    calling = createCalling({ store: engine.store, hall: engine.hall, now: () => engine.clock.now, timeIsKnown: () => true })
    await calling.open(LI)
    await calling.open(WANG)
  })
  afterEach(() => engine.close())

  const held = async (requestId: string, rest: Parameters<typeof taken>[2] = {}, clerk = LI) => {
    await taken(engine, requestId, rest)
    const { ticketId } = valueOf(await calling.callNext(clerk, id()))
    return valueOf(await calling.hold(clerk, id(), ticketId, '复印'))
  }
  const lastOf = async (ticketId: string) => (await engine.store.eventsAfter(0, 100)).filter((event) => event.ticketId === ticketId).at(-1)

  test('who was left by a window that has closed is called back from another that serves the business, which has them from then on', async () => {
    const { ticketId } = await held('r1')
    expect(await calling.callBack(WANG, id(), ticketId)).toMatchObject(refused('not-now', { window: '1' }))
    valueOf(await calling.close(LI))
    expect(valueOf(await calling.callBack(WANG, id(), ticketId))).toMatchObject({ status: 'called', window: '2', clerk: '王', calls: 1 })
    expect(await lastOf(ticketId)).toMatchObject({ kind: 'ticket.called-back', window: '2', facts: { calls: 1, fromWindow: '1' } })
    await calling.open(LI)
    valueOf(await calling.hold(WANG, id(), ticketId, ''))
    expect(await calling.callBack(LI, id(), ticketId)).toMatchObject(refused('not-now', { window: '2' }))
    expect('fromWindow' in ((await lastOf(ticketId))?.facts ?? {})).toBe(false)
  })

  test('who was left by a window that has closed is that window’s own again once it has opened, also paused', async () => {
    const { ticketId } = await held('r1')
    valueOf(await calling.close(LI))
    await calling.open({ ...LI, name: '周' })
    await calling.pause({ ...LI, name: '周' }, '')
    expect(await calling.callBack(WANG, id(), ticketId)).toMatchObject(refused('not-now', { window: '1' }))
    await calling.resume({ ...LI, name: '周' })
    expect(valueOf(await calling.callBack({ ...LI, name: '周' }, id(), ticketId))).toMatchObject({ window: '1', clerk: '周' })
  })

  test('who was left by a window that has closed is passed, cancelled or sent on by whoever serves the business, and by nobody else', async () => {
    await calling.open(ZHAO)
    const [one, two, three] = [await held('r1', { business: 'B' }, WANG), await held('r2', { business: 'B' }, WANG), await held('r3', { business: 'B' }, WANG)]
    valueOf(await calling.close(WANG))
    expect(await calling.pass(LI, id(), one.ticketId, '未到')).toMatchObject(refused('not-now', { window: '2' }))
    expect(valueOf(await calling.pass(ZHAO, id(), one.ticketId, '未到'))).toMatchObject({ status: 'no-show', window: '3', clerk: '赵' })
    expect(valueOf(await calling.cancel(ZHAO, id(), two.ticketId, '不办了'))).toMatchObject({ status: 'cancelled', window: '3' })
    expect(valueOf(await calling.transfer(ZHAO, id(), three.ticketId, { business: 'A' }, '误取'))).toMatchObject({ status: 'waiting', business: 'A' })
    expect(await lastOf(three.ticketId)).toMatchObject({ facts: { fromBusiness: 'B', toWindow: null, reason: '误取', fromWindow: '2' } })
    // It waits again, and no window holds it: what becomes of it is no taking over.
    expect(valueOf(await calling.callNext(LI, id())).number).toBe('B003')
    expect((await lastOf(three.ticketId))?.facts).not.toHaveProperty('fromWindow')
  })

  test('who was left by a window that has closed is taken back from another while among the last three that it passed', async () => {
    const tickets: QueueTicket[] = []
    for (let each = 1; each <= 4; each++) {
      await taken(engine, `r${each}`)
      const ticket = valueOf(await calling.callNext(LI, id()))
      engine.clock.now = new Date(engine.clock.now.getTime() + 1000)
      valueOf(await calling.pass(LI, id(), ticket.ticketId, '未到'))
      tickets.push(ticket)
    }
    const [first, second] = tickets.map(({ ticketId }) => ticketId)
    valueOf(await calling.close(LI))
    expect(await calling.takeBack(WANG, id(), first ?? '')).toMatchObject(refused('not-now', { window: '1' }))
    expect(valueOf(await calling.takeBack(WANG, id(), second ?? ''))).toMatchObject({ status: 'called', window: '2', endedAt: null })
    expect(await lastOf(second ?? '')).toMatchObject({ kind: 'ticket.taken-back', window: '2', facts: { fromWindow: '1' } })
  })

  test('who was left by a window that has closed is one window’s, however many ask at once', async () => {
    await calling.open(ZHAO)
    const { ticketId } = await held('r1')
    valueOf(await calling.close(LI))
    const both = await Promise.all([WANG, ZHAO].map((clerk) => calling.callBack(clerk, id(), ticketId)))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })
}
