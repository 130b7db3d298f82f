import type { PostgresAddress, PostgresStore } from '../../../../main/queue/store/postgres.ts'
import { TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { CALLING_HALL, type OpenEngine } from './engine.ts'
import { newDatabase, openHall } from './postgres-hall.ts'

/** The queue in PostgreSQL: a hall of its own for each, in the test file's one database. */
export function postgresEngine(): OpenEngine {
  let database: Promise<PostgresAddress> | null = null
  let halls = 0
  return async (hall = CALLING_HALL) => {
    const address = await (database ??= newDatabase())
    const code = `530323-${(halls += 1)}`
    const clock = { now: TEN_O_CLOCK }
    const serve = () => openHall(address, code, { now: () => clock.now })
    let store: PostgresStore = await serve()
    return {
      store,
      clock,
      hall: () => hall,
      close: () => store.close(),
      async reopen() {
        await store.close()
        store = await serve()
        return store
      },
    }
  }
}
