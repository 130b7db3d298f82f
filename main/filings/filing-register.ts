import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { FilableItem } from '../contract/filings.ts'
import type { FilingView } from '../contract/view.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { RECEIPT_OF } from '../ledger/sheet-news.ts'
import type { SheetDevice } from '../ledger/sheets.ts'
import type { Transaction } from '../ledger/writer.ts'
import type { FilingToSend, SupplementToSend } from '../platform/platform.ts'
import { FILING, openedContent, sealedContent, type FilingContent, type FilingRow } from './filing-content.ts'
import { nextInSeries } from '../queue/numbers.ts'
import type { BoundPages } from './bound-pages.ts'
import type { FilingKey, FilingKeys } from './filing-keys.ts'

/** What the platform is to have, as it was when the person signed; the register adds number, code and time. */
export type FilingFacts = Omit<FilingToSend, 'receipt' | 'code' | 'filedAt'>

/** The same of papers that were asked for (补正) of a filing that the platform has. */
export type SupplementFacts = Omit<SupplementToSend, 'receipt' | 'code' | 'filedAt'>

export interface FilingRequest {
  /** One request id is one filing. */
  readonly requestId: string
  /** One draft is one filing, too: its pages become the filing's. */
  readonly draftId: string
  readonly session: string
  readonly facts: FilingFacts | SupplementFacts
  /** What the receipt calls it, now and when it is printed again. */
  readonly item: FiledItem
  /** Each of these levels opens it here, while the platform does not tell of it (design, promise 8). */
  readonly opens: NonNullable<FilingContent['opens']>
  /** The documents that they name, and of what each is made; their pages are the draft's. */
  readonly documents: readonly BoundPages[]
  /** The printer out of which a receipt is to come; null where none does. */
  readonly paper: SheetDevice | null
}

/** An item as it was called when it was filed; of what was asked for (补正), the filing that it is for. */
export type FiledItem = Pick<FilableItem, 'name' | 'department' | 'immediate'> & {
  /** 一件事: what was handed in together, in its order. */
  readonly together: readonly string[]
}

/** A filing, for whoever holds its receipt. */
export interface HeldFiling {
  readonly filed: Filed
  readonly item: FiledItem
  readonly body: FilingToSend | SupplementToSend
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
  readonly body: FilingToSend | SupplementToSend
  readonly documents: readonly BoundPages[]
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
  /** What this person handed in here today, the latest first, at most MOST_HELD. */
  heldToday(person: FilingToSend['person']): Promise<readonly HeldFiling[]>
  delivery(filingId: string): Promise<FilingView['delivery']>
  /** The platform has it whole; `eventId` is that of its outbox row. Its files may go from now on. */
  received(eventId: string, filingId: string, answer: { readonly id: string }): Promise<void>
  /** Drafts that were handed in, and of which nobody has said yet that they are gone. */
  draftsLeft(): Promise<readonly string[]>
  draftGone(draftId: string): Promise<void>
  /** Destroys what is personal of filings that were received before; answers how many. */
  forget(before: Date): Promise<number>
}

const SERIES = 'filing'
/** Nobody files more on one day, and a page shows no more. */
const MOST_HELD = 20

export function createFilingRegister(parts: {
  readonly ledger: Pick<Ledger, 'transact' | 'read' | 'outbox' | 'audit' | 'sheets' | 'envelopes'>
  readonly keys: FilingKeys
  readonly now: () => Date
  readonly terminal: string
  readonly hallCode: () => string
  /** `2026-11-22`, in the hall. */
  readonly businessDay: () => string
}): FilingRegister {
  const { ledger, keys, now } = parts
  const personKey = (number: string) => ledger.envelopes.keyedHash('filing', number)

  async function repeatOf(row: FilingRow, draftId: string): Promise<FileResult | null> {
    if (row.draft_id !== draftId) return { outcome: 'request-conflict' }
    const found = openedContent(row, keys)
    if (found === null) return null
    const [sheet] = await ledger.sheets.sheetsOf(RECEIPT_OF + row.filing_id)
    return { outcome: 'filed', repeated: true, filed: filedOf(row, found.content), sheetKey: sheet?.key ?? null }
  }

  async function filedBy(requestId: string, draftId: string): Promise<FileResult | null> {
    const [row] = await ledger.read<FilingRow>(
      `${FILING} WHERE request_id = ?1 OR filing.draft_id = ?2 ORDER BY request_id = ?1 DESC LIMIT 1`,
      [requestId, draftId],
    )
    return row === undefined ? null : await repeatOf(row, draftId)
  }

  async function fileIn(tx: Transaction, request: FilingRequest): Promise<FileResult | 'known'> {
    const { requestId, draftId, facts, item, documents } = request
    const known = await tx.all('SELECT 1 FROM filing WHERE request_id = ? OR draft_id = ?', [requestId, draftId])
    if (known.length > 0) return 'known'
    const key = await keys.ofDraft(tx, draftId)
    const day = parts.businessDay()
    const filedAt = now()
    const receipt = receiptNumber(parts.hallCode(), day, parts.terminal, await nextInSeries(tx, day, SERIES))
    const filed: Filed = { filingId: newIdentifier(filedAt), receipt, code: receiptCode(), filedAt, person: facts.person }
    const { filingId, code } = filed
    const body = { ...facts, receipt, code, filedAt: filedAt.toISOString() }
    const sealed = sealedContent({ session: request.session, item, opens: request.opens, body, documents }, filingId, key)
    const { item: task, version, ...more } = 'item' in facts ? itemTold(facts.item) : { item: '', version: 0, of: facts.filing }
    const [of, askedAt] = 'item' in facts ? [null, null] : [facts.filing, facts.askedAt]
    await tx.all(
      `INSERT INTO filing (filing_id, request_id, draft_id, key_id, business_day, receipt, task_code, task_version, filed_at, content, person_key, supplement_of, asked_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [filingId, requestId, draftId, key.id, day, receipt, task, version, filedAt.toISOString(), sealed, personKey(facts.person.number), of, askedAt],
    )
    const device = request.paper
    const sheetKey = device
      ? ledger.sheets.intend(tx, { device, subject: RECEIPT_OF + filingId, requestId, copy: 0, copyReason: null })
      : null
    const told = { filing: filingId, receipt }
    const kind = 'item' in facts ? 'filing.filed' : 'filing.supplemented'
    ledger.outbox.append(tx, { subject: filingId, kind, payload: told }, 'filings')
    const payload = { ...told, item: task, version, ...more, session: request.session, sheet: sheetKey }
    ledger.audit.append(tx, { actor: 'citizen', event: kind, payload })
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
      const found = row && openedContent(row, keys)
      return found ? { key: found.key, body: found.content.body, documents: found.content.documents } : null
    },

    async heldToday({ document, number }) {
      const statement = `${FILING} WHERE business_day = ? AND content IS NOT NULL ORDER BY filing_id DESC`
      const rows = await ledger.read<FilingRow>(statement, [parts.businessDay()])
      const held: HeldFiling[] = []
      for (const row of rows) {
        const content = openedContent(row, keys)?.content
        const isOwn = content?.body.person.document === document && content.body.person.number === number
        if (content !== undefined && isOwn && held.length < MOST_HELD) held.push({ filed: filedOf(row, content), item: content.item, body: content.body })
      }
      return held
    },

    async delivery(filingId) {
      const [row] = await ledger.read<FilingRow>(`${FILING} WHERE filing_id = ?`, [filingId])
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
          'UPDATE filing SET content = NULL, person_key = NULL WHERE received_at < ? AND received_at IS NOT NULL AND content IS NOT NULL RETURNING filing_id, key_id',
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

function filedOf(row: FilingRow, { body: { code, person } }: FilingContent): Filed {
  return { filingId: row.filing_id, receipt: row.receipt, code, filedAt: new Date(row.filed_at), person }
}

/** What is told of the item outside of what is sealed; of a package every member with its version, `CODE@1 CODE@3`. */
function itemTold(item: FilingFacts['item']) {
  const { catalogue } = item
  if (!('package' in item)) return { item: item.task_code, version: item.task_version, catalogue }
  const members = item.members.map((member) => `${member.task_code}@${member.task_version}`)
  return { item: item.package, version: item.version, catalogue, members: members.join(' ') }
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
