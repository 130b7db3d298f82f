/**
 * How letters may be read as syllables. A step is one syllable's letters: all of them, its beginning alone (`sh`, as in
 * `sfz` for three syllables), or as far as they are typed at the end.
 */
export interface Step {
  /** Behind its letters and the apostrophes after them. */
  readonly to: number
  /** The ids of the syllables that it may be: from the first to before the last. */
  readonly first: number
  readonly behind: number
  /** In the steps of `words/layout.ts`: how unlikely it is that somebody types it so. */
  readonly cost: number
  /** All letters of one syllable. */
  readonly whole: boolean
}

/** Pairs that many speakers do not tell apart: `zh` and `z`, `ang` and `an`. Off unless they are named. */
export type FuzzyPair = readonly [string, string]

/** What a syllable of its first letters alone costs, and one whose last letters are still to come. */
const ABBREVIATED = 48
const UNFINISHED = 18
const FUZZY = 24
const INITIAL = /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])/
const VOWEL = /[aeiouv]/
const LONGEST_SYLLABLE = 6
export const APOSTROPHE = "'"

/** Answers the steps that may be taken at a place of what was typed. */
export type Spelling = (typed: string, from: number) => readonly Step[]

export function createSpelling(syllables: readonly string[], fuzzy: readonly FuzzyPair[] = []): Spelling {
  const ranges = new Map<string, { first: number; behind: number }>()
  for (const [id, syllable] of syllables.entries()) {
    for (let length = 1; length <= syllable.length; length += 1) {
      const range = ranges.get(syllable.slice(0, length))
      if (range === undefined) ranges.set(syllable.slice(0, length), { first: id, behind: id + 1 })
      else range.behind = id + 1
    }
  }
  const ids = new Map(syllables.map((syllable, id) => [syllable, id]))
  // Keyboards without ü have two ways around it.
  for (const [other, syllable] of [['lue', 'lve'], ['nue', 'nve']] as const) {
    const id = ids.get(syllable)
    if (id !== undefined && !ids.has(other)) ids.set(other, id)
  }
  return (typed, from) => {
    const behindApostrophes = (to: number) => {
      let at = to
      while (typed[at] === APOSTROPHE) at += 1
      return at
    }
    const steps: Step[] = []
    const one = (id: number, to: number, cost: number) =>
      steps.push({ to: behindApostrophes(to), first: id, behind: id + 1, cost, whole: true })
    for (let to = from + 1; to <= Math.min(typed.length, from + LONGEST_SYLLABLE); to += 1) {
      const letters = typed.slice(from, to)
      const id = ids.get(letters)
      if (id !== undefined) one(id, to, 0)
      for (const other of alike(letters, fuzzy)) {
        const like = ids.get(other)
        if (like !== undefined) one(like, to, FUZZY)
      }
      const range = ranges.get(letters)
      if (range === undefined) continue
      const ends = to === typed.length || typed[to] === APOSTROPHE
      // In `shenfen` no `f` stands alone: with the vowel behind it, it is on the way to a syllable.
      const goesOn = VOWEL.test(typed[to] ?? '') && ranges.has(letters + typed[to])
      const initial = !goesOn && INITIAL.exec(letters)?.[0] === letters
      if (initial || (ends && range.behind - range.first > (id === undefined ? 0 : 1))) {
        steps.push({ to: behindApostrophes(to), ...range, cost: initial ? ABBREVIATED : UNFINISHED, whole: false })
      }
    }
    return steps
  }
}

/** The spellings that differ in one of the pairs, either way. */
function alike(letters: string, fuzzy: readonly FuzzyPair[]): readonly string[] {
  const initial = INITIAL.exec(letters)?.[0] ?? ''
  const final = letters.slice(initial.length)
  return fuzzy.flatMap(([one, other]) =>
    [[one, other] as const, [other, one] as const].flatMap(([from, to]) => {
      if (initial === from) return [to + final]
      return final === from ? [initial + to] : []
    }),
  )
}
