import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import type { SocialCardReader } from '../../drivers/social-card/social-card-reader.ts'
import { identityOfCard, identityOfSocialCard, type Identity } from './identity.ts'
import { hasSoundNumber } from './social-card-view.ts'
import type { LeftCard } from './left-card.ts'

/** Where a card is laid or put in, as the configuration names it. */
export type CardPlace = 'idCard' | 'socialCard'

/** A place where somebody identifies by card, as a session sees it: the ID card reader, the slot of social-security cards. */
export interface CardSeat {
  /** A card lies there that may be this session's, and it is not known yet whether it can be read. */
  readonly undecided: boolean
  /** Who is on the card that was read and lies there; made anew by each call. Null: nobody whom a session may have. */
  identity(): Identity | null
  onStatus(listener: () => void): () => void
}

export function idCardSeat(reader: Pick<CardReader, 'status' | 'onStatus'>, left: Pick<LeftCard, 'leftBehind'>): CardSeat {
  return {
    get undecided() {
      return isUndecided(reader.status) && !left.leftBehind
    },
    identity: () => (reader.status.state === 'present' && !left.leftBehind ? identityOfCard(reader.status.card) : null),
    onStatus: (listener) => reader.onStatus(listener),
  }
}

export function socialCardSeat(reader: Pick<SocialCardReader, 'status' | 'onStatus'>, left: Pick<LeftCard, 'leftBehind'>): CardSeat {
  return {
    get undecided() {
      return isUndecided(reader.status) && !left.leftBehind
    },
    identity() {
      const { status } = reader
      return status.state === 'present' && hasSoundNumber(status.card) && !left.leftBehind ? identityOfSocialCard(status.card) : null
    },
    onStatus: (listener) => reader.onStatus(listener),
  }
}

function isUndecided({ state }: { readonly state: string }): boolean {
  return state === 'unread' || state === 'reading'
}
