import type { CardView } from '../../../main/contract/view.ts'
import type { Activity } from '../../components/case.tsx'
import type { Tone } from '../../components/page.tsx'
import type { Strings } from '../../strings/strings.ts'

export interface CardWords {
  readonly key: keyof Strings['identify']['state']
  readonly tone: Tone
  readonly activity: Activity
}

/** The reader's state in plain words, and what its picture shows. */
export function cardWords(card: CardView): CardWords {
  switch (card.state) {
    case 'none':
      return { key: 'none', tone: 'attention', activity: 'broken' }
    case 'disconnected':
      return { key: 'disconnected', tone: 'attention', activity: 'broken' }
    case 'absent':
      return { key: 'absent', tone: 'calm', activity: 'waiting' }
    case 'reading':
      return { key: 'reading', tone: 'calm', activity: 'working' }
    case 'present':
      return card.leftBehind
        ? { key: 'leftBehind', tone: 'attention', activity: 'waiting' }
        : { key: 'present', tone: 'done', activity: 'done' }
    case 'unreadable':
      return {
        key: card.reason,
        tone: 'attention',
        activity: card.reason === 'reader-out-of-order' ? 'broken' : 'waiting',
      }
  }
}
