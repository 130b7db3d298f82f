import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { postgresOperators } from '../../../main/operations/postgres-operators.ts'
import type { PostgresAddress, PostgresStore } from '../../../main/queue/store/postgres.ts'
import { administer, NO_POSTGRESQL } from '../queue/store/postgres-cluster.ts'
import { HALL_KEY, newDatabase, openHall } from '../queue/store/postgres-hall.ts'
import { CHEAP, INSTALLER, RIGHT, staffSuite } from './staff-suite.ts'

describe.skipIf(NO_POSTGRESQL)('staff in PostgreSQL (needs postgresql)', () => {
  let database: Promise<PostgresAddress> | null = null
  let halls = 0

  staffSuite(async () => {
    const address = await (database ??= newDatabase())
    const hall = `530323-${(halls += 1)}`
    const servers: PostgresStore[] = []
    async function another() {
      const server = await openHall(address, hall)
      servers.push(server)
      return postgresOperators({ database: server.database, key: HALL_KEY, now: () => new Date(), cost: CHEAP })
    }
    return {
      operators: await another(),
      another,
      async passes(milliseconds) {
        for (const table of ['operator', 'operator_stranger']) {
          await administer(address, `UPDATE yimen.${table} SET wait_until = wait_until - ${milliseconds} WHERE hall = '${hall}' AND wait_until > 0`)
        }
      },
      async events() {
        const rows = await administer(address, `SELECT actor, event FROM yimen.audit WHERE hall = '${hall}' ORDER BY seq`)
        return rows as readonly { actor: string; event: string }[]
      },
      page: (window) => letIn(address, hall, window),
      close: async () => void (await Promise.all(servers.map((server) => server.close()))),
    }
  })

  test('of two who sign in at once at two pages of a window one is signed in; a page that is let in no more signs nobody in, and who is signed in there is no more', async () => {
    const address = await (database ??= newDatabase())
    const hall = `530323-${(halls += 1)}`
    const servers = await Promise.all([openHall(address, hall), openHall(address, hall)])
    onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))))
    const [one, other] = servers.map((server) => postgresOperators({ database: server.database, key: HALL_KEY, now: () => new Date(), cost: CHEAP }))
    if (one === undefined || other === undefined) throw new Error('two servers')
    for (const name of ['赵敏', '王工']) await one.add(name, RIGHT, 'clerk', INSTALLER)
    const pages = [await letIn(address, hall, '3'), await letIn(address, hall, '3')] as const
    const both = await Promise.all([
      one.signInAtWindow('赵敏', RIGHT, { device: pages[0], window: '3' }, DAY),
      other.signInAtWindow('王工', RIGHT, { device: pages[1], window: '3' }, DAY),
    ])
    expect(both.map(({ ok }) => ok)).toEqual([true, true])
    const there = await one.signedIn(DAY)
    expect(there).toHaveLength(1)
    expect(await other.signedIn(DAY)).toEqual(there)
    await administer(address, `DELETE FROM yimen.device WHERE hall = '${hall}'`)
    expect(await one.signedIn(DAY)).toEqual([])
    expect((await one.signInAtWindow('赵敏', RIGHT, { device: pages[0], window: '3' }, DAY)).ok).toBe(true)
    expect(await other.signedInAt({ device: pages[0], window: '3' }, DAY)).toBeNull()
  })
})

const DAY = '2026-11-23'

/** A page that needs no credential here. */
async function letIn(address: PostgresAddress, hall: string, window: string | null): Promise<string> {
  const device = randomUUID()
  await administer(
    address,
    `INSERT INTO yimen.device (hall, device_id, kind, at_window, enrolled_at, enrolled_by, suite, credential_hash)
     VALUES ('${hall}', '${device}', ${window === null ? `'manager', NULL` : `'window', '${window}'`}, now(), 'command-line', 1, '')`,
  )
  return device
}
