import { strict as assert } from 'node:assert'
import type { Face, Typeface } from './fonts.ts'
import { between, classOf, EMPTY_HALF, mayBreak, mayStretch, type Class } from './line-break.ts'

/** Characters of one font with one spacing: what is drawn at a stroke. */
export interface Run {
  readonly face: Face
  readonly text: string
  /** From the line's left edge, in points. */
  readonly x: number
  /** Added behind each character, in points. */
  readonly spacing: number
}

export interface Line {
  readonly runs: readonly Run[]
  /** Without what stands over the edge. */
  readonly width: number
}

export interface Setting {
  readonly typeface: Typeface
  /** In points. */
  readonly size: number
  /** In points. */
  readonly width: number
  /** Of the first line, in points. */
  readonly indent?: number
  readonly align: 'left' | 'centre' | 'right' | 'justified'
  /** Added between all characters, in em. */
  readonly tracking?: number
}

/**
 * Text in lines no wider than asked. What has no place to be broken and is wider than a line (an address) is broken
 * where the line ends, unless `whole` is asked for: then it is one line, however wide, and the caller looks at its
 * width. Every character has a glyph: that was looked at before.
 */
export function setText(text: string, setting: Setting, whole = false): readonly Line[] {
  const characters = Array.from(text, (character): Character => {
    const glyph = setting.typeface.glyphFor(character.codePointAt(0) ?? 0)
    assert(glyph, 'text is set only when every character has a glyph')
    return { character, face: glyph.face, class: classOf(character), advance: glyph.advance * setting.size }
  })
  if (whole) return [lineOf(characters, setting, { indent: 0, isLast: true })]
  const lines: Line[] = []
  let from = 0
  while (from < characters.length) {
    const indent = lines.length === 0 ? (setting.indent ?? 0) : 0
    const end = endOfLine(characters, from, setting, setting.width - indent)
    const line = characters.slice(from, end)
    const isLast = end === characters.length
    // A space in front of what has no room beside it is a space at which a line is broken: no line of its own.
    if (isLast || line.some((each) => each.class !== 'space')) lines.push(lineOf(line, setting, { indent, isLast }))
    from = end
    while (from < characters.length && characters[from]?.class === 'space') from += 1
  }
  return lines
}

interface Character {
  readonly character: string
  readonly face: Face
  readonly class: Class
  /** In points. */
  readonly advance: number
}

/** Widths are sums of fractions. */
const ROUNDING = 0.001

function endOfLine(characters: readonly Character[], from: number, setting: Setting, room: number): number {
  let width = 0
  let breakAt = from
  for (let at = from; at < characters.length; at += 1) {
    const character = characters[at]
    const next = characters[at + 1]
    assert(character)
    width += character.advance
    const overEdge = character.class === 'closing' ? EMPTY_HALF * setting.size : 0
    if (width - overEdge > room + ROUNDING && character.class !== 'space') {
      return breakAt > from ? breakAt : Math.max(at, from + 1)
    }
    if (next === undefined) return characters.length
    if (mayBreak(character.class, next.class)) breakAt = at + 1
    width += (between(character.class, next.class) + (setting.tracking ?? 0)) * setting.size
  }
  return characters.length
}

/** A line that would have to be stretched more than this, in em at each place, stays as it is. */
const MOST_STRETCH = 0.5

function lineOf(
  all: readonly Character[],
  setting: Setting,
  { indent, isLast }: { readonly indent: number; readonly isLast: boolean },
): Line {
  const last = all.findLastIndex((each) => each.class !== 'space')
  const characters = all.slice(0, last + 1)
  const gaps = characters.slice(1).map((after, at) => {
    const before = characters[at]
    assert(before)
    return {
      space: (between(before.class, after.class) + (setting.tracking ?? 0)) * setting.size,
      may: mayStretch(before.class, after.class),
    }
  })
  const overEdge = characters.at(-1)?.class === 'closing' && setting.align !== 'centre' ? EMPTY_HALF * setting.size : 0
  const width =
    indent +
    characters.reduce((sum, { advance }) => sum + advance, 0) +
    gaps.reduce((sum, { space }) => sum + space, 0) -
    overEdge
  const places = gaps.filter(({ may }) => may).length
  const wanted = places === 0 ? 0 : (setting.width - width) / places
  const stretch = setting.align === 'justified' && !isLast && wanted <= MOST_STRETCH * setting.size ? wanted : 0
  const spacings = gaps.map(({ space, may }) => space + (may ? stretch : 0))
  const left = { left: indent, justified: indent, centre: (setting.width - width) / 2, right: setting.width - width }[
    setting.align
  ]
  return { runs: runsOf(characters, spacings, left), width: width + stretch * places }
}

function runsOf(characters: readonly Character[], spacings: readonly number[], left: number): readonly Run[] {
  const runs: Run[] = []
  let x = left
  let run: { face: Face; text: string; x: number; spacing: number } | null = null
  characters.forEach(({ character, face, advance }, at) => {
    // Behind the last of a line nothing follows, and whatever its neighbour has will do.
    const spacing: number = spacings[at] ?? run?.spacing ?? 0
    if (run === null || run.face !== face || run.spacing !== spacing) {
      run = { face, text: '', x, spacing }
      runs.push(run)
    }
    run.text += character
    x += advance + spacing
  })
  return runs
}
