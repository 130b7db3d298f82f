import { createHmac } from 'node:crypto'
import type { MachineKey } from '../../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { HallKeys } from './postgres-keys.ts'
import type { PersonOfTicket } from './queue-store.ts'

/** The columns of a ticket that tell of its holder. */
export interface SealedPerson {
  readonly suite: number
  readonly hash: Buffer
  readonly keyId: string
  readonly number: Buffer
  readonly name: Buffer | null
}

/**
 * Who holds a ticket, as the terminal's ledger keeps it too: number and name sealed under the key of their month, found again
 * by keyed hash.
 */
export interface PersonSeals {
  hash(person: PersonOfTicket): Buffer
  seal(ticketId: string, businessDay: string, person: PersonOfTicket): Promise<SealedPerson>
}

export function createPersonSeals(hall: string, key: MachineKey, keys: HallKeys): PersonSeals {
  const lookUpKey = key.derive('look-up')

  return {
    hash({ document, number }) {
      const text = (document === undefined ? number : `${document}:${number}`).toUpperCase()
      return createHmac('sha256', lookUpKey).update(`person\0${hall}\0${text}`).digest()
    },

    async seal(ticketId, businessDay, person) {
      const monthKey = await keys.monthKey('ticket', businessDay.slice(0, 7))
      const seal = (column: string, text: string) => keys.seal(monthKey, { table: 'ticket', row: ticketId, column }, text)
      return {
        suite: SUITE_AES_SHA256,
        hash: this.hash(person),
        keyId: monthKey.id,
        number: seal('person_number', person.number),
        name: person.name === null ? null : seal('person_name', person.name),
      }
    },
  }
}
