import type { Client } from 'pg'
import { err, ok, type Result } from '../../../drivers/result.ts'
import { SCHEMA_STEPS } from './postgres-schema.ts'

/** `FOR UPDATE SKIP LOCKED` is older; 14 is the oldest that its makers still mend, and that the tests are run on. */
const OLDEST_VERSION = 140_000

/** Any number, the same in every version of this program: whoever holds it migrates alone. */
const ADVISORY_LOCK = 7_310_530_323

export type SchemaFault = 'too-old' | 'not-utf8' | 'newer-schema'

/**
 * Takes the steps that are missing, all in one transaction and under one lock: of two servers that start at once, the
 * second waits and finds nothing left to do.
 */
export async function migrate(client: Client): Promise<Result<void, SchemaFault>> {
  const about = await client.query<{ readonly version: number; readonly encoding: string }>(
    `SELECT current_setting('server_version_num')::integer AS version, current_setting('server_encoding') AS encoding`,
  )
  const [server] = about.rows
  if (server === undefined || server.version < OLDEST_VERSION) return err('too-old')
  if (server.encoding !== 'UTF8') return err('not-utf8')

  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
  if (!(await hasSchema(client))) {
    await client.query(`CREATE SCHEMA yimen;
      CREATE TABLE yimen.schema_step (step integer PRIMARY KEY, taken_at timestamptz NOT NULL DEFAULT now())`)
  }
  const taken = await client.query<{ readonly last: number }>('SELECT coalesce(max(step), 0) AS last FROM yimen.schema_step')
  const last = taken.rows[0]?.last ?? 0
  if (last > SCHEMA_STEPS.length) {
    await client.query('ROLLBACK')
    return err('newer-schema')
  }
  for (const [index, step] of SCHEMA_STEPS.entries()) {
    if (index < last) continue
    await client.query(step)
    await client.query('INSERT INTO yimen.schema_step (step) VALUES ($1)', [index + 1])
  }
  await client.query('COMMIT')
  return ok(undefined)
}

async function hasSchema(client: Client): Promise<boolean> {
  const found = await client.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'yimen'`)
  return found.rows.length > 0
}
