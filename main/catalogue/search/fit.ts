import type { Texts } from './texts.ts'

/** How a word fits a text, the better the smaller. `SLIP` and above: with that many slips more. */
export const FIT = { whole: 0, begins: 1, within: 2, initials: 3, initialsWithin: 4, slip: 5, none: 255 } as const

/** Letters of a syllable that stand for it alone: `s` for `sheng`, and `sh`, as some type. */
const TWO_LETTER_INITIALS = new Set(['zh', 'ch', 'sh'])

/** Places in a word that a text has led to, and whether by readings in full (1) or by an initial somewhere (2); 0 is not. */
const FULL = 1
const INITIALS = 2

/**
 * How each text holds the word, one number of `FIT` for each: its hanzi, readings in full, initials, or any mixture of them,
 * from the beginning of any unit on. The last reading may be typed in part: `shengy` is on its way to 生育.
 */
export function fitsOf(texts: Texts, word: readonly number[]): Uint8Array {
  const fits = new Uint8Array(texts.count).fill(FIT.none)
  const [first] = word
  if (first === undefined) return fits
  const { begins, hanzi, reading, firsts } = texts
  const fitAt = fitter(texts, word)
  let text = 0
  let end = begins[1] ?? 0
  let begin = 0
  for (let unit = 0; unit < hanzi.length; unit += 1) {
    while (unit === end) {
      text += 1
      begin = end
      end = begins[text + 1] ?? 0
    }
    if (hanzi[unit] !== first && firsts[reading[unit] ?? 0] !== first) continue
    const fit = fitAt(unit, begin, end)
    if (fit < (fits[text] ?? 0)) fits[text] = fit
  }
  return fits
}

/** Whether the word stands in the units from `from` on, of a text that lies from `begin` up to `end`. */
function fitter(texts: Texts, word: readonly number[]): (from: number, begin: number, end: number) => number {
  const { hanzi, reading, readings } = texts
  let reached = new Uint8Array(word.length + 1)
  let next = new Uint8Array(word.length + 1)

  function reach(place: number, by: number): void {
    const before = next[place] ?? 0
    if (before === 0 || by < before) next[place] = by
  }

  /** One unit on from a place in the word. */
  function step(unit: number, place: number, by: number): void {
    if (hanzi[unit] === word[place]) reach(place + 1, by)
    const letters = readings[reading[unit] ?? 0] ?? ''
    const alike = alikeFrom(word, place, letters)
    if (alike === 0) return
    if (alike === letters.length || place + alike === word.length) reach(place + alike, by)
    if (letters.length > 1) reach(place + 1, INITIALS)
    if (alike > 1 && TWO_LETTER_INITIALS.has(letters.slice(0, 2))) reach(place + 2, INITIALS)
  }

  return (from, begin, end) => {
    let best = 0
    let last = from
    reached.fill(0)
    reached[0] = FULL
    let low = 0
    let high = 0
    for (let unit = from; unit < end && low <= high; unit += 1) {
      next.fill(0)
      for (let place = low; place <= high; place += 1) {
        const by = reached[place] ?? 0
        if (by !== 0) step(unit, place, by)
      }
      const done = next[word.length] ?? 0
      if (done !== 0 && (best === 0 || done < best)) {
        best = done
        last = unit
      }
      ;[reached, next] = [next, reached]
      // Every unit takes one character at least.
      low += 1
      high = word.length - 1
      while (high >= low && reached[high] === 0) high -= 1
    }
    if (best === 0) return FIT.none
    if (best === INITIALS) return from === begin ? FIT.initials : FIT.initialsWithin
    if (from !== begin) return FIT.within
    return last === end - 1 ? FIT.whole : FIT.begins
  }
}

/** How many letters are the same from there on. */
function alikeFrom(word: readonly number[], place: number, letters: string): number {
  let alike = 0
  while (alike < letters.length && place + alike < word.length && word[place + alike] === letters.charCodeAt(alike)) alike += 1
  return alike
}
