import { blacken, blankBitmap, stamp, type Bitmap } from './bitmap.ts'

/**
 * In place of a character that no font has, a frame with its code in Unicode, so that a name is told from others: old
 * cards have names in private use, and Unicode grows. `draw` draws one figure in a box.
 */
export function codeBox(codePoint: number, width: number, height: number, draw: (digit: string, width: number, height: number) => Bitmap | null): Bitmap {
  const box = blankBitmap(width, height)
  for (const row of [0, height - 1]) blacken(box, row, 0, width)
  for (let row = 0; row < height; row += 1) {
    blacken(box, row, 0, 1)
    blacken(box, row, width - 1, width)
  }
  const code = codePoint.toString(16).toUpperCase().padStart(4, '0')
  const columns = Math.ceil(code.length / 2)
  const [cellWidth, cellHeight] = [Math.floor((width - 4) / columns), Math.floor((height - 4) / 2)]
  Array.from(code).forEach((digit, at) => {
    const drawn = draw(digit, cellWidth, cellHeight)
    if (drawn !== null) stamp(box, drawn, 2 + (at % columns) * cellWidth, 2 + Math.floor(at / columns) * cellHeight)
  })
  return box
}
