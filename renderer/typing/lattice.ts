import type { Spelling } from './spelling.ts'
import { leastCost, wordsOf, type WordList } from './word-list.ts'

/** Words of one reading that may stand at one place of what was typed. */
export interface Match {
  readonly node: number
  /** The ids of its syllables. */
  readonly reading: readonly number[]
  /** Behind its letters. */
  readonly to: number
  /** What the way of typing costs; the word's own is to be added. */
  readonly cost: number
  /** Every syllable is typed with all its letters. */
  readonly whole: boolean
}

/** All readings that the letters from `from` on may begin. */
export function matchesAt(list: WordList, spelling: Spelling, typed: string, from: number): readonly Match[] {
  const { syllableOf, endOf } = list
  const found: Match[] = []
  const steps = new Map<number, ReturnType<Spelling>>()
  const stepsAt = (at: number) => {
    const known = steps.get(at) ?? spelling(typed, at)
    steps.set(at, known)
    return known
  }
  const walk = (first: number, behind: number, match: Omit<Match, 'node'>) => {
    for (const step of stepsAt(match.to)) {
      for (let node = first; node < behind; node = endOf[node] ?? behind) {
        const syllable = syllableOf[node] ?? 0
        if (syllable < step.first) continue
        if (syllable >= step.behind) break
        const next = {
          reading: [...match.reading, syllable],
          to: step.to,
          cost: match.cost + step.cost,
          whole: match.whole && step.whole,
        }
        if (leastCost(list, node) !== null) found.push({ node, ...next })
        if (step.to < typed.length) walk(node + 1, endOf[node] ?? 0, next)
      }
    }
  }
  walk(0, syllableOf.length, { reading: [], to: from, cost: 0, whole: true })
  return found
}

/** A row of words over the letters, as far as words reach. */
export interface Row {
  readonly text: string
  /** Behind the last word's letters. */
  readonly to: number
  /** Every syllable is typed with all its letters. */
  readonly whole: boolean
  readonly cost: number
}

/** What each further word of a row costs, in the steps of `words/layout.ts`. */
const EACH_WORD = 12
/** So many rows are kept to each place, and so many words of one reading go on in them. */
const ROWS = 6
const WORDS = 8
/** A row this much dearer than the best is not offered: it is one in 150 beside it. */
const WITHIN = 60

/** The cheapest rows, the best first. `matches` are those of the first place, which the caller has already. */
export function bestRows(list: WordList, spelling: Spelling, typed: string, matches: readonly Match[]): readonly Row[] {
  const rows: Row[][] = Array.from({ length: typed.length + 1 }, () => [])
  rows[0]?.push({ text: '', to: 0, whole: true, cost: 0 })
  for (const [from, before] of rows.entries()) {
    if (before.length === 0) continue
    for (const match of from === 0 ? matches : matchesAt(list, spelling, typed, from)) {
      const there = rows[match.to] ?? []
      const least = (before[0]?.cost ?? 0) + match.cost + (leastCost(list, match.node) ?? 0) + EACH_WORD
      if (there.length === ROWS && least >= (there.at(-1)?.cost ?? 0)) continue
      for (const word of wordsOf(list, match.node, match.reading, WORDS)) {
        for (const row of before) {
          keep(there, {
            text: row.text + word.text,
            to: match.to,
            whole: row.whole && match.whole,
            cost: row.cost + match.cost + word.cost + EACH_WORD,
          })
        }
      }
    }
  }
  const found = rows.findLast((row, to) => to > 0 && row.length > 0) ?? []
  return found.filter(({ cost }) => cost <= (found[0]?.cost ?? 0) + WITHIN)
}

/** Puts `row` where it belongs among the cheapest; of two that read the same the cheaper stays. */
function keep(rows: Row[], row: Row): void {
  const same = rows.findIndex(({ text }) => text === row.text)
  if (same !== -1 && (rows[same]?.cost ?? 0) <= row.cost) return
  if (same !== -1) rows.splice(same, 1)
  const at = rows.findIndex(({ cost }) => cost > row.cost)
  rows.splice(at === -1 ? rows.length : at, 0, row)
  rows.length = Math.min(rows.length, ROWS)
}
