import { call } from '@orpc/server'
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { HallFile } from '../../../../main/configuration/hall-file.ts'
import type { HallSeat } from '../../../../main/contract/hall-pages.ts'
import { openBadCases, rectify } from '../../../../main/queue/evaluation/bad-cases.ts'
import { postgresEvaluations } from '../../../../main/queue/evaluation/postgres-evaluations.ts'
import { managerProcedures } from '../../../../main/queue/statistics/manager-procedures.ts'
import { destroyKeysBefore } from '../../../../main/queue/store/postgres-keys.ts'
import { createPostgresOutbox } from '../../../../main/queue/store/postgres-outbox.ts'
import type { PostgresAddress } from '../../../../main/queue/store/postgres.ts'
import { QueueStoreUnavailable } from '../../../../main/queue/store/unavailable.ts'
import { OPEN_HALL } from '../../../terminal-process.ts'
import { TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { NO_PAGES, scriptedStaff } from '../scripted-staff.ts'
import { CALLING_HALL } from '../store/engine.ts'
import { administer, NO_POSTGRESQL } from '../store/postgres-cluster.ts'
import { loseConnections, newDatabase, openHall } from '../store/postgres-hall.ts'
import { evaluationsSuite, TODAY } from './evaluations-suite.ts'
import { evaluationsOf, verdict, wish } from './fixture.ts'

/** How often two servers are asked at once. */
const TURNS = 10
const MANAGER: HallSeat = { device: 'desk', place: { kind: 'manager', window: null, area: null } }

describe.skipIf(NO_POSTGRESQL)('evaluations of a hall on PostgreSQL (needs postgresql)', () => {
  let address: PostgresAddress
  let halls = 0
  const opened: { close(): Promise<void> }[] = []
  beforeAll(async () => {
    address = await newDatabase()
  })
  afterEach(async () => {
    for (const each of opened.splice(0).toReversed()) await each.close()
  })

  const newHall = () => `530323-${(halls += 1)}`
  async function serve(hall: string, clock = { now: TEN_O_CLOCK }) {
    const now = () => clock.now
    const store = await openHall(address, hall, { now })
    const kept = postgresEvaluations(store.database, store.keys)
    return { store, kept, now, evaluations: evaluationsOf(kept, () => undefined, now) }
  }
  async function twoServers() {
    const hall = newHall()
    const servers = [await serve(hall), await serve(hall)] as const
    for (const { store } of servers) opened.push(store)
    return { hall, servers }
  }
  const rows = (sql: string) => administer(address, sql)
  /** What a statement calls `id`, in the order of the alphabet. */
  const ids = async (sql: string) => (await rows(sql)).map(({ id }) => String(id)).toSorted()
  const eventsOf = (hall: string, kind: string) => ids(`SELECT subject AS id FROM yimen.outbox WHERE hall = '${hall}' AND kind = '${kind}'`)

  evaluationsSuite(async () => {
    const hall = newHall()
    const clock = { now: TEN_O_CLOCK }
    const { store, kept, now } = await serve(hall, clock)
    return {
      store,
      kept,
      clock,
      hall: () => CALLING_HALL,
      async events() {
        const all = await rows(`SELECT kind, subject, payload FROM yimen.outbox WHERE hall = '${hall}' AND kind LIKE 'evaluation.%' ORDER BY place`)
        return all.map(({ kind, subject, payload }) => ({ kind: String(kind), subject: String(subject), payload: String(payload) }))
      },
      due: () => createPostgresOutbox(store.database, now).due(10),
      async audited(event) {
        return (await rows(`SELECT actor FROM yimen.audit WHERE hall = '${hall}' AND event = '${event}' ORDER BY seq`)).map(({ actor }) => String(actor))
      },
      async destroyKeysBefore(month) {
        await destroyKeysBefore(store.database, 'evaluation', month)
      },
      async shows(text) {
        const tables = await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'yimen'")
        const bytes = Buffer.from(text).toString('hex')
        const found = tables.map(({ tablename }) => `SELECT 1 FROM yimen.${String(tablename)} AS kept WHERE kept::text LIKE ANY (ARRAY['%${text}%', '%${bytes}%'])`)
        return (await rows(found.join(' UNION ALL '))).length > 0
      },
      close: () => store.close(),
    }
  })

  test('given twice at two servers at once, one request is one evaluation, and so is one matter', async () => {
    const { hall, servers: [one, other] } = await twoServers()
    for (let turn = 0; turn < TURNS; turn += 1) {
      const asked = wish({ subject: `asked ${turn}`, verdict: verdict(1) })
      const repeated = await Promise.all([one.evaluations.give(asked), other.evaluations.give(asked)])
      expect(repeated).toMatchObject([{ outcome: 'given', bad: {} }, { outcome: 'given', bad: {} }])
      const pressed = await Promise.all([one, other].map(({ evaluations }) => evaluations.give(wish({ subject: `pressed ${turn}`, verdict: verdict(2) }))))
      expect(pressed.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'given'])
    }
    for (const kind of ['evaluation.given', 'evaluation.bad']) expect(await eventsOf(hall, kind)).toHaveLength(2 * TURNS)
    expect(await one.kept.countOpen(TODAY)).toEqual({ open: 2 * TURNS, overdue: 0 })
  })

  test('a step recorded at two servers at once is recorded once', async () => {
    const { hall, servers: [one, other] } = await twoServers()
    await one.evaluations.give(wish({ verdict: verdict(1) }))
    const [open] = await openBadCases(other.kept, TODAY)
    const step = { case: open?.id ?? '', step: 'accepted', note: '', by: '王工', at: TEN_O_CLOCK, month: '2026-11' } as const
    const answers = await Promise.all([one, other, one, other].map(({ kept }) => rectify(kept, step)))
    expect(answers.toSorted()).toEqual(['not-next', 'not-next', 'not-next', 'recorded'])
    expect(await eventsOf(hall, 'evaluation.rectifying')).toHaveLength(1)
    expect((await openBadCases(one.kept, TODAY))[0]?.done).toHaveLength(1)
  })

  test('a bad one given at one server is on the manager’s page of the other without being waited for', async () => {
    const { servers: [one, other] } = await twoServers()
    // No read by the clock: only the news of the database tell it.
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const manager = managerProcedures({
      store: other.store,
      operators: scriptedStaff('manager', () => TEN_O_CLOCK),
      hallPages: NO_PAGES,
      hall: () => HallFile.parse(OPEN_HALL),
      evaluations: { store: other.kept, readAt: 'server', atTerminals: async () => [], onRectified: () => undefined },
      now: () => TEN_O_CLOCK,
    })
    vi.useRealTimers()
    onTestFinished(() => manager.close())
    await call(manager.procedures.signIn, { name: '主任', pin: '246813' }, { context: MANAGER })
    const told = (await call(manager.procedures.badCases, undefined, { context: MANAGER }))[Symbol.asyncIterator]()
    expect((await told.next()).value).toMatchObject({ readAt: 'server', cases: [] })
    await one.evaluations.give(wish({ channel: 'window', window: '3', verdict: verdict(1) }))
    await vi.waitFor(async () => expect((await told.next()).value).toMatchObject({ cases: [{ level: 1, window: '3', next: 'accepted' }] }), { timeout: 30_000 })
    const figures = await call(manager.procedures.statistics, { length: 'month', day: null }, { context: MANAGER })
    expect(figures.evaluations).toMatchObject({ given: 1, goodShare: 0 })
  })

  test('whatever was said to be kept is there with all that belongs to it when connections are lost; what was not is refused, and may be asked again', async () => {
    const { hall, servers } = await twoServers()
    const given: string[] = []
    const refused: string[] = []
    const over = new AbortController()
    async function giver(server: (typeof servers)[number], name: string): Promise<void> {
      for (let turn = 0; !over.signal.aborted; turn += 1) {
        const requestId = `${name} ${turn}`
        const give = server.evaluations.give(wish({ requestId, subject: requestId, verdict: verdict(1, { words: '等得太久' }) }))
        await give.then(
          () => given.push(requestId),
          (error: unknown) => {
            expect(error).toBeInstanceOf(QueueStoreUnavailable)
            refused.push(requestId)
          },
        )
      }
    }
    const giving = servers.flatMap((server, index) => [giver(server, `${index} a`), giver(server, `${index} b`)])
    for (let lost = 0; lost < 5; lost += 1) {
      const before = given.length
      await vi.waitUntil(() => given.length >= before + 10, { timeout: 30_000, interval: 5 })
      await loseConnections(address)
    }
    over.abort()
    await Promise.all(giving)
    const again = (requestId: string) => servers[0].evaluations.give(wish({ requestId, subject: requestId, verdict: verdict(1) }))
    // The last connections were lost a moment ago, and one of them may be tried first.
    for (const requestId of refused) expect(await vi.waitFor(() => again(requestId), { timeout: 30_000 })).toMatchObject({ outcome: 'given', bad: {} })
    expect(await ids(`SELECT request_id AS id FROM yimen.evaluation WHERE hall = '${hall}'`)).toEqual([...given, ...refused].toSorted())
    const kept = await ids(`SELECT evaluation_id AS id FROM yimen.evaluation WHERE hall = '${hall}'`)
    expect(await eventsOf(hall, 'evaluation.given')).toEqual(kept)
    expect(await ids(`SELECT payload::json ->> 'evaluation' AS id FROM yimen.audit WHERE hall = '${hall}' AND event = 'evaluation.bad'`)).toEqual(kept)
    expect(await ids(`SELECT evaluation_id AS id FROM yimen.bad_case WHERE hall = '${hall}'`)).toEqual(kept)
  })
})
