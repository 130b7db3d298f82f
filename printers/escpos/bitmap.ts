/** One bit a dot, rows from the top, the leftmost dot in the highest bit, 1 = black: the order of GS v 0. */
export interface Bitmap {
  /** Dots. */
  readonly width: number
  /** Rows of dots. */
  readonly height: number
  /** Bytes a row: width / 8, rounded up. */
  readonly stride: number
  readonly data: Uint8Array
}

export function blankBitmap(width: number, height: number): Bitmap {
  const stride = Math.ceil(width / 8)
  return { width, height, stride, data: new Uint8Array(stride * height) }
}

export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  return ((bitmap.data[y * bitmap.stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
}

/** Blackens dots x1 ≤ x < x2 of a row; what lies outside the bitmap is left out. */
export function blacken(bitmap: Bitmap, y: number, x1: number, x2: number): void {
  const end = Math.min(x2, bitmap.width)
  const row = y * bitmap.stride
  for (let x = Math.max(0, x1); x < end; x += 1) {
    const at = row + (x >> 3)
    bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7))
  }
}

/** Draws `source` into `target` with its top left dot at x, y. */
export function stamp(target: Bitmap, source: Bitmap, x: number, y: number): void {
  for (let row = 0; row < source.height && y + row < target.height; row += 1) {
    for (let column = 0; column < source.width; column += 1) {
      if (isBlack(source, column, row)) blacken(target, y + row, x + column, x + column + 1)
    }
  }
}

/** The same picture without the blank bytes at the right of every row; at least one byte wide. */
export function withoutBlankRight(bitmap: Bitmap): Bitmap {
  let used = 1
  for (let at = 0; at < bitmap.data.length; at += 1) {
    if (bitmap.data[at] !== 0) used = Math.max(used, (at % bitmap.stride) + 1)
  }
  if (used === bitmap.stride) return bitmap
  const narrow = blankBitmap(used * 8, bitmap.height)
  for (let row = 0; row < bitmap.height; row += 1) {
    const from = row * bitmap.stride
    narrow.data.set(bitmap.data.subarray(from, from + used), row * used)
  }
  return narrow
}
