import { createRequire } from 'node:module'
import type * as Fontkit from 'fontkit'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { RareFonts } from '../rare-fonts.ts'
import { blacken, blankBitmap, type Bitmap } from './bitmap.ts'
import { codeBox } from './code-box.ts'

/** Draws the characters that a printer's ROM lacks, from TrueType outlines. */
export interface OutlineFonts {
  /**
   * The character in a box of `width` × `height` dots, from the first font that has it with ink; err `no-glyph` when
   * none has, so that no one is ever handed an empty box for a name. Wider than the box: squeezed to fit. With `rare`, a
   * character of a name that none has (in private use, or newer than the fonts) is a frame with its code.
   */
  draw(codePoint: number, width: number, height: number): Result<Bitmap, FontFault>
}

export type FontFault = { readonly kind: 'no-glyph' } | { readonly kind: 'font-unreadable'; readonly path: string }

/**
 * Fonts by file, in order of preference (TTF or OTF; of a collection, the first). A file is opened at the first
 * character that asks for it: fontkit takes about 90 ms to load, and most tickets need none.
 * `rare` has more of them, each for some characters.
 */
export function outlineFonts(fontPaths: readonly string[], rare?: RareFonts): OutlineFonts {
  const opened = new Map<string, Fontkit.Font>()
  const fonts: OutlineFonts = {
    draw(codePoint, width, height) {
      for (const path of [...fontPaths, ...(rare?.filesFor(codePoint) ?? [])]) {
        let font = opened.get(path)
        if (font === undefined) {
          const opening = openFont(path)
          if (!opening.ok) return opening
          font = opening.value
          opened.set(path, font)
        }
        const drawn = drawFrom(font, codePoint, width, height)
        if (drawn !== null) return ok(drawn)
      }
      return rare !== undefined && IN_NAMES.test(characterOf(codePoint)) ? ok(codeBox(codePoint, width, height, digit)) : err({ kind: 'no-glyph' })
    },
  }
  const digit = (character: string, width: number, height: number) => {
    const drawn = fonts.draw(character.codePointAt(0) ?? 0, width, height)
    return drawn.ok ? drawn.value : null
  }
  return fonts
}

/** Private use, where old cards have names, and the planes of rare ideographs, which Unicode still fills. */
const IN_NAMES = /[\p{Co}\u{20000}-\u{3FFFF}]/u

function characterOf(codePoint: number): string {
  return codePoint < 0xd800 || codePoint > 0xdfff ? String.fromCodePoint(codePoint) : ''
}

function openFont(path: string): Result<Fontkit.Font, FontFault> {
  try {
    // Required at the first use, and not imported: the terminal starts without it.
    const fontkit = createRequire(import.meta.url)('fontkit') as typeof Fontkit
    const opened = fontkit.openSync(path)
    const font = 'fonts' in opened ? opened.fonts[0] : opened
    return font === undefined ? err({ kind: 'font-unreadable', path }) : ok(font)
  } catch {
    return err({ kind: 'font-unreadable', path })
  }
}

/** Top of the ideographic em box over the baseline, in em: typoAscender of Source Han Sans and Noto Sans CJK. */
const EM_BOX_TOP = 0.88
/** Each dot is looked at in this many rows; a dot is black from half its area on. */
const ROWS_PER_DOT = 4
const BLACK_FROM = 0.5

function drawFrom(font: Fontkit.Font, codePoint: number, width: number, height: number): Bitmap | null {
  if (!font.hasGlyphForCodePoint(codePoint)) return null
  const glyph = font.glyphForCodePoint(codePoint)
  const { minX, maxX } = glyph.bbox
  const scaleY = height / font.unitsPerEm
  // An outline that reaches over its advance (a combining mark) is centred by its own box instead.
  const advance = minX < 0 || maxX > glyph.advanceWidth ? maxX - minX : glyph.advanceWidth
  const origin = advance === glyph.advanceWidth ? 0 : minX
  const scaleX = Math.min(scaleY, width / Math.max(advance, 1))
  const left = (width - advance * scaleX) / 2 - origin * scaleX
  const edges = edgesOf(glyph.path.commands, {
    x: (x) => left + x * scaleX,
    y: (y) => EM_BOX_TOP * height - y * scaleY,
  })
  const bitmap = filled(edges, width, height)
  return bitmap.data.some((byte) => byte !== 0) ? bitmap : null
}

interface Edge {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

interface Placement {
  readonly x: (fontX: number) => number
  readonly y: (fontY: number) => number
}

/** Parts into which a curve is cut: at 24–200 dots a part is a few dots long. */
const CURVE_PARTS = 8

function edgesOf(commands: readonly Fontkit.PathCommand[], place: Placement): readonly Edge[] {
  const edges: Edge[] = []
  let [startX, startY, x, y] = [0, 0, 0, 0]
  const lineTo = (toX: number, toY: number) => {
    edges.push({ x1: place.x(x), y1: place.y(y), x2: place.x(toX), y2: place.y(toY) })
    x = toX
    y = toY
  }
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args
    const [fromX, fromY] = [x, y]
    if (command === 'moveTo') {
      ;[startX, startY, x, y] = [a, b, a, b]
    } else if (command === 'lineTo') {
      lineTo(a, b)
    } else if (command === 'closePath') {
      lineTo(startX, startY)
    } else {
      for (let part = 1; part <= CURVE_PARTS; part += 1) {
        const t = part / CURVE_PARTS
        const s = 1 - t
        if (command === 'quadraticCurveTo') {
          lineTo(s * s * fromX + 2 * s * t * a + t * t * c, s * s * fromY + 2 * s * t * b + t * t * d)
        } else {
          const [w0, w1, w2, w3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
          lineTo(w0 * fromX + w1 * a + w2 * c + w3 * e, w0 * fromY + w1 * b + w2 * d + w3 * f)
        }
      }
    }
  }
  return edges
}

/** Fills by the non-zero winding rule, as TrueType says. */
function filled(edges: readonly Edge[], width: number, height: number): Bitmap {
  const bitmap = blankBitmap(width, height)
  const coverage = new Float64Array(width)
  for (let row = 0; row < height; row += 1) {
    coverage.fill(0)
    for (let part = 0; part < ROWS_PER_DOT; part += 1) cover(coverage, edges, row + (part + 0.5) / ROWS_PER_DOT)
    for (let x = 0; x < width; x += 1) {
      if ((coverage[x] ?? 0) >= BLACK_FROM * ROWS_PER_DOT) blacken(bitmap, row, x, x + 1)
    }
  }
  return bitmap
}

function cover(coverage: Float64Array, edges: readonly Edge[], y: number): void {
  const crossings: { readonly x: number; readonly turn: number }[] = []
  for (const { x1, y1, x2, y2 } of edges) {
    if (y1 <= y === y2 <= y) continue
    crossings.push({ x: x1 + ((y - y1) * (x2 - x1)) / (y2 - y1), turn: y2 > y1 ? 1 : -1 })
  }
  crossings.sort((one, other) => one.x - other.x)
  let winding = 0
  let from = 0
  for (const { x, turn } of crossings) {
    if (winding !== 0) coverSpan(coverage, from, x)
    winding += turn
    from = x
  }
}

function coverSpan(coverage: Float64Array, from: number, to: number): void {
  const end = Math.min(coverage.length, Math.ceil(to))
  for (let x = Math.max(0, Math.floor(from)); x < end; x += 1) {
    const part = Math.min(to, x + 1) - Math.max(from, x)
    if (part > 0) coverage[x] = (coverage[x] ?? 0) + part
  }
}
