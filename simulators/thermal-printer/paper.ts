import type { DotRow } from './dots.ts'

/** A piece of paper that has left the printer. */
export interface Piece {
  readonly rows: readonly DotRow[]
  readonly text: string
}

export interface Paper {
  /** Moves the paper on by one row and burns these dots. */
  advance(row: DotRow): void
  /** A whole line of text stands on the paper now. */
  line(text: string): void
  /** What lies beyond the cutter, if any paper does; the rest stays in the printer. */
  cut(): Piece | undefined
  /** Everything back to the head comes away (a roll ran out, a strip was torn); undefined if nothing is on it. */
  tearOff(): Piece | undefined
  /** Nothing has been printed or fed since the last cut. */
  readonly fresh: boolean
}

/** From the line of print to the blade: 14 mm, within what 80 mm mechanisms have (five lines of feed clear it). */
export const CUTTER_DISTANCE_ROWS = 112

/** The strip between the roll and the hand. It starts freshly cut: the blade is ahead of the print head. */
export function createPaper(widthDots: number): Paper {
  const blank = new Uint8Array(widthDots / 8)
  const leader = (): DotRow[] => Array.from({ length: CUTTER_DISTANCE_ROWS }, () => blank)
  let rows = leader()
  let lines: { readonly at: number; readonly text: string }[] = []
  let fresh = true

  const text = (until: number): string =>
    lines
      .filter((line) => line.at <= until)
      .map((line) => line.text)
      .join('\n')

  return {
    advance: (row) => {
      rows.push(row)
      fresh = false
    },
    line: (content) => {
      lines.push({ at: rows.length, text: content })
    },
    cut: () => {
      const at = rows.length - CUTTER_DISTANCE_ROWS
      if (at <= 0) return undefined
      const piece = { rows: rows.slice(0, at), text: text(at) }
      rows = rows.slice(at)
      lines = lines.filter((line) => line.at > at).map((line) => ({ at: line.at - at, text: line.text }))
      fresh = true
      return piece
    },
    tearOff: () => {
      const printed = lines.length > 0 || rows.some((row) => row.some((byte) => byte !== 0))
      const piece = { rows, text: text(rows.length) }
      rows = leader()
      lines = []
      fresh = true
      return printed ? piece : undefined
    },
    get fresh() {
      return fresh
    },
  }
}
