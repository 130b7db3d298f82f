import { randomBytes } from 'node:crypto'

/** A segment with its marker and length. */
export function segment(code: number, body: Uint8Array): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(body.length + 2)
  return Buffer.concat([Buffer.from([0xff, code]), length, body])
}

/** A frame's header of one component, or three. */
export function frame(width: number, height: number, components = 3, code = 0xc0): Buffer {
  const head = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, components])
  return segment(code, Buffer.concat([head, Buffer.alloc(3 * components, 1)]))
}

export const SOI = Buffer.from([0xff, 0xd8])
export const EOI = Buffer.from([0xff, 0xd9])
export const TABLES = Buffer.concat([segment(0xdb, Buffer.alloc(65, 1)), segment(0xc4, Buffer.alloc(30, 1))])

/** A scan's header and so many entropy-coded bytes, each FF stuffed. */
export function scan(bytes: Uint8Array): Buffer {
  const stuffed = Buffer.from(Array.from(bytes).flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])))
  return Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), stuffed])
}

/** A picture that has the form of one and no meaning: of random bytes, so that no two are the same. */
export function jpegOf(bytes: number, width = 400, height = 600): Buffer {
  const noise = randomBytes(bytes)
  for (let at = noise.indexOf(0xff); at !== -1; at = noise.indexOf(0xff, at)) noise[at] = 0x7f
  const header = segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]))
  return Buffer.concat([SOI, TABLES, frame(width, height), header, noise, EOI])
}

/** An even grey that each decoder takes: of every block no more is coded than that nothing changes (T.81, F.1.2). Sides are multiples of 16. */
export function greyJpeg(width: number, height: number): Buffer {
  const oneCode = Buffer.from([1, ...Array<number>(15).fill(0), 0])
  const quantisation = segment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, 1)]))
  const huffman = segment(0xc4, Buffer.concat([Buffer.of(0x00), oneCode, Buffer.of(0x10), oneCode]))
  const head = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])
  // Two bits a block: the same mean as before, and nothing beside it.
  const blocks = Buffer.alloc((width / 8) * (height / 8) / 4)
  return Buffer.concat([SOI, quantisation, segment(0xc0, head), huffman, segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), blocks, EOI])
}
