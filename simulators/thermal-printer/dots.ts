/** A picture of black dots: `height` rows of `bytesPerRow` bytes, the most significant bit leftmost, 1 is black. */
export interface Dots {
  readonly width: number
  readonly height: number
  readonly bytesPerRow: number
  readonly data: Uint8Array
}

/** One row of dots across the head. */
export type DotRow = Uint8Array

function isBlack(dots: Dots, x: number, y: number): boolean {
  return ((dots.data[y * dots.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
}

/** Blackens the dots from `from` up to, not including, `to`; what lies beside the head is not printed. */
export function blacken(row: DotRow, from: number, to: number): void {
  const end = Math.min(to, row.length * 8)
  for (let x = Math.max(0, from); x < end; x += 1) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7))
}

/** Turns black to white and white to black from `from` up to, not including, `to`. */
export function invert(row: DotRow, from: number, to: number): void {
  const end = Math.min(to, row.length * 8)
  for (let x = Math.max(0, from); x < end; x += 1) row[x >> 3] = (row[x >> 3] ?? 0) ^ (0x80 >> (x & 7))
}

/** Draws one row of `dots` into `row` at `x`, each dot `scale` wide. */
export function drawRow(row: DotRow, x: number, dots: Dots, y: number, scale: number): void {
  const start = y * dots.bytesPerRow
  if (scale === 1 && x % 8 === 0 && x >= 0 && dots.width === dots.bytesPerRow * 8) {
    const count = Math.min(dots.bytesPerRow, row.length - x / 8)
    for (let i = 0; i < count; i += 1) {
      row[x / 8 + i] = (row[x / 8 + i] ?? 0) | (dots.data[start + i] ?? 0)
    }
    return
  }
  for (let i = 0; i < dots.width; i += 1) {
    if (isBlack(dots, i, y)) blacken(row, x + i * scale, x + (i + 1) * scale)
  }
}
