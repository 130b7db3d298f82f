import { decrypt, encrypt } from '../ledger/cipher.ts'
import type { FilingToSend, SupplementToSend } from '../platform/platform.ts'
import type { Asker } from '../session/proof.ts'
import type { BoundPages } from './bound-pages.ts'
import type { FiledItem } from './filing-register.ts'
import type { FilingKey, FilingKeys } from './filing-keys.ts'

/** As it lies sealed in the row. */
export interface FilingContent {
  readonly session: string
  readonly item: FiledItem
  /** Each of these opens it (design, promise 8). Rows that are older have none, and are told of by nobody here. */
  readonly opens?: readonly Asker['assurance']['level'][]
  readonly body: FilingToSend | SupplementToSend
  readonly documents: readonly BoundPages[]
}

export interface FilingRow {
  readonly filing_id: string
  readonly request_id: string
  readonly draft_id: string
  readonly key_id: string
  readonly receipt: string
  readonly filed_at: string
  readonly received: 0 | 1
  /** On the shelf: the platform has refused it. */
  readonly shelved: 0 | 1
  readonly supplement_of: string | null
  readonly content: Buffer | null
  readonly wrapped: Buffer | null
}

export const FILING = `SELECT filing_id, request_id, filing.draft_id AS draft_id, key_id, receipt, filed_at, content, wrapped, supplement_of,
    received_at IS NOT NULL AS received, EXISTS (SELECT 1 FROM outbox
      WHERE subject = filing_id AND lane = 'filings' AND delivered_at IS NULL AND shelved_at IS NOT NULL) AS shelved
  FROM filing JOIN filing_key USING (key_id)`

/** Null where its time is over, or it is not authentic. */
export function openedContent(row: FilingRow, keys: Pick<FilingKeys, 'open'>): { readonly content: FilingContent; readonly key: FilingKey } | null {
  const key = row.content && keys.open(row.key_id, row.wrapped)
  const plain = key && row.content && decrypt(key.secret, row.content, bindingOf(row.filing_id, key.id))
  return plain ? { content: JSON.parse(plain.toString('utf8')) as FilingContent, key } : null
}

export function sealedContent(content: FilingContent, filingId: string, key: FilingKey): Buffer {
  const plain = Buffer.from(JSON.stringify(content), 'utf8')
  const sealed = encrypt(key.secret, plain, bindingOf(filingId, key.id))
  plain.fill(0)
  return sealed
}

function bindingOf(filingId: string, keyId: string): readonly string[] {
  return ['filing', filingId, 'content', keyId]
}
