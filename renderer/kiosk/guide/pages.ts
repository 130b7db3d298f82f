import type { GuideGroup, GuidePage } from '../state.ts'

/** The page of 办事指南 that 返回 leads to, or null where it leads out of the guides. */
export function beforeGuidePage(page: GuidePage): GuidePage | null {
  switch (page.at) {
    case 'guide':
      return null
    case 'guide-search':
      return { at: 'guide' }
    case 'guide-question':
      return page.answers.length === 0 ? { at: 'guide' } : { ...page, answers: page.answers.slice(0, -1) }
    case 'guide-items':
      return beforeItems(page.group)
    case 'guide-item':
      return page.group.by === 'search' ? { at: 'guide-search', ...page.group.search, cameFrom: page.code } : { at: 'guide-items', group: page.group, cameFrom: page.code }
    case 'guide-sample':
      return { at: 'guide-item', group: page.group, code: page.code, material: page.material }
    case 'guide-printing':
      return { at: 'guide-item', group: page.group, code: page.code }
  }
}

/** The question that led there is asked again. */
function beforeItems(group: GuideGroup): GuidePage {
  if (group.by === 'package') return group.from === null ? { at: 'guide' } : { at: 'guide-items', group: group.from, cameFrom: group.code }
  if (group.by === 'answers') return { at: 'guide-question', code: group.code, answers: group.answers.slice(0, -1) }
  return group.by === 'unsure' ? { at: 'guide-question', code: group.code, answers: group.answers } : { at: 'guide' }
}
