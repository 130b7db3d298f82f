import { crc32, deflateSync } from 'node:zlib'
import type { DotRow } from './dots.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** 203 dots per inch, as PNG's pHYs counts: dots per metre. */
const DOTS_PER_METRE = 8_000

/** A PNG of one bit a dot, in greys (PNG 1.2, colour type 0): paper is white, a printed dot black. */
export function pngOf(rows: readonly DotRow[], widthDots: number): Buffer {
  const bytesPerRow = Math.ceil(widthDots / 8)
  // Each row is preceded by its filter, 0 for none.
  const raw = Buffer.alloc(rows.length * (bytesPerRow + 1))
  rows.forEach((row, y) => {
    const start = y * (bytesPerRow + 1) + 1
    for (let i = 0; i < bytesPerRow; i += 1) raw[start + i] = ~(row[i] ?? 0) & 0xff
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthDots, 0)
  header.writeUInt32BE(rows.length, 4)
  header[8] = 1
  const physical = Buffer.alloc(9)
  physical.writeUInt32BE(DOTS_PER_METRE, 0)
  physical.writeUInt32BE(DOTS_PER_METRE, 4)
  physical[8] = 1
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('pHYs', physical),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
