import { drawRow, invert, blacken, type DotRow, type Dots } from './dots.ts'

/** How a character stands in its line. */
export interface Style {
  readonly scaleX: number
  readonly scaleY: number
  readonly bold: boolean
  /** Thickness in dots, 0 for none. */
  readonly underline: number
  readonly reverse: boolean
}

/** One character, or one inline picture, of a line. `dots` undefined is white space. */
export interface Cell {
  readonly dots: Dots | undefined
  /** Dots of the whole cell across the paper, its spacing included. */
  readonly width: number
  readonly height: number
  /** Where in the cell its picture begins. */
  readonly inset: number
  readonly style: Style
  readonly text: string
}

export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0)
}

export function heightOf(cells: readonly Cell[]): number {
  return cells.reduce((tallest, cell) => Math.max(tallest, cell.height), 0)
}

/** The rows of a line whose first cell begins at `left`: as tall as its tallest cell, all standing on one foot. */
export function drawLine(cells: readonly Cell[], left: number, bytesPerRow: number): readonly DotRow[] {
  const height = heightOf(cells)
  const rows = Array.from({ length: height }, () => new Uint8Array(bytesPerRow))
  let x = left
  for (const cell of cells) {
    const top = height - cell.height
    for (let y = 0; y < cell.height; y += 1) {
      const row = rows[top + y]
      if (row !== undefined) drawCellRow(row, x, cell, y)
    }
    x += cell.width
  }
  return rows
}

function drawCellRow(row: DotRow, x: number, cell: Cell, y: number): void {
  const { dots, style } = cell
  if (dots !== undefined) {
    const source = Math.floor(y / style.scaleY)
    drawRow(row, x + cell.inset, dots, source, style.scaleX)
    // Bold is struck twice, one dot apart.
    if (style.bold) drawRow(row, x + cell.inset + 1, dots, source, style.scaleX)
  }
  if (style.reverse) invert(row, x, x + cell.width)
  else if (y >= cell.height - style.underline) blacken(row, x, x + cell.width)
}
