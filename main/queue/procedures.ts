import { terminalContract } from '../contract/server.ts'
import type { BusinessView } from '../contract/kiosk.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import { availabilityView, businessView } from './business-view.ts'
import type { Availability } from './availability.ts'
import type { PersonKey, Queue } from './queue.ts'
import type { TicketDesk } from './ticket-desk.ts'

/** Handlers of 取号: what can be queued for, one number, and the same sheet again. */
export function queueProcedures(parts: {
  readonly queue: Queue
  readonly desk: TicketDesk
  readonly sessions: Sessions
  readonly hall: () => HallFile
  readonly now: () => Date
}) {
  const { queue, desk, sessions } = parts
  const { kiosk } = terminalContract

  /** Asked before a number is given, so that none is burnt on a printer that cannot print. */
  async function whyNoPaper(paper: 'ticket' | 'screen') {
    const byScreen = parts.hall().policy.numberByScreenWhenNoPaper
    const reason = paper === 'ticket' ? await desk.paperFault() : null
    if (reason) return { outcome: 'no-paper' as const, reason, byScreen }
    if (paper === 'screen' && !byScreen) return { outcome: 'no-paper' as const, reason: 'error' as const, byScreen }
    return null
  }

  function notAvailable(availability: Availability) {
    const view = availabilityView(availability, parts.now(), parts.hall().hall.timeZone)
    return { outcome: 'not-available' as const, availability: view }
  }

  /** The session hears of its sheet only as long as it is the one in front of the terminal. */
  function follow(session: Session) {
    return (view: Session['sheet']) => {
      session.sheet = view
      sessions.changed()
    }
  }

  return {
    businesses: kiosk.businesses.handler(async (): Promise<BusinessView[]> => {
      const states = new Map((await queue.overview()).map((state) => [state.code, state]))
      return parts.hall().businesses.flatMap((business) => {
        const state = states.get(business.code)
        // Absent when the hall changed between the two looks; the next look has it.
        return state ? [businessView(business, state, parts.now(), parts.hall().hall.timeZone)] : []
      })
    }),

    takeNumber: kiosk.takeNumber.handler(async ({ input, errors }) => {
      const session = sessions.current
      if (!session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      const business = parts.hall().businesses.find((each) => each.code === input.business)
      if (business && business.identify !== 'none' && !session.identity) {
        throw errors.WRONG_STEP({ data: { needs: 'identity' } })
      }
      if (business?.identify === 'card' && session.identity?.assurance !== 'card') {
        throw errors.WRONG_STEP({ data: { needs: 'card' } })
      }
      sessions.touch()

      // A repeat of a request is answered from the ledger, whatever the printer says by now.
      const repeated = (await queue.ticketOfRequest(input.requestId)) !== null
      const noPaper = repeated ? null : await whyNoPaper(input.paper)
      if (noPaper) return noPaper

      const { identity } = session
      const taken = await queue.takeNumber({
        requestId: input.requestId,
        business: input.business,
        person: personOf(session),
        origin: 'kiosk',
        paper: input.paper,
      })
      switch (taken.outcome) {
        case 'issued': {
          session.ownTickets.add(taken.ticket.ticketId)
          if (taken.sheetKey !== null && !taken.repeated) {
            desk.bringOut({
              ticket: taken.ticket,
              sheetKey: taken.sheetKey,
              holder: identity?.masked.name ?? null,
              reprint: null,
              onState: follow(session),
            })
          }
          return { outcome: 'issued', ticket: desk.ticketView(taken.ticket), paper: taken.ticket.paper }
        }
        case 'already-waiting': {
          const mayLearn = identity?.assurance === 'card' || session.ownTickets.has(taken.ticket.ticketId)
          return { outcome: 'already-waiting', ticket: mayLearn ? desk.ticketView(taken.ticket) : null }
        }
        case 'closed':
        case 'sold-out':
          return notAvailable(taken.state.availability)
        case 'unknown-business':
          return notAvailable({ state: 'closed', reason: 'no-window' })
        case 'request-conflict':
          throw errors.WRONG_STEP({ data: { needs: 'own-ticket' } })
      }
    }),

    reprint: kiosk.reprint.handler(async ({ input, errors }) => {
      const session = sessions.current
      if (!session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      const ticket = await queue.ticket(input.ticketId)
      const ownSheetWentWrong =
        session.ownTickets.has(input.ticketId) &&
        session.sheet?.ticketId === input.ticketId &&
        (session.sheet.state === 'failed' || session.sheet.state === 'unknown')
      if (!ticket || !(ownSheetWentWrong || (await isHeldByCard(session, input.ticketId)))) {
        throw errors.WRONG_STEP({ data: { needs: 'own-ticket' } })
      }
      if (ticket.status !== 'waiting') return { outcome: 'no-longer-waiting' }
      const reason = await desk.paperFault()
      if (reason) return { outcome: 'no-paper', reason }
      const sheet = await queue.reprint({
        requestId: input.requestId,
        ticketId: input.ticketId,
        reason: reprintReason(session),
      })
      switch (sheet.outcome) {
        case 'reprint': {
          if (!sheet.repeated) {
            desk.bringOut({
              ticket: sheet.ticket,
              sheetKey: sheet.sheetKey,
              holder: session.identity?.masked.name ?? null,
              reprint: sheet.count,
              onState: follow(session),
            })
          }
          return { outcome: 'reprinting', ticket: desk.ticketView(sheet.ticket) }
        }
        case 'no-longer-waiting':
          return { outcome: 'no-longer-waiting' }
        case 'unknown-ticket':
        case 'request-conflict':
          throw errors.WRONG_STEP({ data: { needs: 'own-ticket' } })
      }
    }),
  }

  /** Only a card shows that somebody is the holder; a typed number reprints nothing (design, promise 8). */
  async function isHeldByCard(session: Session, ticketId: string): Promise<boolean> {
    const person = personOf(session)
    if (!person || session.identity?.assurance !== 'card') return false
    return queue.isHolder(person, ticketId)
  }
}

function personOf(session: Session): PersonKey | null {
  if (!session.identity) return null
  const { number, name } = session.identity
  return { number: number.toString('latin1'), name: name === null ? null : name.toString('utf8') }
}

function reprintReason(session: Session): 'unknown-sheet' | 'failed-sheet' | 'asked-by-holder' {
  if (session.sheet?.state === 'unknown') return 'unknown-sheet'
  if (session.sheet?.state === 'failed') return 'failed-sheet'
  return 'asked-by-holder'
}
