const EXIF = Buffer.from('Exif\0\0', 'latin1')
const ORIENTATION = 0x0112
const SHORT = 3
/** A camera writes some twenty; what claims thousands is made to keep somebody busy. */
const MOST_ENTRIES = 200

/**
 * Which side of a picture is up, 1 to 8 (Exif 2.32, "Orientation"), by the first directory of an APP1 segment with its two
 * bytes of length; null where it does not say. Nothing else of it is read, and no directory is followed.
 */
export function sideUp(segment: Buffer): number | null {
  if (!segment.subarray(2, 8).equals(EXIF)) return null
  const tiff = segment.subarray(8)
  if (tiff.length < 14) return null
  const order = tiff.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return null
  const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return null
  const entries = Math.min(short(first), MOST_ENTRIES)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = first + 2 + 12 * entry
    if (at + 12 > tiff.length) return null
    if (short(at) !== ORIENTATION) continue
    const up = short(at + 8)
    return short(at + 2) === SHORT && up >= 1 && up <= 8 ? up : null
  }
  return null
}

/** An APP1 segment that says this and nothing else. */
export function sideUpSegment(up: number): Buffer {
  const entry = [ORIENTATION >> 8, ORIENTATION & 255, 0, SHORT, 0, 0, 0, 1, 0, up, 0, 0]
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, 34]), EXIF, Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0])])
}
