import type { Candidate } from './engine.ts'

/** Room for candidates: rows of columns that are a little wider than a hanzi. */
export interface Room {
  readonly columns: number
  readonly rows: number
}

/** How many columns a candidate takes: its hanzi and one for its rims. */
export function columnsOf({ text }: Candidate, { columns }: Room): number {
  return Math.min(columns, Array.from(text).length + 1)
}

/** Where each page begins; the first at 0. A candidate is never parted, so a row may end early. */
export function pagesOf(candidates: readonly Candidate[], room: Room): readonly number[] {
  const begins = [0]
  let row = 0
  let used = 0
  for (const [at, candidate] of candidates.entries()) {
    const columns = columnsOf(candidate, room)
    if (used + columns > room.columns) {
      row += 1
      used = 0
    }
    if (row === room.rows) {
      begins.push(at)
      row = 0
    }
    used += columns
  }
  return begins
}
