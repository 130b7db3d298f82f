import { platformReason } from '../certificates/platform-reason.ts'
import type { IdentifyByCodeOutcome, ScannedTicketOutcome } from '../contract/kiosk.ts'
import type { TicketView } from '../contract/kiosk.ts'
import { terminalContract } from '../contract/server.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queue, Ticket } from '../queue/queue.ts'
import { stillAnswers } from '../queue/ticket.ts'
import { shapeOf } from './code-shape.ts'
import type { HeldCodes } from './held-codes.ts'
import { identified } from './identified.ts'
import { identityOf } from './identity.ts'
import type { Scans } from './scans.ts'
import type { Session, Sessions } from './sessions.ts'

/** Somebody stands here with their phone in their hand, and the code in it dies within a minute. */
const PLATFORM_ANSWERS_MS = 8000

/** Handlers of what was scanned: codes as they come, a ticket's place in the queue, and whose code it is. */
export function scanProcedures(parts: {
  readonly sessions: Sessions
  readonly scans: Pick<Scans, 'codes' | 'typed'>
  readonly held: Pick<HeldCodes, 'take'>
  readonly queue: Pick<Queue, 'ticket'>
  /** Null when the hall has no such business any more. */
  readonly ticketView: (ticket: Ticket) => Promise<TicketView | null>
  /** What of a ticket's service whoever scanned it may evaluate now. */
  readonly evaluationOf: (session: Session, ticket: Ticket) => Promise<'first' | 'append' | null>
  /** Null where the terminal has none. */
  readonly platform: Pick<Platform, 'verifyCode'> | null
  readonly now: () => Date
}) {
  const { sessions, platform } = parts
  const { kiosk } = terminalContract

  return {
    scans: kiosk.scans.handler(({ signal }) => parts.scans.codes(signal)),

    typedScan: kiosk.typedScan.handler(({ input }) => parts.scans.typed(input.text)),

    // Whoever holds the sheet may see what stands on it and how far the queue has come, and nothing of its person.
    scannedTicket: kiosk.scannedTicket.handler(async ({ input, errors }): Promise<ScannedTicketOutcome> => {
      const session = sessions.current
      if (session === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      sessions.touch()
      const code = parts.held.take(session.id, input.handle, ['ticket'])
      if (code === null) return { outcome: 'gone' }
      const shape = shapeOf(code.text)
      const ticket = shape.kind === 'ticket' ? await parts.queue.ticket(shape.ticketId) : null
      const view = ticket && (await parts.ticketView(ticket))
      if (ticket === null || view === null) return { outcome: 'unknown' }
      const state = ticket.status === 'waiting' ? 'waiting' : stillAnswers(ticket.status) ? 'called' : 'over'
      return { outcome: 'known', state, ticket: view, evaluation: await parts.evaluationOf(session, ticket) }
    }),

    identifyByCode: kiosk.identifyByCode.handler(async ({ input, errors, signal }): Promise<IdentifyByCodeOutcome> => {
      const session = sessions.current
      if (session === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      // A code is sent to the platform, which then names its person: not before they have agreed.
      if (session.agreed === null) throw errors.WRONG_STEP({ data: { needs: 'agreement' } })
      sessions.touch()
      const code = parts.held.take(session.id, input.handle, ['opaque'])
      if (code === null) return { outcome: 'refused', reason: 'gone' }
      if (platform === null) return { outcome: 'refused', reason: 'not-available' }
      const patience = AbortSignal.timeout(PLATFORM_ANSWERS_MS)
      const asked = await platform.verifyCode(code, newIdentifier(parts.now()), signal === undefined ? patience : AbortSignal.any([signal, patience]))
      if (sessions.current !== session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      if (!asked.ok) return { outcome: 'refused', reason: platformReason(asked.fault) }
      const { value } = asked
      if (value.outcome !== 'person') return { outcome: 'refused', reason: value.outcome === 'refused' ? value.reason : 'unknown' }
      const { document, number, name } = value.person
      // A code that vouches for no more than a typed number discloses no more either: not a name that nobody told here.
      const known = value.assurance === 'card' ? { assurance: 'card', name } as const : { assurance: 'typed' } as const
      return identified(sessions, session, identityOf({ ...known, document, number }))
    }),
  }
}
