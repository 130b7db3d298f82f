import type { CardReader, IdentityDocument } from '../../drivers/id-card/card-reader.ts'
import type { SocialCardReader } from '../../drivers/social-card/social-card-reader.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { CardView, TerminalView } from '../contract/view.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Log } from '../operations/log.ts'
import { closureView, type Closure } from '../operations/closure.ts'
import { forgetPassedMemory } from '../operations/passed-memory.ts'
import type { Queue } from '../queue/queue.ts'
import { createBroadcast, type Broadcast } from '../session/broadcast.ts'
import { idCardSeat, socialCardSeat, type CardPlace, type CardSeat } from '../session/card-seat.ts'
import { identityOfCard, wipeIdentity } from '../session/identity.ts'
import { watchLeftCard, type LeftCard } from '../session/left-card.ts'
import { createSessions, type Session, type Sessions } from '../session/sessions.ts'
import { hasSoundNumber, socialCardView } from '../session/social-card-view.ts'
import { cardView, documentView, printerView } from '../session/terminal-view.ts'
import type { Ground } from './ground.ts'

/** Who stands in front, whose card lies there, and what their page is shown of the terminal. */
export interface Front {
  readonly sessions: Sessions
  readonly views: Broadcast<TerminalView>
  readonly card: () => CardView
  /** Nothing of a card is read before its holder has agreed to it, and nothing of one that was left behind. */
  readonly mayReadCard: (at: CardPlace) => boolean
  /** Where somebody can identify by card. */
  readonly seats: readonly CardSeat[]
  /** Something has changed that a page shows. */
  readonly changed: () => void
}

/** Devices that the terminal lacks are null. */
export function openFront(
  { ledger, hall, now, log }: Pick<Ground, 'hall' | 'now'> & { readonly ledger: Pick<Ledger, 'afterCrash'>; readonly log: Pick<Log, 'info'> },
  parts: {
    readonly reader: CardReader | null
    readonly socialCard: SocialCardReader | null
    readonly printer: ThermalPrinter | null
    readonly document: A4Printer | null
    readonly closure: Pick<Closure, 'current'>
    readonly queue: Pick<Queue, 'businessDay'>
    /** Tells an operator as well. */
    readonly onChange: () => void
    /** Whoever stood there has gone, and what they left open is to end with them. */
    readonly onEnd: () => void
  },
): Front {
  const { reader, socialCard, printer, document, closure, queue } = parts
  const card = () => cardView(reader?.status ?? null, left.idCard.leftBehind)
  const views = createBroadcast<TerminalView>(() => ({
    now: now().getTime(),
    businessDay: queue.businessDay(),
    session: sessions.view(),
    card: card(),
    socialCard: socialCardView(socialCard?.status ?? null, left.socialCard.leftBehind),
    printer: printerView(printer?.status ?? null),
    document: documentView(document?.status ?? null),
    closure: closureView(closure.current()),
  }))
  const sessions = createSessions({
    policy: () => hall().policy,
    onChange: changed,
    onEnd(session, why) {
      // Whoever has laid another card is the next person, not the last.
      if (why !== 'another-card') for (const each of [left.idCard, left.socialCard]) each.sessionEnded()
      log.info({ session: session.id, why }, 'session ended')
      parts.onEnd()
      forgetPassedMemory()
    },
  })
  const { afterCrash } = ledger
  const left: Record<CardPlace, LeftCard> = { idCard: watchLeftCard(reader, { afterCrash }), socialCard: watchLeftCard(socialCard, { afterCrash }) }
  const seats = [...(reader ? [idCardSeat(reader, left.idCard)] : []), ...(socialCard ? [socialCardSeat(socialCard, left.socialCard)] : [])]

  /** No clock runs while a card is read or paper moves (the journey's sixth step). */
  function changed(): void {
    reader?.mayReadChanged()
    socialCard?.mayReadChanged()
    const { sheet, printing, filing } = sessions.current ?? {}
    const paperMoves = sheet?.settled === false || printing?.moving === true || filing?.paper?.settled === false
    sessions.hold(reader?.status.state === 'reading' || socialCard?.status.state === 'reading' || paperMoves)
    views.changed()
    parts.onChange()
  }
  /** The card that the last person left `elsewhere` is nothing for whoever laid this one. */
  function cardLaid(number: string, elsewhere: LeftCard): void {
    if (!isAnothersCard(sessions.current, number)) return
    sessions.end('another-card')
    elsewhere.sessionEnded()
  }

  /** Whoever came by a social-security card and lays the ID card too is known by that from now on: some items ask for it. */
  function identifyBetter(card: IdentityDocument): void {
    const session = sessions.current
    if (session?.identity?.laid !== 'social-card') return
    const { insured } = session.identity
    session.identity.insured = null
    wipeIdentity(session.identity)
    session.identity = { ...identityOfCard(card), insured }
  }

  reader?.onStatus((status) => {
    if (status.state === 'absent') forgetPassedMemory()
    if (status.state === 'present') {
      cardLaid(status.card.number, left.socialCard)
      identifyBetter(status.card)
    }
    changed()
  })
  socialCard?.onStatus((status) => {
    if (status.state === 'absent') forgetPassedMemory()
    if (status.state === 'present' && hasSoundNumber(status.card)) cardLaid(status.card.number, left.idCard)
    changed()
  })
  printer?.onStatus(changed)
  document?.onStatus(changed)

  return {
    sessions,
    views,
    card,
    mayReadCard: (at) => sessions.current !== null && sessions.current.agreed !== null && !left[at].leftBehind,
    seats,
    changed,
  }
}

/** In a session that knows its person by card, another card is another person (a hand reaches over, or a queue moves up). */
function isAnothersCard(session: Session | null, number: string): boolean {
  const { identity } = session ?? {}
  return identity?.assurance === 'card' && !identity.number.equals(Buffer.from(number, 'latin1'))
}
