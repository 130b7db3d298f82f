import { err, ok, type Result } from '../../drivers/result.ts'
import { ByteWriter } from './byte-writer.ts'

/**
 * Text as the character ROM of a Chinese printer knows it: ASCII in one byte, GB18030 in two.
 *
 * GB18030's four-byte characters (㛃, 𬱖, 𠮷) are not in these ROMs: SurePrint SP91 manual, "GB18030 only supports double
 * bytes 1,2,3,4,5 area". They are drawn instead (outline-glyph.ts), never sent as text, never dropped.
 */

/** `count` code points of the text are not in the ROM. Which ones is personal data and is not said. */
export interface NotInRom {
  readonly kind: 'not-in-rom'
  readonly count: number
}

/** The bytes of `text` after `printable`; err when it holds a character that the ROM lacks. Trail bytes are ≥ 0x40. */
export function encodeTwoByte(text: string): Result<Uint8Array, NotInRom> {
  const writer = new ByteWriter()
  const count = writeTwoByte(writer, printable(text))
  return count === 0 ? ok(writer.finish()) : err({ kind: 'not-in-rom', count })
}

/** Appends the bytes of already `printable` text; answers how many code points the ROM lacks (those are left out). */
export function writeTwoByte(writer: ByteWriter, text: string): number {
  const table = twoByteTable()
  let missing = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit >= SPACE && unit <= TILDE) {
      writer.byte(unit)
      continue
    }
    const pair = table[unit] ?? 0
    if (pair === 0) {
      missing += 1
      if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(i + 1))) i += 1
    } else {
      writer.byte(pair >> 8)
      writer.byte(pair & 0xff)
    }
  }
  return missing
}

/** Whether the ROM has the character: ASCII 20–7E, or a two-byte code outside the private use area. */
export function inRom(codePoint: number): boolean {
  if (codePoint >= SPACE && codePoint <= TILDE) return true
  return codePoint <= 0xffff && twoByteTable()[codePoint] !== 0
}

/**
 * What of a data field goes to paper. Control characters would be commands and are removed (tab and line ends become a
 * space); characters without ink (joiners, byte order mark, variation selectors) are removed; every other space becomes
 * the ASCII one; `¥` (four bytes in GB18030) becomes `￥` (a3 a4).
 */
export function printable(text: string): string {
  if (!NEEDS_CARE.test(text)) return text
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/(?!\u3000)\p{Zs}/gu, ' ')
    .replaceAll('¥', '￥')
}

const NEEDS_CARE = /[\p{Cc}\p{Default_Ignorable_Code_Point}¥\u2028\u2029]|(?![ \u3000])\p{Zs}/u
const SPACE = 0x20
const TILDE = 0x7e

let table: Uint16Array | null = null

/** BMP code unit → lead byte << 8 | trail byte, 0 where there is none; the platform's own decoder, inverted once. */
function twoByteTable(): Uint16Array {
  table ??= invertedDecoder()
  return table
}

function invertedDecoder(): Uint16Array {
  const LINE_END = 0x0a
  const pairs: number[] = []
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) pairs.push(lead, trail, LINE_END)
  }
  const characters = new TextDecoder('gb18030').decode(Uint8Array.from(pairs)).split('\n')
  const inverted = new Uint16Array(0x10000)
  for (let i = 0; i * 3 < pairs.length; i += 1) {
    const character = characters[i] ?? ''
    const codeUnit = character.charCodeAt(0)
    // The ideographic space has two codes; the first, a1 a1, is the one that ROMs have.
    const known = inverted[codeUnit] !== 0
    if (character.length === 1 && !known && codeUnit !== 0xfffd && !isPrivateUse(codeUnit)) {
      inverted[codeUnit] = ((pairs[i * 3] ?? 0) << 8) | (pairs[i * 3 + 1] ?? 0)
    }
  }
  return inverted
}

function isPrivateUse(codeUnit: number): boolean {
  return codeUnit >= 0xe000 && codeUnit <= 0xf8ff
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
