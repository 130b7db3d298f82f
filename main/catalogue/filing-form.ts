import type { z } from 'zod'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { Applicant, MaterialWay } from '../contract/filings.ts'
import type { ColumnView, FieldView } from '../contract/forms.ts'
import type { LocalText } from '../contract/text.ts'
import { FilingColumn, FilingMaterial, type FormSchema, type From, type Property, type When, type WrittenColumn, type WrittenField } from './filing-column.ts'
import { readRegions } from './region-tree.ts'
import { patternFault } from './safe-pattern.ts'
import type { ServiceItem } from './service-item.ts'

/** How an item is filed: its form, what is brought with it, for whom, and how surely they must be known. */
export interface FilingForm {
  readonly pages: readonly { readonly title: LocalText; readonly fields: readonly FormField[] }[]
  readonly schema: FormSchema
  readonly applicants: readonly Applicant['kind'][]
  readonly assurance: FilingColumn['assurance']
  readonly expiredCard: FilingColumn['expired_card']
  readonly socialCard: FilingColumn['social_card']
  /** Of a package: of all its items together, whichever are chosen. */
  readonly materials: readonly FormMaterial[]
  /** 一件事: the items that this form is for, in their order; of a single item none. */
  readonly members: readonly FormMember[]
}

/** One of the items of a package, with what it asks for itself. */
export interface FormMember {
  readonly code: string
  readonly version: number
  readonly name: LocalText
  readonly department: LocalText
  /** Null where it is handed in whatever is answered. */
  readonly when: When | null
  readonly materials: readonly FormMaterial[]
}

/** As the page will see it, but for what depends on the person and the day: the limits of a date may be `today-18y`. */
export interface FormField extends Omit<FieldView, 'known'> {
  readonly from: From | null
  readonly editable: boolean
  /** Fields of other forms that mean the same say so with the same word. */
  readonly means: string | null
}

export interface FormMaterial {
  readonly key: string
  readonly name: LocalText
  readonly notes: readonly string[]
  readonly needed: boolean
  readonly ways: readonly MaterialWay[]
  readonly licenceType: string | null
  readonly owedDays: number | null
  readonly applicants: readonly Applicant['kind'][]
  /** Codes of the members of a package that want it; of a single item none. */
  readonly wantedBy: readonly string[]
  /** It is by this that somebody files for another. */
  readonly authorises: boolean
}

/** Where in the item, and what was expected there. */
export interface FormFault {
  readonly at: string
  readonly why: string
}

/** With more options in one form than this a page is slow and a person lost. */
const MOST_OPTIONS_IN_A_FORM = 20_000

/** Kinds that something known can answer. */
const KNOWABLE: ReadonlySet<WrittenField['kind']> = new Set(['text', 'date', 'choice', 'id-number', 'credit-code', 'region', 'phone'])

/**
 * The form of an item with a column `filing`. Whatever stands there ends in a form that can be filled in and checked, or
 * in a fault; of an item without the column there is none to read.
 */
export function filingFormOf(item: ServiceItem): Result<FilingForm, FormFault> {
  return refusable(() => readForm(item))
}

/** What was read, or the first fault. */
export function refusable<Read>(read: () => Read): Result<Read, FormFault> {
  try {
    return ok(read())
  } catch (error) {
    if (error instanceof Refusal) return err(error.fault)
    throw error
  }
}

/** Thrown from any depth and caught at the top: the first fault of a form is the one that is told. */
export class Refusal extends Error {
  readonly fault: FormFault
  constructor(at: string, why: string) {
    super(why)
    this.fault = { at, why }
  }
}

export function refuseUnless(holds: boolean, at: string, why: string): void {
  if (!holds) throw new Refusal(at, why)
}

function readForm(item: ServiceItem): FilingForm {
  const column = parsed(FilingColumn, item.filing, 'filing')
  const { schema, applicants, assurance, expired_card: expiredCard, social_card: socialCard } = column
  return { pages: pagesOf(column), schema, applicants, assurance, expiredCard, socialCard, materials: materialsOf(item, applicants), members: [] }
}

/** The pages of a form, each field with what it takes. */
export function pagesOf({ schema, pages }: Pick<FilingColumn, 'schema' | 'pages'>): FilingForm['pages'] {
  const fields = pages.flatMap((page) => page.fields)
  checkKeys(schema, fields)
  checkOptions(fields)
  const before = new Map<string, WrittenField>()
  return pages.map(({ title, fields }, page) => ({
    title,
    fields: fields.map((field, index) => {
      const at = `filing.pages.${page}.fields.${index}`
      const form = fieldOf(field, schema, at)
      checkWhen(field, before, at)
      checkFrom(field, before, at)
      before.set(field.key, field)
      return form
    }),
  }))
}

export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, at: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Refusal([at, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'expected something else')
}

/** Each property has one field and each field a property. */
function checkKeys(schema: FormSchema, fields: readonly WrittenField[]): void {
  const keys = new Set(fields.map(({ key }) => key))
  for (const [index, { key }] of fields.entries()) {
    refuseUnless(Object.hasOwn(schema.properties, key), `filing.pages: field ${index + 1} (${key})`, 'expected a property of this name in the schema')
  }
  refuseUnless(keys.size === fields.length, 'filing.pages', 'expected each field once')
  for (const name of Object.keys(schema.properties)) refuseUnless(keys.has(name), `filing.schema.properties.${name.slice(0, 64)}`, 'expected a field of this key on a page')
  for (const name of schema.required) refuseUnless(keys.has(name), 'filing.schema.required', `expected names of properties, not ${name.slice(0, 64)}`)
}

function checkOptions(fields: readonly WrittenField[]): void {
  const simple = fields.flatMap((field): readonly (WrittenField | WrittenColumn)[] => (field.kind === 'table' ? field.columns : [field]))
  const options = simple.reduce((sum, field) => sum + ('choices' in field ? field.choices.length : 0), 0)
  refuseUnless(options <= MOST_OPTIONS_IN_A_FORM, 'filing.pages', `expected at most ${MOST_OPTIONS_IN_A_FORM} options in all`)
}

/** A field waits for a choice that was made before it: so no two can wait for each other. */
function checkWhen(field: WrittenField, before: ReadonlyMap<string, WrittenField>, at: string): void {
  const { when } = field
  if (when === null || when === undefined) return
  const asked = before.get(when.key)
  if (asked === undefined) throw new Refusal(`${at}.when.key`, 'expected a choice that is asked before it: fields that wait for each other make a cycle')
  if (asked.kind !== 'choice') throw new Refusal(`${at}.when.key`, 'expected the key of a choice')
  const offered = new Set(asked.choices.map(({ value }) => value))
  refuseUnless(when.oneOf.every((value) => offered.has(value)), `${at}.when.oneOf`, `expected values that ${when.key} offers`)
}

/** An answer is taken over from a field before it, and of its kind. */
function checkFrom({ kind, from, means }: WrittenField, before: ReadonlyMap<string, WrittenField>, at: string): void {
  if (from !== null && from !== undefined) {
    refuseUnless(KNOWABLE.has(kind), `${at}.from`, `expected nothing known for the kind ${kind}`)
    if (from.of === 'answer') refuseUnless(before.get(from.key)?.kind === kind, `${at}.from`, 'expected the key of a field of its kind that is asked before it')
    if (from.of === 'session') refuseUnless(kind === 'phone', `${at}.from`, 'expected session.phone for a phone only')
  }
  if (means !== null && means !== undefined) refuseUnless(KNOWABLE.has(kind), `${at}.means`, `expected nothing known for the kind ${kind}`)
}

function fieldOf(field: WrittenField, schema: FormSchema, at: string): FormField {
  const property = schema.properties[field.key]
  if (property === undefined) throw new Refusal(at, 'expected a property of this name in the schema')
  const { key, label, hint, from, editable, means, when } = field
  return {
    key,
    label,
    hint: hint ?? null,
    required: schema.required.includes(key),
    takes: takesOf(field, property, at, `filing.schema.properties.${key}`),
    when: when ?? null,
    from: from ?? null,
    editable,
    means: means ?? null,
  }
}

function takesOf(field: WrittenField, property: Property, at: string, of: string): FieldView['takes'] {
  if (field.kind === 'table') return tableOf(field, property, at, of)
  if (field.kind === 'consent') {
    refuseUnless(property.type === 'boolean', of, 'expected a boolean that is true for a consent')
    return { kind: 'consent', text: field.text }
  }
  if (field.kind === 'signature') {
    refuseUnless(property.type === 'object', of, 'expected an object for a signature')
    return { kind: 'signature' }
  }
  return simpleOf(field, property, at, of)
}

function tableOf(field: Extract<WrittenField, { kind: 'table' }>, property: Property, at: string, of: string): FieldView['takes'] {
  if (property.type !== 'array' || property.items.type !== 'object') throw new Refusal(of, 'expected an array of objects for a table')
  const { items, maxItems } = property
  if (maxItems === undefined || maxItems > 50) throw new Refusal(of, 'expected maxItems of at most 50 for a table')
  const names = Object.keys(items.properties)
  const keys = new Set(field.columns.map(({ key }) => key))
  refuseUnless(keys.size === field.columns.length && names.length === keys.size && names.every((name) => keys.has(name)), of, 'expected a column for each property of a row, and a property for each column')
  refuseUnless(items.required.every((name) => keys.has(name)), `${of}.items.required`, 'expected names of properties')
  return { kind: 'table', columns: field.columns.map((column, index) => columnOf(column, items, `${at}.columns.${index}`, of)), most: maxItems }
}

function columnOf(column: WrittenColumn, row: { readonly properties: Readonly<Record<string, Property>>; readonly required: readonly string[] }, at: string, of: string): ColumnView {
  const property = row.properties[column.key]
  if (property === undefined) throw new Refusal(at, 'expected a property of this name in the schema')
  const { key, label, hint } = column
  if (column.kind === 'phone') refuseUnless(!column.proven, `${at}.proven`, 'expected a phone that is proven outside of a table')
  return { key, label, hint: hint ?? null, required: row.required.includes(key), takes: simpleOf(column, property, at, `${of}.items.properties.${key}`) }
}

function simpleOf(field: WrittenColumn, property: Property, at: string, of: string): ColumnView['takes'] {
  if (field.kind === 'number' || field.kind === 'money') {
    if (property.type !== 'number' && property.type !== 'integer') throw new Refusal(of, `expected a number for the kind ${field.kind}`)
    const limits = { least: property.minimum ?? null, most: property.maximum ?? null }
    refuseUnless(limits.least === null || limits.most === null || limits.least <= limits.most, of, 'expected a minimum that is not above the maximum')
    if (field.kind === 'money') return { kind: 'money', ...limits }
    return { kind: 'number', ...limits, whole: property.type === 'integer', unit: field.unit ?? null }
  }
  if (field.kind === 'choice') return choiceOf(field, property, at, of)
  if (property.type !== 'string') throw new Refusal(of, `expected a string for the kind ${field.kind}`)
  refuseUnless(property.enum === undefined, of, 'expected options for the kind choice only')
  refuseUnless(property.format === undefined || field.kind === 'date', of, 'expected the format date for the kind date only')
  checkText(property, of)
  switch (field.kind) {
    case 'text':
      if (property.maxLength === undefined) throw new Refusal(of, 'expected a maxLength for a text')
      return { kind: 'text', longest: property.maxLength, lines: field.lines, ...(field.mask === 'name' ? { mask: 'name' as const } : {}) }
    case 'date':
      return { kind: 'date', earliest: field.earliest ?? null, latest: field.latest ?? null }
    case 'region': {
      const read = readRegions(field.regions)
      if (!read.ok) throw new Refusal(`${at}.${read.at}`, read.why)
      return { kind: 'region', regions: [...read.regions] }
    }
    case 'phone':
      return { kind: 'phone', proven: field.proven }
    case 'id-number':
    case 'credit-code':
      return { kind: field.kind }
  }
}

function checkText(property: Extract<Property, { type: 'string' }>, of: string): void {
  const { pattern, minLength, maxLength } = property
  refuseUnless(minLength === undefined || maxLength === undefined || minLength <= maxLength, of, 'expected a minLength that is not above the maxLength')
  if (pattern === undefined) return
  refuseUnless(maxLength !== undefined && maxLength <= 200, of, 'expected a maxLength of at most 200 beside a pattern')
  const fault = patternFault(pattern)
  if (fault !== null) throw new Refusal(`${of}.pattern`, fault)
}

function choiceOf(field: Extract<WrittenColumn, { kind: 'choice' }>, property: Property, at: string, of: string): ColumnView['takes'] {
  const many = property.type === 'array'
  const options = many && property.items.type === 'string' ? property.items.enum : property.type === 'string' ? property.enum : undefined
  if (options === undefined) throw new Refusal(of, 'expected an enum for a choice, or an array of an enum')
  const values = new Set(field.choices.map(({ value }) => value))
  const same = values.size === field.choices.length && new Set(options).size === values.size && options.every((option) => values.has(option))
  refuseUnless(same, `${at}.choices`, 'expected each value of the enum once, and no other')
  return { kind: 'choice', choices: field.choices, many }
}

/** What an item asks for, each by its key. */
export function materialsOf(item: ServiceItem, applicants: FilingForm['applicants']): readonly FormMaterial[] {
  const written = item.material ?? []
  const read = written.map((material, index) => {
    const at = `material.${index}`
    const { key, ways, licence_type, owed_days, applicants: only, authorises, english } = parsed(FilingMaterial, material, at)
    refuseUnless(!ways.includes('licence') || typeof licence_type === 'string', `${at}.licence_type`, 'expected the kind of licence that will do')
    const name = material.material_name
    return {
      key,
      name: { zh: name, en: english?.material_name ?? name },
      notes: [material.source_explain, material.fill_explain, material.accept_stand].flatMap((text) => (text ?? '').split('\n').filter((line) => line.trim() !== '')),
      needed: material.is_need !== '0',
      ways: [...new Set(ways)],
      licenceType: licence_type ?? null,
      owedDays: owed_days ?? null,
      applicants: only ?? applicants,
      wantedBy: [],
      authorises: authorises === true,
    }
  })
  refuseUnless(new Set(read.map(({ key }) => key)).size === read.length, 'material', 'expected each key once')
  return read
}
