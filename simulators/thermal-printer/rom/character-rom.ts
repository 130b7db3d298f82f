import assert from 'node:assert'
import { brotliDecompressSync } from 'node:zlib'
import type { Dots } from '../dots.ts'
import {
  ASCII_BYTES,
  ASCII_FIRST,
  ASCII_LAST,
  ASCII_WIDTH,
  CELL_HEIGHT,
  CODE_COUNT,
  codeIndex,
  HANZI_BYTES,
  HANZI_WIDTH,
  PRESENCE_BYTES,
} from './layout.ts'

export interface CharacterRom {
  /** The 24 x 24 glyph of a two-byte GB18030 code, if the ROM has one. */
  hanzi(lead: number, trail: number): Dots | undefined
  /** The 12 x 24 glyph of a printable ASCII character. */
  ascii(code: number): Dots
}

let loading: Promise<CharacterRom> | undefined

/** Unpacks the ROM the first time it is asked for (1.6 MB). */
export function loadCharacterRom(): Promise<CharacterRom> {
  // A JSON module is found alike from source and in a bundle.
  loading ??= import('./gb18030-24.json').then(({ default: file }) =>
    read(brotliDecompressSync(Buffer.from(file.brotli, 'base64'))),
  )
  return loading
}

function read(rom: Buffer): CharacterRom {
  const ordinals = new Int32Array(CODE_COUNT).fill(-1)
  let glyphs = 0
  for (let index = 0; index < CODE_COUNT; index += 1) {
    if (((rom[index >> 3] ?? 0) & (0x80 >> (index & 7))) === 0) continue
    ordinals[index] = glyphs
    glyphs += 1
  }
  const asciiStart = PRESENCE_BYTES + glyphs * HANZI_BYTES
  assert.equal(rom.length, asciiStart + (ASCII_LAST - ASCII_FIRST + 1) * ASCII_BYTES, 'the ROM is not of this layout')
  return {
    hanzi: (lead, trail) => {
      const ordinal = ordinals[codeIndex(lead, trail)] ?? -1
      if (ordinal < 0) return undefined
      const start = PRESENCE_BYTES + ordinal * HANZI_BYTES
      return { width: HANZI_WIDTH, height: CELL_HEIGHT, bytesPerRow: 3, data: rom.subarray(start, start + HANZI_BYTES) }
    },
    ascii: (code) => {
      assert(code >= ASCII_FIRST && code <= ASCII_LAST)
      const start = asciiStart + (code - ASCII_FIRST) * ASCII_BYTES
      return { width: ASCII_WIDTH, height: CELL_HEIGHT, bytesPerRow: 2, data: rom.subarray(start, start + ASCII_BYTES) }
    },
  }
}
