import type { Audit } from './audit.ts'
import type { Transaction, Writer } from './writer.ts'

/** A roll of paper in the ticket printer, as the ledger counted what left it. Lengths in whole millimetres. */
export interface PaperRoll {
  readonly id: number
  readonly loadedAt: Date
  /** The actor of the audit log who put it in; `terminal`: nobody said so, it is counted from its first use on. */
  readonly loadedBy: string
  /** What was on it, as who put it in said; null: not told. */
  readonly lengthMm: number | null
  /** Sheets that came out of it, those of which nobody knows among them. */
  readonly sheets: number
  readonly usedMm: number
  /** `usedMm` when the printer first told that it ends soon; null until then. */
  readonly nearEndAtMm: number | null
  /** When the printer stopped because it was used up. */
  readonly endedAt: Date | null
}

/** What a roll gave. */
export type RollCounts = Pick<PaperRoll, 'sheets' | 'usedMm'>

/** Rolls of paper in the ledger. The last one is in the printer; a ledger without one begins it at the first use. */
export interface PaperRolls {
  /** Null in a ledger from which nothing was printed yet. */
  current(): Promise<PaperRoll | null>
  /**
   * Another roll was put in; `lengthMm` is what is on it, where that is known. Answers what the one taken out gave, and
   * the audit log keeps it (`paper.changed`). `by`: the actor of the audit log.
   */
  changed(
    tx: Transaction,
    change: { readonly by: string; readonly lengthMm: number | null },
  ): Promise<RollCounts>
  /** The printer tells that the roll ends soon. True the first time for each roll. */
  nearEnd(): Promise<boolean>
  /** The printer stopped because the roll is used up. True the first time for each roll. */
  ended(): Promise<boolean>
  /** What was left, when the printer told that it ends soon, of former rolls that then ran to their end; latest first. */
  remnants(atMost: number): Promise<readonly number[]>
  /** Paper that left the roll, in the transaction that settles its sheets. */
  used(tx: Transaction, paper: RollCounts): void
}

interface RollRow {
  readonly roll_id: number
  readonly loaded_at: string
  readonly loaded_by: string
  readonly length_mm: number | null
  readonly sheets: number
  readonly used_mm: number
  readonly near_end_at_mm: number | null
  readonly ended_at: string | null
}

const CURRENT = 'roll_id = (SELECT max(roll_id) FROM paper_roll)'

const INSERT = 'INSERT INTO paper_roll (loaded_at, loaded_by, length_mm, sheets, used_mm)'

export function createPaperRolls(writer: Writer, audit: Audit, now: () => Date): PaperRolls {
  /** Two writes that go in one call with those around them. */
  function begin(tx: Transaction): void {
    tx.write(`${INSERT} SELECT ?, 'terminal', NULL, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM paper_roll)`, [
      now().toISOString(),
    ])
  }

  return {
    async current() {
      const [row] = await writer.read<RollRow>(`SELECT * FROM paper_roll WHERE ${CURRENT}`)
      return row === undefined ? null : rollOf(row)
    },

    async changed(tx, { by, lengthMm }) {
      const [row] = await tx.all<RollRow>(`SELECT * FROM paper_roll WHERE ${CURRENT}`)
      const taken = { sheets: row?.sheets ?? 0, usedMm: row?.used_mm ?? 0 }
      tx.write(`${INSERT} VALUES (?, ?, ?, 0, 0)`, [now().toISOString(), by, lengthMm])
      audit.append(tx, { actor: by, event: 'paper.changed', payload: { ...taken, lengthMm } })
      return taken
    },

    nearEnd: () =>
      writer.transact(async (tx) => {
        begin(tx)
        const noted = await tx.all(
          `UPDATE paper_roll SET near_end_at_mm = used_mm WHERE ${CURRENT} AND near_end_at_mm IS NULL RETURNING roll_id`,
        )
        return noted.length > 0
      }),

    ended: () =>
      writer.transact(async (tx) => {
        begin(tx)
        const noted = await tx.all(
          `UPDATE paper_roll SET ended_at = ? WHERE ${CURRENT} AND ended_at IS NULL RETURNING roll_id`,
          [now().toISOString()],
        )
        return noted.length > 0
      }),

    async remnants(atMost) {
      const rows = await writer.read<{ readonly remnant: number }>(
        `SELECT used_mm - near_end_at_mm AS remnant FROM paper_roll
         WHERE near_end_at_mm IS NOT NULL AND ended_at IS NOT NULL AND NOT (${CURRENT})
         ORDER BY roll_id DESC LIMIT ?`,
        [atMost],
      )
      return rows.map(({ remnant }) => remnant)
    },

    used(tx, { sheets, usedMm }) {
      if (sheets === 0) return
      begin(tx)
      tx.write(`UPDATE paper_roll SET sheets = sheets + ?, used_mm = used_mm + ? WHERE ${CURRENT}`, [sheets, usedMm])
    },
  }
}

function rollOf(row: RollRow): PaperRoll {
  return {
    id: row.roll_id,
    loadedAt: new Date(row.loaded_at),
    loadedBy: row.loaded_by,
    lengthMm: row.length_mm,
    sheets: row.sheets,
    usedMm: row.used_mm,
    nearEndAtMm: row.near_end_at_mm,
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
  }
}
