import { randomBytes } from 'node:crypto'
import { decrypt, encrypt, KEY_BYTES } from '../ledger/cipher.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import { SUITE_AES_SHA256 } from '../ledger/suite.ts'
import type { Transaction } from '../ledger/writer.ts'

/** The key of one draft, and then of the filing that it became; open in memory. */
export interface FilingKey {
  readonly id: string
  readonly secret: Buffer
}

/**
 * Keys of single matters, wrapped by the machine's key in the ledger: what is sealed under one is forgotten by itself, on
 * its own day, by destroying the key.
 */
export interface FilingKeys {
  /** Of a draft; made on demand within the transaction. */
  ofDraft(tx: Transaction, draftId: string): Promise<FilingKey>
  /** Of a draft that has one already; else null. */
  find(draftId: string): Promise<FilingKey | null>
  /** From its own row, `wrapped` null where it was destroyed. */
  open(keyId: string, wrapped: Uint8Array | null): FilingKey | null
  /** The key of a draft that was not handed in goes, with its row. Answers its id; null where it has none. */
  destroyDraft(draftId: string): Promise<string | null>
  /** The keys of filings go; their rows stay and say when. */
  destroyFilings(tx: Transaction, keyIds: readonly string[]): void
  /** Writes over what the journal still holds of keys that were destroyed. */
  emptyJournal(): Promise<void>
  /** All that can be opened, and whether each is a filing's whose files are wanted: one that the platform does not have yet. */
  all(): Promise<readonly { readonly keyId: string; readonly draftId: string; readonly stage: 'draft' | 'filing' | 'received-filing' }[]>
}

interface KeyRow {
  readonly key_id: string
  readonly wrapped: Uint8Array | null
}

export function createFilingKeys({ ledger, key, now }: {
  readonly ledger: Pick<Ledger, 'transact' | 'read'>
  readonly key: MachineKey
  readonly now: () => Date
}): FilingKeys {
  const wrappingKey = key.derive('key-wrapping')

  function opened({ key_id: id, wrapped }: KeyRow): FilingKey | null {
    const secret = wrapped && decrypt(wrappingKey, wrapped, ['filing_key', id])
    return secret && { id, secret }
  }

  async function emptyJournal(): Promise<void> {
    await ledger.read('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  return {
    emptyJournal,

    async ofDraft(tx, draftId) {
      const [row] = await tx.all<KeyRow>('SELECT key_id, wrapped FROM filing_key WHERE draft_id = ?', [draftId])
      const known = row && opened(row)
      if (known) return known
      if (row !== undefined) throw new Error('the key of a draft is not authentic')
      const id = newIdentifier(now())
      const secret = randomBytes(KEY_BYTES)
      tx.write('INSERT INTO filing_key (key_id, draft_id, suite, wrapped, made_at) VALUES (?, ?, ?, ?, ?)', [
        id,
        draftId,
        SUITE_AES_SHA256,
        encrypt(wrappingKey, secret, ['filing_key', id]),
        now().toISOString(),
      ])
      return { id, secret }
    },

    async find(draftId) {
      const [row] = await ledger.read<KeyRow>('SELECT key_id, wrapped FROM filing_key WHERE draft_id = ?', [draftId])
      return row === undefined ? null : opened(row)
    },

    open: (id, wrapped) => opened({ key_id: id, wrapped }),

    async destroyDraft(draftId) {
      const [row] = await ledger.transact((tx) =>
        tx.all<{ readonly key_id: string }>(
          `DELETE FROM filing_key WHERE draft_id = ? AND key_id NOT IN (SELECT key_id FROM filing) RETURNING key_id`,
          [draftId],
        ),
      )
      if (row === undefined) return null
      await emptyJournal()
      return row.key_id
    },

    destroyFilings(tx, keyIds) {
      tx.write(
        'UPDATE filing_key SET wrapped = NULL, destroyed_at = ? WHERE key_id IN (SELECT value FROM json_each(?))',
        [now().toISOString(), JSON.stringify(keyIds)],
      )
    },

    async all() {
      const rows = await ledger.read<{ readonly key_id: string; readonly draft_id: string; readonly stage: 0 | 1 | 2 }>(
        `SELECT filing_key.key_id, filing_key.draft_id,
           iif(filing_id IS NULL, 0, iif(received_at IS NULL, 1, 2)) AS stage
         FROM filing_key LEFT JOIN filing USING (key_id) WHERE wrapped IS NOT NULL`,
      )
      const stages = ['draft', 'filing', 'received-filing'] as const
      return rows.map((row) => ({ keyId: row.key_id, draftId: row.draft_id, stage: stages[row.stage] }))
    },
  }
}
