import type { CardView } from '../../../main/contract/view.ts'
import type { Activity } from '../../components/case.tsx'
import type { Tone } from '../../components/page.tsx'
import type { Strings } from '../../strings/strings.ts'
import type { CardReading } from '../state.ts'

export interface CardWords {
  readonly key: keyof Strings['identify']['state']
  readonly tone: Tone
  readonly activity: Activity
}

/**
 * The reader's state in plain words, and what its picture shows. A card that lies there is being read until the session
 * has its person, `read`.
 */
export function cardWords(card: CardView, reading: CardReading | 'read'): CardWords {
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
      return card.leftBehind ? { key: 'leftBehind', tone: 'attention', activity: 'waiting' } : ownCard(reading)
    case 'unreadable':
      return {
        key: card.reason,
        tone: 'attention',
        activity: card.reason === 'reader-out-of-order' ? 'broken' : 'waiting',
      }
  }
}

function ownCard(reading: CardReading | 'read'): CardWords {
  switch (reading) {
    case 'read':
      return { key: 'present', tone: 'done', activity: 'done' }
    case 'missed':
      return { key: 'remove-and-place-again', tone: 'attention', activity: 'waiting' }
    case 'not-asked':
    case 'asking':
      return { key: 'reading', tone: 'calm', activity: 'working' }
  }
}
