import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import type { PostgresAddress } from '../../../../main/queue/store/postgres.ts'
import type { CertificateAndKey } from '../../../self-made-certificate.ts'

/** Debian's folder for each version; distributions that have only one are asked by pg_config. */
const DEBIAN = '/usr/lib/postgresql'

/** PostgreSQL refuses to run as root: there it runs as `nobody`. */
const NOBODY = 65534
const AS_NOBODY = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

const BINARIES = findBinaries()

/** PostgreSQL is not here. In CI it must be: there its tests run, and fail without it, instead of being passed over. */
export const NO_POSTGRESQL = BINARIES === null && process.env['CI'] !== 'true'

function findBinaries(): string | null {
  const folders = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one)).map((version) => join(DEBIAN, version, 'bin'))
    : []
  try {
    folders.push(execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim())
  } catch {
    // no pg_config: only Debian's folders then
  }
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
}

/** A PostgreSQL of the tests' own, on a socket in its own folder and, unless its settings say otherwise, nowhere else. */
export interface Cluster {
  readonly address: PostgresAddress
  /** Where its programs are: `pgbench` too. */
  readonly binaries: string
  start(): Promise<void>
  /** `fast` lets go of everybody; `immediate` is as a power cut, without the disk's part. */
  stop(how: 'fast' | 'immediate'): Promise<void>
  remove(): Promise<void>
}

/** Not started yet. `settings`: as in postgresql.conf; `tls`: what it shows of itself where they say `ssl`. */
export async function makeCluster(settings: Readonly<Record<string, string>> = { fsync: 'off' }, tls: CertificateAndKey | null = null): Promise<Cluster> {
  if (BINARIES === null) throw new Error('no PostgreSQL on this machine: neither pg_config nor /usr/lib/postgresql')
  const binaries = BINARIES
  const folder = await mkdtemp(join(tmpdir(), 'yimen-pg-'))
  if ('uid' in AS_NOBODY) await chown(folder, NOBODY, NOBODY)
  const data = join(folder, 'data')
  await promisify(execFile)(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...AS_NOBODY, cwd: folder },
  )
  if (tls !== null) {
    for (const [name, text] of [['server.crt', tls.certificate], ['server.key', tls.key]] as const) {
      await writeFile(join(data, name), text, { mode: 0o600 })
      if ('uid' in AS_NOBODY) await chown(join(data, name), NOBODY, NOBODY)
    }
  }
  const address = { host: folder, port: Number(settings['port'] ?? 5432), database: 'postgres', user: 'postgres' }
  let server: ChildProcess | null = null
  let said = ''

  async function stop(how: 'fast' | 'immediate'): Promise<void> {
    const child = server
    server = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await ended
  }

  return {
    address,
    binaries,

    async start() {
      const set = Object.entries({ listen_addresses: '', unix_socket_directories: folder, ...settings })
      const child = spawn(join(binaries, 'postgres'), ['-D', data, ...set.flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
        ...AS_NOBODY,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)))
      server = child
      while (!(await answers(address))) {
        if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}: ${said}`)
        await sleep(20)
      }
    },

    stop,

    async remove() {
      await stop('immediate')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One statement as the administrator. */
export async function administer(address: PostgresAddress, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ ...address })
  client.on('error', () => {}) // the statement hears of it
  try {
    await client.connect()
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

async function answers(address: PostgresAddress): Promise<boolean> {
  try {
    await administer(address, 'SELECT 1')
    return true
  } catch {
    return false
  }
}
