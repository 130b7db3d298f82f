import type { PaperFault } from '../../main/contract/view.ts'
import { cardAskedBack, isLeft } from './card-on-reader.ts'
import type { KioskState } from './state.ts'

/** What a person should know before they begin. */
export type HallNotice =
  | { readonly kind: 'not-ready'; readonly reason: PaperFault }
  | { readonly kind: 'no-ticket-printer' | 'reader-disconnected' | 'take-card' | 'card-lies-there' | 'card-in-slot' | 'paper-low' }

/** Only what matters to the next person, the gravest first; a healthy hall has none. */
export function noticesOf(state: KioskState): readonly HallNotice[] {
  if (state.view === null) return []
  const { card, socialCard, printer, session } = state.view
  const notices: HallNotice[] = []
  // Without a session, and on the page for it, the whole screen asks for the card.
  if (session !== null && state.page.at !== 'take-card' && cardAskedBack(state)) notices.push({ kind: 'take-card' })
  if (isLeft(card)) notices.push({ kind: 'card-lies-there' })
  if (isLeft(socialCard)) notices.push({ kind: 'card-in-slot' })
  if (printer.state === 'not-ready') notices.push({ kind: 'not-ready', reason: printer.reason })
  if (printer.state === 'none') notices.push({ kind: 'no-ticket-printer' })
  if (card.state === 'disconnected') notices.push({ kind: 'reader-disconnected' })
  if (printer.state === 'ready' && printer.paperLow) notices.push({ kind: 'paper-low' })
  return notices
}
