import { timingSafeEqual } from 'node:crypto'
import { open, rm, stat } from 'node:fs/promises'
import { err, ok, type Result } from '../../drivers/result.ts'
import { verifyAudit } from './audit.ts'
import { openDatabase, type Database } from './database.ts'
import { faultOfError, ledgerFault, type LedgerFault } from './faults.ts'
import type { MachineKey } from './machine-key.ts'
import { LEDGER_VERSION } from './migrations/migrations.ts'

/** `PRAGMA application_id` of a ledger: "Yimn". Says whose file it is (SQLite file format, section 1.3.13). */
export const APPLICATION_ID = 0x59696d6e

const SQLITE_MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
const USER_VERSION_AT = 60
const APPLICATION_ID_AT = 68

/**
 * Looks at a ledger that is there without changing a byte of it or of its journal: header, version, key, SQLite's own
 * check, audit log. The whole of it: a terminal never starts on a half-read ledger. Answers the ledger's version.
 */
export async function inspectLedger(file: string, key: MachineKey): Promise<Result<number, LedgerFault>> {
  const header = await inspectHeader(file)
  if (!header.ok) return header
  return await reading(file, async (database) => {
    const [about] = await database.all<{ key_check: unknown }>('SELECT key_check FROM ledger_about')
    if (about === undefined || !Buffer.isBuffer(about.key_check)) return err(ledgerFault('damaged', file))
    if (!isKeyOf(about.key_check, key)) return err(ledgerFault('wrong-key', file))
    const [check] = await database.all<{ quick_check: string }>('PRAGMA quick_check(1)')
    if (check?.quick_check !== 'ok') return err(ledgerFault('damaged', file))
    if (!(await verifyAudit(database, key))) return err(ledgerFault('audit-chain-broken', file))
    return header
  })
}

/** Whether another process has the ledger open; `no-ledger` when there is none to ask. */
export async function isLedgerLocked(file: string): Promise<boolean | 'no-ledger'> {
  if (!(await exists(file))) return 'no-ledger'
  const header = await inspectHeader(file)
  if (!header.ok) return false // nobody runs on it: what it is, the inspection will say
  const probe = await reading(file, async (database) => {
    await database.all('SELECT 1 FROM ledger_about')
    return ok(undefined)
  })
  return !probe.ok && probe.fault.kind === 'in-use'
}

export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** What tells that this key sealed this ledger, before anything is opened with it. */
export function keyCheckOf(key: MachineKey): Buffer {
  return key.derive('key-check')
}

function isKeyOf(check: Buffer, key: MachineKey): boolean {
  const expected = keyCheckOf(key)
  return check.length === expected.length && timingSafeEqual(check, expected)
}

async function inspectHeader(file: string): Promise<Result<number, LedgerFault>> {
  try {
    const handle = await open(file, 'r')
    try {
      const header = Buffer.alloc(HEADER_BYTES)
      const { bytesRead } = await handle.read(header, 0, HEADER_BYTES, 0)
      // an empty file of this name is a ledger that lost its content; to begin anew would give out its numbers again
      if (bytesRead === 0) return err(ledgerFault('damaged', file))
      if (!header.toString('latin1').startsWith(SQLITE_MAGIC)) return err(ledgerFault('not-a-ledger', file))
      if (bytesRead < HEADER_BYTES) return err(ledgerFault('damaged', file))
      if (header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) return err(ledgerFault('not-a-ledger', file))
      const version = header.readUInt32BE(USER_VERSION_AT)
      if (version > LEDGER_VERSION) return err(ledgerFault('newer-version', file))
      return version === 0 ? err(ledgerFault('damaged', file)) : ok(version)
    } finally {
      await handle.close()
    }
  } catch (error) {
    const fault = faultOfError(error, file)
    if (fault === null) throw error
    return err(fault)
  }
}

/** A read-only connection: it can read the journal, but neither empty it into the ledger nor remove it at its end. */
async function reading<Value>(
  file: string,
  look: (database: Database) => Promise<Result<Value, LedgerFault>>,
): Promise<Result<Value, LedgerFault>> {
  // the journal's index, and an empty journal, are SQLite's to make even then; what was not there goes again
  const made: string[] = []
  for (const beside of [`${file}-shm`, `${file}-wal`]) if (!(await exists(beside))) made.push(beside)
  try {
    const database = await openDatabase(file, 'read-only')
    try {
      return await look(database)
    } finally {
      await database.close()
    }
  } catch (error) {
    const fault = faultOfError(error, file)
    if (fault !== null) return err(fault)
    // a column or table that should be there and is not
    if (isSqlError(error)) return err(ledgerFault('damaged', file))
    throw error
  } finally {
    for (const beside of made) await removeIfHarmless(beside)
  }
}

async function removeIfHarmless(beside: string): Promise<void> {
  if (!(await exists(beside))) return
  if (beside.endsWith('-wal') && (await stat(beside)).size > 0) return // somebody else has begun to write
  await rm(beside, { force: true })
}

function isSqlError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR'
}
