import type { DraftView } from '../../../main/contract/filings.ts'
import type { Answers, ColumnView, FieldValue, FieldView } from '../../../main/contract/forms.ts'
import type { FilingPage, OpenField } from './pages.ts'

type Form = Extract<FilingPage, { readonly at: 'filing-form' }>
/** One row of a table. */
export type Row = Extract<FieldValue, readonly object[]>[number]

/** Whether the field is asked, as the others stand. */
export function isAsked({ when }: FieldView, answers: Answers): boolean {
  if (when === null) return true
  const value = answers[when.key]
  return when.oneOf.some((one) => one === value || (Array.isArray(value) && value.some((each) => each === one)))
}

/** Without what belongs to fields that are not asked any more, and without rows in which nothing stands. */
export function answersOfPage({ pages, answers }: DraftView, page: number): Answers {
  const asked = (pages[page]?.fields ?? []).filter((field) => isAsked(field, answers))
  return Object.fromEntries(
    asked.flatMap(({ key, takes }) => {
      const value = takes.kind === 'table' ? rowsOf(answers[key]).filter((row) => Object.keys(row).length > 0) : answers[key]
      return value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[key, asSent(takes, value)]]
    }),
  )
}

/** Figures stand as text while they are typed, and a day may lack its zero; what is none goes as it stands and is refused in words. */
export function asSent(takes: Takes, value: FieldValue): FieldValue {
  return takes.kind === 'table' ? rowsOf(value).map((row) => rowAsSent(takes.columns, row)) : plainAsSent(takes.kind, value)
}

function plainAsSent<Value extends FieldValue>(kind: Takes['kind'] | undefined, value: Value): Value | number | string {
  if (typeof value !== 'string') return value
  if (kind === 'date') return value.replace(/^(\d{4}-\d{2}-)([1-9])$/, '$10$2')
  return (kind === 'number' || kind === 'money') && Number.isFinite(Number.parseFloat(value)) ? Number(value) : value
}

function rowAsSent(columns: readonly ColumnView[], row: Row): Row {
  const kinds = new Map(columns.map(({ key, takes }) => [key, takes.kind]))
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plainAsSent(kinds.get(key), value)]))
}

/** The rows of a table as far as they are filled in. */
export function rowsOf(value: FieldValue | undefined): readonly Row[] {
  return Array.isArray(value) ? value.filter((row) => typeof row === 'object') : []
}

/** With these answers; what the person has changed comes from nowhere but them. */
export function typedInto(draft: DraftView, answers: Answers): DraftView {
  const stands = ({ key }: FieldView) => JSON.stringify(answers[key]) === JSON.stringify(draft.answers[key])
  const pages = draft.pages.map((page) => ({ ...page, fields: page.fields.map((field) => (stands(field) ? field : { ...field, known: null })) }))
  return { ...draft, pages, answers }
}

/** What the terminal told, with what was typed on other pages and not told to it yet. */
export function merged(told: DraftView, { draft, page }: Form): DraftView {
  const sent = new Set(draft.pages[page]?.fields.map(({ key }) => key))
  const known = new Set(draft.pages.flatMap(({ fields }) => fields.flatMap((field) => (field.known === null ? [] : [field.key]))))
  const typed = Object.entries(draft.answers).filter(([key]) => !sent.has(key) && !known.has(key))
  return { ...told, answers: { ...told.answers, ...Object.fromEntries(typed) } }
}

/**
 * The page on which it goes on: the next that the terminal has no answers of, or other ones than stand here; those before
 * come last. Null where all are answered.
 */
export function pageAfter(draft: DraftView, page: number, told: Answers): number | null {
  const open = draft.pages
    .map((_, at) => at)
    .filter((at) => at !== page && (!draft.answered.includes(at) || differs(draft, at, told)))
  return open.find((at) => at > page) ?? open[0] ?? null
}

function differs({ pages, answers }: DraftView, page: number, told: Answers): boolean {
  return pages[page]?.fields.some(({ key }) => JSON.stringify(answers[key]) !== JSON.stringify(told[key])) ?? false
}

/** The answer without the key where there is none. */
export function withAnswer(answers: Answers, key: string, value: FieldValue | undefined): Answers {
  const { [key]: _, ...rest } = answers
  return value === undefined ? rest : { ...rest, [key]: value }
}

/** What stands in the field, or in the place of a table, that is open. */
export function valueAt(answers: Answers, { key, row, column }: OpenField): FieldValue | undefined {
  return row === undefined || column === undefined ? answers[key] : rowsOf(answers[key])[row]?.[column]
}

export function withValueAt(answers: Answers, { key, row, column }: OpenField, value: FieldValue | undefined): Answers {
  if (row === undefined || column === undefined) return withAnswer(answers, key, value)
  const rows = [...rowsOf(answers[key])]
  const { [column]: _, ...rest } = rows[row] ?? {}
  rows[row] = isSimple(value) ? { ...rest, [column]: value } : rest
  return withAnswer(answers, key, rows)
}

function isSimple(value: FieldValue | undefined): value is Row[string] {
  return value !== undefined && (typeof value !== 'object' || (Array.isArray(value) && value.every((each) => typeof each === 'string')))
}

/** How many answers are known, and how many are asked for, as things stand. */
export function countOf({ pages, answers }: DraftView): { readonly known: number; readonly asked: number } {
  const fields = pages.flatMap((page) => page.fields).filter((field) => isAsked(field, answers))
  const known = fields.filter((field) => field.known !== null && answers[field.key] !== undefined).length
  return { known, asked: fields.length - known }
}

/** What a value goes into: a field, or a column of a table. */
export type Takes = FieldView['takes']
export type SimpleTakes = ColumnView['takes']
