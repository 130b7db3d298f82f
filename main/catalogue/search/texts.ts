import type { Reader, Unit } from './readings.ts'

/**
 * Texts as flat numbers, each distinct one once: fifty thousand names are few megabytes, and are read from end to end in
 * milliseconds. Units of text `n` are those from `begins[n]` up to `begins[n + 1]`.
 */
export interface Texts {
  readonly count: number
  readonly begins: Uint32Array
  /** Of each unit: the hanzi (0 for none) and the place of its reading in `readings`. */
  readonly hanzi: Uint32Array
  readonly reading: Uint32Array
  readonly readings: readonly string[]
  /** The first letter of each reading, 0 of an empty one. */
  readonly firsts: Uint32Array
}

/** Collects texts one by one. */
export interface TextCollector {
  /** The number of the text; the same for the same text. Null for one that holds nothing to be typed. */
  readonly add: (text: string) => number | null
  readonly collected: () => Texts
}

export function collectTexts(read: Reader): TextCollector {
  const numbers = new Map<string, number | null>()
  const begins = [0]
  const hanzi: number[] = []
  const reading: number[] = []
  const readings: string[] = []
  const places = new Map<string, number>()

  function placeOf(text: string): number {
    const known = places.get(text)
    if (known !== undefined) return known
    places.set(text, readings.length)
    return readings.push(text) - 1
  }

  function take(units: readonly Unit[]): number | null {
    if (units.length === 0) return null
    for (const unit of units) {
      hanzi.push(unit.hanzi)
      reading.push(placeOf(unit.reading))
    }
    return begins.push(hanzi.length) - 2
  }

  return {
    add(text) {
      const known = numbers.get(text)
      if (known !== undefined) return known
      const number = take(read(text))
      numbers.set(text, number)
      return number
    },
    collected: () => ({
      count: begins.length - 1,
      begins: new Uint32Array(begins),
      hanzi: new Uint32Array(hanzi),
      reading: new Uint32Array(reading),
      readings,
      firsts: Uint32Array.from(readings, (one) => one.codePointAt(0) ?? 0),
    }),
  }
}
