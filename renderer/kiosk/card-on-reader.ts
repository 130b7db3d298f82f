import type { CardView, SocialCardView, TerminalView } from '../../main/contract/view.ts'
import { copiesMove } from './certificate/print-truth.ts'
import type { KioskState, Page } from './state.ts'

/** Where cards are laid down or put in, as the case and its drawing name them. */
export type CardPlace = 'reader' | 'socialCard'

/**
 * Whether this person's card still lies on the reader or is in its slot. A card left behind by somebody else is not theirs
 * to take, and a reader out of order says nothing of a card.
 */
export function cardLies({ view }: KioskState): boolean {
  return view !== null && (isOwn(view.card) || isOwn(view.socialCard))
}

/** Where the card is that is to be taken: this person's, and with no session one that was left behind. */
export function cardPlace({ view }: KioskState): CardPlace {
  if (view === null || view.socialCard.state === 'none') return 'reader'
  const there = view.session === null ? isLeft : isOwn
  return there(view.socialCard) && !there(view.card) ? 'socialCard' : 'reader'
}

/** How many cards lie there that may be read for this person. */
export function cardsToRead(view: TerminalView | null): number {
  return view === null ? 0 : [view.card, view.socialCard].filter((card) => card.state === 'present' && !card.leftBehind).length
}

export function isLeft(card: CardView | SocialCardView): boolean {
  return card.state === 'present' && card.leftBehind
}

function isOwn(card: CardView | SocialCardView): boolean {
  if (card.state === 'unreadable') return card.reason !== 'reader-out-of-order'
  return card.state === 'reading' || (card.state === 'present' && !card.leftBehind)
}

/** This terminal takes cards. */
export function takesCards(view: TerminalView | null): boolean {
  return view?.card.state !== 'none' || view.socialCard.state !== 'none'
}

/**
 * Whether the card is to be asked back now: from whoever has just gone without it, and from whoever is about to. With no
 * session only a card known to be left behind is asked for: any other may be the next person's, laid down before they
 * touched the screen.
 */
export function cardAskedBack(state: KioskState): boolean {
  const { view, page } = state
  if (view === null) return false
  const { session } = view
  if (session === null) return isLeft(view.card) || isLeft(view.socialCard)
  const printed = session.printing !== null && session.printing.guide !== true && !copiesMove(session.printing)
  const filed = session.filing !== null && session.filing.paper?.settled !== false
  const done = (page.at === 'ticket' && page.paper === 'screen') || session.sheet?.settled === true || printed || filed
  return cardLies(state) && (page.at === 'take-card' || (done && !UNDER_WAY[page.at]))
}

/** Pages on the way to another number or certificate, on which the card may be wanted still. */
const UNDER_WAY: Record<Page['at'], boolean> = {
  attract: false,
  interrupted: false,
  home: false,
  guide: false,
  'guide-items': false,
  'guide-item': false,
  'guide-sample': false,
  'guide-printing': false,
  'guide-search': false,
  'guide-question': false,
  evaluation: false,
  progress: false,
  'progress-list': true,
  'progress-filing': true,
  'progress-dispute': true,
  'progress-receipt': false,
  'progress-receipt-status': false,
  scanned: true,
  soon: false,
  businesses: true,
  refused: true,
  agreement: true,
  declined: true,
  identify: true,
  keypad: true,
  'which-document': true,
  confirm: true,
  bookings: true,
  green: true,
  taking: true,
  'no-paper': true,
  already: false,
  ticket: false,
  'no-reprint': false,
  'take-card': false,
  trouble: false,
  certificates: true,
  prove: true,
  sms: true,
  face: true,
  clerk: true,
  period: true,
  purpose: true,
  copies: true,
  preview: true,
  'print-asked': true,
  'no-document': true,
  printing: false,
  'shut-out': false,
  'filing-items': true,
  'filing-receipts': true,
  'filing-applicant': true,
  'filing-begun': true,
  'filing-form': true,
  'filing-kept': true,
  'filing-materials': true,
  'filing-material': true,
  'filing-review': true,
  'filing-sending': true,
  'filing-gaps': true,
  'filing-filed': false,
  verify: false,
  verified: false,
}
