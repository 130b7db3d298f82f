import { err, ok, type Result } from '../../drivers/result.ts'
import { lacking } from './check-content.ts'
import type { CertificateContent, Place, Row } from './content.ts'
import type { CertificateFonts, Typeface } from './fonts.ts'
import { MM, SIZE } from './page.ts'
import { planPages } from './plan.ts'
import { restWidth } from './rows.ts'
import {
  CHARACTERS,
  fieldOf,
  partsOf,
  tableOf,
  type Cell,
  type CellKind,
  type CertificateTemplate,
} from './template.ts'

/** Where in the template, `body.3.table`, and what is wrong there. */
export interface TemplateFault {
  readonly at: Place
  readonly reason: string
}

/**
 * Whether every certificate that the template permits can be composed: it uses what it declares, the fonts have its
 * words, and the longest permitted content has room in every place and on its pages.
 */
export function checkTemplate(template: CertificateTemplate, fonts: CertificateFonts): Result<null, TemplateFault> {
  const fault = usesFault(template) ?? wordsFault(template, fonts) ?? widthsFault(template)
  if (fault !== null) return err(fault)
  const longest = longestContent(template, fonts.text)
  const planned = planPages(longest, template, fonts)
  if (!planned.ok) {
    const { fault: found } = planned
    if (found.kind === 'overflow')
      return err({ at: declaredAt(found.at), reason: 'the longest permitted content has no room here' })
    return err({ at: 'at' in found ? found.at : '', reason: 'reason' in found ? found.reason : found.kind })
  }
  const pages = planned.value.length
  if (pages > template.pages) return err({ at: 'pages', reason: `the longest permitted content takes ${pages} pages` })
  // A table without rows says so, in words that are nowhere else.
  const tables = Object.fromEntries(Object.keys(template.tables).map((name) => [name, { rows: [] }]))
  const empty = planPages({ ...longest, tables }, template, fonts)
  return empty.ok || empty.fault.kind !== 'overflow'
    ? ok(null)
    : err({ at: `${empty.fault.at}.empty`, reason: 'these words have no room' })
}

/** A fault in the second row of a table, or in its sum, is its column's. */
function declaredAt(at: Place): Place {
  return at.replace(/^(tables\.[^.]+)\.(?:\d+|total)(?:\.(.+))?$/, (_, table: string, column: string | undefined) =>
    column === undefined ? table : `${table}.columns.${column}`,
  )
}

function usesFault(template: CertificateTemplate): TemplateFault | null {
  const known = (name: string) => fieldOf(template, name) !== undefined
  const noField = (at: Place, name: string): TemplateFault => ({ at, reason: `no field ${name} is declared` })
  const inText = (at: Place, text: string) => {
    const name = partsOf(text)
      .flatMap((part) => ('field' in part ? [part.field] : []))
      .find((each) => !known(each))
    if (name !== undefined) return noField(at, name)
    return /[{}]/.test(text.replaceAll(/\{[^{}]*\}/g, '')) ? { at, reason: 'a brace without its other half' } : null
  }
  const seen = new Set<string>()
  for (const [index, block] of template.body.entries()) {
    const at = `body.${index}.${block.block}`
    switch (block.block) {
      case 'grid':
        for (const [row, names] of block.rows.entries()) {
          for (const [column, name] of names.entries()) if (!known(name)) return noField(`${at}.${row}.${column}`, name)
        }
        break
      case 'paragraph':
      case 'statement': {
        const fault = inText(at, block.text)
        if (fault !== null) return fault
        break
      }
      case 'table':
        if (tableOf(template, block.table) === undefined) return { at, reason: `no table ${block.table} is declared` }
        if (seen.has(block.table)) return { at, reason: `the table ${block.table} stands above already` }
        seen.add(block.table)
        break
      case 'seal':
        if (!known(block.issuer)) return noField(`${at}.issuer`, block.issuer)
        if (!known(block.date)) return noField(`${at}.date`, block.date)
        break
      case 'heading':
      case 'notes':
      case 'signatures':
    }
  }
  return unusedFault(template, seen)
}

/** What is declared and never shown would be asked of the platform for nothing. */
function unusedFault(template: CertificateTemplate, tables: ReadonlySet<string>): TemplateFault | null {
  const used = new Set(
    template.body.flatMap((block) => {
      if (block.block === 'grid') return block.rows.flat()
      if (block.block === 'seal') return [block.issuer, block.date]
      if (block.block === 'paragraph' || block.block === 'statement')
        return partsOf(block.text).flatMap((part) => ('field' in part ? [part.field] : []))
      return []
    }),
  )
  const field = Object.keys(template.fields).find((name) => !used.has(name))
  if (field !== undefined) return { at: `fields.${field}`, reason: 'this field stands nowhere in the body' }
  const table = Object.keys(template.tables).find((name) => !tables.has(name))
  return table === undefined ? null : { at: `tables.${table}`, reason: 'this table stands nowhere in the body' }
}

function wordsFault(template: CertificateTemplate, fonts: CertificateFonts): TemplateFault | null {
  const words: (readonly [Place, string, Typeface])[] = [
    ['title.zh', template.title.zh, fonts.title],
    ['title.en', template.title.en ?? '', fonts.text],
    ...Object.entries(template.fields).map(([name, { label }]) => [`fields.${name}.label`, label, fonts.text] as const),
    ...Object.entries(template.tables).flatMap(([name, table]) => [
      [`tables.${name}.empty`, table.empty, fonts.text] as const,
      [`tables.${name}.total`, table.total ?? '', fonts.text] as const,
      ...Object.entries(table.columns).map(
        ([column, { label }]) => [`tables.${name}.columns.${column}.label`, label, fonts.text] as const,
      ),
    ]),
    ...template.body.flatMap((block, at) => {
      const place = `body.${at}.${block.block}`
      if ('text' in block) return [[place, block.text, block.block === 'paragraph' ? fonts.text : fonts.title] as const]
      const lines = block.block === 'notes' ? block.notes : block.block === 'signatures' ? block.by : []
      return lines.map((line, index) => [`${place}.${index}`, line, fonts.text] as const)
    }),
  ]
  for (const [at, text, typeface] of words) {
    const position = lacking(text, typeface)
    if (position !== null) return { at, reason: `no font has its character ${position}` }
  }
  return null
}

function widthsFault(template: CertificateTemplate): TemplateFault | null {
  for (const [name, table] of Object.entries(template.tables)) {
    const open = Object.keys(table.columns).filter((column) => table.columns[column]?.width === undefined)
    const [, second] = open
    if (second !== undefined)
      return { at: `tables.${name}.columns.${second}`, reason: 'expected a width: only one column takes the rest' }
    const rest = restWidth(table)
    // A cell has 2 mm of padding at each side, and a hanzi its own width.
    const least = open.length === 0 ? 0 : 4 + SIZE.table / MM
    if (rest < least)
      return {
        at: `tables.${name}.columns`,
        reason: `the columns are ${Math.ceil(least - rest)} mm too wide for the page`,
      }
  }
  return null
}

/** As much of everything as is permitted, in the widest characters that are. */
function longestContent(template: CertificateTemplate, typeface: Typeface): CertificateContent {
  const fullest = ({ kind, longest }: Cell) => widest(kind, typeface).repeat(longest)
  const row = (columns: Readonly<Record<string, Cell>>): Row =>
    Object.fromEntries(Object.entries(columns).map(([name, cell]) => [name, fullest(cell)]))
  return {
    ...FULLEST_FOOT,
    fields: Object.fromEntries(Object.entries(template.fields).map(([name, field]) => [name, fullest(field)])),
    tables: Object.fromEntries(
      Object.entries(template.tables).map(([name, { most, total, columns }]) => {
        const full = row(columns)
        return [
          name,
          { rows: Array.from({ length: most }, () => full), ...(total === undefined ? {} : { total: full }) },
        ]
      }),
    ),
    sealed: false,
    demonstration: true,
    reprint: { at: '2026-11-22 10:05', count: 99 },
  }
}

/** The foot of the largest QR code; its lines are no template's and always have room. */
const FULLEST_FOOT = {
  number: '0'.repeat(40),
  verification: { code: '0'.repeat(24), url: 'x'.repeat(106), site: '国'.repeat(20) },
  validUntil: '2026年11月22日',
  terminal: 'W'.repeat(12),
  printedAt: '2026-11-22 10:05',
  createdAt: '2026-11-22T02:05:00Z',
} as const

function widest(kind: CellKind, typeface: Typeface): string {
  const widthIn = (character: string) => typeface.glyphFor(character.codePointAt(0) ?? 0)?.advance ?? 0
  return Array.from(CHARACTERS[kind]).reduce((before, character) =>
    widthIn(character) > widthIn(before) ? character : before,
  )
}
