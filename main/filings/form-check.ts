import { Ajv2020 } from 'ajv/dist/2020.js'
import { checkDocumentNumber } from '../../drivers/id-card/document-number.ts'
import { creditCodeFault } from '../catalogue/item-codes.ts'
import type { FilingForm, FormField } from '../catalogue/filing-form.ts'
import { isLeaf } from '../catalogue/region-tree.ts'
import { Signature, type Answers, type ColumnView, type FieldFault, type FieldValue } from '../contract/forms.ts'
import { calendarDay, dayOf, isDay } from './day-rule.ts'
import { schemaFault } from './schema-faults.ts'

/** What the answers are held against besides the form. */
export interface CheckedAgainst {
  /** The hall's day, `2026-11-22`. */
  readonly today: string
  /** Numbers that answered an SMS code, by the key of their field; null where it does not matter yet. */
  readonly provenPhones: Readonly<Record<string, string>> | null
}

/** Checks answers against an item's own JSON Schema, made ready once, and against what no schema can say. */
export interface FormCheck {
  /** What is wrong with the answers to these fields; one that is asked for and not answered is missing. */
  faultsOf(fields: readonly FormField[], answers: Answers, against: CheckedAgainst): readonly FieldFault[]
}

export function formCheck(form: FilingForm): FormCheck {
  // That it is a JSON Schema, and how little of one, was found when the catalogue was read.
  const ajv = new Ajv2020({ allErrors: true, verbose: true, meta: false, validateSchema: false, formats: { date: isDay } })
  // Which fields are asked depends on other answers, so that what is missing is found here.
  const validate = ajv.compile({ type: 'object', properties: form.schema.properties, additionalProperties: false })

  return {
    faultsOf(fields, answers, against) {
      const asked = Object.fromEntries(fields.flatMap(({ key }) => (Object.hasOwn(answers, key) ? [[key, answers[key]]] : [])))
      const missing = fields.flatMap(({ key, required }): FieldFault[] =>
        required && !Object.hasOwn(asked, key) ? [{ key, row: null, column: null, fault: 'missing' }] : [],
      )
      const wrong = validate(asked) ? [] : (validate.errors ?? []).map(schemaFault)
      const further = fields.flatMap((field) => {
        const value = answers[field.key]
        return value === undefined || wrong.some(({ key }) => key === field.key) ? [] : [...furtherFaults(field, value, against)]
      })
      return firstOfEach([...missing, ...wrong, ...further])
    },
  }
}

/** One thing at a time is told of one place. */
function firstOfEach(faults: readonly FieldFault[]): readonly FieldFault[] {
  const met = new Set<string>()
  return faults.filter(({ key, row, column }) => {
    const place = JSON.stringify([key, row, column])
    if (met.has(place)) return false
    met.add(place)
    return true
  })
}

function furtherFaults(field: FormField, value: FieldValue, against: CheckedAgainst): readonly FieldFault[] {
  const { key, takes } = field
  const at = (fault: FieldFault['fault'] | null, row: number | null = null, column: string | null = null): FieldFault[] =>
    fault === null ? [] : [{ key, row, column, fault }]
  if (takes.kind === 'signature') return at(Signature.safeParse(value).success ? null : 'wrong-form')
  if (takes.kind === 'consent') return []
  if (takes.kind === 'choice' && Array.isArray(value)) return at(new Set<unknown>(value).size === value.length ? null : 'wrong-form')
  if (takes.kind === 'table') {
    const rows = Array.isArray(value) ? value : []
    return rows.flatMap((cells, row) =>
      typeof cells === 'string' ? [] : takes.columns.flatMap((column) => at(simpleFault(column.takes, cells[column.key], against.today), row, column.key)),
    )
  }
  const fault = simpleFault(takes, value, against.today)
  if (fault !== null) return at(fault)
  const unproven = takes.kind === 'phone' && takes.proven && against.provenPhones !== null && against.provenPhones[key] !== value
  return at(unproven ? 'not-proven' : null)
}

/** What the schema cannot say of an answer whose type it has found right. */
function simpleFault(takes: ColumnView['takes'], value: unknown, today: string): FieldFault['fault'] | null {
  if (takes.kind === 'money') return typeof value !== 'number' || isInCents(value) ? null : 'wrong-form'
  if (typeof value !== 'string') return null
  switch (takes.kind) {
    case 'text':
      return isPlain(value, takes.lines) ? null : 'wrong-form'
    case 'date':
      if (!isDay(value)) return 'not-a-date'
      if (takes.earliest !== null && value < dayOf(takes.earliest, today)) return 'too-early'
      return takes.latest !== null && value > dayOf(takes.latest, today) ? 'too-late' : null
    case 'region':
      return isLeaf(takes.regions, value) ? null : 'not-offered'
    case 'phone':
      return isPhone(value, takes.proven) ? null : 'not-a-phone'
    case 'id-number':
      return idNumberFault(value, today)
    case 'credit-code':
      return creditCodeFault(value)
    case 'number':
    case 'choice':
      return null
  }
}

/** Yuan with two places. */
function isInCents(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) < 1e13 && Number(value.toFixed(2)) === value
}

/** No control characters, and lines only where there is room for them; nothing that is half a character. */
function isPlain(text: string, lines: number): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(lines > 1 ? text.replaceAll('\n', '') : text)
}

/** A mobile number of the mainland; where no code goes to it, one of a fixed line too (area code, then seven or eight digits). */
export function isPhone(text: string, mobile: boolean): boolean {
  return /^1[3-9]\d{9}$/.test(text) || (!mobile && /^0\d{2,3}-?\d{7,8}$/.test(text))
}

/** The number of any identity document, as a page can explain it. */
export function idNumberFault(text: string, today: string): FieldFault['fault'] | null {
  const checked = checkDocumentNumber(text, calendarDay(today))
  if (checked.ok) return null
  switch (checked.fault.kind) {
    case 'length':
      return 'wrong-length'
    case 'characters':
      return 'wrong-form'
    case 'region':
      return 'wrong-place'
    case 'birth':
      return 'wrong-date'
    case 'check-digit':
      return 'wrong-check'
  }
}
