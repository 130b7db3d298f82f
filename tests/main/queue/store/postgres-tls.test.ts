import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { freeLoopback } from '../../../../main/host/free-port.ts'
import { openPostgresStore, type PostgresAddress } from '../../../../main/queue/store/postgres.ts'
import { selfMadeAuthority } from '../../../self-made-certificate.ts'
import { administer, makeCluster, NO_POSTGRESQL, type Cluster } from './postgres-cluster.ts'
import { HALL_KEY } from './postgres-hall.ts'

const authority = selfMadeAuthority()
/** Another office's, of the same name. */
const another = selfMadeAuthority()
/** Eight bytes, of which nobody learns anything (PostgreSQL 15, 55.7 "SSLRequest"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

describe.skipIf(NO_POSTGRESQL)('a hall’s PostgreSQL on another machine (needs postgresql)', () => {
  let cluster: Cluster
  let there: PostgresAddress
  beforeAll(async () => {
    const { host, port } = await freeLoopback()
    cluster = await makeCluster({ fsync: 'off', ssl: 'on', listen_addresses: host, port: String(port) }, authority.server)
    await cluster.start()
    there = { ...cluster.address, host, authority: authority.certificate }
  })
  afterAll(() => cluster.remove())

  const open = (address: PostgresAddress) => openPostgresStore({ address, hall: '530323-01', key: HALL_KEY, now: () => new Date(), promote: false })
  const connections = async () => await administer(cluster.address, `SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'yimen-hall'`)

  test('is spoken to over TLS alone, as whom its authority says it is', async () => {
    const opened = await open(there)
    if (!opened.ok) throw new Error(opened.fault.line)
    await opened.value.lastEvent()
    const all = await connections()
    expect(all.length).toBeGreaterThan(0)
    expect(all.every(({ ssl }) => ssl === true)).toBe(true)
    await opened.value.close()
  })

  test.each([
    ['another authority', () => ({ authority: another.certificate }), 'its certificate is not of the authority configured: '],
    ['another name', () => ({ host: 'localhost' }), 'its certificate is for another name'],
  ])('with a certificate of %s is not spoken to, and one line says why', async (_, rest, why) => {
    const address = { ...there, ...rest() }
    expect(await lineOf(address)).toMatch(`PostgreSQL at ${address.host}:${address.port}/postgres cannot be reached as postgres (${why}`)
    expect(await connections()).toEqual([])
  })

  test('that speaks no TLS is told nothing, not even who asks', async () => {
    const said: Buffer[] = []
    const server = createServer((socket) => socket.on('error', () => undefined).on('data', (bytes) => {
      said.push(bytes)
      socket.write('N')
    }))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    expect(await lineOf({ ...there, port: (server.address() as AddressInfo).port })).toContain('(The server does not support SSL connections)')
    expect(Buffer.concat(said)).toEqual(SSL_REQUEST)
  })

  async function lineOf(address: PostgresAddress): Promise<string> {
    const opened = await open(address)
    if (opened.ok) throw new Error('opened')
    expect(opened.fault.kind).toBe('unreachable')
    expect(opened.fault.line).not.toContain('\n')
    return opened.fault.line
  }
})
