import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { openLedger, type Ledger } from '../../../main/ledger/ledger.ts'
import { machineKeyFrom, type MachineKey } from '../../../main/ledger/machine-key.ts'

/** A data folder of its own for each test, gone afterwards. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-ledger-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Two machines. */
export const KEY: MachineKey = machineKeyFrom(Buffer.alloc(32, 1))
export const OTHER_KEY: MachineKey = machineKeyFrom(Buffer.alloc(32, 2))

/** A Sunday morning at ten in Shanghai. */
export const TEN_O_CLOCK = new Date('2026-11-22T02:00:00Z')

export function ledgerOptions(folder: string, now: () => Date = () => TEN_O_CLOCK) {
  return { folder, key: KEY, terminal: 'K01', now }
}

/** Opens a ledger that is to open, and closes it after the test. */
export async function open(folder: string, now?: () => Date): Promise<Ledger> {
  const opened = await openLedger(ledgerOptions(folder, now))
  assert(opened.ok, opened.ok ? '' : opened.fault.line)
  let closed = false
  const ledger: Ledger = {
    ...opened.value,
    async close() {
      if (closed) return
      closed = true
      await opened.value.close()
    },
  }
  onTestFinished(() => ledger.close())
  return ledger
}

/** Takes a closed ledger back to before migration 005. */
export const UNDO_DELIVERY = `
ALTER TABLE operator DROP COLUMN role;
DROP TABLE phone_slot; DROP TABLE filing; DROP TABLE filing_key;
DROP TABLE draft; DROP TABLE paper_tray; DROP INDEX sheet_of_document; DROP INDEX sheet_spoiled;
DROP TABLE certificate_copy;
ALTER TABLE sheet DROP COLUMN device; ALTER TABLE sheet DROP COLUMN decision_reason;
DROP TRIGGER outbox_behind; DROP TRIGGER outbox_turn; DROP TRIGGER outbox_no_delete;
DROP INDEX outbox_of_subject; DROP INDEX outbox_next; DROP INDEX outbox_delivered;
ALTER TABLE outbox DROP COLUMN behind; ALTER TABLE outbox DROP COLUMN tries; ALTER TABLE outbox DROP COLUMN not_before;
ALTER TABLE outbox DROP COLUMN lane;
PRAGMA user_version = 4;
`

/** Every byte of a data folder and of what lies below it, by file name, lock aside. */
export async function bytesOf(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const bytes = new Map<string, Buffer>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile() && entry.name !== 'terminal.lock') bytes.set(path.relative(folder, file), await readFile(file))
  }
  return bytes
}
