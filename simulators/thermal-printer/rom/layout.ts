/**
 * How the character ROM is laid out, shared by the script that makes it and the head that reads it.
 *
 * One bit for each of the 126 x 190 two-byte GB18030 codes (is there a glyph?), then 72 bytes for each glyph present,
 * in the order of the codes (24 rows of 3 bytes, the most significant bit leftmost), then 48 bytes for each of the 95
 * printable ASCII characters (24 rows of 2 bytes, 12 bits used).
 */
export const CODE_COUNT = 126 * 190
export const PRESENCE_BYTES = Math.ceil(CODE_COUNT / 8)
export const HANZI_BYTES = 72
export const ASCII_BYTES = 48
export const ASCII_FIRST = 0x20
export const ASCII_LAST = 0x7e
export const CELL_HEIGHT = 24
export const HANZI_WIDTH = 24
export const ASCII_WIDTH = 12

/** The ordinal of a two-byte code: lead 81–FE, trail 40–7E or 80–FE (GB 18030-2005, two-byte areas 1–5). */
export function codeIndex(lead: number, trail: number): number {
  return (lead - 0x81) * 190 + trail - (trail < 0x7f ? 0x40 : 0x41)
}

/** The two bytes of an ordinal; the inverse of `codeIndex`. */
export function codeBytes(index: number): readonly [lead: number, trail: number] {
  const trail = index % 190
  return [0x81 + Math.floor(index / 190), trail + (trail < 0x3f ? 0x40 : 0x41)]
}
