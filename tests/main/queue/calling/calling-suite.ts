import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../../drivers/result.ts'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import type { CallFault, Calling } from '../../../../main/queue/calling/calling.ts'
import { createHallWaits } from '../../../../main/queue/hall-waits.ts'
import type { QueueTicket } from '../../../../main/queue/store/queue-store.ts'
import { postedOf } from '../../../../main/queue/store/told.ts'
import { booked, take, taken, type Engine, type OpenEngine } from '../store/engine.ts'

const LI = { window: '1', name: '李' }
const WANG = { window: '2', name: '王' }
/** At a window for B that helps out with A. */
const ZHAO = { window: '3', name: '赵' }
const SECOND = 1000
const MINUTE = 60 * SECOND

/** The rules of calling, whatever engine holds the queue. */
export function callingSuite(openEngine: OpenEngine): void {
  let engine: Engine
  let calling: Calling
  let requests = 0
  const id = () => `s${++requests}`
  const on = (store: Engine['store']) => createCalling({ store, hall: engine.hall, now: () => engine.clock.now, timeIsKnown: () => true })

  beforeEach(async () => {
    engine = await openEngine()
    calling = on(engine.store)
    await calling.open(LI)
    await calling.open(WANG)
  })
  afterEach(() => engine.close())

  const pass = (milliseconds: number) => {
    engine.clock.now = new Date(engine.clock.now.getTime() + milliseconds)
  }
  const numberCalled = async (clerk = LI) => {
    const called = await calling.callNext(clerk, id())
    if (!called.ok) return called.fault.kind
    await done(called.value, clerk)
    return called.value.number
  }
  const done = async ({ ticketId }: QueueTicket, clerk = LI) => {
    valueOf(await calling.start(clerk, id(), ticketId))
    valueOf(await calling.finish(clerk, id(), ticketId))
  }
  const calledTicket = async (requestId: string, rest: Parameters<typeof taken>[2] = {}) => {
    await taken(engine, requestId, rest)
    return valueOf(await calling.callNext(LI, id()))
  }

  describe('a call', () => {
    test('leads to service and its end, each time kept apart, and the feed tells of each', async () => {
      const { ticketId } = await taken(engine, 'r1')
      const issuedAt = engine.clock.now
      pass(MINUTE)
      const called = valueOf(await calling.callNext(LI, id()))
      expect(called).toMatchObject({ ticketId, status: 'called', window: '1', clerk: '李', calls: 1, firstCalledAt: engine.clock.now })
      pass(MINUTE)
      valueOf(await calling.start(LI, id(), ticketId))
      pass(MINUTE)
      const ended = valueOf(await calling.finish(LI, id(), ticketId))
      const after = (minutes: number) => new Date(issuedAt.getTime() + minutes * MINUTE)
      expect(ended).toMatchObject({ status: 'done', issuedAt, firstCalledAt: after(1), servingAt: after(2), endedAt: after(3) })
      const told = await engine.store.eventsAfter(2, 10)
      expect(told.map(({ kind, number, window }) => [kind, number, window])).toEqual([
        ['ticket.issued', 'A001', null],
        ['ticket.called', 'A001', '1'],
        ['ticket.serving', 'A001', '1'],
        ['ticket.done', 'A001', '1'],
      ])
      expect((await calling.picture()).served).toEqual({ 1: 1 })
    })

    test('finds nobody, a window that is busy, paused, closed or another’s', async () => {
      expect(await calling.callNext(LI, id())).toEqual(refused('nobody-waits'))
      const ticket = await calledTicket('r1')
      await taken(engine, 'r2')
      expect(await calling.callNext(LI, id())).toMatchObject(refused('window-busy', { number: 'A001' }))
      expect(await calling.close(LI)).toMatchObject(refused('window-busy', { number: 'A001' }))
      await calling.pause(LI, '会议')
      await done(ticket)
      expect(await calling.callNext(LI, id())).toEqual(refused('window-not-open'))
      await calling.resume(LI)
      expect(await calling.callNext({ ...LI, name: '赵' }, id())).toEqual(refused('window-not-open'))
      await calling.close(LI)
      expect(await calling.callNext(LI, id())).toEqual(refused('window-not-open'))
      expect(await calling.callNext({ window: '3', name: '孙' }, id())).toEqual(refused('window-not-open'))
    })

    test('again comes five seconds later at the soonest, and three times in all; a clock set back does not silence it', async () => {
      const { ticketId } = await calledTicket('r1')
      pass(4 * SECOND)
      expect(await calling.recall(LI, id(), ticketId)).toEqual(refused('too-soon', { waitMs: SECOND }))
      pass(SECOND)
      expect(valueOf(await calling.recall(LI, id(), ticketId)).calls).toBe(2)
      pass(-60 * MINUTE)
      expect(valueOf(await calling.recall(LI, id(), ticketId)).calls).toBe(3)
      pass(MINUTE)
      expect(await calling.recall(LI, id(), ticketId)).toEqual(refused('no-more-calls'))
      expect(await calling.recall(WANG, id(), ticketId)).toMatchObject(refused('not-now', { status: 'called' }))
      expect(await calling.recall(LI, id(), 'none')).toEqual(refused('unknown-ticket'))
    })
  })

  test('five services say how long one waits, and the one account of it is of whoever waits now', async () => {
    const { now } = createHallWaits({ line: calling.picture, hall: engine.hall, now: () => engine.clock.now })
    for (let each = 1; each <= 5; each++) {
      expect((await now())('A')).toBeNull()
      const { ticketId } = await calledTicket(`served-${each}`)
      valueOf(await calling.start(LI, id(), ticketId))
      pass(8 * MINUTE)
      valueOf(await calling.finish(LI, id(), ticketId))
    }
    // two windows for A, and nobody of B waits: 0.8 × 4 × 2 to 4 × 4 minutes
    for (let each = 1; each <= 3; each++) await taken(engine, `waits-${each}`)
    expect((await now())('A')).toEqual({ from: 10, to: 20 })
    expect((await now())('B')).toBeNull()
  })

  test('who took an ordinary number and then checks in for a booking keeps it and its place, and goes first from the slot on', async () => {
    for (const each of ['r1', 'r2', 'r3']) {
      await taken(engine, each)
      pass(SECOND)
    }
    const mine = { person: { number: '11010519491231002X', name: '样本一' } }
    const ticket = await taken(engine, 'r4', mine)
    const slotFrom = new Date(engine.clock.now.getTime() + 10 * MINUTE)
    const checksIn = async () => await take(engine, id(), { ...mine, ...booked('b1', slotFrom) })
    const waits = { ...ticket, appointmentId: 'b1', slotFrom, slotTo: new Date(slotFrom.getTime() + 30 * MINUTE) }
    pass(SECOND)
    expect(await Promise.all([checksIn(), checksIn()])).toEqual([waits, waits].map((each) => ({ outcome: 'already-waiting', ticket: each })))
    const told = (await engine.store.eventsAfter(0, 20)).filter(({ kind }) => kind === 'ticket.booked')
    expect(told).toMatchObject([{ number: 'A004', ticketId: ticket.ticketId, facts: { appointment: 'b1' } }])
    expect(await numberCalled()).toBe('A001')
    pass(10 * MINUTE)
    // Of those who go first, by their slot or their coming, whichever was earlier.
    await taken(engine, 'r5', booked('b2', engine.clock.now))
    expect([await numberCalled(), await numberCalled(), await numberCalled(), await numberCalled()]).toEqual(['A004', 'A002', 'A003', 'A005'])
  })

  test('a number that staff gave is in the line by its class, with who gave it in the feed', async () => {
    const first = await taken(engine, 'r1')
    const person = { number: '11010519491231002X', name: null }
    const by = { actor: 'clerk:李', window: '1' }
    const precedence = { class: 'green', reason: 'pregnant' } as const
    const given = await taken(engine, 'r2', { origin: 'staff', by, person, precedence })
    expect(given).toMatchObject({ number: 'A002', origin: 'staff', priority: 'green', priorityReason: 'pregnant' })
    expect(await take(engine, 'r3', { person })).toMatchObject({ outcome: 'already-waiting', ticket: { number: 'A002' } })
    expect(await take(engine, 'r2', { origin: 'staff', by, person, precedence })).toMatchObject({ outcome: 'issued', repeated: true })
    const told = (await engine.store.eventsAfter(0, 10)).filter(({ kind }) => kind === 'ticket.issued')
    expect(told.map(({ window, facts }) => [window, facts['origin'], facts['reason']])).toEqual([
      [null, 'kiosk', undefined],
      ['1', 'staff', 'pregnant'],
    ])
    expect([await numberCalled(), await numberCalled()]).toEqual([given.number, first.number])
  })

  test('a reason in a clerk’s own words is kept and shown here, and goes no further', async () => {
    const own = { own: ' 去找同事 ' }
    const { ticketId } = await calledTicket('r1')
    expect(valueOf(await calling.hold(LI, id(), ticketId, own))).toMatchObject({ reason: '去找同事' })
    expect(await calling.pause(LI, own)).toMatchObject({ value: { pauseReason: '去找同事' } })
    await calling.resume(LI)
    valueOf(await calling.pass(LI, id(), ticketId, '本人放弃'))
    const told = (await engine.store.eventsAfter(0, 50)).filter(({ facts }) => 'reason' in facts)
    expect(told.map(({ kind, facts }) => [kind, facts['reason']])).toEqual([
      ['ticket.held', '去找同事'],
      ['window.paused', '去找同事'],
      ['ticket.passed', '本人放弃'],
    ])
    const posted = told.map((event) => postedOf({ ...event, actor: 'clerk:李' })?.payload['reason'])
    expect(posted).toEqual([null, null, '本人放弃'])
  })

  test('one number is for several items, which go along with it; a clerk’s own words for one stay in the hall', async () => {
    const { ticketId } = await calledTicket('r1')
    const asked = id()
    for (const _ of ['asked', 'repeated']) valueOf(await calling.addItem(LI, asked, ticketId, '参保登记'))
    expect(await calling.addItem(LI, asked, ticketId, '异地备案')).toEqual(refused('request-conflict'))
    valueOf(await calling.start(LI, id(), ticketId))
    valueOf(await calling.addItem(LI, id(), ticketId, '异地备案'))
    const added = valueOf(await calling.addItem(LI, id(), ticketId, '替同事问退休'))
    const [listed, ofAnother, own] = added.items
    expect([listed, ofAnother, own]).toEqual([
      { name: { zh: '参保登记', en: 'Registration' }, own: false, done: false },
      { name: { zh: '异地备案', en: 'Treatment elsewhere' }, own: false, done: false },
      { name: { zh: '替同事问退休', en: '替同事问退休' }, own: true, done: false },
    ])
    for (const _ of ['ticked', 'ticked already']) valueOf(await calling.itemDone(LI, id(), ticketId, 0, true))
    valueOf(await calling.itemDone(LI, id(), ticketId, 2, true))
    expect(await calling.itemDone(LI, id(), ticketId, 3, true)).toMatchObject(refused('not-now', { number: 'A001' }))
    expect(await calling.addItem(WANG, id(), ticketId, '参保登记')).toMatchObject(refused('not-now', { number: 'A001' }))
    expect(await calling.itemDone(LI, id(), 'none', 0, true)).toEqual(refused('unknown-ticket'))

    valueOf(await calling.transfer(LI, id(), ticketId, { window: '2' }, '还要办另一项'))
    expect(await calling.addItem(LI, id(), ticketId, '参保登记')).toMatchObject(refused('not-now', { status: 'waiting' }))
    const there = valueOf(await calling.callNext(WANG, id()))
    expect(there.items.map(({ done }) => done)).toEqual([true, false, true])
    valueOf(await calling.itemDone(WANG, id(), ticketId, 2, false))
    for (let each = there.items.length; each < 20; each++) valueOf(await calling.addItem(WANG, id(), ticketId, '参保登记'))
    expect(await calling.addItem(WANG, id(), ticketId, '参保登记')).toMatchObject(refused('too-many-items', { number: 'A001' }))

    const told = await engine.store.eventsAfter(0, 100)
    expect(told.filter(({ kind }) => kind.startsWith('ticket.item')).slice(0, 6).map(({ kind, facts }) => [kind, facts])).toEqual([
      ['ticket.item-added', { item: '参保登记', index: 0 }],
      ['ticket.item-added', { item: '异地备案', index: 1 }],
      ['ticket.item-added', { item: null, index: 2 }],
      ['ticket.item-done', { item: '参保登记', index: 0, done: true }],
      ['ticket.item-done', { item: null, index: 2, done: true }],
      ['ticket.item-done', { item: null, index: 2, done: false }],
    ])
    expect(told.filter(({ kind }) => kind === 'ticket.item-added')).toHaveLength(20)
    expect(JSON.stringify(told)).not.toContain('同事')
  })

  describe('a certain number', () => {
    test('is called only where it is the next of that window', async () => {
      const first = await taken(engine, 'r1')
      pass(SECOND)
      const second = await taken(engine, 'r2')
      const other = await taken(engine, 'r3', { business: 'B' })
      expect(await calling.callTicket(LI, id(), second.ticketId)).toMatchObject(refused('earlier-waiter', { number: 'A001' }))
      expect(await calling.callTicket(LI, id(), other.ticketId)).toEqual(refused('not-served-here'))
      // Of another business, and yet behind whoever this window would call.
      expect(await calling.callTicket(WANG, id(), other.ticketId)).toMatchObject(refused('earlier-waiter', { number: 'A001' }))
      await done(valueOf(await calling.callTicket(WANG, id(), first.ticketId)), WANG)
      valueOf(await calling.callTicket(LI, id(), second.ticketId))
      valueOf(await calling.callTicket(WANG, id(), other.ticketId))
      const called = (await engine.store.eventsAfter(0, 50)).filter(({ kind }) => kind === 'ticket.called')
      expect(called.map(({ facts }) => 'passesOver' in facts)).toEqual([false, false, false])
    })

    test('of those with whom a window only helps out is called past its own people for a logged reason alone', async () => {
      await calling.open(ZHAO)
      const helped = await taken(engine, 'r1')
      pass(SECOND)
      await taken(engine, 'r2', { business: 'B' })
      expect(await calling.callTicket(ZHAO, id(), helped.ticketId)).toMatchObject(refused('earlier-waiter', { number: 'B001' }))
      valueOf(await calling.top(ZHAO, id(), helped.ticketId, true, '孕妇'))
      valueOf(await calling.callTicket(ZHAO, id(), helped.ticketId))
      const told = (await engine.store.eventsAfter(0, 50)).filter(({ kind }) => kind === 'ticket.topped' || kind === 'ticket.called')
      expect(told.map(({ kind, window, facts }) => [kind, window, facts])).toEqual([
        ['ticket.topped', '3', { on: true, reason: '孕妇' }],
        ['ticket.called', '3', { calls: 1, priority: 'ordinary', chosen: true, passesOver: 'B001' }],
      ])
    })

    test('may pass others where it was put on top with a reason, or goes first by its class', async () => {
      await taken(engine, 'r1')
      pass(SECOND)
      const topped = await taken(engine, 'r2')
      const green = await taken(engine, 'r3', { bornOn: '1966-11-22' })
      expect(green).toMatchObject({ priority: 'green', priorityReason: 'elderly' })
      expect(await calling.top(LI, id(), topped.ticketId, true, ' ')).toEqual(refused('reason-needed'))
      expect(valueOf(await calling.top(LI, id(), topped.ticketId, true, '孕妇'))).toMatchObject({ topAt: engine.clock.now, reason: '孕妇' })
      await done(valueOf(await calling.callTicket(LI, id(), topped.ticketId)))
      await done(valueOf(await calling.callTicket(LI, id(), green.ticketId)))
      const again = await taken(engine, 'r4', { precedence: { class: 'green', reason: 'declared' } })
      expect(await calling.callTicket(LI, id(), again.ticketId)).toMatchObject(refused('earlier-waiter', { number: 'A001' }))
    })

    test('that was put on top by mistake is put back', async () => {
      await taken(engine, 'r1')
      const { ticketId } = await taken(engine, 'r2')
      valueOf(await calling.top(LI, id(), ticketId, true, '急'))
      expect(await calling.top(LI, id(), ticketId, true, '急')).toMatchObject(refused('not-now', { status: 'waiting' }))
      valueOf(await calling.top(LI, id(), ticketId, false, ''))
      expect(await numberCalled()).toBe('A001')
    })
  })

  describe('who was held', () => {
    test('is called back from the same window, when it is free', async () => {
      const { ticketId } = await calledTicket('r1')
      valueOf(await calling.start(LI, id(), ticketId))
      expect(valueOf(await calling.hold(LI, id(), ticketId, '复印'))).toMatchObject({ status: 'held', reason: '复印' })
      const next = await calledTicket('r2')
      expect(await calling.callBack(LI, id(), ticketId)).toMatchObject(refused('window-busy', { number: 'A002' }))
      await done(next)
      expect(await calling.callBack(WANG, id(), ticketId)).toMatchObject(refused('not-now', { window: '1' }))
      expect(valueOf(await calling.callBack(LI, id(), ticketId))).toMatchObject({ status: 'called', calls: 1 })
    })
  })

  describe('who was passed', () => {
    test('is taken back while among the last three of this window', async () => {
      const tickets: QueueTicket[] = []
      for (let each = 1; each <= 4; each++) {
        const ticket = await calledTicket(`r${each}`)
        pass(SECOND)
        expect(await calling.pass(LI, id(), ticket.ticketId, '')).toEqual(refused('reason-needed'))
        valueOf(await calling.pass(LI, id(), ticket.ticketId, '未到'))
        tickets.push(ticket)
      }
      const [first, second] = tickets.map(({ ticketId }) => ticketId)
      expect((await calling.picture()).tickets.map(({ number }) => number)).toEqual(['A002', 'A003', 'A004'])
      expect(await calling.takeBack(LI, id(), first ?? '')).toMatchObject(refused('not-now', { status: 'no-show' }))
      expect(await calling.takeBack(WANG, id(), second ?? '')).toMatchObject(refused('not-now', { status: 'no-show' }))
      expect(valueOf(await calling.takeBack(LI, id(), second ?? ''))).toMatchObject({ status: 'called', endedAt: null, calls: 1 })
    })

    test('and has taken a new number meanwhile, does not wait twice', async () => {
      const mine = { person: { number: '11010519491231002X', name: null } }
      const passed = await calledTicket('r1', mine)
      await calling.pass(LI, id(), passed.ticketId, '未到')
      const again = await taken(engine, 'r2', mine)
      expect(await calling.takeBack(LI, id(), passed.ticketId)).toMatchObject(refused('holder-waits', { number: 'A002' }))
      valueOf(await calling.cancel(LI, id(), again.ticketId, '重号'))
      expect(valueOf(await calling.takeBack(LI, id(), passed.ticketId)).number).toBe('A001')
    })
  })

  describe('who is transferred', () => {
    test('to a business waits there at their old rank, with three calls again', async () => {
      const ticket = await calledTicket('r1')
      pass(MINUTE)
      await taken(engine, 'r2', { business: 'B' })
      valueOf(await calling.start(LI, id(), ticket.ticketId))
      expect(await calling.transfer(LI, id(), ticket.ticketId, { business: 'B' }, '')).toEqual(refused('reason-needed'))
      expect(await calling.transfer(LI, id(), ticket.ticketId, { business: 'C' }, '误取')).toEqual(refused('not-served-here'))
      const there = valueOf(await calling.transfer(LI, id(), ticket.ticketId, { business: 'B' }, '误取'))
      expect(there).toMatchObject({ status: 'waiting', business: 'B', number: 'A001', calls: 0, servingAt: null, rank: ticket.rank })
      const b1 = await taken(engine, 'r3', { business: 'B' })
      expect(b1.number).toBe('B002')
      expect([await numberCalled(WANG), await numberCalled(WANG), await numberCalled(WANG)]).toEqual(['A001', 'B001', 'B002'])
    })

    test('to a window is called by that one only, and by anybody once it closes', async () => {
      const ticket = await calledTicket('r1')
      expect(await calling.transfer(LI, id(), ticket.ticketId, { window: '3' }, '专办')).toEqual(refused('not-served-here'))
      valueOf(await calling.transfer(LI, id(), ticket.ticketId, { window: '2' }, '专办'))
      expect(await calling.callNext(LI, id())).toEqual(refused('nobody-waits'))
      expect(await calling.callTicket(LI, id(), ticket.ticketId)).toEqual(refused('not-served-here'))
      valueOf(await calling.close(WANG))
      expect(await numberCalled()).toBe('A001')
    })
  })

  test('who is cancelled waits no longer, and may take a number again', async () => {
    const mine = { person: { number: '11010519491231002X', name: null } }
    const ticket = await taken(engine, 'r1', mine)
    expect(await take(engine, 'r2', mine)).toMatchObject({ outcome: 'already-waiting' })
    expect(await calling.cancel(LI, id(), ticket.ticketId, ' ')).toEqual(refused('reason-needed'))
    expect(valueOf(await calling.cancel(LI, id(), ticket.ticketId, '不办了'))).toMatchObject({ status: 'cancelled', reason: '不办了' })
    expect(await take(engine, 'r2', mine)).toMatchObject({ outcome: 'issued' })
  })

  describe('a request', () => {
    test('that comes again gets its first answer, after a restart too; another act under its id gets none (P3)', async () => {
      const first = await calling.callNext(LI, 's')
      expect(first).toEqual(refused('nobody-waits'))
      const ticket = await taken(engine, 'r1')
      // what was answered long ago calls nobody now
      expect(await calling.callNext(LI, 's')).toEqual(first)
      const called = await calling.callNext(LI, 't')
      await done(ticket)
      calling = on(await engine.reopen())
      expect(await calling.callNext(LI, 't')).toEqual(called)
      expect(await calling.callNext(WANG, 't')).toEqual(refused('request-conflict'))
      expect(await calling.recall(LI, 't', ticket.ticketId)).toEqual(refused('request-conflict'))
    })
  })
}

export function valueOf<Value>(result: Result<Value, CallFault>): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.fault)}`)
  return result.value
}

export function refused(kind: CallFault['kind'], rest: object = {}): object {
  return { ok: false, fault: kind === 'too-soon' || Object.keys(rest).length === 0 ? { kind, ...rest } : { kind, ticket: rest } }
}
