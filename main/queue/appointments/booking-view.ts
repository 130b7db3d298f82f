import type { BookingView, BusinessView, TicketView } from '../../contract/kiosk.ts'
import { hallTime } from '../hall-time.ts'
import { isLate } from '../precedence.ts'
import { stillAnswers, type Ticket } from '../ticket.ts'
import type { Booking } from './booking.ts'

/** `09:00–09:30`, in the hall. */
export function slotText({ slotFrom, slotTo }: Pick<Booking, 'slotFrom' | 'slotTo'>, timeZone: string): string {
  const hall = hallTime(timeZone)
  return `${hall.time(slotFrom)}–${hall.time(slotTo)}`
}

/** A booking as whoever has it sees it: when, for what, and what they can do. */
export function bookingView(
  booking: Booking,
  at: { readonly instant: Date; readonly timeZone: string },
  known: { readonly business: BusinessView; readonly ticket: Ticket | null; readonly view: (ticket: Ticket) => TicketView },
): BookingView {
  const { business, ticket } = known
  const { appointmentId: id, slotFrom } = booking
  const about = { id, business, slot: slotText(booking, at.timeZone), from: hallTime(at.timeZone).time(slotFrom) }
  if (ticket !== null && stillAnswers(ticket.status)) return { ...about, state: 'has-ticket', ticket: known.view(ticket) }
  if (ticket !== null || booking.taken) return { ...about, state: 'over' }
  if (at.instant < slotFrom) return { ...about, state: 'early' }
  return { ...about, state: isLate(slotFrom, at.instant) ? 'late' : 'on-time' }
}
