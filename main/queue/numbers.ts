import assert from 'node:assert/strict'
import type { Transaction } from '../ledger/writer.ts'

/** Three digits are what a hall's signs and voices are made for. */
const DIGITS = 3

/**
 * The next number of a series on a business day: 1, 2, 3 … in the order of commits, without a gap, since a transaction
 * that is rolled back gives its number back. One row for each series and day is counted up within the ticket's own
 * transaction; counting tickets or looking for the greatest gave real halls the same number twice.
 *
 * Each day begins at 1. A clock that jumps back into an earlier day goes on with that day's row, and returns to the
 * later day's where it left it: no number of a day is ever given twice.
 */
export async function nextInSeries(tx: Transaction, businessDay: string, series: string): Promise<number> {
  const [row] = await tx.all<{ readonly last: number }>(NEXT_IN_SERIES, [businessDay, series])
  assert(row !== undefined)
  return row.last
}

/** The series that a terminal counts alone: `X` and its own mark, so that no two terminals give one number. */
export function offlineSeries(mark: string): string {
  return `X${mark}`
}

/** The number as it is called: `A007`, and from 1000 on `A1000`; `X1001` where terminal 1 gave it alone. It never wraps. */
export function formatNumber(series: string, seq: number): string {
  assert.match(series, /^([A-Z]|X([1-9]|[A-HJ-NP-Z]{1,2}))$/, 'a series is one letter, or X and a terminal’s mark')
  assert(Number.isSafeInteger(seq) && seq >= 1, 'numbers begin at 1')
  return series + String(seq).padStart(DIGITS, '0')
}

export const NEXT_IN_SERIES = `
  INSERT INTO series (business_day, series, last) VALUES (?, ?, 1)
  ON CONFLICT (business_day, series) DO UPDATE SET last = last + 1
  RETURNING last`
