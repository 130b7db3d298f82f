import { newIdentifier } from '../../ledger/identifiers.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import { personHash } from '../store/person-hash.ts'
import type { PersonOfTicket } from '../store/queue-store.ts'
import type { Booking } from './booking.ts'

/** What is booked at this hall on a day, in the ledger: whose it is as keyed hash alone, what it is sealed. */
export interface DayList {
  /** Puts these in the place of whatever was kept, of that day and of others. */
  replace(day: string, bookings: readonly BookingOfPerson[]): Promise<void>
  /** Nothing of other days stays. */
  forgetOthers(day: string): Promise<void>
  /** The earliest slot first. */
  of(person: PersonOfTicket, day: string): Promise<readonly Booking[]>
}

export interface BookingOfPerson {
  readonly person: PersonOfTicket
  readonly booking: Booking
}

const INSERT = 'INSERT INTO appointment (row_id, business_day, suite, person_hash, key_id, booking) VALUES (?, ?, ?, ?, ?, ?)'
const OF_PERSON = 'SELECT row_id, key_id, booking FROM appointment WHERE business_day = ? AND person_hash = ?'

interface Row {
  readonly row_id: string
  readonly key_id: string
  readonly booking: Buffer
}

export function createDayList({ ledger, now }: { readonly ledger: Ledger; readonly now: () => Date }): DayList {
  const { envelopes } = ledger
  const placeOf = (row: string) => ({ table: 'appointment', row, column: 'booking' })

  return {
    replace: (day, bookings) =>
      ledger.transact(async (tx) => {
        const key = await envelopes.dataKey(tx, 'ticket', day.slice(0, 7))
        tx.write('DELETE FROM appointment', [])
        for (const { person, booking } of bookings) {
          const id = newIdentifier(now())
          const sealed = envelopes.seal(key, placeOf(id), JSON.stringify(booking))
          tx.write(INSERT, [id, day, SUITE_AES_SHA256, personHash(envelopes, person), key.id, sealed])
        }
      }),

    forgetOthers: (day) =>
      ledger.transact(async (tx) => {
        tx.write('DELETE FROM appointment WHERE business_day <> ?', [day])
      }),

    async of(person, day) {
      const rows = await ledger.read<Row>(OF_PERSON, [day, personHash(envelopes, person)])
      const bookings: Booking[] = []
      for (const { row_id: id, key_id: keyId, booking } of rows) {
        const opened = await envelopes.open(booking, { ...placeOf(id), keyId })
        if (opened.ok) bookings.push(readBooking(opened.value))
      }
      return bookings.sort((a, b) => a.slotFrom.getTime() - b.slotFrom.getTime())
    },
  }
}

function readBooking(text: string): Booking {
  const { slotFrom, slotTo, ...kept } = JSON.parse(text) as Booking
  return { ...kept, slotFrom: new Date(slotFrom), slotTo: new Date(slotTo) }
}
