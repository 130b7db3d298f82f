import path from 'node:path'
import { z } from 'zod'
import type { Result } from '../../drivers/result.ts'
import type { TemplateFault } from '../../printers/certificate/check-template.ts'
import type { CertificateBlock, CertificateTemplate, Table } from '../../printers/certificate/template.ts'
import { readYamlFile, type ConfigurationFault } from './yaml-file.ts'

/** A label is read beside what it names. */
const MOST_LABEL = 20
/** Half a page of one paragraph. */
const MOST_TEXT = 600
/** A place that holds more is a document of its own. */
const MOST_CHARACTERS = 400
/** Ten years of three kinds of insurance, month by month. */
const MOST_ROWS = 400
/** Nobody waits at a terminal for more paper. */
const MOST_PAGES = 20

const NAME = /^[a-z][A-Za-z0-9-]*$/

function words(most: number) {
  return z
    .string({ error: 'expected a text' })
    .max(most, `expected at most ${most} characters`)
    .refine((text) => text.trim() !== '', 'expected a text with something to print')
}

/** It stands in the file's own description too, which is XML and takes no such signs. */
const title = words(MOST_LABEL * 3).refine((text) => !/[&<>]/.test(text), 'expected a title without & < >')

function wholeNumber(what: string, most: number) {
  const expected = `expected ${what}: a whole number from 1 to ${most}`
  return z.int({ error: expected }).min(1, expected).max(most, expected)
}

const name = z.string({ error: 'expected a name such as idNumber' }).regex(NAME, 'expected a name such as idNumber')
const cell = {
  label: words(MOST_LABEL),
  kind: z.enum(['text', 'lines', 'digits', 'code', 'money'], { error: 'expected text, lines, digits, code or money' }).default('text'),
  longest: wholeNumber('the most characters', MOST_CHARACTERS),
}

const column = z
  .strictObject({
    ...cell,
    width: z
      .number({ error: 'expected a width in mm' })
      .min(10, 'expected at least 10 mm')
      .max(160, 'expected at most 160 mm')
      .optional(),
  })
  .transform(({ width, ...rest }) => ({ ...rest, ...(width === undefined ? {} : { width }) }))

const table = z
  .strictObject({
    most: wholeNumber('the most rows', MOST_ROWS),
    empty: words(MOST_TEXT),
    total: words(MOST_LABEL).optional(),
    columns: z
      .record(name, column)
      .refine((columns) => Object.keys(columns).length > 0, 'expected at least one column'),
  })
  .transform(({ total, ...rest }): Table => ({ ...rest, ...(total === undefined ? {} : { total }) }))

const LIST_OF_NAMES = 'expected one or two names of fields, such as [name, sex]'

/** Each block by the name it has in the file, with what stands behind the name. */
const BLOCKS = {
  grid: z
    .array(z.array(name, { error: LIST_OF_NAMES }).min(1, LIST_OF_NAMES).max(2, LIST_OF_NAMES), {
      error: 'expected rows of fields',
    })
    .min(1, 'expected rows of fields')
    .transform((rows) => ({ block: 'grid' as const, rows })),
  paragraph: words(MOST_TEXT).transform((text) => ({ block: 'paragraph' as const, text })),
  heading: words(MOST_LABEL * 2).transform((text) => ({ block: 'heading' as const, text })),
  statement: words(MOST_LABEL * 10).transform((text) => ({ block: 'statement' as const, text })),
  table: name.transform((each) => ({ block: 'table' as const, table: each })),
  notes: z
    .array(words(MOST_TEXT), { error: 'expected a list of notes' })
    .min(1, 'expected a list of notes')
    .transform((notes) => ({ block: 'notes' as const, notes })),
  signatures: z
    .array(words(MOST_LABEL / 2), { error: 'expected a list of who signs' })
    .min(1, 'expected one who signs')
    .max(3, 'expected at most three who sign')
    .transform((by) => ({ block: 'signatures' as const, by })),
  seal: z.strictObject({ issuer: name, date: name }).transform((seal) => ({ block: 'seal' as const, ...seal })),
}

const NAMES = Object.keys(BLOCKS)

const block = z
  .custom<Readonly<Record<string, unknown>>>(
    isOneBlock,
    `expected one of the blocks ${NAMES.join(', ')} with what it holds`,
  )
  .pipe(z.strictObject(BLOCKS).partial())
  .transform((written, check): CertificateBlock => {
    const one = Object.values(written).find((each) => each !== undefined)
    if (one !== undefined) return one
    check.addIssue({ code: 'custom', message: 'expected a block that holds something' })
    return z.NEVER
  })

const shape = z
  .strictObject({
    name,
    title: z
      .strictObject({ zh: title, en: title.optional() })
      .transform(({ zh, en }) => ({ zh, ...(en === undefined ? {} : { en }) })),
    pages: wholeNumber('the most pages', MOST_PAGES),
    fields: z.record(
      name,
      z.strictObject({ ...cell, personal: z.boolean({ error: 'expected true or false' }).default(false) }),
    ),
    tables: z.record(name, table).default({}),
    body: z
      .array(block, { error: `expected a list of blocks (${NAMES.join(', ')})` })
      .min(1, 'expected at least one block'),
  })
  .transform((template): CertificateTemplate => template)

/** How a template is laid out with its longest content; in the terminal, the composer's worker does it. */
export type TemplateCheck = (template: CertificateTemplate) => Promise<Result<null, TemplateFault>>

/**
 * Reads the template of one kind of certificate. What it uses without declaring it, what no font can draw and what has
 * no room is one line that names file, line and place, like any other slip in it.
 */
export function loadCertificateTemplate(
  file: string,
  check: TemplateCheck,
): Promise<Result<CertificateTemplate, ConfigurationFault>> {
  return readYamlFile(file, certificateTemplate(check))
}

/** The templates that ship with the terminal, which lies in `appFolder`. */
export function shippedTemplates(appFolder: string): readonly string[] {
  return ['social-insurance', 'income-tax', 'property-search', 'no-criminal-record', 'licence-annex'].map((each) =>
    path.join(appFolder, `printers/certificate/templates/${each}.yaml`),
  )
}

/** The report of a day, which ships with the terminal too and is no certificate. */
export function reportTemplate(appFolder: string): string {
  return path.join(appFolder, 'printers/certificate/templates/balance-report.yaml')
}

/** The guide of an item, which anybody may print. */
export function guideTemplate(appFolder: string): string {
  return path.join(appFolder, 'printers/certificate/templates/item-guide.yaml')
}

/** The receipt of an application, on A4. */
export function receiptTemplate(appFolder: string): string {
  return path.join(appFolder, 'printers/certificate/templates/filing-receipt.yaml')
}

/** Laid out only where every part is in order, so that a slip in one is told as such. */
function certificateTemplate(check: TemplateCheck) {
  return shape.pipe(
    z.custom<CertificateTemplate>().superRefine(async (template, issues) => {
      const checked = await check(template)
      if (checked.ok) return
      const { at, reason } = checked.fault
      issues.addIssue({
        code: 'custom',
        path: at.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
        message: reason,
      })
    }),
  )
}

function isOneBlock(written: unknown): boolean {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return false
  const names = Object.keys(written)
  return names.length === 1 && names.every((each) => NAMES.includes(each))
}
