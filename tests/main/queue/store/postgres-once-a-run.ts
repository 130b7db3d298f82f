import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import type { PostgresAddress } from '../../../../main/queue/store/postgres.ts'
import { administer, makeCluster, type Cluster } from './postgres-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for a database of its own. */
    readonly postgres: string
  }
}

/** One PostgreSQL for all files of a run, made when the first of them asks for a database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<Cluster> | null = null
  let databases = 0

  async function start(): Promise<Cluster> {
    const cluster = await makeCluster({ fsync: 'off', max_connections: '200', deadlock_timeout: '50ms' })
    await cluster.start()
    return cluster
  }

  async function newDatabase(): Promise<PostgresAddress> {
    const { address } = await (started ??= start())
    const database = `hall_${(databases += 1)}`
    await administer(address, `CREATE DATABASE ${database} TEMPLATE template0`)
    return { ...address, database }
  }

  const server = createServer((_request, response) => {
    newDatabase().then(
      (address) => response.end(JSON.stringify(address)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  project.provide('postgres', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)

  return async () => {
    server.close()
    server.closeAllConnections()
    const cluster = await started?.catch(() => null)
    await cluster?.remove()
  }
}
