import type { PaperFault, TerminalView } from '../../main/contract/view.ts'

/** What a person should know before they begin. */
export type HallNotice =
  | { readonly kind: 'not-ready'; readonly reason: PaperFault }
  | { readonly kind: 'no-ticket-printer' | 'reader-disconnected' | 'card-lies-there' | 'paper-low' }

/** Only what matters to the next person, the gravest first; a healthy hall has none. */
export function noticesOf(view: TerminalView): readonly HallNotice[] {
  const { card, printer } = view
  const notices: HallNotice[] = []
  if (card.state === 'present' && (card.leftBehind || view.session === null)) notices.push({ kind: 'card-lies-there' })
  if (printer.state === 'not-ready') notices.push({ kind: 'not-ready', reason: printer.reason })
  if (printer.state === 'none') notices.push({ kind: 'no-ticket-printer' })
  if (card.state === 'disconnected') notices.push({ kind: 'reader-disconnected' })
  if (printer.state === 'ready' && printer.paperLow) notices.push({ kind: 'paper-low' })
  return notices
}
