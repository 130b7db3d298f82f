import { describe } from 'vitest'
import { postgresOperators } from '../../../main/operations/postgres-operators.ts'
import type { PostgresAddress, PostgresStore } from '../../../main/queue/store/postgres.ts'
import { administer, NO_POSTGRESQL } from '../queue/store/postgres-cluster.ts'
import { HALL_KEY, newDatabase, openHall } from '../queue/store/postgres-hall.ts'
import { CHEAP, staffSuite } from './staff-suite.ts'

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
      close: async () => void (await Promise.all(servers.map((server) => server.close()))),
    }
  })
})
