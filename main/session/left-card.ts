import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import type { SocialCardReader } from '../../drivers/social-card/social-card-reader.ts'

type AnyReader = Pick<CardReader, 'status' | 'onStatus'> | Pick<SocialCardReader, 'status' | 'onStatus'>

/**
 * A card that lies on a reader, or in its slot, when a session ends belongs to whoever has just left: it opens nothing for the next
 * person until it has been taken away.
 */
export interface LeftCard {
  readonly leftBehind: boolean
  /** To be called while the card may still lie there. */
  sessionEnded(): void
}

export function watchLeftCard(
  reader: AnyReader | null,
  options: {
    /** The terminal starts after an unclean stop: a card may lie there from a session that nobody saw end. */
    readonly afterCrash: boolean
  },
): LeftCard {
  let leftBehind = reader !== null && options.afterCrash
  // Only an empty reader clears it: a line that drops and comes back says nothing about whose card it is.
  reader?.onStatus((status) => {
    if (status.state === 'absent') leftBehind = false
  })
  return {
    get leftBehind() {
      return leftBehind
    },
    sessionEnded() {
      if (reader && mayHoldCard(reader)) leftBehind = true
    },
  }
}

/** Behind a line that is down the card may lie there still. A reader that is out of order has read none. */
function mayHoldCard({ status }: AnyReader): boolean {
  if (status.state === 'unreadable') return status.reason !== 'reader-out-of-order'
  return status.state !== 'absent'
}
