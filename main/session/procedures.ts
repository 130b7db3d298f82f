import { checkDocumentNumber, checkNumberOf } from '../../drivers/id-card/document-number.ts'
import { terminalContract } from '../contract/server.ts'
import type { TerminalFacts } from '../contract/facts.ts'
import type { CardView, TerminalView } from '../contract/view.ts'
import type { Broadcast } from './broadcast.ts'
import { cardAwaited } from './card-awaited.ts'
import type { CardSeat } from './card-seat.ts'
import { isTravelPermit } from './document-kind.ts'
import { identified } from './identified.ts'
import { identityOf, wipeIdentity, type Identity } from './identity.ts'
import { numberFault } from './number-fault.ts'
import type { Sessions } from './sessions.ts'

/** Handlers of everything that opens, identifies and ends a session. */
export function sessionProcedures(parts: {
  readonly facts: () => Promise<TerminalFacts>
  /** Of the notice that is in use. */
  readonly consentVersion: () => number
  /** The page is a citizen's again: no operator stays signed in behind it. */
  readonly operatorLeaves: () => void
  readonly views: Broadcast<TerminalView>
  readonly sessions: Sessions
  /** Where this terminal takes cards; none where it has no reader. */
  readonly seats: readonly CardSeat[]
  readonly card: () => CardView
  /** The calendar day in the hall: a birth date after it is not one. */
  readonly today: () => { readonly year: number; readonly month: number; readonly day: number }
  /** Whether the hall's list of the day has a booking of whoever laid this card. */
  readonly hasBooked: (identity: Identity) => Promise<boolean>
  /** Records that the notice was agreed to, before anything of the person is read. */
  readonly recordAgreement: (agreement: { readonly session: string; readonly version: number }) => Promise<void>
}) {
  const { sessions } = parts
  const { kiosk } = terminalContract

  return {
    hello: kiosk.hello.handler(() => {
      sessions.end('page-loaded')
      parts.operatorLeaves()
      return parts.facts()
    }),

    watch: kiosk.watch.handler(({ signal }) => parts.views.values(signal)),

    open: kiosk.open.handler(async () => {
      parts.operatorLeaves()
      const session = sessions.open().id
      return { session, facts: await parts.facts() }
    }),

    touch: kiosk.touch.handler(() => sessions.touch()),

    end: kiosk.end.handler(() => sessions.end('done')),

    agree: kiosk.agree.handler(async ({ input, errors }) => {
      const session = sessions.current
      // An older version on a page that missed a change of the notice is not an agreement to this one.
      if (!session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      if (input.version !== parts.consentVersion()) throw errors.WRONG_STEP({ data: { needs: 'agreement' } })
      // A second tap waits for the first: once for each session.
      session.agreeing ??= parts.recordAgreement({ session: session.id, version: input.version })
      await session.agreeing
      if (sessions.current !== session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      session.agreed = input.version
      sessions.touch()
      sessions.changed()
    }),

    identifyByCard: kiosk.identifyByCard.handler(async ({ errors, signal }) => {
      const session = sessions.current
      if (!session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      if (session.agreed === null) throw errors.WRONG_STEP({ data: { needs: 'agreement' } })
      // A card that lay there before the agreement is read only now.
      await cardAwaited(parts.seats, () => sessions.current === session, signal)
      if (sessions.current !== session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      const identity = onePerson(parts.seats.flatMap((seat) => seat.identity() ?? []))
      if (identity === null) return { outcome: 'no-card', card: parts.card() }
      const booked = await parts.hasBooked(identity)
      if (sessions.current === session) return identified(sessions, session, identity, booked)
      wipeIdentity(identity)
      throw errors.WRONG_STEP({ data: { needs: 'session' } })
    }),

    identifyByNumber: kiosk.identifyByNumber.handler(({ input, errors }) => {
      const session = sessions.current
      if (!session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      if (session.agreed === null) throw errors.WRONG_STEP({ data: { needs: 'agreement' } })
      const { document, number } = input
      const checked = document === undefined ? checkDocumentNumber(number, parts.today()) : checkNumberOf(document, number, parts.today())
      if (!checked.ok) return numberFault(checked.fault)
      const named = document !== undefined && isTravelPermit(document) ? { document } : {}
      return identified(sessions, session, identityOf({ assurance: 'typed', number: checked.value, ...named }))
    }),
  }
}

/** Of an ID card and a social-security card the first. Two people's cards at once are nobody's: which of them stands here? */
function onePerson([first, ...others]: readonly Identity[]): Identity | null {
  const same = first !== undefined && others.every(({ number }) => number.equals(first.number))
  for (const identity of first !== undefined && !same ? [first, ...others] : others) wipeIdentity(identity)
  return same ? first : null
}
