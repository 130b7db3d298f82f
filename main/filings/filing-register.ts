import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { FilingView } from '../contract/view.ts'
import { decrypt, encrypt } from '../ledger/cipher.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { RECEIPT_OF } from '../ledger/sheet-news.ts'
import type { Transaction } from '../ledger/writer.ts'
import type { FilingToSend } from '../platform/platform.ts'
import { nextInSeries } from '../queue/numbers.ts'
import type { FilingKey, FilingKeys } from './filing-keys.ts'

/** What the platform is to have, as it was when the person signed; the register adds number, code and time. */
export type FilingFacts = Omit<FilingToSend, 'receipt' | 'code' | 'filedAt'>

export interface FilingRequest {
  /** One request id is one filing. */
  readonly requestId: string
  /** One draft is one filing, too: its pages become the filing's. */
  readonly draftId: string
  readonly session: string
  readonly facts: FilingFacts
  /** Whether a receipt is to come out of the printer. */
  readonly paper: boolean
}

/** A filing, as whoever handed it in hears of it. */
export interface Filed {
  readonly filingId: string
  /** 回执号 */
  readonly receipt: string
  readonly code: string
  readonly filedAt: Date
  /** Whose card it was. */
  readonly person: FilingToSend['person']
}

export type FileResult =
  /** `sheetKey` is null where no receipt was to be printed. */
  | { readonly outcome: 'filed'; readonly repeated: boolean; readonly filed: Filed; readonly sheetKey: string | null }
  /** The id was used for another draft before. */
  | { readonly outcome: 'request-conflict' }

/** A filing that waits to be delivered. */
export interface FilingToDeliver {
  readonly key: FilingKey
  readonly body: FilingToSend
}

/** Filings in the ledger: from the person's word to the platform's acknowledgement, and the end of their time. */
export interface FilingRegister {
  /**
   * Row, sealed content, number, code, receipt's sheet, outbox and audit in one transaction, on the disk when it resolves.
   * Rejects with `LedgerFailure`, and then nothing of it was kept.
   */
  file(request: FilingRequest): Promise<FileResult>
  /** The filing that this request or this draft became; null where there is none, or its time is over. */
  filedBy(requestId: string, draftId: string): Promise<FileResult | null>
  /** Null where it cannot be read (any more). */
  toDeliver(filingId: string): Promise<FilingToDeliver | null>
  delivery(filingId: string): Promise<FilingView['delivery']>
  /** The platform has it whole; `eventId` is that of its outbox row. Its files may go from now on. */
  received(eventId: string, filingId: string, answer: { readonly id: string }): Promise<void>
  /** Drafts that were handed in, and of which nobody has said yet that they are gone. */
  draftsLeft(): Promise<readonly string[]>
  draftGone(draftId: string): Promise<void>
  /** Destroys what is personal of filings that were received before; answers how many. */
  forget(before: Date): Promise<number>
}

/** As it lies sealed in the row. */
interface Content {
  readonly session: string
  readonly body: FilingToSend
}

interface FilingRow {
  readonly filing_id: string
  readonly request_id: string
  readonly draft_id: string
  readonly key_id: string
  readonly receipt: string
  readonly filed_at: string
  readonly content: Buffer | null
  readonly wrapped: Buffer | null
}

const FILING = `SELECT filing_id, request_id, filing.draft_id AS draft_id, key_id, receipt, filed_at, content, wrapped
  FROM filing JOIN filing_key USING (key_id)`
const SERIES = 'filing'

export function createFilingRegister(parts: {
  readonly ledger: Pick<Ledger, 'transact' | 'read' | 'outbox' | 'audit' | 'sheets'>
  readonly keys: FilingKeys
  readonly now: () => Date
  readonly terminal: string
  readonly hallCode: () => string
  /** `2026-11-22`, in the hall. */
  readonly businessDay: () => string
}): FilingRegister {
  const { ledger, keys, now } = parts

  function contentOf(row: FilingRow): { readonly content: Content; readonly key: FilingKey } | null {
    const key = row.content && keys.open(row.key_id, row.wrapped)
    const plain = key && row.content && decrypt(key.secret, row.content, bindingOf(row.filing_id, key.id))
    return plain ? { content: JSON.parse(plain.toString('utf8')) as Content, key } : null
  }

  async function repeatOf(row: FilingRow, draftId: string): Promise<FileResult | null> {
    if (row.draft_id !== draftId) return { outcome: 'request-conflict' }
    const found = contentOf(row)
    if (found === null) return null
    const [sheet] = await ledger.sheets.sheetsOf(RECEIPT_OF + row.filing_id)
    const filed = { filingId: row.filing_id, receipt: row.receipt, code: found.content.body.code, filedAt: new Date(row.filed_at), person: found.content.body.person }
    return { outcome: 'filed', repeated: true, filed, sheetKey: sheet?.key ?? null }
  }

  async function filedBy(requestId: string, draftId: string): Promise<FileResult | null> {
    const [row] = await ledger.read<FilingRow>(
      `${FILING} WHERE request_id = ?1 OR filing.draft_id = ?2 ORDER BY request_id = ?1 DESC LIMIT 1`,
      [requestId, draftId],
    )
    return row === undefined ? null : await repeatOf(row, draftId)
  }

  async function fileIn(tx: Transaction, request: FilingRequest): Promise<FileResult | 'known'> {
    const { requestId, draftId, facts } = request
    const known = await tx.all('SELECT 1 FROM filing WHERE request_id = ? OR draft_id = ?', [requestId, draftId])
    if (known.length > 0) return 'known'
    const key = await keys.ofDraft(tx, draftId)
    const day = parts.businessDay()
    const filedAt = now()
    const receipt = receiptNumber(parts.hallCode(), day, parts.terminal, await nextInSeries(tx, day, SERIES))
    const filed: Filed = { filingId: newIdentifier(filedAt), receipt, code: receiptCode(), filedAt, person: facts.person }
    const { filingId, code } = filed
    const content: Content = { session: request.session, body: { ...facts, receipt, code, filedAt: filedAt.toISOString() } }
    const plain = Buffer.from(JSON.stringify(content), 'utf8')
    const sealed = encrypt(key.secret, plain, bindingOf(filingId, key.id))
    plain.fill(0)
    const { task_code: task, task_version: version, catalogue } = facts.item
    await tx.all(
      `INSERT INTO filing (filing_id, request_id, draft_id, key_id, business_day, receipt, task_code, task_version, filed_at, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [filingId, requestId, draftId, key.id, day, receipt, task, version, filedAt.toISOString(), sealed],
    )
    const sheetKey = request.paper
      ? ledger.sheets.intend(tx, { device: 'ticket', subject: RECEIPT_OF + filingId, requestId, copy: 0, copyReason: null })
      : null
    const told = { filing: filingId, receipt }
    ledger.outbox.append(tx, { subject: filingId, kind: 'filing.filed', payload: told }, 'filings')
    const payload = { ...told, item: task, version, catalogue, session: request.session, sheet: sheetKey }
    ledger.audit.append(tx, { actor: 'citizen', event: 'filing.filed', payload })
    return { outcome: 'filed', repeated: false, filed, sheetKey }
  }

  return {
    filedBy,

    async file(request) {
      const filed = await ledger.transact((tx) => fileIn(tx, request))
      if (filed !== 'known') return filed
      const before = await filedBy(request.requestId, request.draftId)
      assert(before !== null, 'what was handed in a moment ago can be read')
      return before
    },

    async toDeliver(filingId) {
      const [row] = await ledger.read<FilingRow>(`${FILING} WHERE filing_id = ?`, [filingId])
      const found = row && contentOf(row)
      return found ? { key: found.key, body: found.content.body } : null
    },

    async delivery(filingId) {
      const [row] = await ledger.read<{ readonly received: 0 | 1; readonly shelved: 0 | 1 }>(
        `SELECT received_at IS NOT NULL AS received, EXISTS (SELECT 1 FROM outbox
           WHERE subject = filing_id AND lane = 'filings' AND delivered_at IS NULL AND shelved_at IS NOT NULL) AS shelved
         FROM filing WHERE filing_id = ?`,
        [filingId],
      )
      if (row?.received === 1) return 'received'
      return row?.shelved === 1 ? 'refused' : 'saved'
    },

    received: (eventId, filingId, { id }) =>
      ledger.transact(async (tx) => {
        ledger.outbox.recordIn(tx, [{ id: eventId, end: 'delivered' }])
        const rows = await tx.all<Pick<FilingRow, 'receipt'>>(
          'UPDATE filing SET received_at = ?, platform_id = ? WHERE filing_id = ? AND received_at IS NULL RETURNING receipt',
          [now().toISOString(), id, filingId],
        )
        const payload = { filing: filingId, platform: id }
        if (rows.length > 0) ledger.audit.append(tx, { actor: 'terminal', event: 'filing.received', payload })
      }),

    async draftsLeft() {
      const rows = await ledger.read<Pick<FilingRow, 'draft_id'>>('SELECT draft_id FROM filing WHERE draft_gone = 0')
      return rows.map((row) => row.draft_id)
    },

    draftGone: (draftId) =>
      ledger.transact((tx) => {
        tx.write('UPDATE filing SET draft_gone = 1 WHERE draft_id = ?', [draftId])
      }),

    async forget(before) {
      const gone = await ledger.transact(async (tx) => {
        const rows = await tx.all<Pick<FilingRow, 'filing_id' | 'key_id'>>(
          'UPDATE filing SET content = NULL WHERE received_at < ? AND received_at IS NOT NULL AND content IS NOT NULL RETURNING filing_id, key_id',
          [before.toISOString()],
        )
        keys.destroyFilings(tx, rows.map((row) => row.key_id))
        for (const row of rows) ledger.audit.append(tx, { actor: 'terminal', event: 'filing.forgotten', payload: { filing: row.filing_id } })
        return rows.length
      })
      if (gone > 0) await keys.emptyJournal()
      return gone
    },
  }
}

function bindingOf(filingId: string, keyId: string): readonly string[] {
  return ['filing', filingId, 'content', keyId]
}

/** Hall, day, terminal and the day's count, as letters and digits: `5303230120261122K010001`. */
function receiptNumber(hall: string, day: string, terminal: string, seq: number): string {
  const plain = [hall, day, terminal].map((part) => part.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
  return plain.join('') + String(seq).padStart(4, '0')
}

/** For a person to type: without 0, O, 1 and I. 32 of them, so that a byte's lower five bits choose evenly. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

function receiptCode(): string {
  return Array.from(randomBytes(8), (byte) => LETTERS[byte % LETTERS.length]).join('')
}
