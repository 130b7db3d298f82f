import type { TerminalClient } from '../../../main/contract/client.ts'
import type { GuideEntry, GuideQuestion, ItemsOutcome, Situation } from '../../../main/contract/guide.ts'
import type { LocalText } from '../../../main/contract/text.ts'
import type { GuideWay } from '../state.ts'

export type Listed = Extract<ItemsOutcome, { readonly outcome: 'listed' }>

/** A way into the catalogue: a life situation or a department, and how many items it leads to. */
export interface Way {
  readonly group: GuideWay
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

export function isIn(item: GuideEntry, group: GuideWay): boolean {
  return group.by === 'situation' ? item.situations.includes(group.code) : item.department.zh === group.name
}

/** What the group is called; null where the catalogue no longer has it. */
export function groupName({ situations, items }: Listed, group: GuideWay): LocalText | null {
  if (group.by === 'situation') return situations.find(({ code }) => code === group.code)?.name ?? null
  return items.find((item) => isIn(item, group))?.department ?? null
}
