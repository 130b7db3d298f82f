import { FIT } from './fit.ts'
import type { Reader } from './readings.ts'
import type { Texts } from './texts.ts'

/** Letters from which one slip is forgiven, and two. */
const ONE_SLIP = 4
const TWO_SLIPS = 8

/** The word as it is read, when that is long enough for a slip: hanzi by their sound, as a wrong one of the same sound is one. */
export function readingOf(word: readonly number[], read: Reader): string | null {
  const letters = read(String.fromCodePoint(...word))
    .map(({ reading }) => reading)
    .join('')
  return letters.length >= ONE_SLIP && /^[a-z]+$/.test(letters) ? letters : null
}

/**
 * How each text holds the letters with a slip or two: a wrong, missing, additional or transposed letter. As in `fitsOf` from
 * the beginning of a unit on, and the end may be on its way; `FIT.slip` and the number of slips.
 */
export function slipsOf(texts: Texts, letters: string): Uint8Array {
  const fits = new Uint8Array(texts.count).fill(FIT.none)
  const most = letters.length >= TWO_SLIPS ? 2 : 1
  const { begins, reading } = texts
  const { first, next } = slipSteps(texts.readings, letters, most)
  for (let text = 0; text < texts.count; text += 1) {
    const end = begins[text + 1] ?? 0
    let least = most + 1
    for (let from = begins[text] ?? 0; from < end; from += 1) {
      let step = first(reading[from] ?? 0)
      for (let unit = from + 1; ; unit += 1) {
        if (step.least < least) least = step.least
        if (step.over || unit === end) break
        step = next(step, reading[unit] ?? 0)
      }
    }
    if (least <= most) fits[text] = FIT.slip + least
  }
  return fits
}

/** How far some syllables have led: the least slips with which they, or fewer letters of them, are all that was typed. */
interface Step {
  readonly least: number
  /** Nothing that follows can be within reach. */
  readonly over: boolean
  /** The last two rows of the table of slips, and the letter before. */
  readonly above: Uint8Array
  readonly row: Uint8Array
  readonly before: number
  readonly depth: number
  /** What each syllable leads to from here, once it was asked for. */
  readonly onward: Map<number, Step>
}

interface Steps {
  /** What a text that begins with this reading leads to. */
  readonly first: (reading: number) => Step
  readonly next: (from: Step, reading: number) => Step
}

/**
 * Counts slips (restricted Damerau–Levenshtein distance) a syllable at a time. A catalogue begins thousands of names alike,
 * and most with a syllable that is out of reach: each beginning is counted once.
 */
function slipSteps(readings: readonly string[], letters: string, most: number): Steps {
  const pattern = Array.from(letters, (letter) => letter.charCodeAt(0))
  const far = most + 1
  const start: Step = {
    least: far,
    over: false,
    above: new Uint8Array(pattern.length + 1).fill(far),
    row: Uint8Array.from({ length: pattern.length + 1 }, (_, column) => Math.min(column, far)),
    before: 0,
    depth: 0,
    onward: new Map(),
  }
  const firsts: (Step | undefined)[] = Array.from({ length: readings.length })

  /** One letter more: the row below. */
  function rowBelow({ above, row, before, depth }: Step, letter: number): Uint8Array {
    const below = new Uint8Array(pattern.length + 1).fill(far)
    if (depth < most) below[0] = depth + 1
    const last = Math.min(pattern.length, depth + 1 + most)
    for (let column = Math.max(1, depth + 1 - most); column <= last; column += 1) {
      const same = pattern[column - 1] === letter
      let slips = Math.min((row[column - 1] ?? far) + (same ? 0 : 1), (row[column] ?? far) + 1, (below[column - 1] ?? far) + 1)
      const swapped = depth > 0 && column > 1 && pattern[column - 2] === letter && pattern[column - 1] === before
      if (swapped) slips = Math.min(slips, (above[column - 2] ?? far) + 1)
      below[column] = Math.min(slips, far)
    }
    return below
  }

  function stepBy(from: Step, syllable: string): Step {
    let step = from
    for (let at = 0; at < syllable.length && !step.over; at += 1) {
      const letter = syllable.charCodeAt(at)
      const row = rowBelow(step, letter)
      const least = Math.min(step.least, row[pattern.length] ?? far)
      step = { least, over: row.every((slips) => slips >= far), above: step.row, row, before: letter, depth: step.depth + 1, onward: new Map() }
    }
    return step
  }

  return {
    first: (reading) => (firsts[reading] ??= stepBy(start, readings[reading] ?? '')),
    next: (from, reading) => {
      const known = from.onward.get(reading)
      if (known !== undefined) return known
      const step = stepBy(from, readings[reading] ?? '')
      from.onward.set(reading, step)
      return step
    },
  }
}
