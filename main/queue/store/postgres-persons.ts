import { createHmac, randomBytes } from 'node:crypto'
import { decrypt, encrypt, KEY_BYTES } from '../../ledger/cipher.ts'
import type { MachineKey } from '../../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { Ask } from './postgres-database.ts'
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
 * by keyed hash. The months' keys lie in the database wrapped by the key that the hall servers of one hall share: PostgreSQL,
 * its backups and its replicas hold nothing that can be read without it.
 */
export interface PersonSeals {
  hash(person: PersonOfTicket): Buffer
  seal(ticketId: string, businessDay: string, person: PersonOfTicket): Promise<SealedPerson>
}

const NEW_KEY = `INSERT INTO yimen.data_key (hall, key_id, suite, wrapped, created_at) VALUES ($1, $2, $3, $4, now())
  ON CONFLICT (hall, key_id) DO NOTHING`
const KEY = 'SELECT wrapped FROM yimen.data_key WHERE hall = $1 AND key_id = $2'

export function createPersonSeals(hall: string, key: MachineKey, ask: Ask): PersonSeals {
  const wrappingKey = key.derive('key-wrapping')
  const lookUpKey = key.derive('look-up')
  const known = new Map<string, Promise<Buffer>>()

  function monthKey(keyId: string): Promise<Buffer> {
    let secret = known.get(keyId)
    if (secret === undefined) {
      secret = fetchKey(keyId)
      known.set(keyId, secret)
      secret.catch(() => known.delete(keyId))
    }
    return secret
  }

  /** Made outside the ticket's transaction: of two servers that make it at once, both use the one that was kept. */
  async function fetchKey(keyId: string): Promise<Buffer> {
    const binding = ['data_key', hall, keyId]
    let [row] = await ask<{ readonly wrapped: Buffer }>(KEY, [keyId])
    if (row === undefined) {
      await ask(NEW_KEY, [keyId, SUITE_AES_SHA256, encrypt(wrappingKey, randomBytes(KEY_BYTES), binding)])
      ;[row] = await ask<{ readonly wrapped: Buffer }>(KEY, [keyId])
    }
    const secret = row === undefined ? null : decrypt(wrappingKey, row.wrapped, binding)
    // the hall's key was checked when the store was opened: what does not open now was tampered with
    if (secret === null) throw new Error(`the key ${keyId} of hall ${hall} does not open with the hall's own`)
    return secret
  }

  return {
    hash({ document, number }) {
      const text = (document === undefined ? number : `${document}:${number}`).toUpperCase()
      return createHmac('sha256', lookUpKey).update(`person\0${hall}\0${text}`).digest()
    },

    async seal(ticketId, businessDay, person) {
      const keyId = `${businessDay.slice(0, 7)}/ticket`
      const secret = await monthKey(keyId)
      const seal = (column: string, text: string) => {
        const plain = Buffer.from(text, 'utf8')
        const envelope = encrypt(secret, plain, ['ticket', hall, ticketId, column, keyId])
        plain.fill(0) // it lies in a pool that many small buffers share, and would stay there long after
        return envelope
      }
      return {
        suite: SUITE_AES_SHA256,
        hash: this.hash(person),
        keyId,
        number: seal('person_number', person.number),
        name: person.name === null ? null : seal('person_name', person.name),
      }
    },
  }
}
