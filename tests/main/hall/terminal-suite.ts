import { randomUUID } from 'node:crypto'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HallNews, HallTicket } from '../../../main/contract/hall-terminal.ts'
import { createTerminalFeed, type TerminalFeed } from '../../../main/hall/terminal-feed.ts'
import { terminalProcedures } from '../../../main/hall/terminal-procedures.ts'
import { replacedOf } from '../../../main/queue/board-view.ts'
import type { NewEvaluation } from '../../../main/queue/evaluation/evaluation.ts'
import type { Evaluations } from '../../../main/queue/evaluation/evaluations.ts'
import { createCalling } from '../../../main/queue/calling/create-calling.ts'
import type { Calling } from '../../../main/queue/calling/calling.ts'
import { createHallWaits } from '../../../main/queue/hall-waits.ts'
import { QueueStoreFenced, QueueStoreUnavailable } from '../../../main/queue/store/unavailable.ts'
import { verdict } from '../queue/evaluation/fixture.ts'
import { taken, type Engine, type OpenEngine } from '../queue/store/engine.ts'

const DAY = '2026-11-22'
const MINUTE = 60_000
const PERSON = { number: '11010519491231002X', name: '样本一' }
const ANOTHER = { number: '440524188001010014', name: null }
const LI = { window: '1', name: '李' }

/** What the hall server does for its terminals, whatever engine holds the queue. */
export function terminalSuite(openEngine: OpenEngine): void {
  let engine: Engine
  let calling: Calling
  let feed: TerminalFeed
  let faults: unknown[]
  /** Evaluations that the hall was given, and what terminals told of their own. */
  let rating: NewEvaluation[]
  let told: object[]
  /** As long as it is set, the store answers with it. */
  let gone: Error | null

  beforeEach(async () => {
    engine = await openEngine()
    gone = null
    faults = []
    const now = () => engine.clock.now
    const hall = () => ({ ...engine.hall(), hall: { ...engine.hall().hall, code: '530323-01' } })
    calling = createCalling({ store: engine.store, hall, now, timeIsKnown: () => true })
    const { store: whole } = engine
    const there = async () => {
      if (gone !== null) throw gone
    }
    const store: Engine['store'] = {
      transact: (body) => there().then(() => whole.transact(body)),
      eventsAfter: (seq, atMost) => there().then(() => whole.eventsAfter(seq, atMost)),
      ticketsBetween: (from, to) => there().then(() => whole.ticketsBetween(from, to)),
      tickets: (ids) => there().then(() => whole.tickets(ids)),
      lastEvent: () => there().then(() => whole.lastEvent()),
      onNews: (listener) => whole.onNews(listener),
    }
    const onFault = (error: unknown) => void faults.push(error)
    const waits = createHallWaits({ line: calling.picture, hall, now })
    feed = createTerminalFeed({ store, calling, waits, epoch: 3, hall, now, onFault })
    rating = []
    told = []
    const evaluations: Evaluations = {
      standing: async (_matter, subject) => (rating.some((each) => each.subject === subject) ? 'append' : 'first'),
      async give(wish) {
        rating.push(wish)
        return { outcome: 'given', bad: null }
      },
    }
    const tellBadCases = async (counts: object) => void told.push(counts)
    const procedures = terminalProcedures({ store, feed, evaluations, tellBadCases, epoch: 3, hall, now, onFault })
    at = (terminal = 'K01', mark = '1') => createRouterClient(procedures, { context: { device: `device-${terminal}`, terminal, mark } })
  })
  afterEach(async () => {
    feed.close()
    await engine.close()
  })

  type Asking = RouterClient<ReturnType<typeof terminalProcedures>>
  let at: (terminal?: string, mark?: string) => Asking
  const pass = (milliseconds: number) => void (engine.clock.now = new Date(engine.clock.now.getTime() + milliseconds))
  const ask = (rest: Partial<Parameters<Asking['take']>[0]> = {}) =>
    ({ requestId: randomUUID(), business: 'A', person: null, paper: 'ticket', precedence: null, bornOn: null, ...rest }) as const
  async function given(terminal = 'K01', rest: Partial<Parameters<Asking['take']>[0]> = {}): Promise<HallTicket> {
    const answer = await at(terminal).take(ask(rest))
    if (answer.outcome !== 'issued') throw new Error(answer.outcome)
    return answer.ticket
  }

  /** A ticket that terminal 1 gave alone. */
  function alone(seq: number, rest: Partial<HallTicket> = {}): HallTicket {
    const issuedAt = rest.issuedAt ?? engine.clock.now
    const priority = { priority: 'ordinary', priorityReason: null, rank: issuedAt, slotFrom: null, slotTo: null, appointmentId: null } as const
    const never = { topAt: null, forWindow: null, window: null, clerk: null, firstCalledAt: null, lastCalledAt: null, servingAt: null, endedAt: null, reason: null, items: [] }
    const number = `X1${String(seq).padStart(3, '0')}`
    const id = { ticketId: randomUUID(), requestId: randomUUID(), businessDay: DAY, business: 'A', series: 'X1', seq, number }
    return { ...id, status: 'waiting', origin: 'offline', terminal: 'K01', paper: 'ticket', issuedAt, aheadAtIssue: 0, calls: 0, ...priority, ...never, ...rest }
  }
  const merging = (ticket: HallTicket, person: typeof PERSON | typeof ANOTHER | null = null, lost: string | null = null) =>
    at().merge({ tickets: [{ ticket, person, lost }] })
  const line = async () => (await engine.store.transact((tx) => tx.open(DAY))).map(({ number }) => number)
  const events = async () => (await engine.store.eventsAfter(0, 100)).map(({ kind, number, facts }) => [kind, number, facts['outcome'] ?? facts['reason']].filter(Boolean).join(' '))

  describe('a number', () => {
    test('is one for one request, at whichever terminal it is repeated, and one for one person', async () => {
      expect(await at('K02', '2').hello()).toEqual({ hall: '530323-01', terminal: 'K02', mark: '2', epoch: 3, now: engine.clock.now })
      const asked = ask({ person: PERSON, bornOn: '1949-12-31' })
      const first = await at().take(asked)
      expect(first).toMatchObject({ outcome: 'issued', repeated: false, ticket: { number: 'A001', terminal: 'K01', priority: 'green', origin: 'kiosk' } })
      expect(await at('K02').take(asked)).toMatchObject({ outcome: 'issued', repeated: true, ticket: { number: 'A001' } })
      expect(await at('K02').take(ask({ person: PERSON }))).toMatchObject({ outcome: 'already-waiting', ticket: { number: 'A001' } })
      expect(await at('K02').take(ask({ business: 'C' }))).toEqual({ outcome: 'closed' })
      expect(await at().waitingTicketOf({ person: PERSON, business: 'A' })).toMatchObject({ number: 'A001' })
      expect(await at().waitingTicketOf({ person: ANOTHER, business: 'A' })).toBeNull()
      const ticketId = first.outcome === 'issued' ? first.ticket.ticketId : ''
      expect(await at().isHolder({ person: PERSON, ticketId })).toBe(true)
      expect(await at().isHolder({ person: ANOTHER, ticketId })).toBe(false)
    })

    test('has the ground that its holder declared at the terminal, which the line’s events do not name', async () => {
      const declared = await given('K01', { person: PERSON, precedence: { class: 'green', reason: 'disabled' } })
      expect(declared).toMatchObject({ priority: 'green', priorityReason: 'disabled', origin: 'kiosk' })
      expect(await engine.store.tickets([declared.ticketId])).toMatchObject([{ priority: 'green', priorityReason: 'disabled' }])
      const [told] = await engine.store.eventsAfter(0, 100)
      expect(told?.facts).toMatchObject({ priority: 'green' })
      expect(JSON.stringify(told)).not.toContain('disabled')
      expect(await merging(alone(1, { priority: 'green', priorityReason: 'veteran' }))).toMatchObject([{ outcome: 'merged' }])
      expect((await engine.store.transact((tx) => tx.open(DAY))).map(({ number, priorityReason }) => [number, priorityReason])).toEqual([
        ['A001', 'disabled'],
        ['X1001', 'veteran'],
      ])
    })

    test('is not to be had while the queue cannot be asked, or is another server’s: the terminal is told so', async () => {
      gone = new QueueStoreUnavailable('gone', 'nothing-kept', null)
      await expect(at().take(ask())).rejects.toMatchObject({ code: 'HALL_UNAVAILABLE' })
      await expect(at().merge({ tickets: [] })).rejects.toMatchObject({ code: 'HALL_UNAVAILABLE' })
      gone = new QueueStoreFenced('530323-01', 3, 4)
      await expect(at().isHolder({ person: PERSON, ticketId: 't' })).rejects.toMatchObject({ code: 'HALL_UNAVAILABLE' })
      expect(faults.at(-1)).toBe(gone)
    })
  })

  describe('an evaluation', () => {
    const rated = (ticketId: string) => ({ requestId: randomUUID(), ticketId, verdict: verdict(2, { words: '等得太久' }) })

    test('of a ticket is the hall’s, at whichever terminal it is scanned, once it was served', async () => {
      const { ticketId } = await given()
      expect(await at().evaluation.standing({ ticketId })).toBe('closed')
      await expect(at().evaluation.give(rated(ticketId))).rejects.toMatchObject({ code: 'NOT_SERVED' })
      await calling.open(LI)
      for (const act of ['callNext', 'start', 'finish'] as const) await (act === 'callNext' ? calling.callNext(LI, 'called') : calling[act](LI, act, ticketId))
      expect(await at().evaluation.standing({ ticketId })).toBe('first')
      expect(await at('K02', '2').evaluation.give(rated(ticketId))).toEqual({ outcome: 'given', bad: null })
      expect(await at().evaluation.standing({ ticketId })).toBe('append')
      expect(rating).toMatchObject([{ matter: 'ticket', subject: ticketId, service: 'A', channel: 'kiosk', window: null, verdict: { level: 2 }, mayAppend: true }])
      expect(await at().evaluation.standing({ ticketId: 'nobody’s' })).toBe('closed')
    })

    test('of what was printed there stays with the terminal, which tells how many bad ones are open under its own name', async () => {
      await at('K02', '2').tellBadCases({ open: 2, overdue: 1 })
      expect(told).toEqual([{ terminal: 'K02', open: 2, overdue: 1 }])
      gone = new QueueStoreUnavailable('gone', 'nothing-kept', null)
      await expect(at().evaluation.standing({ ticketId: 't' })).rejects.toMatchObject({ code: 'HALL_UNAVAILABLE' })
    })
  })

  describe('news', () => {
    const next = async (news: AsyncIterator<HallNews>): Promise<HallNews> => {
      const { value } = (await news.next()) as { value: HallNews }
      return value
    }

    /** News that come though nothing has changed are passed over. */
    const changed = async (news: AsyncIterator<HallNews>): Promise<HallNews> => {
      const said = await next(news)
      return said.tickets.length > 0 ? said : await changed(news)
    }

    test('hold the whole day first, then what has changed, each ticket once', async () => {
      const first = await given()
      const news = (await at('K02').watch())[Symbol.asyncIterator]()
      expect(await next(news)).toMatchObject({ epoch: 3, businessDay: DAY, event: 1, whole: true, tickets: [first] })
      await calling.open(LI)
      await calling.callNext(LI, 's1')
      const second = await given()
      const seen = new Map<string, HallTicket>()
      let last: HallNews
      do {
        last = await next(news)
        expect(last.whole).toBe(false)
        for (const ticket of last.tickets) seen.set(ticket.number, ticket)
      } while (last.event < 4)
      expect(seen.get('A001')).toMatchObject({ status: 'called', window: '1' })
      expect(seen.get('A002')).toEqual(second)
      expect(last.windows.find(({ window }) => window === '1')).toEqual({ window: '1', state: 'open' })
      await news.return?.()
    })

    test('say how long one waits as the boards do: with the whole day, and when it has changed', async () => {
      await calling.open(LI)
      const served = async (act: 'callNext' | 'start' | 'finish', ticketId: string) => void (await (act === 'callNext' ? calling.callNext(LI, randomUUID()) : calling[act](LI, randomUUID(), ticketId)))
      for (let each = 1; each <= 5; each++) {
        const { ticketId } = await given()
        for (const act of ['callNext', 'start'] as const) await served(act, ticketId)
        pass(8 * MINUTE)
        await served('finish', ticketId)
      }
      const news = (await at('K02').watch())[Symbol.asyncIterator]()
      const wait = { business: 'A', serviceMs: 8 * MINUTE, windows: 1 }
      expect(await next(news)).toMatchObject({ whole: true, waits: [{ ...wait, waiting: 0, from: 0, to: 10 }] })
      const { ticketId } = await given()
      expect(await changed(news)).toMatchObject({ tickets: [{ ticketId, status: 'waiting' }], waits: [{ ...wait, waiting: 1, from: 10, to: 20 }] })
      await served('callNext', ticketId)
      expect(await changed(news)).toMatchObject({ tickets: [{ status: 'called' }], waits: [{ ...wait, waiting: 0, from: 10, to: 20 }] })
      await served('start', ticketId)
      const { tickets, waits } = await changed(news)
      expect([tickets.map(({ status }) => status), waits]).toEqual([['serving'], undefined])
      pass(20 * MINUTE)
      await served('finish', ticketId)
      expect(await changed(news)).toMatchObject({ tickets: [{ status: 'done' }], waits: [{ ...wait, waiting: 0, from: 0, to: 10 }] })
      await news.return?.()
    })

    test('end with a word when the queue cannot be asked, and are the whole day again once it can', async () => {
      const news = (await at().watch())[Symbol.asyncIterator]()
      await next(news)
      gone = new QueueStoreUnavailable('gone', 'nothing-kept', null)
      await taken(engine, randomUUID())
      await expect(next(news)).rejects.toMatchObject({ code: 'HALL_UNAVAILABLE' })
      gone = null
      const again = (await at().watch())[Symbol.asyncIterator]()
      expect(await next(again)).toMatchObject({ whole: true, event: 1 })
      await again.return?.()
    })

    test('begin anew with the day, and those who waited are called no more', async () => {
      const { ticketId } = await given()
      const news = (await at().watch())[Symbol.asyncIterator]()
      await next(news)
      pass(14 * 60 * MINUTE)
      await calling.picture()
      expect(await next(news)).toMatchObject({ whole: true, businessDay: '2026-11-23', tickets: [] })
      expect(await engine.store.tickets([ticketId])).toMatchObject([{ status: 'expired' }])
      await news.return?.()
    })
  })

  describe('a ticket that a terminal gave alone', () => {
    test('waits by its arrival under its own number, however often it is told', async () => {
      const early = alone(1, { items: [{ name: { zh: '参保登记', en: 'Registration' }, own: false, done: true }] })
      pass(5 * MINUTE)
      await given('K02')
      expect(await merging(early)).toEqual([{ ticketId: early.ticketId, outcome: 'merged', number: null }])
      expect(await merging(early)).toEqual([{ ticketId: early.ticketId, outcome: 'known', number: null }])
      expect(await line()).toEqual(['X1001', 'A001'])
      expect(await engine.store.tickets([early.ticketId])).toEqual([early])
      expect(await events()).toEqual(['ticket.issued A001', 'ticket.merged X1001 merged'])
      // its series goes on behind it
      expect(await engine.store.transact((tx) => tx.nextInSeries(DAY, 'X1'))).toBe(2)
    })

    test('came when the hall says, however wrong the terminal’s clock is: not before its last number here, and not later than now', async () => {
      pass(60 * MINUTE)
      const { issuedAt } = await given()
      pass(MINUTE)
      const twoHoursBehind = alone(1, { issuedAt: new Date(engine.clock.now.getTime() - 120 * MINUTE) })
      const twoHoursAhead = alone(2, { issuedAt: new Date(engine.clock.now.getTime() + 120 * MINUTE) })
      const green = alone(3, { ...twoHoursAhead, ticketId: randomUUID(), requestId: randomUUID(), seq: 3, number: 'X1003', priority: 'green', rank: new Date(engine.clock.now.getTime() + 90 * MINUTE) })
      for (const each of [twoHoursBehind, twoHoursAhead, green]) expect(await merging(each)).toMatchObject([{ outcome: 'merged' }])
      const kept = await engine.store.tickets([twoHoursBehind.ticketId, twoHoursAhead.ticketId, green.ticketId])
      const of = (ticket: HallTicket) => kept.find(({ ticketId }) => ticketId === ticket.ticketId)
      expect(of(twoHoursBehind)).toMatchObject({ issuedAt, rank: issuedAt })
      expect(of(twoHoursAhead)).toMatchObject({ issuedAt: engine.clock.now, rank: engine.clock.now })
      expect(of(green)).toMatchObject({ rank: new Date(engine.clock.now.getTime() - 30 * MINUTE) })
    })

    test('of somebody who waits already: the earlier stays, the later is cancelled, and both are told', async () => {
      const early = alone(1)
      pass(MINUTE)
      await given('K02', { person: ANOTHER })
      await given('K02', { person: PERSON })
      pass(MINUTE)
      const late = alone(2)
      expect(await merging(early, PERSON)).toMatchObject([{ outcome: 'merged' }])
      expect(await merging(late, ANOTHER)).toEqual([{ ticketId: late.ticketId, outcome: 'duplicate', number: 'A001' }])
      expect(await merging(late, ANOTHER)).toEqual([{ ticketId: late.ticketId, outcome: 'duplicate', number: 'A001' }])
      expect(await line()).toEqual(['X1001', 'A001'])
      expect((await events()).slice(2)).toEqual([
        'ticket.cancelled A002 holder-waits-already',
        'ticket.merged X1001 merged',
        'ticket.merged X1002 duplicate',
        'ticket.cancelled X1002 holder-waits-already',
      ])
      const onBoards = (await engine.store.eventsAfter(0, 100)).flatMap((event) => replacedOf(event) ?? [])
      expect(onBoards).toMatchObject([{ number: 'A002', by: 'X1001', business: 'A' }, { number: 'X1002', by: 'A001', business: 'A' }])
    })

    test('of a booking for which the hall has given a number is no second one', async () => {
      const slot = { slotFrom: engine.clock.now, slotTo: new Date(engine.clock.now.getTime() + 30 * MINUTE), appointmentId: 'y-7' }
      await given('K02', { precedence: { class: 'appointment', ...slot } })
      pass(MINUTE)
      const late = alone(1, { priority: 'appointment', rank: slot.slotFrom, ...slot })
      expect(await merging(late)).toMatchObject([{ outcome: 'duplicate', number: 'A001' }])
      expect(await line()).toEqual(['A001'])
    })

    test('or another one of its holder was for a booking: the one that stays has that slot', async () => {
      const slotFrom = new Date(engine.clock.now.getTime() + 20 * MINUTE)
      const slot = (appointmentId: string) => ({ appointmentId, slotFrom, slotTo: new Date(slotFrom.getTime() + 30 * MINUTE) })
      const first = await given('K02', { person: PERSON })
      const early = alone(1)
      pass(MINUTE)
      const second = await given('K02', { person: ANOTHER, precedence: { class: 'appointment', ...slot('y-8') } })
      const late = alone(2, { priority: 'appointment', rank: slotFrom, ...slot('y-7') })
      expect(await merging(late, PERSON)).toMatchObject([{ outcome: 'duplicate', number: 'A001' }])
      expect(await merging(early, ANOTHER)).toMatchObject([{ outcome: 'merged' }])
      const kept = await engine.store.tickets([first, early, second, late].map(({ ticketId }) => ticketId))
      const bookings = Object.fromEntries(kept.map(({ number, status, appointmentId, rank }) => [number, [status, appointmentId, rank.getTime()]]))
      expect(bookings).toEqual({
        A001: ['waiting', 'y-7', first.rank.getTime()],
        X1001: ['waiting', 'y-8', early.rank.getTime()],
        A002: ['cancelled', null, slotFrom.getTime()],
        X1002: ['cancelled', null, slotFrom.getTime()],
      })
      expect((await events()).filter((each) => each.startsWith('ticket.booked'))).toEqual(['ticket.booked A001', 'ticket.booked X1001'])
    })

    test('does not take a number from somebody who has been called by it', async () => {
      const early = alone(1)
      pass(MINUTE)
      await given('K02', { person: PERSON })
      await calling.open(LI)
      await calling.callNext(LI, 's1')
      expect(await merging(early, PERSON)).toMatchObject([{ outcome: 'duplicate', number: 'A001' }])
    })

    test('stands in the place of the number that nobody ever saw, also where that one is found later', async () => {
      const lost = ask()
      await at().take(lost)
      pass(MINUTE)
      await given('K02')
      pass(MINUTE)
      const seen = alone(1, { requestId: lost.requestId })
      expect(await merging(seen, null, lost.requestId)).toMatchObject([{ outcome: 'merged' }])
      expect(await line()).toEqual(['X1001', 'A002'])
      const later = ask()
      const second = alone(2)
      pass(MINUTE)
      expect(await merging(second, null, later.requestId)).toMatchObject([{ outcome: 'merged' }])
      await at().take(later)
      expect(await merging(second, null, later.requestId)).toMatchObject([{ outcome: 'known' }])
      expect(await line()).toEqual(['X1001', 'A002', 'X1002'])
      // nobody's number is taken away in the name of another terminal
      const theirs = ask()
      await at('K02').take(theirs)
      await merging(alone(3), null, theirs.requestId)
      expect(await line()).toEqual(['X1001', 'A002', 'X1002', 'X1003', 'A004'])
    })

    test('is refused where its number is another’s, its day is over or nobody serves its business', async () => {
      const first = await given()
      const same = alone(1, { series: 'A', number: 'A001' })
      const yesterday = alone(2, { businessDay: '2026-11-21' })
      const unknown = alone(3, { business: 'Q' })
      const forged = alone(4, { number: 'A004' })
      for (const each of [same, yesterday, unknown, forged]) {
        for (const _ of [1, 2]) expect(await merging(each)).toEqual([{ ticketId: each.ticketId, outcome: 'refused', number: null }])
      }
      expect(await line()).toEqual([first.number])
      expect((await events()).slice(1)).toEqual(['A001', 'X1002', 'X1003', 'A004'].map((number) => `ticket.merged ${number} refused`))
    })

    test('that has ended there stays as it ended, and its number is not given again', async () => {
      const ended = alone(7, { series: 'A', number: 'A007', status: 'done', window: '1', endedAt: engine.clock.now })
      expect(await merging(ended, PERSON)).toMatchObject([{ outcome: 'merged' }])
      expect(await line()).toEqual([])
      expect(await given('K01', { person: PERSON })).toMatchObject({ number: 'A008' })
    })
  })
}
