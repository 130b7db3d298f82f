import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import { checkResidentNumber } from '../../drivers/id-card/resident-number.ts'
import { terminalContract } from '../contract/server.ts'
import type { TerminalFacts } from '../contract/facts.ts'
import type { CardView, TerminalView } from '../contract/view.ts'
import type { Broadcast } from './broadcast.ts'
import { cardAwaited } from './card-awaited.ts'
import { cardAbout, identityOf, wipeIdentity, type Identity } from './identity.ts'
import { numberFault } from './number-fault.ts'
import type { Session, Sessions } from './sessions.ts'

/** Handlers of everything that opens, identifies and ends a session. */
export function sessionProcedures(parts: {
  readonly facts: () => Promise<TerminalFacts>
  /** Of the notice that is in use. */
  readonly consentVersion: () => number
  /** The page is a citizen's again: no operator stays signed in behind it. */
  readonly operatorLeaves: () => void
  readonly views: Broadcast<TerminalView>
  readonly sessions: Sessions
  /** Null where the terminal has no reader. */
  readonly reader: CardReader | null
  readonly card: () => CardView
  /** The calendar day in the hall: a birth date after it is not one. */
  readonly today: () => { readonly year: number; readonly month: number; readonly day: number }
  /** Records that the notice was agreed to, before anything of the person is read. */
  readonly recordAgreement: (agreement: { readonly session: string; readonly version: number }) => Promise<void>
}) {
  const { sessions } = parts
  const { kiosk } = terminalContract

  /** Whoever identifies last is the session's person; what was known before is wiped. */
  function identified(session: Session, identity: Identity) {
    if (session.identity) wipeIdentity(session.identity)
    session.identity = identity
    session.proof = null
    sessions.touch()
    sessions.changed()
    return { outcome: 'identified' as const, person: identity.masked }
  }

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
      if (parts.reader) {
        // A card that lay there before the agreement is read only now.
        await cardAwaited(parts.reader, () => sessions.current === session && !isLeftBehind(parts.card()), signal)
        if (sessions.current !== session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      }
      const view = parts.card()
      const status = parts.reader?.status
      if (status?.state !== 'present' || isLeftBehind(view)) {
        return { outcome: 'no-card', card: view }
      }
      const { number, name } = status.card
      return identified(session, identityOf({ assurance: 'card', number, name, about: cardAbout(status.card) }))
    }),

    identifyByNumber: kiosk.identifyByNumber.handler(({ input, errors }) => {
      const session = sessions.current
      if (!session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      if (session.agreed === null) throw errors.WRONG_STEP({ data: { needs: 'agreement' } })
      const checked = checkResidentNumber(input.number, parts.today())
      if (!checked.ok) return { outcome: 'wrong', reason: numberFault(checked.fault) }
      return identified(session, identityOf({ assurance: 'typed', number: checked.value.number }))
    }),
  }
}

function isLeftBehind(card: CardView): boolean {
  return card.state === 'present' && card.leftBehind
}
