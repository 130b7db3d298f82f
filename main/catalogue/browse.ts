import type { GuideEntry, GuideGroup, PackageEntry, QuestionView, Way } from '../contract/guide.ts'
import type { LocalText } from '../contract/text.ts'

/** A question that narrows a situation down, and where each answer leads: to another of its questions, or to items. */
export interface BrowsedQuestion {
  readonly text: LocalText
  readonly answers: readonly {
    readonly text: LocalText
    /** A question by its place in the situation's list; items by their codes, in the order in which they are shown. */
    readonly leadsTo: { readonly to: 'question'; readonly at: number } | { readonly to: 'items'; readonly codes: readonly string[] }
  }[]
}

export interface BrowsedSituation {
  readonly code: string
  readonly name: LocalText
  /** The first is asked first; none where the catalogue has none. */
  readonly questions: readonly BrowsedQuestion[]
}

/** A catalogue as it is browsed. */
export interface Browsed {
  /** Those that an item has or a question leads on from, in the catalogue's order. */
  readonly situations: readonly BrowsedSituation[]
  readonly items: readonly GuideEntry[]
  readonly packages: readonly PackageEntry[]
}

/** What a group has. */
export interface Group {
  readonly name: LocalText
  readonly packages: readonly PackageEntry[]
  readonly items: readonly GuideEntry[]
}

/** The ways in: packages, then what happens in life, then departments, each in the catalogue's order. */
export function waysOf(browsed: Browsed): readonly Way[] {
  const { situations, items, packages } = browsed
  const departments = new Map<string, { readonly name: LocalText; count: number }>()
  for (const { department } of items) {
    const known = departments.get(department.zh)
    if (known === undefined) departments.set(department.zh, { name: department, count: 1 })
    else known.count += 1
  }
  const counts = countsOf(browsed)
  return [
    ...packages.map((entry): Way => ({ by: 'package', entry })),
    ...situations.map(({ code, name, questions }, at): Way => ({ by: 'situation', code, name, count: counts[at] ?? 0, asks: questions.length > 0 })),
    ...[...departments.values()].map(({ name, count }): Way => ({ by: 'department', name, count })),
  ]
}

/** How many items each situation has, in one walk through them: `allIn` of each would walk for each. */
function countsOf({ situations, items }: Browsed): readonly number[] {
  const answered = situations.map(answeredIn)
  const counts = situations.map(() => 0)
  for (const item of items) {
    for (const [at, { code }] of situations.entries()) {
      if (item.situations.includes(code) || answered[at]?.has(item.code) === true) counts[at] = (counts[at] ?? 0) + 1
    }
  }
  return counts
}

/** What the group has; of answers the items in the order in which the answer names them. Null where the catalogue has it no longer. */
export function groupOf({ situations, items, packages }: Browsed, group: GuideGroup): Group | null {
  if (group.by === 'department') {
    const own = items.filter(({ department }) => department.zh === group.name)
    return own[0] === undefined ? null : { name: own[0].department, packages: [], items: own }
  }
  const situation = situations.find(({ code }) => code === group.code)
  if (situation === undefined) return null
  const { name, code } = situation
  const met = packages.filter((entry) => entry.situations.includes(code))
  if (group.by !== 'answers') return { name, packages: met, items: allIn(situation, items) }
  const last = questionAfter(situation, group.answers.slice(0, -1))?.answers[group.answers.at(-1) ?? -1]
  const codes = last?.leadsTo.to === 'items' ? last.leadsTo.codes : []
  const wanted = new Set(codes)
  const found = new Map(items.flatMap((item) => (wanted.has(item.code) ? [[item.code, item]] : [])))
  return { name, packages: met, items: codes.flatMap((each) => found.get(each) ?? []) }
}

/** The question that comes after these answers; null where none does. */
export function questionOf({ situations }: Browsed, code: string, answers: readonly number[]): QuestionView | null {
  const situation = situations.find((each) => each.code === code)
  const question = situation && questionAfter(situation, answers)
  if (situation === undefined || !question) return null
  return { situation: situation.name, text: question.text, answers: question.answers.map(({ text, leadsTo }) => ({ text, to: leadsTo.to })) }
}

function questionAfter({ questions }: BrowsedSituation, answers: readonly number[]): BrowsedQuestion | null {
  let question = questions[0]
  for (const at of answers) {
    const leadsTo = question?.answers[at]?.leadsTo
    question = leadsTo?.to === 'question' ? questions[leadsTo.at] : undefined
  }
  return question ?? null
}

/** What is needed in the situation: the items that name it, and those that an answer to its questions leads to. */
function allIn(situation: BrowsedSituation, items: readonly GuideEntry[]): readonly GuideEntry[] {
  const answered = answeredIn(situation)
  return items.filter((item) => item.situations.includes(situation.code) || answered.has(item.code))
}

function answeredIn({ questions }: BrowsedSituation): ReadonlySet<string> {
  return new Set(questions.flatMap(({ answers }) => answers.flatMap(({ leadsTo }) => (leadsTo.to === 'items' ? leadsTo.codes : []))))
}
