import assert from 'node:assert/strict'
import type { Audit } from './audit.ts'
import { newIdentifier } from './identifiers.ts'
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
  /** What is printed on it, as a ticket's id. */
  readonly subject: string
  /** 0 is the original; 1 the first reprint (补打), marked on paper. */
  readonly copy: number
  /** Why it was printed again; null for the original. */
  readonly copyReason: string | null
  readonly state: SheetState
  readonly intendedAt: Date
}

/** How a person ends the matter of a sheet that failed, or of which nobody knows. */
export type SheetDecision =
  /** The same number was printed again (补打). */
  | 'reprinted'
  /** Nothing more is printed for it; its number stays as it is. */
  | 'void'

export interface SheetIntent {
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
  /** From here on bytes may have reached the printer. */
  sending(key: string): Promise<void>
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
  /** A person ends the matter of one sheet; false when it waits for nobody (any more). `by`: the actor of the audit log. */
  decide(tx: Transaction, key: string, decision: SheetDecision, by: string): Promise<boolean>
  /** 补打 of a subject ends the matter of all its sheets that went wrong before. */
  reprinted(tx: Transaction, subject: string, by: string): void
  /**
   * At start: whatever the last run left open becomes `unknown('power-cut')`, for a person to settle. Nothing is
   * printed. Answers how many there were.
   */
  settleOpenAtStart(): Promise<number>
}

interface SheetRow {
  readonly sheet_key: string
  readonly subject: string
  readonly copy: number
  readonly copy_reason: string | null
  readonly state: SheetState['state']
  readonly detail: string | null
  readonly intended_at: string
}

const COLUMNS = 'sheet_key, subject, copy, copy_reason, state, detail, intended_at'

/** As the partial index sheet_open says it, so that SQLite finds open sheets without reading settled ones. */
const IS_OPEN = "(state IN ('intended', 'sending') OR (state = 'sent' AND detail = 'awaited'))"

/** As the partial index sheet_undecided says it. */
const WAITS_FOR_A_PERSON = "state IN ('failed', 'unknown') AND decision IS NULL"

/** A printer that never confirms is found out only after the wait for it. */
const MAY_BECOME_SENT = {
  awaited: "state = 'sending'",
  'not-possible': "(state = 'sending' OR (state = 'sent' AND detail = 'awaited'))",
} as const

export function createSheets(writer: Writer, audit: Audit, now: () => Date): Sheets {
  /** One step of the chain: only from the states named, in one statement, so that two cannot both take it. */
  function step(key: string, to: SheetState, from: string): Promise<void> {
    return writer.transact(async (tx) => {
      const rows = await tx.all<{ readonly subject: string }>(
        `UPDATE sheet SET state = ?, detail = ?, changed_at = ? WHERE sheet_key = ? AND ${from} RETURNING subject`,
        [to.state, detailOf(to), now().toISOString(), key],
      )
      const [row] = rows
      assert(row !== undefined, `a sheet cannot become ${to.state} from where it is`)
      if (isSettled(to)) auditSettled(tx, key, row.subject, to)
    })
  }

  function auditSettled(tx: Transaction, sheet: string, subject: string, to: SheetState): void {
    audit.append(tx, {
      actor: 'terminal',
      event: `sheet.${to.state}`,
      payload: { sheet, subject, detail: detailOf(to) },
    })
  }

  return {
    intend(tx, { subject, requestId, copy, copyReason }) {
      const at = now()
      const key = newIdentifier(at)
      tx.write(
        `INSERT INTO sheet (sheet_key, subject, request_id, copy, copy_reason, state, intended_at, changed_at)
         VALUES (?, ?, ?, ?, ?, 'intended', ?, ?)`,
        [key, subject, requestId, copy, copyReason, at.toISOString(), at.toISOString()],
      )
      return key
    },

    sending: (key) => step(key, { state: 'sending' }, "state = 'intended'"),
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
      const [row] = await tx.all<{ readonly subject: string }>(
        `UPDATE sheet SET decision = ?, decided_by = ?, decided_at = ? WHERE sheet_key = ? AND ${WAITS_FOR_A_PERSON}
         RETURNING subject`,
        [decision, by, now().toISOString(), key],
      )
      if (row === undefined) return false
      audit.append(tx, { actor: by, event: 'sheet.decided', payload: { sheet: key, subject: row.subject, decision } })
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
        const rows = await tx.all<SheetRow>(
          `UPDATE sheet SET state = 'unknown', detail = 'power-cut', changed_at = ?
           WHERE ${IS_OPEN} RETURNING ${COLUMNS}`,
          [now().toISOString()],
        )
        const sheets = rows.map(sheetOf)
        for (const sheet of sheets) auditSettled(tx, sheet.key, sheet.subject, sheet.state)
        return sheets.length
      }),
  }
}

function isSettled(to: SheetState): boolean {
  if (to.state === 'sent') return to.confirmation === 'not-possible'
  return to.state !== 'intended' && to.state !== 'sending'
}

/** The one further fact of a state, as the column holds it. */
function detailOf(state: SheetState): string | null {
  if ('confirmation' in state) return state.confirmation
  return 'reason' in state ? state.reason : null
}

function stateOf({ state, detail }: SheetRow): SheetState {
  if (state === 'sent') return { state, confirmation: detail === 'awaited' ? 'awaited' : 'not-possible' }
  if (state === 'failed' || state === 'unknown') return { state, reason: detail ?? '' }
  return { state }
}

function sheetOf(row: SheetRow): Sheet {
  return {
    key: row.sheet_key,
    subject: row.subject,
    copy: row.copy,
    copyReason: row.copy_reason,
    state: stateOf(row),
    intendedAt: new Date(row.intended_at),
  }
}
