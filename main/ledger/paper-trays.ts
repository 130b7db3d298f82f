import type { Ledger } from './ledger.ts'
import type { Transaction } from './writer.ts'

/** The paper in the A4 printer's tray, as operators told and the ledger counted it. */
export interface PaperTray {
  readonly id: number
  readonly loadedAt: Date
  /** What lay in it then; null: that was not known. */
  readonly sheets: number | null
  /** Pages that came out since, those of which nobody knows among them. */
  readonly used: number
  /** When the printer stopped because it was empty. */
  readonly endedAt: Date | null
}

/** Trays of paper in the ledger. The last one is in the printer; there is none until an operator tells of one. */
export interface PaperTrays {
  current(): Promise<PaperTray | null>
  /** Paper was put in; `sheets` lie in the tray now. `by`: the actor of the audit log, which keeps it (`tray.filled`). */
  filled(tx: Transaction, tray: { readonly by: string; readonly sheets: number | null }): void
  /** The printer stopped because the tray is empty. True the first time for each tray. */
  ended(): Promise<boolean>
  /** Pages that came out and are no certificate's. */
  usedByOthers(tx: Transaction, pages: number): void
}

interface TrayRow {
  readonly tray_id: number
  readonly loaded_at: string
  readonly sheets: number | null
  readonly used: number
  readonly ended_at: string | null
}

const CURRENT = 'tray_id = (SELECT max(tray_id) FROM paper_tray)'

/** A page that nobody has counted yet was none; a sheet that failed took nothing from the tray. */
const USED = `other_pages + (SELECT coalesce(sum(pages), 0) FROM sheet JOIN certificate_copy ON copy_key = subject
  WHERE device = 'document' AND changed_at >= loaded_at
    AND (state IN ('printed', 'unknown') OR (state = 'sent' AND detail = 'not-possible')))`

export function createPaperTrays(ledger: Pick<Ledger, 'transact' | 'read' | 'audit'>, now: () => Date): PaperTrays {
  return {
    async current() {
      const [row] = await ledger.read<TrayRow>(
        `SELECT tray_id, loaded_at, sheets, ended_at, ${USED} AS used FROM paper_tray WHERE ${CURRENT}`,
      )
      if (row === undefined) return null
      const { tray_id: id, loaded_at: loadedAt, sheets, used, ended_at: endedAt } = row
      return { id, loadedAt: new Date(loadedAt), sheets, used, endedAt: endedAt === null ? null : new Date(endedAt) }
    },

    filled(tx, { by, sheets }) {
      tx.write('INSERT INTO paper_tray (loaded_at, loaded_by, sheets, other_pages) VALUES (?, ?, ?, 0)', [now().toISOString(), by, sheets])
      ledger.audit.append(tx, { actor: by, event: 'tray.filled', payload: { sheets } })
    },

    ended: () =>
      ledger.transact(async (tx) => {
        const noted = await tx.all(`UPDATE paper_tray SET ended_at = ? WHERE ${CURRENT} AND ended_at IS NULL RETURNING tray_id`, [
          now().toISOString(),
        ])
        return noted.length > 0
      }),

    usedByOthers(tx, pages) {
      tx.write(`UPDATE paper_tray SET other_pages = other_pages + ? WHERE ${CURRENT}`, [pages])
    },
  }
}
