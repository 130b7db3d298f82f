import type { MachineKey } from '../ledger/machine-key.ts'
import type { Ask, HallDatabase, HallTransaction } from '../queue/store/postgres-database.ts'
import { carriedOver, NO_TRIES, type Tries } from './lock-out.ts'
import { createOperators, type Operators } from './operators.ts'
import type { ScryptCost } from './pin.ts'
import { postgresSignIns, signInTransaction } from './postgres-sign-ins.ts'
import { keptIn, triesIn, type StaffRow, type TriesRow } from './staff-row.ts'
import type { Looked, StaffStore, StaffTransaction } from './staff-store.ts'

/** Milliseconds of the database's clock: the servers' own may differ, and none of them is asked. */
const CLOCK = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

const COLUMNS = 'operator_id, name, role, suite, parameters, salt, pin_hash, failures, wait_until'
const BY_NAME = `SELECT ${COLUMNS} FROM yimen.operator WHERE hall = $1 AND name = $2`
const ALL = `SELECT ${COLUMNS} FROM yimen.operator WHERE hall = $1 ORDER BY name COLLATE "C"`
const STRANGER = `SELECT failures, wait_until FROM yimen.operator_stranger WHERE hall = $1 AND bucket = $2`
const NOW = `SELECT ${CLOCK} AS clock WHERE $1::text IS NOT NULL`

/** Names of one bucket are looked at by one transaction at a time, at whichever server: there may be no row yet to lock. */
const ALONE = `SELECT pg_advisory_xact_lock(hashtextextended('yimen staff ' || $1::text, $2::integer))`

/** Staff of a hall, who sign in at whichever of its servers: see `createOperators`. */
export function postgresOperators(parts: {
  readonly database: HallDatabase
  readonly key: MachineKey
  readonly now: () => Date
  readonly cost?: ScryptCost
}): Operators {
  const { database, ...rest } = parts
  return createOperators({ store: postgresStaff(database), ...rest })
}

function postgresStaff(database: HallDatabase): StaffStore {
  return {
    look: (name, bucket) => look(database.read, name, bucket),
    async all() {
      const clock = await clockOf(database.read)
      const rows = await database.read<StaffRow>(ALL)
      return { all: rows.map((row) => keptIn(row, triesAt(row, clock))), clock }
    },
    signIns: postgresSignIns(database),
    transact: (body) => database.transact((tx) => body(staffTransaction(tx))),
  }
}

async function look(ask: Ask, name: string, bucket: number): Promise<Looked> {
  const [row] = await ask<StaffRow>(BY_NAME, [name])
  const [stranger] = await ask<TriesRow>(STRANGER, [bucket])
  // asked last: a wait that is over by now is over
  const clock = await clockOf(ask)
  return { kept: row === undefined ? null : keptIn(row, triesAt(row, clock)), stranger: stranger === undefined ? NO_TRIES : triesAt(stranger, clock), clock }
}

async function clockOf(ask: Ask): Promise<number> {
  const [row] = await ask<{ readonly clock: number }>(NOW)
  return row?.clock ?? 0
}

function staffTransaction(tx: HallTransaction): StaffTransaction {
  const write = async (statement: string, values?: readonly unknown[]) => void (await tx.write(statement, values))
  return {
    async look(name, bucket) {
      await tx.all(ALONE, [bucket])
      return await look(tx.all, name, bucket)
    },
    add: ({ operator, pin, tries }, at) =>
      write(
        `INSERT INTO yimen.operator (hall, operator_id, name, role, added_at, suite, parameters, salt, pin_hash, failures, wait_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [operator.id, operator.name, operator.role, at, pin.suite, pin.parameters, pin.salt, pin.hash, tries.failures, tries.waitUntil],
      ),
    remove: (id) => write('DELETE FROM yimen.operator WHERE hall = $1 AND operator_id = $2', [id]),
    setPin: (id, { suite, parameters, salt, hash }) =>
      write('UPDATE yimen.operator SET suite = $3, parameters = $4, salt = $5, pin_hash = $6 WHERE hall = $1 AND operator_id = $2', [
        id,
        suite,
        parameters,
        salt,
        hash,
      ]),
    noteTries: (id, { failures, waitUntil }) =>
      write('UPDATE yimen.operator SET failures = $3, wait_until = $4 WHERE hall = $1 AND operator_id = $2', [id, failures, waitUntil]),
    noteStranger: (bucket, { failures, waitUntil }) =>
      write(
        `INSERT INTO yimen.operator_stranger (hall, bucket, failures, wait_until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (hall, bucket) DO UPDATE SET failures = excluded.failures, wait_until = excluded.wait_until`,
        [bucket, failures, waitUntil],
      ),
    forgetStrangers: () => write('DELETE FROM yimen.operator_stranger WHERE hall = $1'),
    signIns: signInTransaction(tx),
    audit: (entry) => tx.audit(entry),
  }
}

/** The database's clock may be set back: nobody waits longer for that than a wait is long. */
function triesAt(row: TriesRow, clock: number): Tries {
  return carriedOver(triesIn(row), clock)
}
