import type { SocialCard } from '../../drivers/social-card/social-card.ts'
import type { SocialCardStatus } from '../../drivers/social-card/social-card-reader.ts'
import type { SocialCardView } from '../contract/view.ts'

const REASONS = {
  'not-a-social-card': 'other-card',
  'holder-hidden': 'holder-hidden',
  malformed: 'put-in-again',
} as const

/** What a page may know of the slot of social-security cards; `null` is a terminal without one. */
export function socialCardView(status: SocialCardStatus | null, leftBehind: boolean): SocialCardView {
  if (status === null) return { state: 'none' }
  switch (status.state) {
    case 'disconnected':
      return { state: 'disconnected' }
    case 'absent':
    case 'reading':
      return { state: status.state }
    case 'unread':
      return { state: 'present', leftBehind }
    case 'present':
      return hasSoundNumber(status.card) ? { state: 'present', leftBehind } : { state: 'unreadable', reason: 'no-id-number' }
    case 'unreadable':
      return { state: 'unreadable', reason: REASONS[status.reason] }
  }
}

/**
 * Whether the card names its holder by a number of GB 11643. A foreigner's social-security number is made from a passport:
 * nobody here is known by it, and a number with a slip in it is nobody's.
 */
export function hasSoundNumber({ warnings }: SocialCard): boolean {
  return !warnings.includes('number-faulty')
}
