import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 620
const HEIGHT = 877

/** A sheet with lines where print would be and nobody's name, as PNG: what the phone on the desk has in its album. */
export function specimenSheet(): Buffer {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH), 0xff)
  for (let row = 0; row < HEIGHT; row += 1) {
    rows[row * (1 + WIDTH)] = 0
    const line = Math.floor((row - 90) / 36)
    const isTitle = row >= 50 && row < 74
    const isPrint = row >= 110 && row < HEIGHT - 90 && (row - 90) % 36 < 12
    const [from, to] = isTitle ? [190, 430] : [80, line % 5 === 4 ? 330 : 540]
    if (isTitle || isPrint) rows.fill(0x3a, row * (1 + WIDTH) + 1 + from, row * (1 + WIDTH) + 1 + to)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH)
  head.writeUInt32BE(HEIGHT, 4)
  // Grey, eight bits (ISO/IEC 15948, 11.2.2).
  head[8] = 8
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
