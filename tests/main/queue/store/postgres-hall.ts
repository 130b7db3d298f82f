import { inject } from 'vitest'
import { machineKeyFrom } from '../../../../main/ledger/machine-key.ts'
import { openPostgresStore, type PostgresAddress, type PostgresStore } from '../../../../main/queue/store/postgres.ts'
import { administer } from './postgres-cluster.ts'

export const HALL_KEY = machineKeyFrom(Buffer.alloc(32, 7))

/** A database of the test file's own, in the run's one PostgreSQL. */
export async function newDatabase(): Promise<PostgresAddress> {
  const response = await fetch(inject('postgres'))
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return JSON.parse(text) as PostgresAddress
}

/** As when a server between fails: every connection of the hall servers with this database ends, wherever it was. */
export async function loseConnections(address: PostgresAddress): Promise<void> {
  await administer(
    address,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'yimen-hall'`,
  )
}

/** Opened as a hall server opens it, and must be. */
export async function openHall(
  address: PostgresAddress,
  hall: string,
  { now = () => new Date(), promote = false }: { readonly now?: () => Date; readonly promote?: boolean } = {},
): Promise<PostgresStore> {
  const opened = await openPostgresStore({ address, hall, key: HALL_KEY, now, promote })
  if (!opened.ok) throw new Error(opened.fault.line)
  return opened.value
}
