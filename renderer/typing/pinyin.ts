import type { Candidate, Candidates } from './engine.ts'
import { bestRows, matchesAt, type Match } from './lattice.ts'
import { APOSTROPHE, createSpelling, type FuzzyPair } from './spelling.ts'
import { wordsOf, type WordList } from './word-list.ts'

export interface PinyinOptions {
  /** None unless they are named. */
  readonly fuzzy?: readonly FuzzyPair[]
}

/** Of the words that are typed in part, and of those that take the same letters, so many are offered. */
const MOST_ALIKE = 60
/** Before words that take all letters stand so many sentences; the others behind them. */
const FIRST_SENTENCES = 1
/** A hanzi by its whole reading is always offered, however rare: there is no other way to it. */
const ALL = Infinity

/**
 * Candidates for letters of pinyin: the best sentence, then words and hanzi that stand for the first letters, the longest
 * first. It learns nothing and keeps nothing between calls. `typed` is `a` to `z` and `'` between syllables; other
 * letters are offered as they are. The first letters themselves are the last candidate, so there always is one.
 */
export function createPinyin(list: WordList, { fuzzy = [] }: PinyinOptions = {}): (typed: string) => Candidates {
  const spelling = createSpelling(list.syllables, fuzzy)
  return (typed) => {
    if (typed === '') return { candidates: [] }
    const begins = typed.length - typed.replace(/^'+/, '').length
    const matches = matchesAt(list, spelling, typed.slice(begins), 0)
    const found = new Map<string, Candidate>()
    const offer = (text: string, takes: number) => {
      if (text !== '' && !found.has(text)) found.set(text, { text, takes })
    }
    const sentences = bestRows(list, spelling, typed.slice(begins), matches)
    const words = longestFirst(list, matches)
    const whole = words.filter(({ takes }) => takes + begins === typed.length)
    const sure = sentences.filter((row) => row.whole || whole.length === 0)
    for (const { text, to } of sure.slice(0, FIRST_SENTENCES)) offer(text, to + begins)
    for (const { text, takes } of whole) offer(text, takes + begins)
    for (const { text, to } of sentences) offer(text, to + begins)
    for (const { text, takes } of words) offer(text, takes + begins)
    offer(typed.replaceAll(APOSTROPHE, ''), typed.length)
    if (found.size === 0) offer(APOSTROPHE, typed.length)
    return { candidates: [...found.values()] }
  }
}

/** Where hanzi are typed with all their letters, none is offered for the first of these alone. */
function longestFirst(list: WordList, matches: readonly Match[]): readonly Candidate[] {
  const spelt = matches.some(({ reading, whole }) => reading.length === 1 && whole)
  const byEnd = new Map<number, Match[]>()
  for (const match of matches) {
    if (spelt && match.reading.length === 1 && !match.whole) continue
    const alike = byEnd.get(match.to)
    if (alike === undefined) byEnd.set(match.to, [match])
    else alike.push(match)
  }
  return [...byEnd.keys()].toSorted((one, other) => other - one).flatMap((takes) => {
    const words = (byEnd.get(takes) ?? []).flatMap((match) => {
      const most = match.reading.length === 1 && match.whole ? ALL : MOST_ALIKE
      return wordsOf(list, match.node, match.reading, most).map(({ text, cost }) => ({ text, takes, cost: cost + match.cost, most }))
    })
    words.sort((one, other) => one.cost - other.cost)
    return words.filter(({ most }, at) => most === ALL || at < MOST_ALIKE).map(({ text }) => ({ text, takes }))
  })
}
