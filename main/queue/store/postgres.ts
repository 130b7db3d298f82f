import { Client, Pool, types, type ClientConfig, type PoolConfig } from 'pg'
import { err, ok, type Result } from '../../../drivers/result.ts'
import type { MachineKey } from '../../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import { createHallDatabase, type HallDatabase } from './postgres-database.ts'
import { sqlState, worldsWord } from './postgres-faults.ts'
import { leadHall, type LeadersWork, type Leading } from './postgres-leader.ts'
import { createHallKeys, type HallKeys } from './postgres-keys.ts'
import { migrate, type SchemaFault } from './postgres-migrate.ts'
import { createNews } from './postgres-news.ts'
import { createPersonSeals } from './postgres-persons.ts'
import { createRecord, emptyAudit } from './postgres-record.ts'
import { createPostgresStore } from './postgres-store.ts'
import type { QueueStore } from './queue-store.ts'

/** Where PostgreSQL is, and who asks. `host` may be the folder of its socket. */
export interface PostgresAddress {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password?: string
  /** PEM of the authority that signed the server's certificate; left out, the connection is not encrypted. */
  readonly authority?: string
}

export interface PostgresStoreOptions {
  readonly address: PostgresAddress
  /** The hall's code, which every row carries. */
  readonly hall: string
  /** The key that the hall servers of this hall share. */
  readonly key: MachineKey
  readonly now: () => Date
  /** Takes the hall over: the epoch grows by one, and every server that opened the queue before writes nothing any more. */
  readonly promote: boolean
}

/** `line` is one sentence for the operator; it never holds the password. */
export interface PostgresStoreFault {
  readonly kind: SchemaFault | 'unreachable' | 'not-allowed' | 'wrong-key'
  readonly line: string
}

export interface PostgresStore extends QueueStore {
  /** For what the hall server keeps beside the queue. */
  readonly database: HallDatabase
  /** And for what of it is of a person. */
  readonly keys: HallKeys
  /** A terminal that has spoken with a server of a later epoch takes no answer of this one's. */
  readonly epoch: number
  /** What one server of the hall does at a time, from now until it is closed: see `leadHall`. */
  lead(begin: () => LeadersWork, onFault: (error: unknown) => void): Leading
  close(): Promise<void>
}

/** Transactions at once. Each holds its connection for a few milliseconds; more would only wait for each other inside PostgreSQL. */
const CONNECTIONS = 10
/** For what is read beside the transactions: feed, polls, keys. */
const CONNECTIONS_BESIDE = 3

/** What a request waits for a connection; a terminal that hears nothing for so long goes on alone. */
const CONNECT_MS = 10_000
/** No statement takes a hundredth of it: who waits for longer waits for a server that has died with its locks. */
const STATEMENT_MS = 15_000
/** For a connection that a cable took, of which PostgreSQL itself cannot tell. */
const NO_ANSWER_MS = 20_000

/**
 * The queue of a hall in PostgreSQL (14 or later): brings the schema up to date, founds the hall where there is none yet, and
 * joins its epoch or, promoted, begins the next. The database's connections must be its own, or a pooler's in session mode.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Result<PostgresStore, PostgresStoreFault>> {
  const { address, hall, key, now } = options
  const config = configOf(address)
  const epoch = await prepare(config, options)
  if (!epoch.ok) return epoch

  const pool = poolOf({ ...config, max: CONNECTIONS })
  const beside = poolOf({ ...config, max: CONNECTIONS_BESIDE })
  const news = createNews({ config, beside, hall })
  const database = createHallDatabase({ pool, beside, hall, epoch: epoch.value, recordValues: createRecord(key, now), news })
  const keys = createHallKeys(hall, key, database.read)
  const store = createPostgresStore(database, createPersonSeals(hall, key, keys))
  return ok({
    ...store,
    database,
    keys,
    epoch: epoch.value,
    lead: (begin, onFault) => leadHall({ config, hall, epoch: epoch.value, begin, onFault }),
    async close() {
      await news.close()
      await Promise.all([pool.end(), beside.end()])
    },
  })
}

/** Schema, hall, key and epoch; answers the epoch. */
async function prepare(
  config: ClientConfig,
  options: PostgresStoreOptions,
): Promise<Result<number, PostgresStoreFault>> {
  const client = new Client(config)
  client.on('error', () => {}) // the statement in motion hears of it
  try {
    await client.connect()
    const migrated = await migrate(client)
    if (!migrated.ok) return err(faultOf(migrated.fault, options.address))
    return await found(client, options)
  } catch (error) {
    const kind = sqlState(error) === INSUFFICIENT_PRIVILEGE ? 'not-allowed' : 'unreachable'
    const said = kind === 'not-allowed' ? '' : worldsWord(error)
    if (said === null) throw error
    return err(faultOf(kind, options.address, said))
  } finally {
    await client.end().catch(() => {}) // lost already
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'

async function found(
  client: Client,
  { hall, key, promote, address }: PostgresStoreOptions,
): Promise<Result<number, PostgresStoreFault>> {
  const check = key.derive('key-check')
  await client.query('BEGIN')
  await client.query(
    `INSERT INTO yimen.hall (hall, created_at, suite, key_check) VALUES ($1, now(), $2, $3) ON CONFLICT (hall) DO NOTHING`,
    [hall, SUITE_AES_SHA256, check],
  )
  await client.query(
    `INSERT INTO yimen.head (hall, epoch, last_event, audit_suite, audit_seq, audit_hash, audit_seal)
     VALUES ($1, 1, 0, $2, $3, $4, $5) ON CONFLICT (hall) DO NOTHING`,
    [hall, ...emptyAudit(key)],
  )
  const kept = await client.query<{ readonly key_check: Buffer }>('SELECT key_check FROM yimen.hall WHERE hall = $1', [hall])
  if (kept.rows[0]?.key_check.equals(check) !== true) {
    await client.query('ROLLBACK')
    return err(faultOf('wrong-key', address))
  }
  const epoch = await client.query<{ readonly epoch: number }>(
    promote
      ? 'UPDATE yimen.head SET epoch = epoch + 1 WHERE hall = $1 RETURNING epoch'
      : 'SELECT epoch FROM yimen.head WHERE hall = $1',
    [hall],
  )
  await client.query('COMMIT')
  return ok(epoch.rows[0]?.epoch ?? 1)
}

function configOf({ host, port, database, user, password, authority }: PostgresAddress): ClientConfig {
  return {
    host,
    port,
    database,
    user,
    ...(password === undefined ? {} : { password }),
    ...(authority === undefined ? {} : { ssl: { ca: authority, rejectUnauthorized: true } }),
    application_name: 'yimen-hall',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    query_timeout: NO_ANSWER_MS,
    keepAlive: true,
    // a number that has been told is on the disk, whatever an administrator has set for other programs
    options: '-c synchronous_commit=on',
    // counts are far below 2^53
    types: { getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)) },
  }
}

function poolOf(config: PoolConfig): Pool {
  const pool = new Pool(config)
  pool.on('error', () => {}) // an idle connection that was lost: the pool has dropped it, and makes another
  pool.on('connect', (client) => {
    client.on('error', () => {}) // the statement in motion hears of it
  })
  return pool
}

function faultOf(kind: PostgresStoreFault['kind'], address: PostgresAddress, said = ''): PostgresStoreFault {
  const at = `${address.host}:${address.port}/${address.database}`
  const lines: Readonly<Record<PostgresStoreFault['kind'], string>> = {
    unreachable: `PostgreSQL at ${at} cannot be reached as ${address.user} (${said}).`,
    'not-allowed': `The user ${address.user} may not make or use the schema yimen in PostgreSQL at ${at}.`,
    'too-old': `PostgreSQL at ${at} is older than version 14.`,
    'not-utf8': `The database at ${at} is not encoded in UTF8.`,
    'newer-schema': `The queue in PostgreSQL at ${at} was written by a newer hall server; it was left as it is.`,
    'wrong-key': `The hall's queue in PostgreSQL at ${at} was sealed with another key than the one configured.`,
  }
  return { kind, line: lines[kind] }
}
