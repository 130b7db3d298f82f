import { inflateSync } from 'node:zlib'

/** The dots of a one-bit grey PNG: `#` black, `.` white, a line for each row. */
export function dotsOf(png: Buffer): readonly string[] {
  let width = 0
  const data: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') width = body.readUInt32BE(0)
    if (type === 'IDAT') data.push(body)
    at += length + 12
  }
  const raw = inflateSync(Buffer.concat(data))
  const stride = Math.ceil(width / 8) + 1
  const rows: string[] = []
  for (let start = 0; start < raw.length; start += stride) {
    let row = ''
    for (let x = 0; x < width; x += 1) {
      row += ((raw[start + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0 ? '#' : '.'
    }
    rows.push(row)
  }
  return rows
}

/** The smallest box around the black dots of the rows `from` to `to`. */
export function inked(
  rows: readonly string[],
  from = 0,
  to = rows.length,
): { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number } {
  let box = { left: Infinity, right: -1, top: Infinity, bottom: -1 }
  rows.forEach((row, y) => {
    if (y < from || y >= to || !row.includes('#')) return
    box = {
      left: Math.min(box.left, row.indexOf('#')),
      right: Math.max(box.right, row.lastIndexOf('#')),
      top: Math.min(box.top, y),
      bottom: y,
    }
  })
  return box
}
