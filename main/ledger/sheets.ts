import assert from 'node:assert/strict'
import type { Audit } from './audit.ts'
import { newIdentifier } from './identifiers.ts'
import type { Outbox } from './outbox.ts'
import type { PaperRolls, RollCounts } from './paper-rolls.ts'
import { createSheetNews, detailOf } from './sheet-news.ts'
import type { Transaction, Writer } from './writer.ts'

/**
 * A sheet of paper on its way: `intended → sending → sent → printed | failed | unknown`. Intended is written before a
 * byte moves. `printed` is what a printer confirmed; on one that cannot confirm, `sent` is the end of it.
 */
export type SheetState =
  | { readonly state: 'intended' }
  | { readonly state: 'sending' }
  | { readonly state: 'sent'; readonly confirmation: 'awaited' | 'not-possible' }
  | { readonly state: 'printed' }
  /** Nothing, or nothing usable, came out. */
  | { readonly state: 'failed'; readonly reason: string }
  /** It may lie in the tray or not: a person decides, never a retry. */
  | { readonly state: 'unknown'; readonly reason: string }

export interface Sheet {
  /** One key for each intended sheet: a retry reuses it, a deliberate reprint has a new one. */
  readonly key: string
  readonly device: SheetDevice
  /** What is printed on it: a ticket's id, a certificate copy's key, or what `guideSubject` gave. */
  readonly subject: string
  /** The one request that it was made for. */
  readonly requestId: string
  /** 0 is the original; 1 the first reprint (补打), marked on paper. */
  readonly copy: number
  /** Why it was printed again; null for the original. */
  readonly copyReason: string | null
  readonly state: SheetState
  readonly intendedAt: Date
}

/** Which printer a sheet is for: tickets on a roll, or certificates and guides on A4. */
export type SheetDevice = 'ticket' | 'document'

/** How a person ends the matter of a sheet that failed, or of which nobody knows. */
export type SheetDecision =
  /** The same number was printed again (补打). */
  | 'reprinted'
  /** Nothing more is printed for it; its number stays as it is. */
  | 'void'
  /** It lay in the tray after all, whole. */
  | 'came-out'
  /** It came out and is of no use: jammed, torn, or taken by nobody. */
  | 'spoiled'

export interface SheetIntent {
  readonly device: SheetDevice
  readonly subject: string
  /** One request is one sheet; the ledger refuses a second. */
  readonly requestId: string
  readonly copy: number
  readonly copyReason: string | null
}

/** Sheets of paper in the ledger. A step that the chain above does not know is a bug, and an assertion. */
export interface Sheets {
  /** Writes the intent within the transaction of what is to be printed; answers the sheet's key. */
  intend(tx: Transaction, intent: SheetIntent): string
  /**
   * From here on bytes may have reached the printer. `lengthMm` is what the sheet takes from the roll, in whole
   * millimetres; null where that is not known. It is counted once the sheet is printed, sent for good, or unknown.
   */
  sending(key: string, lengthMm: number | null): Promise<void>
  /**
   * All bytes are at the printer. `not-possible` settles the sheet, at once or after the wait was in vain: this printer
   * never tells.
   */
  sent(key: string, confirmation: 'awaited' | 'not-possible'): Promise<void>
  printed(key: string): Promise<void>
  failed(key: string, reason: string): Promise<void>
  unknown(key: string, reason: string): Promise<void>
  sheet(key: string): Promise<Sheet | null>
  /** All sheets of one subject, the original first. */
  sheetsOf(subject: string): Promise<readonly Sheet[]>
  /** Sheets whose end is not known yet. */
  openSheets(): Promise<readonly Sheet[]>
  /** Failed and unknown sheets that wait for a person, the oldest first. */
  undecided(): Promise<readonly Sheet[]>
  /**
   * A person ends the matter of one sheet; false when it waits for nobody (any more). Of a certificate that failed nothing
   * came out, and whoever issued it has revoked it: only `void` is true of it. `by`: the actor of the audit log.
   */
  decide(tx: Transaction, key: string, decision: SheetDecision, by: string): Promise<boolean>
  /**
   * A certificate that came out, or was believed to have, is of no use. False when it did not come out, or is spoiled
   * already. `by`: the actor of the audit log.
   */
  spoil(tx: Transaction, key: string, reason: string, by: string): Promise<boolean>
  /** 补打 of a subject ends the matter of all its sheets that went wrong before. */
  reprinted(tx: Transaction, subject: string, by: string): void
  /**
   * At start: whatever the last run left open becomes `unknown('power-cut')`, for a person to settle; a certificate of
   * which no byte had left failed. Nothing is printed. Answers how many there were.
   */
  settleOpenAtStart(): Promise<number>
  /**
   * Whether nobody knows of a ticket that reached its printer after all that are known to have come out, or one was sent
   * only just now: something of it may lie in the printer still.
   */
  lastIsInDoubt(): Promise<boolean>
  /**
   * Lengths of the tickets that came out last, mm, the latest first; those without a known length are left out, and
   * so is what lies further back than a few times as many sheets.
   */
  lastLengths(atMost: number): Promise<readonly number[]>
  /** Hears of each sheet that has settled, once that is on the disk; answers how to stop hearing. */
  onSettled(listener: () => void): () => void
}

interface SheetRow {
  readonly sheet_key: string
  readonly device: SheetDevice
  readonly subject: string
  readonly request_id: string
  readonly copy: number
  readonly copy_reason: string | null
  readonly state: SheetState['state']
  readonly detail: string | null
  readonly intended_at: string
}

const COLUMNS = 'sheet_key, device, subject, request_id, copy, copy_reason, state, detail, intended_at'

/** As the partial index sheet_open says it, so that SQLite finds open sheets without reading settled ones. */
const IS_OPEN = "(state IN ('intended', 'sending') OR (state = 'sent' AND detail = 'awaited'))"

/** Bytes of it may have reached the printer, and it has not settled yet. */
const IS_UNDER_WAY = "(state = 'sending' OR (state = 'sent' AND detail = 'awaited'))"

/** It came out, as far as its printer tells. */
const CAME_OUT = "(state = 'printed' OR (state = 'sent' AND detail = 'not-possible'))"

/** It came out, or nobody knows. */
const MAY_HAVE_COME_OUT = `(${CAME_OUT} OR state = 'unknown')`

/** What was in the printer at the last stop is among these: they go to it one at a time. */
const LATEST_SHEETS = 100
/** A printer that never tells may still be at a sheet that was sent so long ago: 10 cm take it about 2 s. */
const STILL_MOVING_MS = 10_000
const HAS_LEFT_WELL = "state IN ('printed', 'sent')"

/** For each length asked for, so that a ledger without lengths is not searched from end to end. */
const SHEETS_SEARCHED = 4

/** As the partial index sheet_undecided says it. */
const WAITS_FOR_A_PERSON = "state IN ('failed', 'unknown') AND decision IS NULL"

/** A printer that never confirms is found out only after the wait for it. */
const MAY_BECOME_SENT = {
  awaited: "state = 'sending'",
  'not-possible': IS_UNDER_WAY,
} as const

export function createSheets(parts: {
  readonly writer: Writer
  readonly audit: Audit
  readonly outbox: Outbox
  readonly paperRolls: PaperRolls
  readonly now: () => Date
}): Sheets {
  const { writer, paperRolls, now } = parts
  const news = createSheetNews(parts.audit, parts.outbox)
  const listeners = new Set<() => void>()

  /** One step of the chain: only from the states named, in one statement, so that two cannot both take it. */
  async function step(key: string, to: SheetState, from: string): Promise<void> {
    await writer.transact(async (tx) => {
      // Of a sheet that becomes unknown, only its state before tells whether it may have used paper.
      const paper = to.state === 'unknown' ? await underWay(tx, 'sheet_key = ?', [key]) : null
      const rows = await tx.all<Pick<SheetRow, 'device' | 'subject' | 'copy'> & { readonly length_mm: number | null }>(
        `UPDATE sheet SET state = ?, detail = ?, changed_at = ? WHERE sheet_key = ? AND ${from}
         RETURNING device, subject, copy, length_mm`,
        [to.state, detailOf(to), now().toISOString(), key],
      )
      const [row] = rows
      assert(row !== undefined, `a sheet cannot become ${to.state} from where it is`)
      if (!isSettled(to)) return
      await news.settled(tx, { key, device: row.device, subject: row.subject, copy: row.copy, state: to })
      if (row.device === 'ticket' && to.state !== 'failed') {
        paperRolls.used(tx, paper ?? { sheets: 1, usedMm: row.length_mm ?? 0 })
      }
    })
    if (isSettled(to)) for (const listener of listeners) listener()
  }

  /** What the tickets under way among those named may take from the roll. */
  async function underWay(tx: Transaction, named: string, params: readonly string[]): Promise<RollCounts> {
    const [counts] = await tx.all<RollCounts>(
      `SELECT count(*) AS sheets, coalesce(sum(length_mm), 0) AS usedMm FROM sheet
       WHERE ${named} AND device = 'ticket' AND ${IS_UNDER_WAY}`,
      params,
    )
    return counts ?? { sheets: 0, usedMm: 0 }
  }

  return {
    intend(tx, { device, subject, requestId, copy, copyReason }) {
      const at = now()
      const key = newIdentifier(at)
      tx.write(
        `INSERT INTO sheet (sheet_key, device, subject, request_id, copy, copy_reason, state, intended_at, changed_at)
         VALUES (?, ?, ?, ?, ?, ?, 'intended', ?, ?)`,
        [key, device, subject, requestId, copy, copyReason, at.toISOString(), at.toISOString()],
      )
      return key
    },

    async sending(key, lengthMm) {
      await writer.transact(async (tx) => {
        const rows = await tx.all(
          `UPDATE sheet SET state = 'sending', length_mm = ?, changed_at = ? WHERE sheet_key = ? AND state = 'intended'
           RETURNING sheet_key`,
          [lengthMm, now().toISOString(), key],
        )
        assert(rows.length === 1, 'a sheet cannot become sending from where it is')
      })
    },
    sent: (key, confirmation) => step(key, { state: 'sent', confirmation }, MAY_BECOME_SENT[confirmation]),
    printed: (key) => step(key, { state: 'printed' }, "state = 'sent' AND detail = 'awaited'"),
    failed: (key, reason) => step(key, { state: 'failed', reason }, IS_OPEN),
    unknown: (key, reason) => step(key, { state: 'unknown', reason }, IS_OPEN),

    async sheet(key) {
      const [row] = await writer.read<SheetRow>(`SELECT ${COLUMNS} FROM sheet WHERE sheet_key = ?`, [key])
      return row === undefined ? null : sheetOf(row)
    },

    async sheetsOf(subject) {
      const statement = `SELECT ${COLUMNS} FROM sheet WHERE subject = ? ORDER BY copy`
      const rows = await writer.read<SheetRow>(statement, [subject])
      return rows.map(sheetOf)
    },

    async openSheets() {
      const rows = await writer.read<SheetRow>(`SELECT ${COLUMNS} FROM sheet WHERE ${IS_OPEN} ORDER BY sheet_key`)
      return rows.map(sheetOf)
    },

    async undecided() {
      const rows = await writer.read<SheetRow>(
        `SELECT ${COLUMNS} FROM sheet WHERE ${WAITS_FOR_A_PERSON} ORDER BY sheet_key`,
      )
      return rows.map(sheetOf)
    },

    async decide(tx, key, decision, by) {
      const [row] = await tx.all<Pick<Sheet, 'device' | 'subject'>>(
        `UPDATE sheet SET decision = ?1, decided_by = ?2, decided_at = ?3 WHERE sheet_key = ?4 AND ${WAITS_FOR_A_PERSON}
           AND (device = 'ticket' OR state = 'unknown' OR ?1 = 'void')
         RETURNING device, subject`,
        [decision, by, now().toISOString(), key],
      )
      if (row === undefined) return false
      news.decided(tx, { ...row, sheet: key, decision, reason: null, by })
      return true
    },

    async spoil(tx, key, reason, by) {
      const [row] = await tx.all<Pick<Sheet, 'device' | 'subject'>>(
        `UPDATE sheet SET decision = 'spoiled', decision_reason = ?, decided_by = ?, decided_at = ?
         WHERE sheet_key = ? AND device = 'document' AND ${MAY_HAVE_COME_OUT} AND coalesce(decision, '') <> 'spoiled'
         RETURNING device, subject`,
        [reason, by, now().toISOString(), key],
      )
      if (row === undefined) return false
      news.decided(tx, { ...row, sheet: key, decision: 'spoiled', reason, by })
      return true
    },

    reprinted(tx, subject, by) {
      tx.write(
        `UPDATE sheet SET decision = 'reprinted', decided_by = ?, decided_at = ? WHERE subject = ? AND ${WAITS_FOR_A_PERSON}`,
        [by, now().toISOString(), subject],
      )
    },

    settleOpenAtStart: () =>
      writer.transact(async (tx) => {
        const paper = await underWay(tx, IS_OPEN, [])
        const rows = await tx.all<SheetRow>(
          `UPDATE sheet SET state = iif(device = 'document' AND state = 'intended', 'failed', 'unknown'),
             detail = 'power-cut', changed_at = ?
           WHERE ${IS_OPEN} RETURNING ${COLUMNS}`,
          [now().toISOString()],
        )
        const sheets = rows.map(sheetOf)
        for (const sheet of sheets) await news.settled(tx, sheet)
        paperRolls.used(tx, paper)
        return sheets.length
      }),

    async lastIsInDoubt() {
      const [found] = await writer.read<{ readonly doubt: 0 | 1 }>(
        `WITH latest AS (SELECT state, changed_at FROM sheet WHERE device = 'ticket' ORDER BY rowid DESC LIMIT ?)
         SELECT EXISTS (SELECT 1 FROM latest WHERE (state = 'sent' AND changed_at > ?) OR (state = 'unknown'
           AND changed_at >= (SELECT coalesce(max(changed_at), '') FROM latest WHERE ${HAS_LEFT_WELL}))) AS doubt`,
        [LATEST_SHEETS, new Date(now().getTime() - STILL_MOVING_MS).toISOString()],
      )
      return found?.doubt === 1
    },

    async lastLengths(atMost) {
      const rows = await writer.read<{ readonly length_mm: number }>(
        `SELECT length_mm FROM (SELECT * FROM sheet WHERE device = 'ticket' ORDER BY sheet_key DESC LIMIT ?)
         WHERE length_mm IS NOT NULL AND ${CAME_OUT} LIMIT ?`,
        [SHEETS_SEARCHED * atMost, atMost],
      )
      return rows.map((row) => row.length_mm)
    },

    onSettled(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Whether this is the end of a sheet. */
export function isSettled(to: SheetState): boolean {
  if (to.state === 'sent') return to.confirmation === 'not-possible'
  return to.state !== 'intended' && to.state !== 'sending'
}

function stateOf({ state, detail }: SheetRow): SheetState {
  if (state === 'sent') return { state, confirmation: detail === 'awaited' ? 'awaited' : 'not-possible' }
  if (state === 'failed' || state === 'unknown') return { state, reason: detail ?? '' }
  return { state }
}

function sheetOf(row: SheetRow): Sheet {
  return {
    key: row.sheet_key,
    device: row.device,
    subject: row.subject,
    requestId: row.request_id,
    copy: row.copy,
    copyReason: row.copy_reason,
    state: stateOf(row),
    intendedAt: new Date(row.intended_at),
  }
}
