import type { Appointment } from '../../platform/platform.ts'

/** A booking (预约) of this hall: a business, and the time for which it is. */
export interface Booking {
  readonly appointmentId: string
  readonly business: string
  readonly slotFrom: Date
  readonly slotTo: Date
  /** Its number was given, as far as whoever told of it knows. */
  readonly taken: boolean
}

export function bookingOf({ id, business, slotFrom, slotTo, state }: Appointment): Booking {
  return { appointmentId: id, business, slotFrom: new Date(slotFrom), slotTo: new Date(slotTo), taken: state === 'taken' }
}
