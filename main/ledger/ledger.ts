import { mkdir, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { createAudit, emptyHeadRow, type Audit } from './audit.ts'
import { openDatabase, type Database } from './database.ts'
import { renameDurably } from './durable-file.ts'
import { createEnvelopes, type Envelopes } from './envelopes.ts'
import { faultOfError, inUseFault, ledgerFault, type LedgerFault } from './faults.ts'
import { lockFolder, readHolder, type FolderLock } from './folder-lock.ts'
import { APPLICATION_ID, exists, inspectLedger, isLedgerLocked, keyCheckOf } from './inspection.ts'
import type { MachineKey } from './machine-key.ts'
import { LEDGER_VERSION, migrate } from './migrations/migrations.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createPaperRolls, type PaperRolls } from './paper-rolls.ts'
import { createSheets, type Sheets } from './sheets.ts'
import { SUITE_AES_SHA256 } from './suite.ts'
import { createWriter, type Writer } from './writer.ts'

export interface LedgerOptions {
  /** The data folder; `ledger.sqlite` and `terminal.lock` lie in it. Created when missing. */
  readonly folder: string
  readonly key: MachineKey
  /** This terminal's id, as `K01`. */
  readonly terminal: string
  readonly now: () => Date
  /** Not the terminal opens it: a crash of the terminal before stays for the next one to know of. */
  readonly visiting?: boolean
}

/** Everything the terminal must not forget, in one SQLite file with one writer (design, "The ledger"). */
export interface Ledger extends Pick<Writer, 'transact' | 'read'> {
  readonly file: string
  readonly terminal: string
  /** The terminal before this one did not end in order: a crash or a power cut. */
  readonly afterCrash: boolean
  readonly envelopes: Envelopes
  readonly sheets: Sheets
  readonly paperRolls: PaperRolls
  readonly outbox: Outbox
  readonly audit: Audit
  /** Somebody has agreed to the notice in this version: kept in the audit log, once for each session. */
  recordAgreement(agreement: { readonly session: string; readonly version: number }): Promise<void>
  /** Resolves when every transaction handed in is on the disk and the folder is free for the next. */
  close(): Promise<void>
}

/** With less room than this (one journal between two check points, four times over) a terminal does not start. */
const LEAST_FREE_BYTES = 16 * 1024 * 1024

/**
 * `journal_mode=WAL` with `synchronous=FULL` flushes the journal at each commit: a committed row survives a power cut.
 * `secure_delete` overwrites what is deleted. Pages set aside for a savepoint stay in memory (`temp_store`): in a file
 * they would cost half the speed, and lie there. The exclusive lock is the guard behind `terminal.lock`, and keeps the
 * journal's index out of the folder. Mind that a process which reads this file by other means drops POSIX locks on it.
 */
const SETTINGS = `
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
`

/**
 * Opens the ledger of a data folder, or begins it. One that is there is first inspected whole and untouched; any fault
 * leaves it byte for byte as it was.
 */
export async function openLedger(options: LedgerOptions): Promise<Result<Ledger, LedgerFault>> {
  const file = path.join(options.folder, 'ledger.sqlite')
  try {
    await mkdir(options.folder, { recursive: true })
    const lock = await lockFolder(options.folder, file, () => isLedgerLocked(file))
    if (!lock.ok) return lock
    const opened = await openLocked(options, file, lock.value)
    if (!opened.ok) await lock.value.release()
    return opened
  } catch (error) {
    return await faultOrThrow(error, options.folder, file)
  }
}

async function openLocked(
  options: LedgerOptions,
  file: string,
  lock: FolderLock,
): Promise<Result<Ledger, LedgerFault>> {
  let database: Database | null = null
  try {
    const room = await statfs(options.folder)
    if (room.bavail * room.bsize < LEAST_FREE_BYTES) return err(ledgerFault('disk-full', file))

    let version = LEDGER_VERSION
    if (await exists(file)) {
      const inspected = await inspectLedger(file, options.key)
      if (!inspected.ok) return inspected
      version = inspected.value
    } else {
      // SQLite would delete a journal without its ledger: the last numbers given may lie in it
      if (await exists(`${file}-wal`)) return err(ledgerFault('damaged', file))
      await beginLedger(options, file)
    }

    database = await openDatabase(file, 'read-write')
    await database.exec(SETTINGS)
    await migrate(database, version)
    const ledger = await assemble(options, file, database, lock)
    // the first durable write: a disk that takes none is found out now and not with a citizen in front
    await ledger.transact((tx) => {
      ledger.audit.append(tx, { actor: 'terminal', event: 'ledger.opened', payload: { terminal: options.terminal } })
    })
    return ok(ledger)
  } catch (error) {
    await database?.close()
    return await faultOrThrow(error, options.folder, file)
  }
}

/** Begins a ledger beside its place and moves it there whole: a power cut leaves either a ledger or none. */
async function beginLedger({ key, terminal, now }: LedgerOptions, file: string): Promise<void> {
  const beside = `${file}.new`
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(beside + suffix, { force: true })
  const database = await openDatabase(beside, 'create')
  try {
    await database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA journal_mode = WAL; ${SETTINGS}`)
    await migrate(database, 0)
    await database.all('INSERT INTO ledger_about (id, terminal, created_at, suite, key_check) VALUES (1, ?, ?, ?, ?)', [
      terminal,
      now().toISOString(),
      SUITE_AES_SHA256,
      keyCheckOf(key),
    ])
    const head = emptyHeadRow(key)
    await database.all('INSERT INTO audit_head (id, suite, seq, hash, seal) VALUES (1, ?, ?, ?, ?)', [
      head.suite,
      head.seq,
      head.hash,
      head.seal,
    ])
    await database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    await database.close()
  }
  await renameDurably(beside, file)
}

async function assemble(
  { key, terminal, now, visiting = false }: LedgerOptions,
  file: string,
  database: Database,
  lock: FolderLock,
): Promise<Ledger> {
  const writer = createWriter(database, file)
  const audit = await createAudit({ database, writer, key, now })
  const paperRolls = createPaperRolls(writer, audit, now)
  const outbox = createOutbox(writer, audit, now)
  const emptyJournal = async () => {
    await writer.read('PRAGMA wal_checkpoint(TRUNCATE)')
  }
  return {
    file,
    terminal,
    afterCrash: lock.afterCrash,
    envelopes: createEnvelopes({ key, writer, now, emptyJournal }),
    sheets: createSheets({ writer, audit, outbox, paperRolls, now }),
    paperRolls,
    outbox,
    audit,
    transact: (body) => writer.transact(body),
    read: (sql, params) => writer.read(sql, params),
    recordAgreement: ({ session, version }) =>
      writer.transact((tx) => {
        audit.append(tx, { actor: 'citizen', event: 'notice.agreed', payload: { session, version } })
      }),
    async close() {
      await writer.end()
      await database.close()
      await (visiting ? lock.releaseAsFound() : lock.release())
    },
  }
}

async function faultOrThrow(error: unknown, folder: string, file: string): Promise<Result<never, LedgerFault>> {
  const fault = faultOfError(error, file)
  if (fault === null) throw error
  if (fault.kind !== 'in-use') return err(fault)
  const holder = await readHolder(path.join(folder, 'terminal.lock'))
  return err(inUseFault(file, holder === null || holder.pid === process.pid ? null : holder.pid))
}
