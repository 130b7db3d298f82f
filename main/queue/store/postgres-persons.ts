import { createHmac, randomBytes } from 'node:crypto'
import { decrypt, encrypt, KEY_BYTES } from '../../ledger/cipher.ts'
import type { DataKey, DataKind } from '../../ledger/envelopes.ts'
import type { MachineKey } from '../../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { Ask, HallDatabase } from './postgres-database.ts'
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

interface KeyRow {
  readonly key_id: string
  /** Null when the key was destroyed. */
  readonly wrapped: Buffer | null
}

const NEW_KEY = `INSERT INTO yimen.data_key (hall, key_id, suite, wrapped, created_at) VALUES ($1, $2, $3, $4, now())
  ON CONFLICT (hall, key_id) DO NOTHING`
/** Of a month whose key was destroyed and that goes on all the same (`2026-11/ticket/2`), the last. */
const NEWEST_KEY = `SELECT key_id, wrapped FROM yimen.data_key WHERE hall = $1 AND (key_id = $2 OR starts_with(key_id, $2 || '/'))
  ORDER BY length(key_id) DESC, key_id DESC LIMIT 1`

export function createPersonSeals(hall: string, key: MachineKey, ask: Ask): PersonSeals {
  const wrappingKey = key.derive('key-wrapping')
  const lookUpKey = key.derive('look-up')
  /** The key of the month that was sealed in last; others are not kept in memory for longer than retention keeps them on the disk. */
  let known: { readonly name: string; readonly dataKey: Promise<DataKey> } | null = null

  function monthKey(name: string): Promise<DataKey> {
    if (known?.name === name) return known.dataKey
    const dataKey = fetchKey(name)
    known = { name, dataKey }
    dataKey.catch(() => {
      if (known?.dataKey === dataKey) known = null
    })
    return dataKey
  }

  /** Made outside the ticket's transaction: of two servers that make it at once, both use the one that was kept. */
  async function fetchKey(name: string): Promise<DataKey> {
    let [row] = await ask<KeyRow>(NEWEST_KEY, [name])
    if (row === undefined || row.wrapped === null) {
      const generation = row === undefined ? 1 : Number(row.key_id.slice(name.length + 1) || 1) + 1
      const id = generation === 1 ? name : `${name}/${generation}`
      await ask(NEW_KEY, [id, SUITE_AES_SHA256, encrypt(wrappingKey, randomBytes(KEY_BYTES), ['data_key', hall, id])])
      ;[row] = await ask<KeyRow>(NEWEST_KEY, [name])
    }
    const secret = row?.wrapped ? decrypt(wrappingKey, row.wrapped, ['data_key', hall, row.key_id]) : null
    // the hall's key was checked when the store was opened: what does not open now was tampered with
    if (row === undefined || secret === null) throw new Error(`the key ${name} of hall ${hall} does not open with the hall's own`)
    return { id: row.key_id, secret }
  }

  return {
    hash({ document, number }) {
      const text = (document === undefined ? number : `${document}:${number}`).toUpperCase()
      return createHmac('sha256', lookUpKey).update(`person\0${hall}\0${text}`).digest()
    },

    async seal(ticketId, businessDay, person) {
      const { id: keyId, secret } = await monthKey(`${businessDay.slice(0, 7)}/ticket`)
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

/**
 * Retention: destroys each key of `kind` whose month is before `month`, and answers their ids. The rows that they sealed stay,
 * and nobody reads them any more. What PostgreSQL keeps of its own (journal, backups, replicas) is its administrator's.
 */
export async function destroyKeysBefore(database: HallDatabase, kind: DataKind, month: string): Promise<readonly string[]> {
  return await database.transact(async (tx) => {
    const destroyed = (await tx.write<Pick<KeyRow, 'key_id'>>(DESTROY_KEYS, [kind, month])).map(({ key_id }) => key_id)
    for (const key of destroyed) tx.audit({ actor: 'terminal', event: 'key.destroyed', payload: { key } })
    return destroyed
  })
}

const DESTROY_KEYS = `UPDATE yimen.data_key SET wrapped = NULL
  WHERE hall = $1 AND split_part(key_id, '/', 2) = $2 AND split_part(key_id, '/', 1) < $3 AND wrapped IS NOT NULL RETURNING key_id`
