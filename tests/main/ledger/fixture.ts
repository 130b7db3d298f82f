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

/** Takes a closed ledger back to before migration 014. */
export const UNDO_CALLING = `
DROP INDEX ticket_services; DROP TABLE hall_server; DROP TABLE hall_ticket; DROP TABLE hall_ask;
DROP TABLE appointment; DROP TABLE bad_case_step; DROP TABLE bad_case; DROP TABLE evaluation; DROP TABLE hall_device;
DROP TABLE window_state; DROP TABLE staff_answer; DROP TABLE queue_event;
CREATE TABLE older (
  ticket_id TEXT PRIMARY KEY, request_id TEXT NOT NULL UNIQUE, business_day TEXT NOT NULL, business TEXT NOT NULL,
  seq INTEGER NOT NULL, number TEXT NOT NULL, status TEXT NOT NULL, origin TEXT NOT NULL, terminal TEXT NOT NULL,
  paper TEXT NOT NULL, issued_at TEXT NOT NULL, ahead_at_issue INTEGER NOT NULL, suite INTEGER, person_hash BLOB,
  key_id TEXT REFERENCES data_key (key_id), person_number BLOB, person_name BLOB, UNIQUE (business_day, business, seq)
) STRICT;
INSERT INTO older SELECT ticket_id, request_id, business_day, business, seq, number, status, origin, terminal, paper,
  issued_at, ahead_at_issue, suite, person_hash, key_id, person_number, person_name FROM ticket ORDER BY rowid;
DROP TABLE ticket;
ALTER TABLE older RENAME TO ticket;
CREATE INDEX ticket_waiting ON ticket (business_day, business, seq) WHERE status = 'waiting';
CREATE UNIQUE INDEX ticket_one_for_each_person ON ticket (business_day, business, person_hash)
  WHERE status IN ('waiting', 'called') AND person_hash IS NOT NULL;
CREATE INDEX ticket_at_day_end ON ticket (business_day) WHERE status IN ('waiting', 'called');
CREATE INDEX ticket_to_forget ON ticket (business_day) WHERE person_hash IS NOT NULL;
PRAGMA user_version = 13;
`

/** Takes a closed ledger back to before migration 005. */
export const UNDO_DELIVERY = `
${UNDO_CALLING}
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
