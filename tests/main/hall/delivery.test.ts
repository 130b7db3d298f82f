import { pino } from 'pino'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { err, ok } from '../../../drivers/result.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import { deliverFromHall, type HallDelivery } from '../../../main/hall/delivery.ts'
import type { DeliveredEvent, EventPort, ReportedAuditHead } from '../../../main/platform/event-port.ts'
import { createPostgresOutbox } from '../../../main/queue/store/postgres-outbox.ts'
import type { PostgresAddress, PostgresStore } from '../../../main/queue/store/postgres.ts'
import { QueueStoreFenced } from '../../../main/queue/store/unavailable.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { SIGN } from '../platform/signed-head.ts'
import { administer, NO_POSTGRESQL } from '../queue/store/postgres-cluster.ts'
import { newDatabase, openHall } from '../queue/store/postgres-hall.ts'
import { callNext, DAY, NINE, take } from '../queue/store/postgres-tickets.ts'

const DAY_MS = 86_400_000
const HALL = HallFile.parse(OPEN_HALL)
const PERSON = { number: '11010119900307425X', name: '王建国' }

describe.skipIf(NO_POSTGRESQL)('the hall server’s way to the platform (needs postgresql)', () => {
  let address: PostgresAddress
  let halls = 0
  const opened: { close(): Promise<void> }[] = []
  const faults: unknown[] = []
  beforeAll(async () => {
    address = await newDatabase()
  })
  afterEach(async () => {
    for (const each of opened.splice(0).toReversed()) await each.close()
    // Whatever a server was at when another was promoted is refused it; a hall server ends by that.
    const unexpected = faults.splice(0).filter((fault) => !(fault instanceof QueueStoreFenced))
    if (unexpected.length > 0) throw new AggregateError(unexpected)
  })

  const newHall = () => `530323-${(halls += 1)}`
  const becomes = (holds: () => void | Promise<void>) => vi.waitFor(holds, { timeout: 30_000, interval: 20 })

  async function serve(hall: string, promote = false, now = () => new Date()): Promise<PostgresStore> {
    const server = await openHall(address, hall, { promote, now })
    opened.push(server)
    return server
  }

  function deliver(store: PostgresStore, port: EventPort | null, now = () => new Date()): HallDelivery {
    const delivery = deliverFromHall({
      store,
      outbox: createPostgresOutbox(store.database, now),
      platform: port && { port, name: 'HALL', signAuditHead: SIGN },
      hall: () => HALL,
      now,
      timeIsKnown: () => true,
      log: pino({ level: 'silent' }),
      onChange: () => {},
      onFault: (error) => faults.push(error),
    })
    opened.push(delivery)
    return delivery
  }

  /** Takes each event once by its id, as its document says. While it is `shut`, it takes what it is sent, and answers nobody. */
  function platform() {
    const taken: DeliveredEvent[] = []
    const heads: ReportedAuditHead[] = []
    const it = {
      taken,
      heads,
      shut: false,
      async deliver(events: readonly DeliveredEvent[], signal: AbortSignal) {
        const answers = events.map((event) => {
          if (taken.some(({ id }) => id === event.id)) return { id: event.id, outcome: 'known' as const }
          taken.push(event)
          return { id: event.id, outcome: 'taken' as const }
        })
        if (!it.shut) return ok(answers)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        return err({ kind: 'unreachable', line: 'no answer' } as const)
      },
      async reportAuditHead(head: ReportedAuditHead) {
        heads.push(head)
        return ok({ outcome: 'taken' as const })
      },
    }
    return it
  }

  const waitingOf = async (hall: string) =>
    (await administer(address, `SELECT 1 FROM yimen.outbox WHERE hall = '${hall}' AND delivered_at IS NULL`)).length

  test('one of two servers delivers; when it is lost in the middle of it the other goes on, and each event is at the platform once (P6)', async () => {
    const hall = newHall()
    const [one, other] = [await serve(hall), await serve(hall)]
    const there = platform()
    there.shut = true
    await take(one, 'A')
    const first = deliver(one, there)
    await becomes(() => expect(there.taken).toHaveLength(1))
    const second = deliver(other, there)
    for (let turn = 0; turn < 5; turn += 1) await take(turn % 2 === 0 ? one : other, 'A')
    await callNext(other, '1', ['A'])
    expect([first.view, second.view]).toEqual([expect.anything(), null])

    // its machine is gone, and nobody knows what became of the batch
    there.shut = false
    await first.close()
    await becomes(async () => expect(await waitingOf(hall)).toBe(0))
    // The head of the audit log goes its own way to the platform, beside the events.
    await becomes(() => expect(second.view).toMatchObject({ auditLog: 'taken' }))
    const events = await administer(address, `SELECT event_id FROM yimen.outbox WHERE hall = '${hall}' AND delivered_at IS NOT NULL`)
    expect(there.taken.map(({ id }) => id).toSorted()).toEqual(events.map(({ event_id }) => String(event_id)).toSorted())
    expect(there.taken).toHaveLength(7)
    const subject = there.taken.find(({ kind }) => kind === 'ticket.called')?.subject
    expect(there.taken.filter((each) => each.subject === subject).map(({ kind }) => kind)).toEqual(['ticket.issued', 'ticket.called'])
    await becomes(() => expect(there.heads.at(-1)).toMatchObject({ count: 7 }))
  })

  test('who loses the connection that leads leads no more, and somebody does again', async () => {
    const hall = newHall()
    const there = platform()
    const server = await serve(hall)
    const delivery = deliver(server, there)
    await becomes(() => expect(delivery.view).not.toBeNull())
    const heads = there.heads.length
    // Of this file's database alone: others have theirs in the same PostgreSQL, and hold such locks for a moment too.
    await administer(
      address,
      `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
       WHERE locktype = 'advisory' AND granted AND datname = current_database()`,
    )
    await becomes(() => expect(there.heads.length).toBeGreaterThan(heads))
    await take(server, 'A')
    await becomes(() => expect(there.taken).toHaveLength(1))
  })

  test('who is promoted delivers at once, and who was before does so no more', async () => {
    const hall = newHall()
    const there = platform()
    const before = deliver(await serve(hall), there)
    await becomes(() => expect(before.view).not.toBeNull())
    const after = deliver(await serve(hall, true), there)
    await becomes(() => expect([before.view, after.view]).toEqual([null, expect.anything()]))
  })

  test('an event waits for the one before it of its subject, on the shelf too, and for its time', async () => {
    const hall = newHall()
    let now = NINE
    const server = await serve(hall, false, () => now)
    const outbox = createPostgresOutbox(server.database, () => now)
    const post = (subject: string, kind: string) => server.database.transact(async (tx) => tx.post({ subject, kind, payload: {} }))
    for (const kind of ['a1', 'a2', 'b1', 'c1', 'c2']) await post(kind.slice(0, 1), kind)
    const due = async () => (await outbox.due(500)).map(({ kind }) => kind)
    const idOf = async (kind: string) => (await outbox.due(500)).find((each) => each.kind === kind)?.id ?? ''
    expect(await due()).toEqual(['a1', 'b1', 'c1'])
    expect(await outbox.due(2)).toHaveLength(2)

    const later = new Date(NINE.getTime() + 60_000)
    await outbox.record([
      { id: await idOf('a1'), end: 'delivered' },
      { id: await idOf('b1'), end: 'put-off', until: later },
      { id: await idOf('c1'), end: 'shelved', reason: 'unknown-business' },
    ])
    expect(await due()).toEqual(['a2'])
    expect(await outbox.waiting()).toMatchObject({ waiting: 3, shelf: 1 })
    await outbox.record([{ id: await idOf('a2'), end: 'delivered' }])
    expect(await outbox.nextDueAt()).toEqual(later)
    now = later
    expect(await outbox.due(500)).toMatchObject([{ kind: 'b1', tries: 1 }])
    expect(await outbox.release('operator:王工')).toBe(1)
    expect(await due()).toEqual(['b1', 'c1'])
    await outbox.record([{ id: await idOf('b1'), end: 'delivered' }, { id: await idOf('c1'), end: 'delivered' }])
    await outbox.record([{ id: await idOf('c2'), end: 'delivered' }])
    expect(await outbox.nextDueAt()).toBeNull()
    expect(await outbox.forgetDelivered(later, 500)).toBe(2)
  })

  test('the key of a month is destroyed when its time is over, by whoever delivers; a number of that month still has a key of its own', async () => {
    const hall = newHall()
    const server = await serve(hall)
    await take(server, 'A', { person: PERSON })
    await server.keys.monthKey('evaluation', DAY.slice(0, 7))
    const keys = () => administer(address, `SELECT key_id, wrapped IS NOT NULL AS there FROM yimen.data_key WHERE hall = '${hall}' ORDER BY key_id`)
    const month = DAY.slice(0, 7)
    const early = deliver(server, null, () => new Date(Date.parse(DAY) + 7 * DAY_MS))
    await becomes(() => expect(early.view).toEqual({ delivery: { state: 'no-platform' }, auditLog: 'not-reported' }))
    await early.close()
    const evaluation = { key_id: `${month}/evaluation`, there: true }
    expect(await keys()).toEqual([evaluation, { key_id: `${month}/ticket`, there: true }])

    const later = deliver(server, null, () => new Date(Date.parse(DAY) + 60 * DAY_MS))
    await becomes(async () => expect(await keys()).toEqual([evaluation, { key_id: `${month}/ticket`, there: false }]))
    const another = await serve(hall)
    await take(another, 'A', { person: { ...PERSON, number: '110101199003074258' } })
    const tickets = [{ key_id: `${month}/ticket`, there: false }, { key_id: `${month}/ticket/2`, there: true }]
    expect(await keys()).toEqual([evaluation, ...tickets])
    await later.close()

    // What was written with an evaluation is kept for longer, and not for ever.
    deliver(server, null, () => new Date(Date.parse(DAY) + 120 * DAY_MS))
    await becomes(async () => expect((await keys())[0]).toEqual({ ...evaluation, there: false }))
  })
})
