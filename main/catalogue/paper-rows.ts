/** What one cell of a guide's table holds, and how many of its rows there are (printers/certificate/templates/item-guide.yaml). */
export interface CellRoom {
  /** Characters. */
  readonly longest: number
  /** Hanzi to a line. */
  readonly across: number
}

/**
 * Lines as they go into cells under each other: no cell holds more than the template was laid out with, whatever their
 * lengths. Control characters, which no font has, are spaces.
 */
export function cellsOf(lines: readonly string[], { longest, across }: CellRoom): readonly string[] {
  const tall = Math.floor(longest / across)
  const cells: string[] = []
  let cell: string[] = []
  let height = 0
  for (const piece of lines.flatMap((line) => piecesOf(line, tall * across - across))) {
    const rows = Math.ceil(Array.from(piece).length / across)
    if (cell.length > 0 && height + rows > tall - 1) {
      cells.push(cell.join('\n'))
      cell = []
      height = 0
    }
    cell.push(piece)
    height += rows
  }
  return cell.length === 0 ? cells : [...cells, cell.join('\n')]
}

/** In one line, and no longer than allowed: what does not fit is shown to be missing. */
export function clipped(text: string, longest: number): string {
  const characters = Array.from(printable(text))
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`
}

function piecesOf(line: string, most: number): readonly string[] {
  const characters = Array.from(printable(line))
  const pieces: string[] = []
  for (let from = 0; from < characters.length; from += most) pieces.push(characters.slice(from, from + most).join(''))
  return pieces
}

function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
}
