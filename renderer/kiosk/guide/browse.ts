import type { TerminalClient } from '../../../main/contract/client.ts'
import type { GuideEntry, GuideQuestion, ItemsOutcome, Situation } from '../../../main/contract/guide.ts'
import type { LocalText } from '../../../main/contract/text.ts'
import type { GuideWay } from '../state.ts'

export type Listed = Extract<ItemsOutcome, { readonly outcome: 'listed' }>

/** A way into the catalogue: a life situation or a department, and how many items it leads to. */
export interface Way {
  readonly group: Extract<GuideWay, { readonly by: 'situation' | 'department' }>
  readonly name: LocalText
  readonly count: number
  /** Questions narrow it down first. */
  readonly asks: boolean
}

export const askItems = (client: TerminalClient, signal: AbortSignal): Promise<ItemsOutcome> =>
  client.guide.items(undefined, { signal })

/** By what happens in life, in the catalogue's order. */
export function situationWays({ situations, items }: Listed): readonly Way[] {
  return situations.map((situation) => {
    const { code, name, questions } = situation
    const group = { by: 'situation', code } as const
    return { group, name, count: allOf(situation, items).length, asks: questions.length > 0 }
  })
}

/** By department, in the order in which the catalogue meets them. */
export function departmentWays({ items }: Listed): readonly Way[] {
  const ways = new Map<string, { readonly name: LocalText; count: number }>()
  for (const { department } of items) {
    const way = ways.get(department.zh)
    if (way === undefined) ways.set(department.zh, { name: department, count: 1 })
    else way.count += 1
  }
  return [...ways].map(([name, way]) => ({ group: { by: 'department', name }, asks: false, ...way }))
}

/** The items of the group; those that answers lead to in the order in which the answer names them. */
export function itemsIn({ situations, items }: Listed, group: GuideWay): readonly GuideEntry[] {
  switch (group.by) {
    case 'department':
      return items.filter(({ department }) => department.zh === group.name)
    case 'situation':
    case 'unsure': {
      const situation = situations.find(({ code }) => code === group.code)
      return situation === undefined ? [] : allOf(situation, items)
    }
    case 'answers': {
      const situation = situations.find(({ code }) => code === group.code)
      const last = situation && questionAfter(situation, group.answers.slice(0, -1))?.answers[group.answers.at(-1) ?? -1]
      const codes = last?.leadsTo.to === 'items' ? last.leadsTo.codes : []
      return codes.flatMap((code) => items.find((item) => item.code === code) ?? [])
    }
  }
}

/** What is needed in the situation: the items that name it, and those that an answer to its questions leads to. */
function allOf({ code, questions }: Situation, items: readonly GuideEntry[]): readonly GuideEntry[] {
  const answers = questions.flatMap((question) => question.answers)
  const answered = new Set(answers.flatMap(({ leadsTo }) => (leadsTo.to === 'items' ? leadsTo.codes : [])))
  return items.filter((item) => item.situations.includes(code) || answered.has(item.code))
}

/** The question that comes after these answers; null where none does. */
export function questionAfter({ questions }: Situation, answers: readonly number[]): GuideQuestion | null {
  let question = questions[0]
  for (const at of answers) {
    const leadsTo = question?.answers[at]?.leadsTo
    question = leadsTo?.to === 'question' ? questions[leadsTo.at] : undefined
  }
  return question ?? null
}

/** What the group is called; null where the catalogue no longer has it. */
export function groupName({ situations, items }: Listed, group: GuideWay): LocalText | null {
  if (group.by === 'department') return items.find(({ department }) => department.zh === group.name)?.department ?? null
  return situations.find(({ code }) => code === group.code)?.name ?? null
}
