import { blankBitmap, type Bitmap } from './bitmap.ts'

/**
 * A printer watches the incoming bytes for real-time commands (DLE EOT 10 04, DLE ENQ 10 05, DLE DC4 10 14) and many
 * execute them even where they are part of a picture; a cut, a drawer kick or a cleared buffer would follow. So no
 * picture leaves with such a pair in it. Both conditions below hold over the whole picture's data, rows on end, and
 * therefore over every band it is sent in: a band's header begins with 1d and ends with the row count's high byte
 * (0 or 1), so that no pair arises at its edges.
 */

/** Index of the first real-time pair in `data` at or after `from`, or -1. */
export function findRealtimeCommand(data: Uint8Array, from = 0): number {
  for (let at = data.indexOf(DLE, from); at !== -1; at = data.indexOf(DLE, at + 1)) {
    const next = data[at + 1]
    if (next === EOT || next === ENQ || next === DC4) return at
  }
  return -1
}

/**
 * The same picture without real-time pairs: moved right by up to 7 dots where the blank right margin allows it, or
 * else with one more black dot beside the lone dot of each 10 (00010000 → 00011000).
 */
export function withoutRealtimeCommands(bitmap: Bitmap): Bitmap {
  if (findRealtimeCommand(bitmap.data) === -1) return bitmap
  const room = Math.min(MOST_SHIFT, blankDotsRight(bitmap))
  for (let dots = 1; dots <= room; dots += 1) {
    const moved = movedRight(bitmap, dots)
    if (findRealtimeCommand(moved.data) === -1) return moved
  }
  return withOneMoreDot(bitmap)
}

const DLE = 0x10
const EOT = 0x04
const ENQ = 0x05
const DC4 = 0x14
const MOST_SHIFT = 7 // a shift by 8 only moves whole bytes, and the pair with them

/** 18 is in no pair, neither first nor second, so a repair never makes a new one. */
function withOneMoreDot(bitmap: Bitmap): Bitmap {
  const data = bitmap.data.slice()
  for (let at = findRealtimeCommand(data); at !== -1; at = findRealtimeCommand(data, at + 1)) data[at] = 0x18
  return { ...bitmap, data }
}

/** Blank dots at the right that every row has, at most 8: the last byte of each row decides. */
function blankDotsRight(bitmap: Bitmap): number {
  let used = 0
  for (let row = 1; row <= bitmap.height; row += 1) used |= bitmap.data[row * bitmap.stride - 1] ?? 0
  return used === 0 ? 8 : Math.log2(used & -used)
}

function movedRight(bitmap: Bitmap, dots: number): Bitmap {
  const moved = blankBitmap(bitmap.stride * 8, bitmap.height)
  for (let at = 0; at < bitmap.data.length; at += 1) {
    const left = at % bitmap.stride === 0 ? 0 : (bitmap.data[at - 1] ?? 0)
    moved.data[at] = (((left << 8) | (bitmap.data[at] ?? 0)) >> dots) & 0xff
  }
  return moved
}
