import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { newIdentifier } from '../../../../main/ledger/identifiers.ts'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import type { PostgresAddress, PostgresStore } from '../../../../main/queue/store/postgres.ts'
import { QueueStoreFenced, QueueStoreUnavailable } from '../../../../main/queue/store/unavailable.ts'
import { eventually } from '../../../eventually.ts'
import { CALLING_HALL } from './engine.ts'
import { administer, makeCluster, NO_POSTGRESQL } from './postgres-cluster.ts'
import { loseConnections, newDatabase, openHall } from './postgres-hall.ts'
import { allEvents, callNext, DAY, happened, NINE, take, takeIn, ticketOf } from './postgres-tickets.ts'

const PERSON = { number: '110101199003074258', name: '王建国' }

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
const numbersOf = (series: string, last: number) => upTo(last).map((seq) => `${series}${String(seq).padStart(3, '0')}`)
const ascending = (one: number, other: number) => one - other

describe.skipIf(NO_POSTGRESQL)('the queue in PostgreSQL (needs postgresql)', () => {
  let address: PostgresAddress
  let halls = 0
  const servers: PostgresStore[] = []

  beforeAll(async () => {
    address = await newDatabase()
  })
  afterEach(async () => {
    vi.useRealTimers()
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })

  const newHall = () => `530323-${(halls += 1)}`
  async function serve(hall: string, promote = false): Promise<PostgresStore> {
    const server = await openHall(address, hall, { promote })
    servers.push(server)
    return server
  }

  /** As numbers are taken under a quota; null when it is used up. */
  function takeWithin(quota: number, server: PostgresStore): Promise<number | null> {
    return server.transact(async (tx) => {
      const requestId = newIdentifier(NINE)
      const ask = { requestId, businessDay: DAY, business: 'A', series: 'A', person: null, appointmentId: null, rank: NINE }
      const { issued } = await tx.beforeIssue(ask)
      return issued < quota ? (await takeIn(tx, 'A', requestId, null)).seq : null
    })
  }

  describe('many at once', () => {
    test('people at two servers get 1 to n without a gap, and boards hear of them in that order', async () => {
      const hall = newHall()
      const [one, other] = [await serve(hall), await serve(hall)]
      const taken = await Promise.all(upTo(60).map((each) => take(each % 2 === 0 ? one : other, 'A')))
      expect(taken.map(({ seq }) => seq).sort(ascending)).toEqual(upTo(60))
      const events = await allEvents(one)
      expect(events.map(({ seq }) => seq)).toEqual(upTo(60))
      expect(events.map(({ number }) => number)).toEqual(numbersOf('A', 60))
    })

    test('one request that arrives at two servers at the same moment is one ticket', async () => {
      const hall = newHall()
      const [one, other] = [await serve(hall), await serve(hall)]
      const requestId = newIdentifier(NINE)
      const tickets = await Promise.all([one, other, one, other].map((server) => take(server, 'A', { requestId })))
      expect(new Set(tickets.map(({ ticketId }) => ticketId)).size).toBe(1)
      expect((await take(one, 'A')).number).toBe('A002')
    })

    test('one person at two terminals at the same moment gets one ticket (P10)', async () => {
      const hall = newHall()
      const [one, other] = [await serve(hall), await serve(hall)]
      const tickets = await Promise.all([one, other, one, other].map((server) => take(server, 'A', { person: PERSON })))
      expect(new Set(tickets.map(({ ticketId }) => ticketId)).size).toBe(1)
      expect(await allEvents(one)).toHaveLength(1)
    })

    test('a quota of five is five, however many ask at once', async () => {
      const hall = newHall()
      const [one, other] = [await serve(hall), await serve(hall)]
      const given = await Promise.all(upTo(20).map((each) => takeWithin(5, each % 2 === 0 ? one : other)))
      expect(given.filter((seq) => seq !== null).sort(ascending)).toEqual(upTo(5))
    })

    test('a day ends once, however many servers notice the next', async () => {
      const hall = newHall()
      const [one, other] = [await serve(hall), await serve(hall)]
      let now = NINE
      const calling = (store: PostgresStore) => createCalling({ store, hall: () => CALLING_HALL, now: () => now, timeIsKnown: () => true })
      await calling(one).open({ window: '1', name: '李' })
      now = new Date(NINE.getTime() + 24 * 3_600_000)
      await Promise.all([one, other, one, other].map((server) => calling(server).picture()))
      expect((await allEvents(one)).map(({ kind }) => kind)).toEqual(['window.opened', 'window.closed', 'day.ended'])
    })

    test('twenty windows that call at once call twenty people, nobody twice', async () => {
      const hall = newHall()
      const [one, other] = [await serve(hall), await serve(hall)]
      await Promise.all(upTo(20).map(() => take(one, 'A')))
      const called = await Promise.all(upTo(20).map((window) => callNext(window % 2 === 0 ? one : other, String(window), ['A'])))
      expect(called.map((ticket) => ticket?.seq ?? 0).sort(ascending)).toEqual(upTo(20))
    })

    test('of twenty windows that call the only one who waits, one has them and nineteen hear that nobody waits', async () => {
      const server = await serve(newHall())
      await take(server, 'A')
      const called = await Promise.all(upTo(20).map((window) => callNext(server, String(window), ['A'])))
      expect(called.filter((ticket) => ticket !== null)).toHaveLength(1)
    })

    test('it is not said that nobody waits because the one who does is being put on top', async () => {
      const server = await serve(newHall())
      const waiting = await take(server, 'A')
      let called: Promise<unknown> = Promise.resolve()
      await server.transact(async (tx) => {
        await tx.ticket(waiting.ticketId)
        called = callNext(server, '3', ['A'])
        await eventually(async () => {
          const held = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`
          expect(await administer(address, held)).toHaveLength(1)
        })
        await tx.change(waiting.ticketId, { topAt: NINE })
      })
      expect(await called).toMatchObject({ ticketId: waiting.ticketId, window: '3', topAt: NINE })
    })

    test('two windows that reach for the same two tickets crosswise both get their way in turn', async () => {
      const server = await serve(newHall())
      const [one, other] = [await take(server, 'A'), await take(server, 'A')]
      let arrived = 0
      let bothAreIn: () => void
      const both = new Promise<void>((resolve) => (bothAreIn = resolve))
      const crosswise = (first: string, second: string) =>
        server.transact(async (tx) => {
          const { calls } = (await tx.ticket(first)) ?? one
          arrived += 1
          if (arrived === 2) bothAreIn()
          await both
          await tx.change(first, { calls: calls + 1 })
          await tx.change(second, { calls: calls + 1 })
        })
      await Promise.all([crosswise(one.ticketId, other.ticketId), crosswise(other.ticketId, one.ticketId)])
      expect(await server.transact((tx) => tx.ticket(one.ticketId))).toMatchObject({ calls: 2 })
      expect(arrived).toBe(3)
    })
  })

  describe('a number whose ticket does not come to be', () => {
    test('is given to the next', async () => {
      const server = await serve(newHall())
      const act = server.transact(async (tx) => {
        await takeIn(tx, 'A', newIdentifier(NINE), null)
        throw new Error('the terminal thought better of it')
      })
      await expect(act).rejects.toThrow('thought better')
      expect((await take(server, 'A')).number).toBe('A001')
      expect(await allEvents(server)).toHaveLength(1)
    })

    test('is not kept when the body goes on past what PostgreSQL has refused', async () => {
      const server = await serve(newHall())
      const act = server.transact(async (tx) => {
        const seq = await tx.nextInSeries('2026-11-23', 'A')
        await tx.change('nobody', { clerk: 'li' }).catch(() => {})
        await tx.insert({ ...ticketOf('A', seq), origin: null as never }, null).catch(() => {})
        return seq
      })
      await expect(act).rejects.toThrow('null value')
      expect((await take(server, 'A')).number).toBe('A001')
    })
  })

  describe('PostgreSQL is lost', () => {
    test('again and again while numbers are taken: whoever repeats a request has one number, and there is no gap', async () => {
      const server = await serve(newHall())
      const lost: QueueStoreUnavailable[] = []
      async function insist(): Promise<number> {
        const requestId = newIdentifier(NINE)
        for (;;) {
          try {
            return (await take(server, 'A', { requestId })).seq
          } catch (error) {
            if (!(error instanceof QueueStoreUnavailable)) throw error
            lost.push(error)
          }
        }
      }
      /** Whoever has a number cuts everybody else off: so there is a cut for each number, and never an end of numbers. */
      async function takeAndCut(): Promise<number> {
        const seq = await insist()
        await loseConnections(address)
        return seq
      }
      const taken: number[] = []
      while (lost.length < 4 || taken.length < 12) taken.push(...(await Promise.all(upTo(4).map(takeAndCut))))
      expect(taken.sort(ascending)).toEqual(upTo(taken.length))
      // The last cut was a moment ago, and a connection that it took may be tried first.
      const events = await vi.waitFor(() => allEvents(server), { timeout: 30_000 })
      expect(events.map(({ number }) => number)).toEqual(numbersOf('A', taken.length))
    })

    test('and comes back: until then every answer says so, afterwards all is as it was, and boards hear again', async () => {
      const cluster = await makeCluster()
      let hall: readonly PostgresStore[] = []
      try {
        await cluster.start()
        hall = [await openHall(cluster.address, '530323-01'), await openHall(cluster.address, '530323-01')]
        const [one, other] = hall
        if (one === undefined || other === undefined) throw new Error('two servers were opened')
        const first = await take(one, 'A')
        await cluster.stop('immediate')
        await expect(take(one, 'A')).rejects.toBeInstanceOf(QueueStoreUnavailable)
        await expect(one.lastEvent()).rejects.toBeInstanceOf(QueueStoreUnavailable)

        await cluster.start()
        let news = 0
        other.onNews(() => (news += 1))
        expect(await one.transact((tx) => tx.ticket(first.ticketId))).toEqual(first)
        expect((await take(one, 'A')).number).toBe('A002')
        await eventually(() => expect(news).toBeGreaterThan(0))
      } finally {
        await Promise.all(hall.map((server) => server.close()))
        await cluster.remove()
      }
    })
  })

  describe('a server is promoted (P11)', () => {
    test('and the one before it writes nothing more, nor reads as if it still held', async () => {
      const hall = newHall()
      const before = await serve(hall)
      await take(before, 'A')
      const promoted = await serve(hall, true)
      expect(promoted.epoch).toBe(before.epoch + 1)
      await expect(take(before, 'A')).rejects.toBeInstanceOf(QueueStoreFenced)
      await expect(before.transact((tx) => tx.windows())).rejects.toBeInstanceOf(QueueStoreFenced)
      expect((await take(promoted, 'A')).number).toBe('A002')
      expect((await serve(hall)).epoch).toBe(promoted.epoch)
    })

    test('in the middle of a transaction of the one before it: nothing of that is kept', async () => {
      const hall = newHall()
      const before = await serve(hall)
      const act = before.transact(async (tx) => {
        await takeIn(tx, 'A', newIdentifier(NINE), null)
        await serve(hall, true)
      })
      await expect(act).rejects.toBeInstanceOf(QueueStoreFenced)
      expect(await allEvents(await serve(hall))).toEqual([])
    })
  })

  describe('boards at another server', () => {
    test('are woken by what happens, also after their connection was lost', async () => {
      const hall = newHall()
      const [one, other] = [await serve(hall), await serve(hall)]
      let news = 0
      const stop = other.onNews(() => (news += 1))
      await take(one, 'A')
      await eventually(() => expect(news).toBeGreaterThan(0))
      await loseConnections(address)
      news = 0
      await eventually(async () => {
        await take(one, 'A')
        expect(news).toBeGreaterThan(0)
      })
      stop()
    })

    test('find by themselves what nobody woke them for', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      const hall = newHall()
      const server = await serve(hall)
      await eventually(async () => {
        const listening = `SELECT 1 FROM pg_stat_activity WHERE query = 'LISTEN yimen_news' AND datname = current_database()`
        expect(await administer(address, listening)).toHaveLength(1)
      })
      await server.transact(async (tx) => tx.record(happened('window.opened', ticketOf('B', 1))))
      let news = 0
      server.onNews(() => (news += 1))
      await administer(address, `UPDATE yimen.head SET last_event = last_event + 1 WHERE hall = '${hall}'`)
      await eventually(() => {
        vi.advanceTimersByTime(3000)
        expect(news).toBeGreaterThan(0)
      })
    })

    test('are told of another hall’s calls by nobody', async () => {
      const [one, other] = [await serve(newHall()), await serve(newHall())]
      await take(one, 'A')
      await other.transact(async (tx) => tx.record(happened('window.opened', ticketOf('B', 1))))
      expect((await allEvents(other)).map(({ seq, number }) => [seq, number])).toEqual([[1, 'B001']])
      expect((await take(other, 'A')).number).toBe('A001')
    })
  })
})
