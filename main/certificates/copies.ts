import assert from 'node:assert/strict'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../ledger/suite.ts'
import type { Transaction } from '../ledger/writer.ts'

/** What a person wants printed: one certificate that the platform holds, for a time and a purpose. */
export interface CertificateWish {
  /** The platform's id of the certificate. */
  readonly certificateId: string
  /** 参保缴费证明, 无犯罪记录, …, by the platform's code. */
  readonly kind: string
  readonly title: { readonly zh: string; readonly en?: string | undefined }
  /** Months, `2026-01`, first and last included; null where the certificate has no time. */
  readonly period: { readonly from: string; readonly to: string } | null
  /** The platform's code of what it is for (用途); null where nobody asks. */
  readonly purpose: string | null
}

/** Whose certificate it is. */
export interface CertificateHolder {
  /** ID number, 18 characters. */
  readonly number: string
  readonly name: string | null
}

/** One copy: one authorisation of the platform and one sheet, of however many pages, under one key. */
export interface CertificateCopy extends CertificateWish {
  /** Kept by every retry; the idempotency key of its authorisation, and the subject of its sheet. */
  readonly key: string
  readonly requestId: string
  /** From 1 on, within its request. */
  readonly place: number
  readonly businessDay: string
  readonly intendedAt: Date
  /** Null: the platform has not authorised it, or its answer was lost. */
  readonly authorisation: CopyAuthorisation | null
  /** The file that went to the printer; null before it was made. */
  readonly document: CopyDocument | null
  /** The spoiled copy in whose place an operator let this one be made. */
  readonly replaces: string | null
}

export interface CopyAuthorisation {
  /** The platform's id of it. */
  readonly id: string
  /** The number that stands on the paper. */
  readonly number: string
}

export interface CopyDocument {
  /** Of the file, in hexadecimal. */
  readonly sha256: string
  readonly pages: number
}

/** Copies of certificates in the ledger. Nothing of a person is in an event, in the audit log, or unsealed in a row. */
export interface CertificateCopies {
  /**
   * Writes all copies of one request and the intent of each sheet, in one transaction. A repeated request answers the
   * copies of the first, and a different one under its id is `request-conflict`.
   */
  intend(request: {
    readonly requestId: string
    readonly wish: CertificateWish
    readonly holder: CertificateHolder
    readonly copies: number
    readonly businessDay: string
  }): Promise<
    | { readonly outcome: 'intended'; readonly repeated: boolean; readonly copies: readonly IntendedCopy[] }
    | { readonly outcome: 'request-conflict' }
  >
  /** The platform has authorised it: from here on it is accounted for. */
  authorised(key: string, authorisation: CopyAuthorisation): Promise<void>
  /** The file that is about to go to the printer. */
  made(key: string, document: CopyDocument): Promise<void>
  /**
   * An operator lets a spoiled copy be made again, once: a new copy, with its own key and number. `not-spoiled`: its
   * paper may still be of use; `replaced`: it has been made again already; `forgotten`:
   * the time for which its holder was kept is over.
   */
  replace(request: {
    readonly key: string
    readonly requestId: string
    readonly businessDay: string
    /** The actor of the audit log. */
    readonly by: string
  }): Promise<
    | { readonly outcome: 'intended'; readonly repeated: boolean; readonly copy: IntendedCopy }
    | { readonly outcome: 'unknown-copy' | 'not-spoiled' | 'replaced' | 'forgotten' }
  >
  copy(key: string): Promise<CertificateCopy | null>
  /** Null once the time for which it was kept is over. */
  holderOf(key: string): Promise<CertificateHolder | null>
}

export interface IntendedCopy {
  readonly copy: CertificateCopy
  readonly sheetKey: string
}

interface CopyRow {
  readonly copy_key: string
  readonly request_id: string
  readonly place: number
  readonly business_day: string
  readonly certificate_id: string
  readonly kind: string
  readonly title: string
  readonly title_en: string | null
  readonly period_from: string | null
  readonly period_to: string | null
  readonly purpose: string | null
  readonly intended_at: string
  readonly authorised_at: string | null
  readonly authorisation_id: string | null
  readonly number: string | null
  readonly sha256: string | null
  readonly pages: number | null
  readonly replaces: string | null
}

interface IntendedRow extends CopyRow {
  readonly sheet_key: string
}

interface HolderRow {
  readonly key_id: string
  readonly person_number: Buffer
  readonly person_name: Buffer | null
}

const COLUMNS = `copy_key, certificate_copy.request_id, place, business_day, certificate_id, kind, title, title_en,
  period_from, period_to, purpose, certificate_copy.intended_at, authorised_at, authorisation_id, number, sha256, pages, replaces`
const WITH_SHEET = `SELECT ${COLUMNS}, sheet_key FROM certificate_copy JOIN sheet ON sheet.subject = copy_key`
const HOLDER = 'SELECT key_id, person_number, person_name FROM certificate_copy WHERE copy_key = ?'

export function createCertificateCopies(ledger: Ledger, now: () => Date): CertificateCopies {
  const { audit, envelopes, sheets } = ledger

  /** The row, sealed for its holder, and the intent of its sheet. */
  async function write(
    tx: Transaction,
    copy: Omit<CertificateCopy, 'key' | 'intendedAt' | 'authorisation' | 'document'>,
    holder: CertificateHolder,
    by: string,
  ): Promise<IntendedCopy> {
    const at = now()
    const key = newIdentifier(at)
    const dataKey = await envelopes.dataKey(tx, 'certificate', copy.businessDay.slice(0, 7))
    const seal = (column: string, text: string) =>
      envelopes.seal(dataKey, { table: 'certificate_copy', row: key, column }, text)
    tx.write(
      `INSERT INTO certificate_copy (copy_key, request_id, place, business_day, certificate_id, kind, title, title_en,
         period_from, period_to, purpose, intended_at, replaces, suite, key_id, person_number, person_name)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        key,
        copy.requestId,
        copy.place,
        copy.businessDay,
        copy.certificateId,
        copy.kind,
        copy.title.zh,
        copy.title.en ?? null,
        copy.period?.from ?? null,
        copy.period?.to ?? null,
        copy.purpose,
        at.toISOString(),
        copy.replaces,
        SUITE_AES_SHA256,
        dataKey.id,
        seal('person_number', holder.number),
        holder.name === null ? null : seal('person_name', holder.name),
      ],
    )
    const sheetKey = sheets.intend(tx, { device: 'document', subject: key, requestId: key, copy: 0, copyReason: null })
    const { replaces } = copy
    audit.append(tx, {
      actor: by,
      event: 'certificate.intended',
      payload: { certificate: key, sheet: sheetKey, kind: copy.kind, place: copy.place, ...(replaces === null ? {} : { replaces }) },
    })
    return { copy: { ...copy, key, intendedAt: at, authorisation: null, document: null }, sheetKey }
  }

  /** Never within a transaction: an envelope whose key is not open waits for the ledger. */
  async function holderOf(key: string): Promise<CertificateHolder | null> {
    const [row] = await ledger.read<HolderRow>(HOLDER, [key])
    if (row === undefined) return null
    const place = (column: string) => ({ table: 'certificate_copy', row: key, column, keyId: row.key_id })
    const number = await envelopes.open(row.person_number, place('person_number'))
    if (!number.ok) return null
    const name = row.person_name === null ? null : await envelopes.open(row.person_name, place('person_name'))
    return { number: number.value, name: name?.ok === true ? name.value : null }
  }

  async function change(key: string, set: string, params: readonly (string | number)[]): Promise<void> {
    await ledger.transact(async (tx) => {
      const rows = await tx.all(`UPDATE certificate_copy SET ${set} WHERE copy_key = ? RETURNING copy_key`, [...params, key])
      assert(rows.length === 1, 'a copy of a certificate takes each step once')
    })
  }

  return {
    async intend({ requestId, wish, holder, copies, businessDay }) {
      assert(copies >= 1, 'a person asked for a copy')
      const { before, made } = await ledger.transact(async (tx) => {
        const rows = await tx.all<IntendedRow>(`${WITH_SHEET} WHERE certificate_copy.request_id = ? ORDER BY place`, [requestId])
        const written: IntendedCopy[] = []
        for (let place = 1; rows.length === 0 && place <= copies; place += 1) {
          written.push(await write(tx, { ...wish, requestId, place, businessDay, replaces: null }, holder, 'citizen'))
        }
        return { before: rows, made: written }
      })
      const [first] = before
      if (first === undefined) return { outcome: 'intended', repeated: false, copies: made }
      const samePerson = (await holderOf(first.copy_key))?.number === holder.number
      if (!samePerson || before.length !== copies || !isSameWish(first, wish)) return { outcome: 'request-conflict' }
      return { outcome: 'intended', repeated: true, copies: before.map(intendedOf) }
    },

    authorised: (key, { id, number }) =>
      ledger.transact(async (tx) => {
        const rows = await tx.all(
          `UPDATE certificate_copy SET authorised_at = ?, authorisation_id = ?, number = ?
           WHERE copy_key = ? AND authorised_at IS NULL RETURNING copy_key`,
          [now().toISOString(), id, number, key],
        )
        assert(rows.length === 1, 'a copy is authorised once')
        audit.append(tx, { actor: 'terminal', event: 'certificate.authorised', payload: { certificate: key, authorisation: id } })
      }),

    made: (key, { sha256, pages }) => change(key, 'sha256 = ?, pages = ?', [sha256, pages]),

    async replace({ key, requestId, businessDay, by }) {
      const holder = await holderOf(key)
      return await ledger.transact(async (tx) => {
        const [again] = await tx.all<IntendedRow>(`${WITH_SHEET} WHERE certificate_copy.request_id = ?`, [requestId])
        if (again !== undefined) {
          if (again.replaces !== key) return { outcome: 'replaced' }
          return { outcome: 'intended', repeated: true, copy: intendedOf(again) }
        }
        const [row] = await tx.all<IntendedRow & { readonly decision: string | null; readonly replacement: string | null }>(
          `SELECT ${COLUMNS}, sheet_key, decision,
             (SELECT copy_key FROM certificate_copy AS other WHERE other.replaces = certificate_copy.copy_key) AS replacement
           FROM certificate_copy JOIN sheet ON sheet.subject = copy_key WHERE copy_key = ?`,
          [key],
        )
        if (row === undefined) return { outcome: 'unknown-copy' }
        if (row.replacement !== null) return { outcome: 'replaced' }
        if (row.decision !== 'spoiled') return { outcome: 'not-spoiled' }
        if (holder === null) return { outcome: 'forgotten' }
        const { copy } = intendedOf(row)
        return {
          outcome: 'intended',
          repeated: false,
          copy: await write(tx, { ...copy, requestId, place: 1, businessDay, replaces: key }, holder, by),
        }
      })
    },

    async copy(key) {
      const [row] = await ledger.read<IntendedRow>(`${WITH_SHEET} WHERE copy_key = ?`, [key])
      return row === undefined ? null : intendedOf(row).copy
    },

    holderOf,
  }
}

function isSameWish(row: CopyRow, wish: CertificateWish): boolean {
  return (
    row.certificate_id === wish.certificateId &&
    row.period_from === (wish.period?.from ?? null) &&
    row.period_to === (wish.period?.to ?? null) &&
    row.purpose === wish.purpose
  )
}

function intendedOf(row: IntendedRow): IntendedCopy {
  const copy: CertificateCopy = {
    key: row.copy_key,
    requestId: row.request_id,
    place: row.place,
    businessDay: row.business_day,
    certificateId: row.certificate_id,
    kind: row.kind,
    title: { zh: row.title, ...(row.title_en === null ? {} : { en: row.title_en }) },
    period: row.period_from === null || row.period_to === null ? null : { from: row.period_from, to: row.period_to },
    purpose: row.purpose,
    intendedAt: new Date(row.intended_at),
    authorisation:
      row.authorisation_id === null || row.number === null ? null : { id: row.authorisation_id, number: row.number },
    document: row.sha256 === null || row.pages === null ? null : { sha256: row.sha256, pages: row.pages },
    replaces: row.replaces,
  }
  return { copy, sheetKey: row.sheet_key }
}
