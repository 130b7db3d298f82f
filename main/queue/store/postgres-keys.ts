import { randomBytes } from 'node:crypto'
import { decrypt, encrypt, KEY_BYTES } from '../../ledger/cipher.ts'
import type { DataKey, DataKind, EnvelopePlace } from '../../ledger/envelopes.ts'
import type { MachineKey } from '../../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { Ask, HallDatabase } from './postgres-database.ts'

export type SealedPlace = Omit<EnvelopePlace, 'keyId'>

/**
 * The keys under which a hall seals what is of a person, by kind and month, as the terminal's envelopes do. They lie in the
 * database wrapped by the key that the hall servers of one hall share: PostgreSQL, its backups and its replicas hold nothing
 * that can be read without it.
 */
export interface HallKeys {
  /** The key that seals `kind` in `month` (`2026-11`), made on demand. */
  monthKey(kind: DataKind, month: string): Promise<DataKey>
  seal(key: DataKey, place: SealedPlace, text: string): Buffer
  /** Null where its key was destroyed, or where it is not authentic: changed, moved, or sealed for another hall. */
  open(envelope: Uint8Array, place: EnvelopePlace): Promise<string | null>
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
const KEY = 'SELECT key_id, wrapped FROM yimen.data_key WHERE hall = $1 AND key_id = $2'

export function createHallKeys(hall: string, key: MachineKey, ask: Ask): HallKeys {
  const wrappingKey = key.derive('key-wrapping')
  /** Of each kind the key of the month that was sealed in last; others are not kept in memory for longer than retention keeps them on the disk. */
  const known = new Map<DataKind, { readonly name: string; readonly dataKey: Promise<DataKey> }>()

  const unwrap = ({ key_id: id, wrapped }: KeyRow) => (wrapped === null ? null : decrypt(wrappingKey, wrapped, ['data_key', hall, id]))

  /** Made outside the transaction that seals: of two servers that make it at once, both use the one that was kept. */
  async function fetchKey(name: string): Promise<DataKey> {
    let [row] = await ask<KeyRow>(NEWEST_KEY, [name])
    if (row === undefined || row.wrapped === null) {
      const generation = row === undefined ? 1 : Number(row.key_id.slice(name.length + 1) || 1) + 1
      const id = generation === 1 ? name : `${name}/${generation}`
      await ask(NEW_KEY, [id, SUITE_AES_SHA256, encrypt(wrappingKey, randomBytes(KEY_BYTES), ['data_key', hall, id])])
      ;[row] = await ask<KeyRow>(NEWEST_KEY, [name])
    }
    const secret = row === undefined ? null : unwrap(row)
    // the hall's key was checked when the store was opened: what does not open now was tampered with
    if (row === undefined || secret === null) throw new Error(`the key ${name} of hall ${hall} does not open with the hall's own`)
    return { id: row.key_id, secret }
  }

  return {
    monthKey(kind, month) {
      const name = `${month}/${kind}`
      const last = known.get(kind)
      if (last?.name === name) return last.dataKey
      const dataKey = fetchKey(name)
      known.set(kind, { name, dataKey })
      dataKey.catch(() => {
        if (known.get(kind)?.dataKey === dataKey) known.delete(kind)
      })
      return dataKey
    },

    seal({ id, secret }, { table, row, column }, text) {
      const plain = Buffer.from(text, 'utf8')
      const envelope = encrypt(secret, plain, [table, hall, row, column, id])
      plain.fill(0) // it lies in a pool that many small buffers share, and would stay there long after
      return envelope
    },

    async open(envelope, { table, row, column, keyId }) {
      const [kept] = await ask<KeyRow>(KEY, [keyId])
      const secret = kept === undefined ? null : unwrap(kept)
      const plain = secret && decrypt(secret, envelope, [table, hall, row, column, keyId])
      return plain === null ? null : plain.toString('utf8')
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
