/**
 * Makes the character ROM of the virtual printer from Noto Sans CJK SC (SIL Open Font License, see OFL.txt).
 * Run from the root of the checkout, on a machine that has Debian's fonts-noto-cjk (about one minute):
 *
 *     node --input-type=module -e "import { runnerImport } from 'vite'
 *     await runnerImport('./simulators/thermal-printer/rom/make.ts')"
 */
import { createCanvas, Path2D } from '@napi-rs/canvas'
import { openSync, type Font, type FontCollection } from 'fontkit'
import assert from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import {
  ASCII_BYTES,
  ASCII_FIRST,
  ASCII_LAST,
  ASCII_WIDTH,
  CELL_HEIGHT,
  CODE_COUNT,
  codeBytes,
  HANZI_BYTES,
  HANZI_WIDTH,
  PRESENCE_BYTES,
} from './layout.ts'

const FONT_FILE = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'
const OUTPUT_FILE = join('simulators', 'thermal-printer', 'rom', 'gb18030-24.json')

/** Outline pixels to a dot, in each direction. */
const OVERSAMPLING = 8
/** A dot is black when this much of it is covered; below one half, so that thin strokes stay whole. */
const BLACK_FROM = 0.42
/** The em box of Noto Sans CJK reaches 880/1000 above the baseline. */
const ASCENT = 0.88
/** How far, in outline pixels, a hanzi may be moved to let its strokes fall on whole dots. */
const REACH = 3

interface Coverage {
  readonly width: number
  readonly at: (x: number, y: number) => number
}

function outlineCoverage(font: Font, character: string, cellWidth: number): Coverage {
  const glyph = font.layout(character).glyphs[0]
  assert(glyph !== undefined, `no glyph for U+${character.codePointAt(0)?.toString(16) ?? ''}`)
  const margin = REACH
  const width = cellWidth * OVERSAMPLING + 2 * margin
  const height = CELL_HEIGHT * OVERSAMPLING + 2 * margin
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const scale = (CELL_HEIGHT * OVERSAMPLING) / font.unitsPerEm
  const left = (cellWidth * OVERSAMPLING - glyph.advanceWidth * scale) / 2
  context.setTransform(scale, 0, 0, -scale, margin + left, margin + ASCENT * CELL_HEIGHT * OVERSAMPLING)
  const outline = new Path2D(glyph.path.toSVG())
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas is filled here, not an array
  context.fill(outline)
  const pixels = context.getImageData(0, 0, width, height).data
  // Sums over all rectangles that start at the top left, so that any dot's coverage is four look-ups.
  const sums = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y += 1) {
    let row = 0
    for (let x = 0; x < width; x += 1) {
      row += (pixels[(y * width + x) * 4 + 3] ?? 0) / 255
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row
    }
  }
  const sum = (x: number, y: number): number => sums[y * (width + 1) + x] ?? 0
  const side = OVERSAMPLING
  return {
    width: cellWidth,
    at: (x, y) => (sum(x + side, y + side) - sum(x, y + side) - sum(x + side, y) + sum(x, y)) / (side * side),
  }
}

/** The dots of a glyph, moved by the fraction of a dot at which its strokes are crispest. */
function dots(coverage: Coverage, reachX: number, reachY: number): readonly (readonly boolean[])[] {
  let crispest = -1
  let chosen: number[][] = []
  for (let dy = -reachY; dy <= reachY; dy += 1) {
    for (let dx = -reachX; dx <= reachX; dx += 1) {
      const cells: number[][] = []
      let crispness = 0
      for (let row = 0; row < CELL_HEIGHT; row += 1) {
        const line: number[] = []
        for (let column = 0; column < coverage.width; column += 1) {
          const covered = coverage.at(REACH + dx + column * OVERSAMPLING, REACH + dy + row * OVERSAMPLING)
          crispness += (covered - 0.5) ** 2
          line.push(covered)
        }
        cells.push(line)
      }
      if (crispness > crispest) {
        crispest = crispness
        chosen = cells
      }
    }
  }
  return chosen.map((line) => line.map((covered) => covered > BLACK_FROM))
}

function pack(rows: readonly (readonly boolean[])[], bytesPerRow: number): Buffer {
  const packed = Buffer.alloc(rows.length * bytesPerRow)
  rows.forEach((row, y) => {
    row.forEach((black, x) => {
      const at = y * bytesPerRow + (x >> 3)
      if (black) packed[at] = (packed[at] ?? 0) | (0x80 >> (x & 7))
    })
  })
  return packed
}

function face(collection: Font | FontCollection, name: string): Font {
  const font = collection.getFont(name)
  assert(font !== null && 'layout' in font, `${FONT_FILE} has no ${name}`)
  return font
}

const collection = openSync(FONT_FILE)
const hanziFont = face(collection, 'NotoSansCJKsc-Regular')
const asciiFont = face(collection, 'NotoSansMonoCJKsc-Regular')
const decoder = new TextDecoder('gb18030', { fatal: true })

const presence = Buffer.alloc(PRESENCE_BYTES)
const glyphs: Buffer[] = []
for (let index = 0; index < CODE_COUNT; index += 1) {
  const character = decoder.decode(Uint8Array.from(codeBytes(index)))
  const codePoint = character.codePointAt(0) ?? 0
  // The user-defined areas are empty in a ROM.
  if (/\p{Co}/u.test(character) || !hanziFont.hasGlyphForCodePoint(codePoint)) continue
  const packed = pack(dots(outlineCoverage(hanziFont, character, HANZI_WIDTH), REACH, REACH), 3)
  assert.equal(packed.length, HANZI_BYTES)
  presence[index >> 3] = (presence[index >> 3] ?? 0) | (0x80 >> (index & 7))
  glyphs.push(packed)
}
const ascii: Buffer[] = []
for (let code = ASCII_FIRST; code <= ASCII_LAST; code += 1) {
  // One baseline for all: an ASCII glyph is moved sideways only.
  const packed = pack(dots(outlineCoverage(asciiFont, String.fromCharCode(code), ASCII_WIDTH), REACH, 0), 2)
  assert.equal(packed.length, ASCII_BYTES)
  ascii.push(packed)
}

const rom = Buffer.concat([presence, ...glyphs, ...ascii])
const compressed = brotliCompressSync(rom, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: rom.length,
  },
})
const json = `${JSON.stringify({
  source: 'Noto Sans CJK SC Regular, SIL Open Font License 1.1 (OFL.txt); made by make.ts, laid out as in layout.ts',
  brotli: compressed.toString('base64'),
})}\n`
writeFileSync(OUTPUT_FILE, json)
assert.equal(readFileSync(OUTPUT_FILE, 'utf8'), json)
process.stdout.write(`${glyphs.length} hanzi and signs, ${ascii.length} ASCII: ${rom.length} -> ${json.length} bytes\n`)
