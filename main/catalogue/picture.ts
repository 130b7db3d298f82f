import { err, ok, type Result } from '../../drivers/result.ts'

/** A picture that a page may be given, by what its bytes say and not by what it was called. */
export interface Picture {
  readonly type: 'image/png' | 'image/jpeg'
  /** In pixels. */
  readonly width: number
  readonly height: number
}

/** Why bytes are no picture for a page. */
export type PictureFault =
  | { readonly kind: 'no-picture' }
  /** It would unpack to more than a page should hold. */
  | { readonly kind: 'too-many-pixels' }

/** An A4 sheet at 240 dpi has 5.6 million; unpacked, each takes four bytes. */
const MOST_PIXELS = 8_000_000
/** A strip that long would be scaled to nothing, and a page's canvas ends there. */
const LONGEST_SIDE = 8_000

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Looks at the head of a PNG (ISO/IEC 15948, 5.2 and 11.2.2) or JPEG (ITU-T T.81, B.2.2); nothing is unpacked. */
export function pictureIn(bytes: Uint8Array): Result<Picture, PictureFault> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = file.subarray(0, PNG.length).equals(PNG) ? pngIn(file) : jpegIn(file)
  if (found === null || found.width === 0 || found.height === 0) return err({ kind: 'no-picture' })
  const { width, height } = found
  return width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE ? err({ kind: 'too-many-pixels' }) : ok(found)
}

function pngIn(file: Buffer): Picture | null {
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') return null
  return moves(file) ? null : { type: 'image/png', width: file.readUInt32BE(16), height: file.readUInt32BE(20) }
}

/** An animation says so before its first picture, and each of its pictures is as large again. */
function moves(file: Buffer): boolean {
  for (let at = PNG.length; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at + 4, at + 8)
    if (name === 'acTL') return true
    if (name === 'IDAT') return false
    at += 12 + file.readUInt32BE(at)
  }
  return false
}

function jpegIn(file: Buffer): Picture | null {
  if (file.length < 4 || file.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; at + 4 <= file.length; ) {
    if (file[at] !== 0xff) return null
    const marker = file[at + 1] ?? 0
    if (marker === 0xff) {
      // Fill before a marker.
      at += 1
      continue
    }
    if (isFrame(marker)) {
      if (at + 9 > file.length) return null
      return { type: 'image/jpeg', width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) }
    }
    // The picture itself, or its end, before anything has told its size.
    if (marker === 0xda || marker === 0xd9) return null
    at += 2 + file.readUInt16BE(at + 2)
  }
  return null
}

/** SOF0 to SOF15, among which DHT, JPG and DAC are something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
