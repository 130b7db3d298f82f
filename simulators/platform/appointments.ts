import { SPECIMENS } from '../card-reader/specimens.ts'
import { keyOf } from './assurance.ts'
import { hallDay } from './hall-day.ts'
import { KNOWN_PEOPLE } from './people.ts'
import { json, type Reply } from './replies.ts'
import type { Event, Person } from './requests.ts'

/** What somebody has booked at a hall. */
export interface Booking {
  readonly id: string
  readonly person: Person
  /** The letter of its numbers. */
  readonly business: string
  readonly slotFrom: Date
  readonly slotTo: Date
}

export interface AppointmentDesk {
  /** At whatever hall asks for that day. */
  book(booking: Booking): void
  /** Taken, by the ids of the bookings. */
  readonly taken: Set<string>
  listFor(person: Person): Reply
  listDay(day: string): Reply
  /** A number that was given for a booking marks it as taken. */
  hear(event: Event): void
}

/** 样本五 has an appointment today, so that anybody can see what a booked person sees. */
const BOOKED_SPECIMEN = 'domestic-5'
const HALF_AN_HOUR_MS = 30 * 60_000

/** The bookings of a hall: those of the specimen, one a day, and whatever else is booked. */
export function createAppointmentDesk(now: () => Date): AppointmentDesk {
  const startedAt = now()
  const booked: Booking[] = []
  const taken = new Set<string>()
  const number = SPECIMENS.find(({ id }) => id === BOOKED_SPECIMEN)?.face.number
  const specimen = KNOWN_PEOPLE.find((known) => known.number === number)

  function bookingsOn(day: string): readonly Booking[] {
    const own = booked.filter(({ slotFrom }) => hallDay(slotFrom) === day)
    if (specimen === undefined) return own
    const { document, name } = specimen
    const slotFrom = slotOn(day)
    const slotTo = new Date(slotFrom.getTime() + HALF_AN_HOUR_MS)
    const theirs = { id: `specimen-${day}`, person: { document, number: specimen.number, name }, business: 'A', slotFrom, slotTo }
    return [...own, theirs].sort((a, b) => a.slotFrom.getTime() - b.slotFrom.getTime())
  }

  /** The half hour that begins next when the platform started; on other days ten in the morning. */
  function slotOn(day: string): Date {
    if (day !== hallDay(startedAt)) return new Date(`${day}T02:00:00Z`)
    const next = Math.ceil(startedAt.getTime() / HALF_AN_HOUR_MS) * HALF_AN_HOUR_MS
    const last = Date.parse(`${day}T15:30:00Z`)
    return new Date(Math.min(next, last))
  }

  const told = ({ id, business, slotFrom, slotTo }: Booking) => ({
    id,
    business,
    slotFrom: slotFrom.toISOString(),
    slotTo: slotTo.toISOString(),
    state: taken.has(id) ? 'taken' : 'booked',
  })

  return {
    book: (booking) => {
      booked.push(booking)
    },
    taken,
    listFor: (person) =>
      json(200, {
        of: person,
        appointments: bookingsOn(hallDay(now()))
          .filter((each) => keyOf(each.person) === keyOf(person))
          .map(told),
      }),
    listDay: (day) =>
      json(200, {
        appointments: bookingsOn(day).map((each) => ({
          person: { document: each.person.document, number: each.person.number },
          appointment: told(each),
        })),
      }),
    hear({ kind, payload }) {
      const { appointment } = payload
      if ((kind === 'ticket.issued' || kind === 'ticket.booked') && typeof appointment === 'string') taken.add(appointment)
    },
  }
}
