/** A photo as pages can show it. It is a person's: it never goes into a log. */
export interface CardPicture {
  readonly format: 'png' | 'jpeg'
  /** The whole file. */
  readonly bytes: Buffer
}

/** Card photos have 102 × 126 pixels; without compression that is 39 kB. */
const MOST_BYTES = 45_000
/** Pixels of a side: what is smaller shows nobody, what is larger is no photo of a card. */
const LEAST_SIDE = 32
const MOST_SIDE = 1_024

const PNG_HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PNG_END = Buffer.from('IEND')
const PNG_CHECK_BYTES = 4
/** Where the first chunk, the header, has its name and its two sides. */
const PNG_NAME_AT = 12
const PNG_SIDES_AT = 16
const JPEG_HEAD = 0xff_d8
const JPEG_END = 0xff_d9
/** Start of frame: C0 to CF but for DHT, JPG and DAC, which share the range. */
const NO_FRAME: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc])
const START_OF_SCAN = 0xda

/**
 * The picture in bytes that a decoder of somebody else's has made, copied; null where they are no whole PNG or JPEG of a
 * photo's size. What it shows nobody here can judge: whoever draws it must expect that it cannot be drawn.
 */
export function pictureIn(made: Uint8Array): CardPicture | null {
  if (made.length > MOST_BYTES) return null
  const bytes = Buffer.from(made)
  const png = pngSides(bytes)
  if (png !== null) return isPhotoSized(png) ? { format: 'png', bytes } : null
  const jpeg = jpegSides(bytes)
  return jpeg !== null && isPhotoSized(jpeg) ? { format: 'jpeg', bytes } : null
}

type Sides = readonly [width: number, height: number]

function isPhotoSized(sides: Sides): boolean {
  return sides.every((side) => side >= LEAST_SIDE && side <= MOST_SIDE)
}

/** ISO/IEC 15948: signature, header first, IEND and its checksum last. */
function pngSides(file: Buffer): Sides | null {
  const end = file.length - PNG_CHECK_BYTES
  if (!file.subarray(0, PNG_HEAD.length).equals(PNG_HEAD) || end < PNG_SIDES_AT + 8) return null
  if (file.toString('latin1', PNG_NAME_AT, PNG_SIDES_AT) !== 'IHDR' || !file.subarray(end - PNG_END.length, end).equals(PNG_END)) return null
  return [file.readUInt32BE(PNG_SIDES_AT), file.readUInt32BE(PNG_SIDES_AT + 4)]
}

/** ISO/IEC 10918-1: segments up to the frame's header, which has the sides; the end of the image last. */
function jpegSides(file: Buffer): Sides | null {
  if (file.length < 4 || file.readUInt16BE(0) !== JPEG_HEAD || file.readUInt16BE(file.length - 2) !== JPEG_END) return null
  for (let at = 2; at + 9 <= file.length && file[at] === 0xff; ) {
    const marker = file[at + 1] ?? 0
    if (marker === START_OF_SCAN) return null
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker)) return [file.readUInt16BE(at + 7), file.readUInt16BE(at + 5)]
    at += 2 + file.readUInt16BE(at + 2)
  }
  return null
}
