import type { CardReader } from '../../drivers/id-card/card-reader.ts'

/**
 * A card that lies on the reader when a session ends belongs to whoever has just left: it opens nothing for the next
 * person until it has been taken away.
 */
export interface LeftCard {
  readonly leftBehind: boolean
  /** To be called while the card may still lie there. */
  sessionEnded(): void
}

export function watchLeftCard(reader: CardReader | null): LeftCard {
  let leftBehind = false
  // Only an empty reader clears it: a line that drops and comes back says nothing about whose card it is.
  reader?.onStatus((status) => {
    if (status.state === 'absent') leftBehind = false
  })
  return {
    get leftBehind() {
      return leftBehind
    },
    sessionEnded() {
      const state = reader?.status.state
      if (state === 'present' || state === 'reading' || state === 'unreadable') leftBehind = true
    },
  }
}
