/**
 * What certificates of one kind look like, as data. Running heads, foot, QR code, and the marks 演示, 样本 and 补打 are no
 * template's to lay out: every page has them.
 */
export interface CertificateTemplate {
  /** By which the platform and the ledger call it. */
  readonly name: string
  readonly title: { readonly zh: string; readonly en?: string }
  /** The longest permitted content takes no more pages. */
  readonly pages: number
  /** Everything that stands outside tables, by name. */
  readonly fields: Readonly<Record<string, Field>>
  readonly tables: Readonly<Record<string, Table>>
  /** From top to bottom. */
  readonly body: readonly CertificateBlock[]
}

export interface Field extends Cell {
  readonly label: string
  /** Belongs to the person: refused in the QR code's address. */
  readonly personal: boolean
}

/** What may stand in a place, and how much of it. */
export interface Cell {
  readonly kind: CellKind
  /** The most characters. */
  readonly longest: number
}

/**
 * `text` wraps, and so does each line of `lines`. The others are never broken: `digits` (numbers of documents and telephones, dates such as 2026-11),
 * `code` (Latin letters and digits), `money` (two decimals, so that points stand under each other).
 */
export type CellKind = 'text' | 'lines' | 'digits' | 'code' | 'money'

export interface Table {
  /** The most rows. */
  readonly most: number
  /** What stands in a table without rows. */
  readonly empty: string
  /** What the last row is called, where it is a sum. */
  readonly total?: string
  readonly columns: Readonly<Record<string, Column>>
}

export interface Column extends Cell {
  readonly label: string
  /** Millimetres; one column may leave it out and takes the rest. */
  readonly width?: number
}

export type CertificateBlock =
  /** Rows of one or two fields, each beside its label. */
  | { readonly block: 'grid'; readonly rows: readonly (readonly string[])[] }
  /** `{name}` stands for a field. */
  | { readonly block: 'paragraph'; readonly text: string }
  | { readonly block: 'heading'; readonly text: string }
  /** One sentence in a frame, larger: what the sheet is for. */
  | { readonly block: 'statement'; readonly text: string }
  | { readonly block: 'table'; readonly table: string }
  | { readonly block: 'notes'; readonly notes: readonly string[] }
  /** Lines to be signed by hand, each behind what it is called. */
  | { readonly block: 'signatures'; readonly by: readonly string[] }
  /** Issuer and date, with room for a seal over both. */
  | { readonly block: 'seal'; readonly issuer: string; readonly date: string }

/** How each kind is written; whoever issues the certificate formats it. */
export const WRITTEN: Readonly<Record<CellKind, RegExp>> = {
  text: /^[^\p{Cc}]+$/u,
  lines: /^[^\p{Cc}]+(\n[^\p{Cc}]+)*$/u,
  digits: /^[0-9X*.:/ -]+$/,
  code: /^[A-Za-z0-9 ./_-]+$/,
  money: /^-?\d{1,3}(,?\d{3})*\.\d{2}$/,
}

/** Of each kind the characters among which the widest is looked for when the longest content is laid out. */
export const CHARACTERS: Readonly<Record<CellKind, string>> = {
  text: '国',
  lines: '国',
  digits: '0123456789X*.:/ -',
  code: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ./_-',
  money: '0123456789,.-',
}

/** A field by its name; a name that every object has is none. */
export function fieldOf({ fields }: CertificateTemplate, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

export function tableOf({ tables }: CertificateTemplate, name: string): Table | undefined {
  return Object.hasOwn(tables, name) ? tables[name] : undefined
}

/** The parts of a text: words of the template, and names of fields in braces. */
export function partsOf(text: string): readonly ({ readonly words: string } | { readonly field: string })[] {
  return text
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{.*\}$/.test(part) ? { field: part.slice(1, -1) } : { words: part }))
}
