import { crc32, deflateSync } from 'node:zlib'

/** Red, green, blue, opacity, 0–255. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number]

export const BLACK: Colour = [0, 0, 0, 255]
export const WHITE: Colour = [255, 255, 255, 255]

export function grey(level: number): Colour {
  return [level, level, level, 255]
}

/** A PNG with four bytes a pixel, written from ISO/IEC 15948. */
export function pngOfPixels(width: number, height: number, colourOf: (x: number, y: number) => Colour): Buffer {
  const raw = Buffer.alloc(height * (width * 4 + 1)) // each row behind its filter, 0 for none
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) raw.set(colourOf(x, y), y * (width * 4 + 1) + 1 + x * 4)
  }
  const header = Buffer.from('00000000000000000806000000', 'hex')
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A door in a ring, nobody's sign: black on white, `side` pixels a side. */
export function isInk(side: number): (x: number, y: number) => boolean {
  return (x, y) => {
    const [across, down] = [(x + 0.5) / side - 0.5, (y + 0.5) / side - 0.5]
    const fromCentre = Math.hypot(across, down)
    const ring = fromCentre <= 0.5 && fromCentre >= 0.42
    const frame = Math.abs(across) <= 0.22 && down >= -0.26 && down <= 0.26
    const opening = Math.abs(across) <= 0.14 && down >= -0.18
    return ring || (frame && !opening)
  }
}

export function emblem(side: number): Buffer {
  const ink = isInk(side)
  return pngOfPixels(side, side, (x, y) => (ink(x, y) ? BLACK : WHITE))
}
