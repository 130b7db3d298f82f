/** A run of text as it stands on a page, in the page's own units (PDF user space). */
export interface TextRun {
  readonly text: string
  /** From the run's own axes, where it begins at 0,0, to the page: a, b, c, d, e, f. */
  readonly transform: readonly number[]
  /** Along the line, and of the type. */
  readonly width: number
  readonly height: number
  readonly vertical: boolean
}

/** Whose page it is, as far as the screen knows: `样**` and `110***********002X`. */
export interface Masked {
  readonly name?: string
  /** A permanent resident's, who has both. */
  readonly englishName?: string
  readonly number: string
}

/** A piece of a line to paint over: where it begins, which way it runs, and how far it reaches. */
export interface Cover {
  readonly x: number
  readonly y: number
  /** Radians, against the clock. */
  readonly angle: number
  readonly width: number
  /** Below and above the line. */
  readonly below: number
  readonly above: number
}

/**
 * Where a name that fits a masked one, any ID number of GB 11643, or one that fits the masked one, stands on a page. Names and numbers may have
 * spaces in them and may be spread over runs: the text is read both as it was written into the file and as it stands in
 * lines. What fits the mask and is somebody else's is covered too; that is the safe side.
 */
export function personalText(runs: readonly TextRun[], masked: Masked): readonly Cover[] {
  const placed = runs.filter((run) => !isWatermark(run)).map(signsOf)
  const found = new Set<Sign>()
  for (const signs of [placed.flat(), ...linesOf(placed)]) {
    for (const sign of numbersIn(signs, masked.number)) found.add(sign)
    for (const name of [masked.name, masked.englishName]) {
      if (name !== undefined) for (const sign of namesIn(signs, name)) found.add(sign)
    }
  }
  return placed.flatMap((signs) => coversOf(signs.filter((sign) => found.has(sign))))
}

/** Larger than any title, and slanting: written over a page, not in it. Points. */
const LEAST_WATERMARK = 40

/** 样本 and the like, which would be covered for a name that begins so. */
function isWatermark({ transform: [a = 0, b = 0], height }: TextRun): boolean {
  const slanting = Math.abs(a) > 0.01 && Math.abs(b) > 0.01
  return slanting && height >= LEAST_WATERMARK
}

/**
 * Whether the text can be told from its file. A scan has none, and a font without its table of characters gives
 * control, private and unassigned ones: such a page cannot be covered piece by piece.
 */
export function canBeRead(runs: readonly TextRun[]): boolean {
  const signs = runs.flatMap(({ text }) => Array.from(text.replaceAll(/\s/gu, '')))
  const unknown = signs.filter((sign) => /[\p{Cc}\p{Co}\p{Cn}\uFFFD]/u.test(sign))
  return signs.length > 0 && unknown.length <= signs.length * MOST_UNKNOWN
}

/** Rare hanzi of old fonts are private characters, so a few are no sign of a broken font. */
const MOST_UNKNOWN = 0.05

/** One character that is no space, with its place in its run. */
interface Sign {
  readonly character: string
  readonly run: TextRun
  /** Along the run, from its begin. */
  readonly from: number
  readonly to: number
}

/** A run tells its width but not that of its characters: each gets its share as in most fonts. */
function signsOf(run: TextRun): readonly Sign[] {
  const characters = Array.from(run.text)
  const weights = characters.map(weightOf)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let passed = 0
  return characters.flatMap((character, at) => {
    const from = (passed / whole) * run.width
    passed += weights[at] ?? 0
    const to = (passed / whole) * run.width
    // Radicals and full-width digits stand for the hanzi and digits they look like.
    return Array.from(character.normalize('NFKC')).filter((one) => /\S/u.test(one)).map((one) => ({ character: one, run, from, to }))
  })
}

function weightOf(character: string): number {
  if (WIDE.test(character)) return 1
  if (NARROW.test(character)) return 0.3
  return /\p{Lu}/u.test(character) ? 0.65 : 0.55
}

const NARROW = /[\s.,:;'|!()[\]/ijlIft-]/
const WIDE = /[\p{Script=Han}\u3000-\u303F\uFF01-\uFF60\p{Co}]/u

/** The same text as the eye reads it: runs of one direction and one height beside each other, from the left. */
function linesOf(placed: readonly (readonly Sign[])[]): readonly (readonly Sign[])[] {
  const lines: { readonly angle: number; readonly height: number; readonly across: number; readonly runs: { readonly along: number; readonly signs: readonly Sign[] }[] }[] = []
  for (const signs of placed) {
    const run = signs[0]?.run
    if (run === undefined) continue
    const { angle, x, y } = placeOf(run)
    const along = x * Math.cos(angle) + y * Math.sin(angle)
    const across = y * Math.cos(angle) - x * Math.sin(angle)
    const same = lines.find(
      (line) => Math.abs(line.angle - angle) < 0.02 && Math.abs(line.across - across) < Math.max(line.height, run.height) / 2,
    )
    if (same === undefined) lines.push({ angle, height: run.height, across, runs: [{ along, signs }] })
    else same.runs.push({ along, signs })
  }
  return lines.map(({ runs }) => runs.toSorted((one, other) => one.along - other.along).flatMap(({ signs }) => signs))
}

/** Region, birth, serial and check character (GB 11643). */
const NUMBER = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/
const NUMBER_LENGTH = 18
const CHECK_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function numbersIn(signs: readonly Sign[], masked: string): readonly Sign[] {
  const text = signs.map(({ character }) => character)
  const { length } = masked
  // A permanent resident's of before 2023 has 15 characters, three letters in front.
  const others = length < 15 || length === NUMBER_LENGTH ? [] : windows(signs, length, (at) => fits(text.slice(at, at + length).join('').toUpperCase(), masked))
  return [...others, ...gb11643In(signs, text, masked)]
}

function gb11643In(signs: readonly Sign[], text: readonly string[], masked: string): readonly Sign[] {
  return windows(signs, NUMBER_LENGTH, (at) => {
    const number = text.slice(at, at + NUMBER_LENGTH).join('')
    if (!/^\d{17}[\dXx]$/.test(number)) return false
    const alone = !isDigit(text[at - 1]) && !isDigit(text[at + NUMBER_LENGTH])
    return fits(number.toUpperCase(), masked) || (NUMBER.test(number) && (alone || hasItsCheck(number)))
  })
}

/** Among more digits than eighteen, only one in eleven is what it looks like. */
function hasItsCheck(number: string): boolean {
  const sum = CHECK_WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return '10X98765432'[sum % 11] === number.at(-1)?.toUpperCase()
}

const isDigit = (character: string | undefined) => character !== undefined && /\d/.test(character)

/** A star stands for any one character. */
function fits(text: string, masked: string): boolean {
  return text.length === masked.length && Array.from(masked).every((character, at) => character === '*' || character === text[at])
}

function namesIn(signs: readonly Sign[], masked: string): readonly Sign[] {
  const shape = Array.from(masked.normalize('NFKC'))
  if (shape.every((character) => character === '*')) return []
  // In Latin letters the spaces of a name count in its mask; how many there are is not known.
  const latin = !WIDE.test(shape[0] ?? '')
  const lengths = !latin ? [shape.length] : [0, 1, 2, 3].map((spaces) => shape.length - spaces)
  return lengths.filter((length) => length > 0).flatMap((length) =>
    windows(signs, length, (at) =>
      signs.slice(at, at + length).every(({ character }, place) => {
        const asked = shape[place]
        return asked === '*' ? (latin ? OF_A_LATIN_NAME : OF_A_NAME).test(character) : asked === character
      }),
    ),
  )
}

const OF_A_NAME = /[\p{L}\p{M}\p{Co}·•・‧.'’-]/u
/** A card has the family name first, and a comma behind it. */
const OF_A_LATIN_NAME = /[\p{L}\p{M}.,'’-]/u

function windows(signs: readonly Sign[], length: number, isOne: (at: number) => boolean): readonly Sign[] {
  return signs.flatMap((_, at) => (at + length <= signs.length && isOne(at) ? signs.slice(at, at + length) : []))
}

/** How far a cover reaches beyond what it covers, in heights of the type. */
const BESIDE = 0.4
/** And in parts of what lies between there and the nearer end of the run: widths within a run are a guess. */
const GUESS = 0.05
const BELOW = 0.4
const ABOVE = 1.15

/** Of one run; neighbours share a cover. */
function coversOf(signs: readonly Sign[]): readonly Cover[] {
  const [first] = signs
  if (first === undefined) return []
  const { run } = first
  const { angle, x, y } = placeOf(run)
  // Down a column the share of a run's length says little: all of it is covered.
  if (run.vertical) {
    return [{ x: x - run.width, y: y + run.width, angle: -Math.PI / 2, width: run.height + run.width * 2, below: 0, above: run.width * 2 }]
  }
  const pieces: { from: number; to: number }[] = []
  for (const { from, to } of signs) {
    const last = pieces.at(-1)
    if (last !== undefined && from - last.to < run.height * 1.5) last.to = to
    else pieces.push({ from, to })
  }
  const slack = (at: number) => run.height * BESIDE + GUESS * Math.min(at, run.width - at)
  return pieces.map(({ from, to }) => {
    const begin = from - slack(from)
    return {
      x: x + begin * Math.cos(angle),
      y: y + begin * Math.sin(angle),
      angle,
      width: to + slack(to) - begin,
      below: run.height * BELOW,
      above: run.height * ABOVE,
    }
  })
}

function placeOf({ transform }: TextRun): { readonly angle: number; readonly x: number; readonly y: number } {
  const [a = 1, b = 0, , , x = 0, y = 0] = transform
  return { angle: Math.atan2(b, a), x, y }
}
