import { terminalContract } from '../contract/server.ts'
import type { GreenGround } from '../contract/green-channel.ts'
import type { BookingView, BusinessView } from '../contract/kiosk.ts'
import type { SheetView } from '../contract/view.ts'
import type { HallBusiness, HallFile } from '../configuration/hall-file.ts'
import { isTravelPermit } from '../session/document-kind.ts'
import { aboutOf, type Identity } from '../session/identity.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import type { Booking } from './appointments/booking.ts'
import { bookingView } from './appointments/booking-view.ts'
import type { Bookings } from './appointments/bookings.ts'
import { askerOf } from '../session/proof.ts'
import { availabilityView, businessView } from './business-view.ts'
import type { Availability } from './availability.ts'
import type { Precedence } from './precedence.ts'
import type { PersonKey, Queue, ReprintReason } from './queue.ts'
import type { TicketDesk } from './ticket-desk.ts'
import { stillAnswers } from './ticket.ts'
import type { HallWaits } from './waiting-time.ts'

/** 补打 stays offered for so long to whoever still stands here; afterwards they identify again. */
const REPRINT_OFFER_MS = 120_000

/** Handlers of 取号: what can be queued for, one number, and the same sheet again. */
export function queueProcedures(parts: {
  readonly queue: Queue
  readonly desk: TicketDesk
  readonly sessions: Sessions
  readonly hall: () => HallFile
  /** How long people wait, as the hall stands now. */
  readonly waits: () => Promise<HallWaits>
  readonly now: () => Date
  /** What is booked; null where no platform tells. */
  readonly bookings: Pick<Bookings, 'of'> | null
  /** How the ticket's last sheet ended, as the ledger knows it; asked by its holder when it came out well. */
  readonly reprintReason: (ticketId: string) => Promise<ReprintReason>
  /** What this terminal lacks for a business, if anything. */
  readonly lacks: (business: HallBusiness) => 'needs-reader' | 'needs-printer' | null
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
    return (view: SheetView) => {
      session.sheet = view
      sessions.changed()
      const wentWrong = view.settled && (view.state === 'failed' || view.state === 'unknown')
      if (wentWrong && sessions.current === session) sessions.grant(REPRINT_OFFER_MS)
    }
  }

  return {
    businesses: kiosk.businesses.handler(async () => await businessViews(await parts.waits())),

    bookings: kiosk.bookings.handler(async ({ errors }): Promise<BookingView[]> => {
      const session = sessions.current
      if (!session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      const bookings = await bookingsOf(session)
      if (sessions.current !== session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      const waits = await parts.waits()
      const businesses = await businessViews(waits)
      const at = { instant: parts.now(), timeZone: parts.hall().hall.timeZone }
      const views = bookings.map(async (booking) => {
        const business = businesses.find(({ code }) => code === booking.business)
        // The hall's file knows no such business: nobody can be called for it here.
        if (business === undefined) return []
        const ticket = await queue.ticketOfAppointment(booking.appointmentId)
        return [bookingView(booking, at, { business, ticket, view: (each) => desk.ticketView(each, waits) })]
      })
      return (await Promise.all(views)).flat()
    }),

    takeNumber: kiosk.takeNumber.handler(async ({ input, errors }) => {
      /** The session that may take this number now. Asked again after each wait: a session may end meanwhile. */
      const entitled = (before?: Session): Session => {
        const session = sessions.current
        if (!session || (before && session !== before)) throw errors.WRONG_STEP({ data: { needs: 'session' } })
        const business = businessOf(input.business)
        if (business && business.identify !== 'none' && !session.identity) {
          throw errors.WRONG_STEP({ data: { needs: 'identity' } })
        }
        if (business?.identify === 'card' && session.identity?.assurance !== 'card') {
          throw errors.WRONG_STEP({ data: { needs: 'card' } })
        }
        return session
      }
      const first = entitled()
      sessions.touch()
      const booking = input.appointment === undefined ? null : await bookingOf(first, input.appointment)
      if (booking === undefined || (booking !== null && booking.business !== input.business)) throw errors.WRONG_STEP({ data: { needs: 'card' } })
      // The hall's file has changed since its grounds were shown: whoever opens a session anew is shown what it says now.
      if (!mayDeclare(input.green)) throw errors.WRONG_STEP({ data: { needs: 'session' } })

      // A repeat of a request is answered from the ledger, whatever the printer says by now.
      const repeated = (await queue.ticketOfRequest(input.requestId)) !== null
      // As it stood before this one joined the line: what the screen said a moment ago, the paper says too.
      const [noPaper, waits] = await Promise.all([repeated ? null : whyNoPaper(input.paper), parts.waits()])
      if (noPaper) return noPaper

      const session = entitled(first)
      // Where nobody is asked who they are, nobody is remembered either.
      const identity = businessOf(input.business)?.identify === 'none' ? null : session.identity
      const taken = await queue.takeNumber({
        requestId: input.requestId,
        business: input.business,
        person: identity && personOf(identity),
        origin: 'kiosk',
        paper: input.paper,
        ...precedenceOf(booking, input.green),
        // a number that was typed vouches for no age
        bornOn: identity?.assurance === 'card' ? (aboutOf(identity)?.birth ?? null) : null,
      })
      switch (taken.outcome) {
        case 'issued': {
          session.ownTickets.add(taken.ticket.ticketId)
          if (taken.sheetKey !== null && !taken.repeated) {
            desk.bringOut({
              ticket: taken.ticket,
              waits,
              sheetKey: taken.sheetKey,
              holder: identity?.masked.name ?? null,
              reprint: null,
              onState: follow(session),
            })
          }
          return { outcome: 'issued', ticket: desk.ticketView(taken.ticket, waits), paper: taken.ticket.paper }
        }
        case 'already-waiting': {
          const mayLearn = identity?.assurance === 'card' || session.ownTickets.has(taken.ticket.ticketId)
          return { outcome: 'already-waiting', ticket: mayLearn ? desk.ticketView(taken.ticket, waits) : null }
        }
        case 'closed':
        case 'sold-out':
          return notAvailable(taken.state.availability)
        case 'unknown-business':
          return notAvailable({ state: 'closed', reason: 'no-window' })
        case 'person-limit':
          return { outcome: 'not-available', availability: { state: 'person-limit' } }
        case 'request-conflict':
          throw errors.WRONG_STEP({ data: { needs: 'own-ticket' } })
      }
    }),

    reprint: kiosk.reprint.handler(async ({ input, errors }) => {
      const session = sessions.current
      if (!session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      // An answer that was lost is asked for again: this session had the right to this very sheet, and has it.
      const repeated = session.reprints.get(input.requestId) === input.ticketId
      if (!repeated) {
        const ticket = await queue.ticket(input.ticketId)
        if (!ticket || !(ownSheetIsDoubtful(session, input.ticketId) || (await isHeldByCard(session, input.ticketId)))) {
          throw errors.WRONG_STEP({ data: { needs: 'own-ticket' } })
        }
        if (!stillAnswers(ticket.status) || !businessOf(ticket.business)) return { outcome: 'no-longer-waiting' }
      }
      const [reason, waits] = await Promise.all([repeated ? null : desk.paperFault(), parts.waits()])
      if (reason) return { outcome: 'no-paper', reason }
      if (sessions.current !== session) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      session.reprints.set(input.requestId, input.ticketId)
      const sheet = await queue.reprint({
        requestId: input.requestId,
        ticketId: input.ticketId,
        reason: await parts.reprintReason(input.ticketId),
        by: 'citizen',
      })
      switch (sheet.outcome) {
        case 'reprint': {
          if (!sheet.repeated) {
            desk.bringOut({
              ticket: sheet.ticket,
              waits,
              sheetKey: sheet.sheetKey,
              holder: session.identity?.masked.name ?? null,
              reprint: sheet.count,
              onState: follow(session),
            })
          }
          return { outcome: 'reprinting', ticket: desk.ticketView(sheet.ticket, waits), count: sheet.count }
        }
        case 'no-longer-waiting':
          return { outcome: 'no-longer-waiting' }
        case 'unknown-ticket':
        case 'request-conflict':
          throw errors.WRONG_STEP({ data: { needs: 'own-ticket' } })
      }
    }),
  }

  /** Undefined where the card's holder has none of that id; only a card shows whose it is (design, promise 8). */
  async function bookingOf(session: Session, appointmentId: string): Promise<Booking | undefined> {
    return (await bookingsOf(session)).find((each) => each.appointmentId === appointmentId)
  }

  async function bookingsOf(session: Session): Promise<readonly Booking[]> {
    const asker = askerOf(session.identity, session.proof)
    return asker === null || !session.booked || parts.bookings === null ? [] : await parts.bookings.of(asker)
  }

  async function businessViews(waits: HallWaits): Promise<BusinessView[]> {
    const states = new Map((await queue.overview()).map((state) => [state.code, state]))
    return parts.hall().businesses.flatMap((business) => {
      const state = states.get(business.code)
      // Absent when the hall changed between the two looks; the next look has it.
      if (!state) return []
      const view = businessView(business, state, parts.now(), parts.hall().hall.timeZone, waits)
      const reason = parts.lacks(business)
      return [reason === null ? view : { ...view, availability: { state: 'closed' as const, reason } }]
    })
  }

  function mayDeclare(green: GreenGround | undefined): boolean {
    return green === undefined || (parts.hall().policy.greenChannel?.declared.includes(green) ?? false)
  }

  function businessOf(code: string) {
    return parts.hall().businesses.find((each) => each.code === code)
  }

  /** Only a card shows that somebody is the holder; a typed number reprints nothing (design, promise 8). */
  async function isHeldByCard(session: Session, ticketId: string): Promise<boolean> {
    if (session.identity?.assurance !== 'card') return false
    return queue.isHolder(personOf(session.identity), ticketId)
  }
}

/** Whoever has booked has the place of their booking, whatever they declare besides. */
function precedenceOf(booking: Booking | null, green: GreenGround | undefined): { readonly precedence?: Precedence } {
  if (booking === null) return green === undefined ? {} : { precedence: { class: 'green', reason: green } }
  const { appointmentId, slotFrom, slotTo } = booking
  return { precedence: { class: 'appointment', appointmentId, slotFrom, slotTo } }
}

/** The sheet this session has just asked for, where nobody can say that it is in the holder's hand. */
function ownSheetIsDoubtful(session: Session, ticketId: string): boolean {
  const { sheet } = session
  if (!session.ownTickets.has(ticketId) || sheet?.ticketId !== ticketId || !sheet.settled) return false
  return sheet.state === 'failed' || sheet.state === 'unknown' || sheet.state === 'sent'
}

function personOf({ document, number, name }: Identity): PersonKey {
  return { ...(isTravelPermit(document) ? { document } : {}), number: number.toString('latin1'), name: name === null ? null : name.toString('utf8') }
}
