import { readFileSync } from 'node:fs'
import * as fontkit from 'fontkit'
import { err, ok, type Result } from '../../drivers/result.ts'
import { rareFonts } from '../rare-fonts.ts'

/** TTF or OTF files. */
export interface FontFiles {
  /** Everything to be read. */
  readonly text: string
  /** Titles and headings. */
  readonly title: string
  /** Asked in turn for characters that neither has: names in Ext B and beyond. */
  readonly fallback: readonly string[]
  /** The folder of the slices that are asked last, each for its own characters (`rareFonts`). */
  readonly rare?: string
}

/** Fonts that were read once, for all certificates. */
export interface CertificateFonts {
  readonly text: Typeface
  readonly title: Typeface
  /** Each font once, as pdfkit is told of them; a slice of rare characters from the first of them on. */
  readonly faces: readonly Face[]
}

/** Fonts in the order in which they are asked for a character. */
export interface Typeface {
  /** Null where no font has the character with ink. */
  readonly glyphFor: (codePoint: number) => Glyph | null
}

export interface Glyph {
  readonly face: Face
  /** In em. */
  readonly advance: number
}

export interface Face {
  /** Unlike every other's. */
  readonly name: string
  /** What pdfkit embeds. */
  readonly font: fontkit.Font
}

/** Reads and parses the files. A collection is represented by its first font. */
export function openFonts(
  files: FontFiles,
): Result<CertificateFonts, { readonly kind: 'font-unreadable'; readonly path: string }> {
  const paths = [...new Set([files.text, files.title, ...files.fallback])]
  const opened = new Map<string, OpenFace>()
  for (const path of paths) {
    const font = parsed(path)
    if (font === null) return err({ kind: 'font-unreadable', path })
    opened.set(path, openFace(`font-${opened.size + 1}`, font))
  }
  const rare = files.rare === undefined ? null : rareFonts(files.rare)
  const slicesFor = (codePoint: number): readonly OpenFace[] =>
    (rare?.filesFor(codePoint) ?? []).flatMap((path) => {
      const before = opened.get(path)
      if (before !== undefined) return [before]
      const font = parsed(path)
      if (font === null) return []
      const face = openFace(`font-${opened.size + 1}`, font)
      opened.set(path, face)
      return [face]
    })
  const typeface = (...order: readonly string[]): Typeface => {
    const faces = [...new Set(order)].flatMap((path) => opened.get(path) ?? [])
    const found = new Map<number, Glyph | null>()
    return {
      glyphFor: (codePoint) => {
        const known = found.get(codePoint)
        if (known !== undefined) return known
        const glyph = isDrawnAlone(codePoint) ? (firstGlyph(faces, codePoint) ?? firstGlyph(slicesFor(codePoint), codePoint)) : null
        found.set(codePoint, glyph)
        return glyph
      },
    }
  }
  return ok({
    text: typeface(files.text, files.title, ...files.fallback),
    title: typeface(files.title, files.text, ...files.fallback),
    get faces() {
      return [...opened.values()].map(({ face }) => face)
    },
  })
}

/** Whether a file is a font that certificates can be set in. */
export function isFont(path: string): boolean {
  return parsed(path) !== null
}

interface OpenFace {
  readonly face: Face
  readonly glyphs: (codePoint: number) => PlainGlyph | null
}

/** What pdfkit asks of a glyph: its place in the font, its width in font units, and what it is in Unicode. */
interface PlainGlyph {
  readonly id: number
  readonly advanceWidth: number
  readonly codePoints: readonly number[]
}

function parsed(path: string): fontkit.Font | null {
  try {
    const font = fontkit.create(readFileSync(path))
    return 'fonts' in font ? (font.fonts[0] ?? null) : font
  } catch {
    return null // missing, not allowed, or no font: all of them one fault, which names the file
  }
}

/**
 * A font whose glyphs follow from each character alone, without kerning or ligatures: widths are sums, a line's layout
 * is its drawing, and the same words give the same bytes. fontkit itself remembers with a glyph the character it was
 * first asked by, in whatever document that was.
 */
function openFace(name: string, font: fontkit.Font): OpenFace {
  const known = new Map<number, PlainGlyph | null>()
  const glyphs = (codePoint: number): PlainGlyph | null => {
    const before = known.get(codePoint)
    if (before !== undefined) return before
    const glyph = font.hasGlyphForCodePoint(codePoint) ? plainGlyph(font, codePoint) : null
    known.set(codePoint, glyph)
    return glyph
  }
  const layout = (text: string) => {
    const run = Array.from(text, (character) => glyphs(character.codePointAt(0) ?? 0) ?? NOT_DEFINED)
    const positions = run.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }))
    return { glyphs: run, positions, advanceWidth: run.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) }
  }
  const face = { name, font: Object.create(font, { layout: { value: layout } }) as fontkit.Font }
  return { face, glyphs }
}

/** Nothing is set that no font has; pdfkit measures the empty string only. */
const NOT_DEFINED: PlainGlyph = { id: 0, advanceWidth: 0, codePoints: [0] }

/** Null for what would come out as nothing: only a space is empty on purpose. */
function plainGlyph(font: fontkit.Font, codePoint: number): PlainGlyph | null {
  const glyph = font.glyphForCodePoint(codePoint)
  if (glyph.id === 0) return null
  if (!isSpace(codePoint) && glyph.path.commands.length === 0) return null
  return { id: glyph.id, advanceWidth: glyph.advanceWidth, codePoints: [codePoint] }
}

function firstGlyph(faces: readonly OpenFace[], codePoint: number): Glyph | null {
  for (const { face, glyphs } of faces) {
    const glyph = glyphs(codePoint)
    if (glyph !== null) return { face, advance: glyph.advanceWidth / face.font.unitsPerEm }
  }
  return null
}

function isSpace(codePoint: number): boolean {
  return codePoint === 0x20 || codePoint === 0xa0 || codePoint === 0x3000
}

/**
 * Scripts whose letters stand side by side, each in one form, and the private use area, where a fallback font may have
 * a hall's rare names. Anything that would have to be joined, stacked or turned is as good as missing: set letter by
 * letter it would be wrong. So is what should not be seen, of which a font may have a picture (a soft hyphen).
 */
const ALONE =
  /^(?![\p{M}\p{Cf}])[\p{Script=Han}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Bopomofo}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Yi}\p{Script=Common}\p{Co}]$/u

function isDrawnAlone(codePoint: number): boolean {
  return codePoint < 0xd800 || codePoint > 0xdfff ? ALONE.test(String.fromCodePoint(codePoint)) : false
}
