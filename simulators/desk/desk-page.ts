import type { a4Part } from './a4-part.ts'
import type { attendantPart } from './attendant-part.ts'
import type { DeskState } from './desk-state.ts'
import type { pageKit } from './page-kit.ts'
import type { phonePart } from './phone-part.ts'
import type { PrintedCard, readerPart } from './reader-part.ts'
import type { scannerPart } from './scanner-part.ts'
import type { PrintedSocialCard, slotPart } from './slot-part.ts'
import type { ticketPart } from './ticket-part.ts'

/** The functions that the page is made of. */
export interface PageParts {
  readonly pageKit: typeof pageKit
  readonly readerPart: typeof readerPart
  readonly slotPart: typeof slotPart
  readonly scannerPart: typeof scannerPart
  readonly phonePart: typeof phonePart
  readonly ticketPart: typeof ticketPart
  readonly a4Part: typeof a4Part
  readonly attendantPart: typeof attendantPart
}

/**
 * What runs in the desk page. It travels as text, so it may refer to nothing outside its own body; the same holds of
 * the parts that it is handed. The page draws whatever state the desk sends; an act is sent, never assumed.
 */
export function deskPage(parts: PageParts, cards: readonly PrintedCard[], socialCards: readonly PrintedSocialCard[], first: DeskState, token: string): void {
  const kit = parts.pageKit(token)
  const drawn = [
    parts.readerPart(kit, cards),
    parts.slotPart(kit, socialCards),
    parts.scannerPart(kit),
    parts.phonePart(kit),
    parts.ticketPart(kit),
    parts.a4Part(kit),
    parts.attendantPart(kit),
  ]

  function draw(now: DeskState): void {
    for (const drawPart of drawn) drawPart(now)
  }

  draw(first)
  const gone = kit.$('gone')
  const events = new EventSource(kit.addressOf('events'))
  events.addEventListener('message', (event: MessageEvent<string>) => draw(JSON.parse(event.data) as DeskState))
  events.addEventListener('open', () => (gone.hidden = true))
  events.addEventListener('error', () => (gone.hidden = false))
}
