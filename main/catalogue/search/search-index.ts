import type { CatalogueFile } from '../catalogue-file.ts'
import { situationsOf } from '../guide-view.ts'
import type { ServiceItem } from '../service-item.ts'
import { keepBest, type Ranked } from './best.ts'
import { FIT, fitsOf } from './fit.ts'
import { type Reader, wordsOf } from './readings.ts'
import { readingOf, slipsOf } from './slips.ts'
import { collectTexts, type TextCollector, type Texts } from './texts.ts'

/** What was found: places in the catalogue's list. */
export interface Hits extends Ranked {
  /** Nothing holds what was typed; these sound nearly like it, or hold a part of it. */
  readonly similar: boolean
}

/** A catalogue made ready to be searched by words. */
export interface SearchIndex {
  /** Never throws, whatever was typed. */
  readonly search: (typed: string) => Hits
}

/** As many as a screen and a half: whoever does not find it among these types on. */
export const MOST_SHOWN = 20
/** More words than these narrow nothing. */
const MOST_WORDS = 8

/** A sentence is about its first ones. */
const MOST_PAIRS = 12

/** Judgement: nobody at the screen notices that the terminal was busy for so long, milliseconds. */
const SLICE = 8

/** A word, and what it is worth in each item. */
interface Searched {
  readonly word: readonly number[]
  readonly worths: Uint8Array
}

/** Where a text stands in an item; the numbers of its texts in `Texts`. */
interface Fields {
  readonly names: readonly number[]
  /** Department and life situations. */
  readonly places: readonly number[]
  readonly materials: readonly number[]
}

/** What a fit is worth in each field, the better the smaller: name, then initials, then what stands about the item. */
const WORTH = [
  [0, 1, 2, 3, 4, 12, 13, 14],
  [5, 5, 5, 7, 7, 15, 16, 17],
  [6, 6, 6, 8, 8, 18, 19, 20],
] as const
const NOWHERE = 99
/** The same by `field * 256 + fit`. */
const WORTHS = Uint8Array.from({ length: WORTH.length * 256 }, (_, at) => WORTH[at >> 8]?.[at & 255] ?? NOWHERE)
/** A name holds the word as it was typed. */
const IN_NAME = 2

/**
 * Reads all that an item is found by. It takes 20 µs a name, in slices, so that the terminal answers others meanwhile.
 */
export async function buildSearchIndex(catalogue: CatalogueFile, read: Reader): Promise<SearchIndex> {
  const collector = collectTexts(read)
  const situations = situationNames(catalogue)
  const fields = collectFields()
  let begun = performance.now()
  for (const item of catalogue.items) {
    fields.add(fieldsOf(item, situations, collector))
    if (performance.now() - begun < SLICE) continue
    await new Promise((resolve) => setImmediate(resolve))
    begun = performance.now()
  }
  return searchIn(collector.collected(), fields.collected(), read)
}

function situationNames({ topics = [] }: CatalogueFile): ReadonlyMap<string, readonly string[]> {
  return new Map(topics.map(({ code, name }) => [code, [name.zh, name.en ?? '']]))
}

function fieldsOf(item: ServiceItem, situations: ReadonlyMap<string, readonly string[]>, { add }: TextCollector): Fields {
  const numbers = (texts: readonly (string | null | undefined)[]) => [...new Set(texts.flatMap((text) => add(text ?? '') ?? []))]
  return {
    names: numbers([item.task_name, item.english?.task_name]),
    places: numbers([item.dept_name, item.english?.dept_name, ...situationsOf(item).flatMap((code) => situations.get(code) ?? [])]),
    materials: numbers((item.material ?? []).map(({ material_name }) => material_name)),
  }
}

/** Two hanzi that stand beside each other in a word of more. */
function pairsOf(words: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const pairs = words.flatMap((word) => word.slice(1).map((next, at) => [word[at] ?? 0, next]))
  const ofHanzi = pairs.filter((pair) => /^\p{Script=Han}{2}$/u.test(String.fromCodePoint(...pair)))
  return ofHanzi.slice(0, MOST_PAIRS)
}

/** The same as flat numbers: of each text of an item its number, and its field as in `WORTH`; `begins` as in `Texts`. */
interface FlatFields {
  readonly count: number
  readonly begins: Uint32Array
  readonly texts: Uint32Array
  readonly fields: Uint8Array
}

function collectFields(): { readonly add: (item: Fields) => void; readonly collected: () => FlatFields } {
  const begins = [0]
  const texts: number[] = []
  const fields: number[] = []
  return {
    add({ names, places, materials }) {
      for (const [field, numbers] of [names, places, materials].entries()) {
        for (const number of numbers) {
          texts.push(number)
          fields.push(field)
        }
      }
      begins.push(texts.length)
    },
    collected: () => ({
      count: begins.length - 1,
      begins: new Uint32Array(begins),
      texts: new Uint32Array(texts),
      fields: new Uint8Array(fields),
    }),
  }
}

function searchIn(texts: Texts, items: FlatFields, read: Reader): SearchIndex {
  /** What a word is worth in each item. */
  function worthsOf(fits: Uint8Array): Uint8Array {
    const worths = new Uint8Array(items.count).fill(NOWHERE)
    for (let item = 0; item < items.count; item += 1) {
      const end = items.begins[item + 1] ?? 0
      for (let at = items.begins[item] ?? 0; at < end; at += 1) {
        const fit = fits[items.texts[at] ?? 0] ?? FIT.none
        const worth = WORTHS[(items.fields[at] ?? 0) * 256 + fit] ?? NOWHERE
        if (worth < (worths[item] ?? 0)) worths[item] = worth
      }
    }
    return worths
  }

  function withSlips({ word, worths }: Searched): Uint8Array {
    const letters = readingOf(word, read)
    if (letters === null) return worths
    const slips = worthsOf(slipsOf(texts, letters))
    return worths.map((worth, item) => Math.min(worth, slips[item] ?? NOWHERE))
  }

  /** Each word must be somewhere in an item; all of them in one piece may be better. */
  function ranked(words: readonly Uint8Array[], whole: Uint8Array | null): Ranked {
    const best = keepBest(MOST_SHOWN)
    for (let item = 0; item < items.count; item += 1) {
      let rank = 0
      for (const worths of words) rank = worths[item] === NOWHERE ? Infinity : rank + (worths[item] ?? 0)
      const inOne = whole?.[item] ?? NOWHERE
      if (inOne !== NOWHERE) rank = Math.min(rank, inOne)
      if (rank !== Infinity) best.take(item, rank, lengthOf(item))
    }
    return best.kept()
  }

  /** Items whose name has some of the pairs of hanzi, the rarer ones first: 办护照 is about 护照. */
  function byPairs(words: readonly (readonly number[])[]): Ranked {
    const ranks = new Float64Array(items.count)
    for (const pair of pairsOf(words)) {
      const inNames = worthsOf(fitsOf(texts, pair)).map((worth) => (worth <= IN_NAME ? 1 : 0))
      const weight = Math.log2(1 + items.count / inNames.reduce((sum, one) => sum + one, 1))
      for (const [item, has] of inNames.entries()) ranks[item] = (ranks[item] ?? 0) - has * weight
    }
    const best = keepBest(MOST_SHOWN)
    for (const [item, rank] of ranks.entries()) if (rank < 0) best.take(item, rank, lengthOf(item))
    return best.kept()
  }

  /** Units of its name: of two that fit alike the shorter is nearer to what was typed. */
  function lengthOf(item: number): number {
    const name = items.texts[items.begins[item] ?? 0] ?? 0
    return (texts.begins[name + 1] ?? 0) - (texts.begins[name] ?? 0)
  }

  return {
    search(typed) {
      const words = wordsOf(typed).slice(0, MOST_WORDS)
      if (words.length === 0) return { items: [], total: 0, similar: false }
      const searched = words.map((word) => ({ word, worths: worthsOf(fitsOf(texts, word)) }))
      const whole = words.length > 1 ? worthsOf(fitsOf(texts, words.flat())) : null
      const hits = ranked(searched.map(({ worths }) => worths), whole)
      const inNames = searched.every(({ worths }) => worths.some((worth) => worth <= IN_NAME))
      if (hits.total >= MOST_SHOWN || (hits.total > 0 && inNames)) return { ...hits, similar: false }
      const slipped = ranked(searched.map(withSlips), whole)
      const nearest = slipped.total > 0 ? slipped : byPairs(words)
      return { ...nearest, similar: hits.total === 0 && nearest.total > 0 }
    },
  }
}
