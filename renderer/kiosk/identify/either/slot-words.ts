import type { SocialCardView } from '../../../../main/contract/view.ts'
import type { Tone } from '../../../components/page.tsx'
import type { SocialCardStrings } from '../../../strings/strings.ts'
import type { CardReading } from '../../state.ts'

/** The slot's state in plain words. A card in it is being read until the session has its person, `read`. */
export function slotWords(
  card: Exclude<SocialCardView, { readonly state: 'none' | 'disconnected' }>,
  reading: CardReading | 'read',
): { readonly key: keyof SocialCardStrings['state']; readonly tone: Tone; readonly works: boolean } {
  switch (card.state) {
    case 'absent':
      return { key: 'absent', tone: 'calm', works: false }
    case 'reading':
      return { key: 'reading', tone: 'calm', works: true }
    case 'present':
      if (card.leftBehind) return { key: 'leftBehind', tone: 'attention', works: false }
      if (reading === 'read') return { key: 'present', tone: 'done', works: false }
      return reading === 'missed' ? { key: 'put-in-again', tone: 'attention', works: false } : { key: 'reading', tone: 'calm', works: true }
    case 'unreadable':
      return { key: card.reason, tone: 'attention', works: false }
  }
}
