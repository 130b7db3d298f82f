import { createHmac, randomBytes } from 'node:crypto'
import { err, ok, type Result } from '../../drivers/result.ts'
import { decrypt, encrypt, KEY_BYTES } from './cipher.ts'
import type { MachineKey } from './machine-key.ts'
import { SUITE_AES_SHA256 } from './suite.ts'
import type { Transaction, Writer } from './writer.ts'

/** What is kept for the same time is sealed under the same keys. */
export type DataKind = 'ticket' | 'certificate' | 'evaluation'

/** The one place an envelope opens in; moved to another row or column it is not authentic. */
export interface EnvelopePlace {
  readonly table: string
  readonly row: string
  readonly column: string
  /** Kept in the row beside the envelope: `2026-11/ticket`. */
  readonly keyId: string
}

/** A key, open in memory: a month's, or one row's own. */
export interface DataKey {
  readonly id: string
  readonly secret: Buffer
}

export type EnvelopeFault =
  /** The time for which it was kept is over; nobody can read it any more. */
  | 'key-destroyed'
  /** Changed, moved, or sealed by another machine. */
  | 'not-authentic'

/**
 * Personal fields, sealed one by one. An envelope is `suite (1 byte) | nonce (12) | ciphertext | tag (16)`, under the
 * key of its month and kind; those keys lie in the ledger wrapped by the machine's key, and to forget a month is to
 * destroy its key.
 */
export interface Envelopes {
  /** The key that seals `kind` in `month` (`2026-11`), made on demand within the transaction. */
  dataKey(tx: Transaction, kind: DataKind, month: string): Promise<DataKey>
  seal(key: DataKey, place: Omit<EnvelopePlace, 'keyId'>, text: string): Buffer
  open(envelope: Uint8Array, place: EnvelopePlace): Promise<Result<string, EnvelopeFault>>
  /** A new key for one row alone, and how that row keeps it: whoever deletes the row destroys the key. */
  ownKey(id: string): { readonly key: DataKey; readonly wrapped: Buffer }
  /** The key that a row has kept so. */
  ownKeyOf(id: string, wrapped: Uint8Array): Result<DataKey, EnvelopeFault>
  openWith(key: DataKey, envelope: Uint8Array, place: Omit<EnvelopePlace, 'keyId'>): Result<string, EnvelopeFault>
  /** Empties the journal into the ledger: what was deleted or overwritten is in neither any more. */
  emptyJournal(): Promise<void>
  /** The same text gives the same 32 bytes on this machine: equality without the text. `domain` keeps uses apart. */
  keyedHash(domain: 'person' | 'draft' | 'filing', text: string): Buffer
  /**
   * Retention: destroys each key of `kind` whose month is before `month`, and its traces in the journal. The rows stay,
   * with envelopes that answer `key-destroyed`. Answers the ids of the keys destroyed.
   */
  destroyKeysBefore(kind: DataKind, month: string): Promise<readonly string[]>
}

const NEWEST_KEY = `SELECT key_id, generation, wrapped FROM data_key
  WHERE kind = ? AND month = ? ORDER BY generation DESC LIMIT 1`
const INSERT_KEY = `INSERT INTO data_key (key_id, kind, month, generation, suite, wrapped, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?)`

interface KeyRow {
  readonly key_id: string
  readonly generation: number
  readonly wrapped: Buffer | null
}

export interface EnvelopeParts {
  readonly key: MachineKey
  readonly writer: Writer
  readonly now: () => Date
  /** Empties the journal into the ledger, so that what was overwritten is in neither. */
  readonly emptyJournal: () => Promise<void>
}

export function createEnvelopes({ key, writer, now, emptyJournal }: EnvelopeParts): Envelopes {
  const wrappingKey = key.derive('key-wrapping')
  const lookUpKey = key.derive('look-up')
  /** Keys open in memory, by id. */
  const openKeys = new Map<string, Buffer>()
  /** The key in use for a kind and month. */
  const current = new Map<string, DataKey>()

  function forget(keyId: string): void {
    openKeys.get(keyId)?.fill(0)
    openKeys.delete(keyId)
    for (const [name, dataKey] of current) if (dataKey.id === keyId) current.delete(name)
  }

  function unwrap(row: { readonly key_id: string; readonly wrapped: Uint8Array }): Result<Buffer, EnvelopeFault> {
    const secret = decrypt(wrappingKey, row.wrapped, ['data_key', row.key_id])
    if (secret === null) return err('not-authentic')
    openKeys.set(row.key_id, secret)
    return ok(secret)
  }

  return {
    async dataKey(tx, kind, month) {
      const name = `${month}/${kind}`
      const known = current.get(name)
      if (known !== undefined) return known
      const [newest] = await tx.all<KeyRow>(NEWEST_KEY, [kind, month])
      if (newest !== undefined && newest.wrapped !== null) {
        const secret = unwrap({ key_id: newest.key_id, wrapped: newest.wrapped })
        if (secret.ok) {
          const dataKey = { id: newest.key_id, secret: secret.value }
          current.set(name, dataKey)
          return dataKey
        }
      }
      // None yet; or a clock that jumped back into a month whose key is destroyed (or was tampered with): that month
      // goes on under a key of the next generation, and what is forgotten stays forgotten.
      const generation = (newest?.generation ?? 0) + 1
      const dataKey = { id: generation === 1 ? name : `${name}/${generation}`, secret: randomBytes(KEY_BYTES) }
      const wrapped = encrypt(wrappingKey, dataKey.secret, ['data_key', dataKey.id])
      const at = now().toISOString()
      tx.write(INSERT_KEY, [dataKey.id, kind, month, generation, SUITE_AES_SHA256, wrapped, at])
      openKeys.set(dataKey.id, dataKey.secret)
      current.set(name, dataKey)
      tx.onRollback(() => {
        forget(dataKey.id)
      })
      return dataKey
    },

    seal(dataKey, place, text) {
      const plain = Buffer.from(text, 'utf8')
      const envelope = encrypt(dataKey.secret, plain, [place.table, place.row, place.column, dataKey.id])
      plain.fill(0) // it lies in a pool that many small buffers share, and would stay there long after
      return envelope
    },

    async open(envelope, place) {
      let secret = openKeys.get(place.keyId)
      if (secret === undefined) {
        const [row] = await writer.read<KeyRow>(
          'SELECT key_id, generation, wrapped FROM data_key WHERE key_id = ?',
          [place.keyId],
        )
        if (row === undefined || row.wrapped === null) return err('key-destroyed')
        const unwrapped = unwrap({ key_id: row.key_id, wrapped: row.wrapped })
        if (!unwrapped.ok) return unwrapped
        secret = unwrapped.value
      }
      const text = decrypt(secret, envelope, [place.table, place.row, place.column, place.keyId])
      return text === null ? err('not-authentic') : ok(text.toString('utf8'))
    },

    ownKey(id) {
      const secret = randomBytes(KEY_BYTES)
      return { key: { id, secret }, wrapped: encrypt(wrappingKey, secret, ['own_key', id]) }
    },

    ownKeyOf(id, wrapped) {
      const secret = decrypt(wrappingKey, wrapped, ['own_key', id])
      return secret === null ? err('not-authentic') : ok({ id, secret })
    },

    openWith(key, envelope, place) {
      const text = decrypt(key.secret, envelope, [place.table, place.row, place.column, key.id])
      if (text === null) return err('not-authentic')
      const opened = text.toString('utf8')
      text.fill(0)
      return ok(opened)
    },

    emptyJournal,

    keyedHash: (domain, text) => createHmac('sha256', lookUpKey).update(`${domain}\0${text}`).digest(),

    async destroyKeysBefore(kind, month) {
      const destroyed = await writer.transact(async (tx) => {
        const rows = await tx.all<{ readonly key_id: string }>(
          `UPDATE data_key SET wrapped = NULL, destroyed_at = ?
           WHERE kind = ? AND month < ? AND wrapped IS NOT NULL RETURNING key_id`,
          [now().toISOString(), kind, month],
        )
        // within the transaction: its neighbours in the group must not seal under a key that is on its way out
        for (const row of rows) forget(row.key_id)
        return rows.map((row) => row.key_id)
      })
      if (destroyed.length > 0) await emptyJournal()
      return destroyed
    },
  }
}
