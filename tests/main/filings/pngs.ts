import { crc32, deflateSync } from 'node:zlib'

const HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export function chunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** Of RGB, eight bits each. */
export function header(width: number, height: number, interlace = 0): Buffer {
  const content = Buffer.alloc(13)
  content.writeUInt32BE(width)
  content.writeUInt32BE(height, 4)
  content.set([8, 2, 0, 0, interlace], 8)
  return chunk('IHDR', content)
}

export function pngOf(chunks: readonly Uint8Array[]): Buffer {
  return Buffer.concat([HEAD, ...chunks, chunk('IEND', Buffer.alloc(0))])
}

/** A page of one grey, with these chunks between its head and its image. */
export function greyPng(width = 300, height = 400, between: readonly Uint8Array[] = []): Buffer {
  const packed = deflateSync(Buffer.alloc(height * (1 + 3 * width), 0x80).map((byte, at) => (at % (1 + 3 * width) === 0 ? 0 : byte)))
  return pngOf([header(width, height), ...between, chunk('IDAT', packed)])
}
