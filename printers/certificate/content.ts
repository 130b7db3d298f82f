/** What one certificate says. Every string is as it shall be read; nothing is formatted, masked or added up here. */
export interface CertificateContent extends PageContent {
  readonly validUntil: string
}

/** What pages of this house say: a certificate, a report that nobody can look up and that a person signs, or a guide. */
export interface PageContent {
  /** 证明编号, or the words in its place; of a report its own number. */
  readonly number: string
  /** Null before there is an authorisation: pages to be looked at, with words in its place and no code to scan. */
  readonly verification: Verification | null
  /** As printed, `2027-02-22` or 长期; null: a report or a guide. */
  readonly validUntil: string | null
  /** Of a guide, what its foot says in place of a report's. */
  readonly guide?: GuideFoot
  /** Of a receipt; likewise. */
  readonly receipt?: ReceiptFoot
  /** The terminal that prints it. */
  readonly terminal: string
  /** Hall time, `2026-11-22 10:05`. */
  readonly printedAt: string
  /** The same moment as an instant, ISO 8601 in UTC; the file says when it was made, and nothing asks a clock. */
  readonly createdAt: string
  /** By the names that the template gives them. */
  readonly fields: Readonly<Record<string, string>>
  readonly tables: Readonly<Record<string, TableContent>>
  /** Whoever issues it seals the file: nothing is drawn where the seal goes, not even 样本. */
  readonly sealed: boolean
  /** Marks every page 演示 and 样本. */
  readonly demonstration: boolean
  /** Marks every page 补打: when, and the how manieth copy. */
  readonly reprint?: { readonly at: string; readonly count: number }
}

/** Which catalogue a guide is of, and where its newest state can be read. */
export interface GuideFoot {
  /** Its version and whence it is, as printed. */
  readonly catalogue: string
  /** Text of the QR code; null where there is no such page, and nothing to scan on the paper. */
  readonly url: string | null
}

/** Where a telephone shows how far the application of a receipt is. */
export interface ReceiptFoot {
  /** Text of the QR code; null where there is no such page. */
  readonly url: string | null
}

/** How whoever holds the paper can find out whether it is genuine. */
export interface Verification {
  /** 验证码, typed by a person. */
  readonly code: string
  /** Text of the QR code: address and code, nothing of the person. */
  readonly url: string
  /** Where number and code can be typed in. */
  readonly site: string
}

/** Stands, in pages that are only looked at, for what each copy has of its own. */
export const GIVEN_AT_PRINTING = '打印时生成'

export interface TableContent {
  readonly rows: readonly Row[]
  /** The last row, of a table whose template has one; computed by whoever issues the certificate. */
  readonly total?: Row
}

/** By the names that the template gives its columns. */
export type Row = Readonly<Record<string, string>>

/**
 * Where in a certificate: `fields.name`, `tables.payments.3.unit` (the row as a person counts), `verification.code`.
 * Never what stands there.
 */
export type Place = string

/** Why a certificate is not composed. None of these holds anything that the certificate says. */
export type CertificateFault =
  /** No font has the character at `position` (as a person counts) of what stands at the place. */
  | { readonly kind: 'no-glyph'; readonly at: Place; readonly position: number }
  /** What stands at the place needs more room than it has. */
  | { readonly kind: 'overflow'; readonly at: Place }
  /** The content is not what the template declares. */
  | { readonly kind: 'bad-content'; readonly at: Place; readonly reason: ContentReason }
  /** The template asks for what it does not declare; one that was checked never does. */
  | { readonly kind: 'bad-template'; readonly at: Place; readonly reason: string }
  | { readonly kind: 'font-unreadable'; readonly path: string }

export type ContentReason =
  | 'missing'
  /** The template knows no such name. */
  | 'unknown'
  | 'empty'
  /** More characters, or rows, than the template permits. */
  | 'too-long'
  /** Not written as its kind is: a letter in an amount. */
  | 'not-its-kind'
  /** The QR code's address holds what the template calls personal. */
  | 'personal-in-qr'
  | 'not-a-time'
