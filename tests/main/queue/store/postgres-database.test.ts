import { afterEach, describe, expect, test, vi } from 'vitest'
import type { HallDatabase, HallTransaction } from '../../../../main/queue/store/postgres-database.ts'
import type { PostgresAddress, PostgresStore } from '../../../../main/queue/store/postgres.ts'
import { QueueStoreFenced } from '../../../../main/queue/store/unavailable.ts'
import { administer, NO_POSTGRESQL } from './postgres-cluster.ts'
import { newDatabase, openHall } from './postgres-hall.ts'
import { DAY } from './postgres-tickets.ts'

const HALL = '530323-01'
const KEEP = 'INSERT INTO yimen.answer (hall, request_id, business_day, answer) VALUES ($1, $2, $3, $4)'
const KEPT = 'SELECT answer FROM yimen.answer WHERE hall = $1 ORDER BY request_id'

describe.skipIf(NO_POSTGRESQL)('what the hall server keeps beside the queue (needs postgresql)', () => {
  const servers: PostgresStore[] = []

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })

  async function serve(address: PostgresAddress, promote = false): Promise<HallDatabase> {
    const server = await openHall(address, HALL, { promote })
    servers.push(server)
    return server.database
  }

  async function keep(tx: HallTransaction, answer: string): Promise<void> {
    await tx.write(KEEP, [answer, DAY, answer])
    tx.audit({ actor: 'operator:王工', event: 'answer.kept', payload: { answer } })
    tx.post({ subject: answer, kind: 'answer.kept', payload: { answer } })
  }

  test('stands with its audit entry and its event, or none of them does', async () => {
    const address = await newDatabase()
    const database = await serve(address)
    await database.transact((tx) => keep(tx, 'one'))
    await expect(
      database.transact(async (tx) => {
        await keep(tx, 'two')
        throw new Error('thought better of it')
      }),
    ).rejects.toThrow('thought better of it')
    expect(await database.read(KEPT)).toEqual([{ answer: 'one' }])
    expect(await administer(address, 'SELECT actor, event, payload FROM yimen.audit')).toEqual([
      { actor: 'operator:王工', event: 'answer.kept', payload: '{"answer":"one"}' },
    ])
    expect(await administer(address, 'SELECT subject, kind FROM yimen.outbox')).toEqual([{ subject: 'one', kind: 'answer.kept' }])
    // windows and boards have nothing to do with it
    expect(await administer(address, 'SELECT 1 FROM yimen.event')).toEqual([])
  })

  test('is written by nobody whose epoch is over', async () => {
    const address = await newDatabase()
    const before = await serve(address)
    const after = await serve(address, true)
    await expect(before.transact((tx) => keep(tx, 'late'))).rejects.toThrow(QueueStoreFenced)
    await after.transact((tx) => keep(tx, 'in time'))
    expect(await before.read(KEPT)).toEqual([{ answer: 'in time' }])
  })

  test('is heard of at another server', async () => {
    const address = await newDatabase()
    const [one, other] = [await serve(address), await serve(address)]
    let found: readonly unknown[] = []
    other.onNews(() => void other.read(KEPT).then((rows) => (found = rows)))
    await one.transact((tx) => keep(tx, 'one'))
    await vi.waitFor(() => expect(found).toHaveLength(1), { timeout: 30_000 })
  })
})
