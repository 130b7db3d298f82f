import type { PageContent, CertificateFault, ContentReason, Place, Row } from './content.ts'
import type { CertificateFonts, Typeface } from './fonts.ts'
import { WRITTEN, type Cell, type CertificateTemplate } from './template.ts'

/** The first thing in the content that the template does not declare, does not permit, or that no font can draw. */
export function contentFault(
  content: PageContent,
  template: CertificateTemplate,
  fonts: CertificateFonts,
): CertificateFault | null {
  return (
    namesFault('fields', content.fields, template.fields) ??
    namesFault('tables', content.tables, template.tables) ??
    first(Object.entries(template.fields), ([name, field]) =>
      cellFault(`fields.${name}`, content.fields[name], field),
    ) ??
    first(Object.entries(template.tables), ([name, table]) => {
      const { rows = [], total } = content.tables[name] ?? {}
      const at = `tables.${name}`
      if (rows.length > table.most) return bad(at, 'too-long')
      if (table.total !== undefined && rows.length > 0 && total === undefined) return bad(`${at}.total`, 'missing')
      if (table.total === undefined && total !== undefined) return bad(`${at}.total`, 'unknown')
      const rowFault = (row: Row, told: Place, isWhole: boolean) =>
        namesFault(told, row, table.columns) ??
        first(Object.entries(table.columns), ([column, cell]) =>
          row[column] === undefined && !isWhole ? null : cellFault(`${told}.${column}`, row[column], cell),
        )
      return (
        first([...rows.entries()], ([index, row]) => rowFault(row, `${at}.${index + 1}`, true)) ??
        (total === undefined ? null : rowFault(total, `${at}.total`, false))
      )
    }) ??
    first(fixedOf(content), ([at, text]) => (text.trim() === '' ? bad(at, 'empty') : null)) ??
    (Number.isNaN(Date.parse(content.createdAt)) ? bad('createdAt', 'not-a-time') : null) ??
    personalFault(content, template) ??
    glyphFault(content, fonts.text)
  )
}

/** What every page has beside its fields. */
function fixedOf({ number, verification, validUntil, guide, terminal, printedAt }: PageContent): readonly (readonly [Place, string])[] {
  return [
    ['number', number],
    ...(verification === null
      ? []
      : ([
          ['verification.code', verification.code],
          ['verification.url', verification.url],
          ['verification.site', verification.site],
        ] as const)),
    ...(validUntil === null ? [] : ([['validUntil', validUntil]] as const)),
    ...(guide === undefined ? [] : ([['guide.catalogue', guide.catalogue]] as const)),
    ['terminal', terminal],
    ['printedAt', printedAt],
  ]
}

function namesFault(
  at: Place,
  given: Readonly<Record<string, unknown>>,
  declared: Readonly<Record<string, unknown>>,
): CertificateFault | null {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(declared, name))
  // The name itself comes from outside and is not told: it could be anything.
  if (unknown !== undefined) return bad(at, 'unknown')
  const isTotal = at.endsWith('.total')
  const missing = isTotal ? undefined : Object.keys(declared).find((name) => !Object.hasOwn(given, name))
  return missing === undefined ? null : bad(`${at}.${missing}`, 'missing')
}

function cellFault(at: Place, text: string | undefined, { kind, longest }: Cell): CertificateFault | null {
  if (text === undefined) return bad(at, 'missing')
  if (text.trim() === '') return bad(at, 'empty')
  if (Array.from(text).length > longest) return bad(at, 'too-long')
  return WRITTEN[kind].test(text) ? null : bad(at, 'not-its-kind')
}

/** A phone shows the address to whoever looks, and every server on the way keeps it. */
function personalFault(
  { fields, verification }: PageContent,
  template: CertificateTemplate,
): CertificateFault | null {
  if (verification === null) return null
  const address = readable(verification.url)
  const personal = Object.keys(template.fields)
    .filter((name) => template.fields[name]?.personal)
    .map((name) => readable(fields[name] ?? ''))
    .filter((text) => TELLING.test(text))
  return personal.some((text) => address.includes(text)) ? bad('verification.url', 'personal-in-qr') : null
}

/** Hanzi, or as many letters as do not stand in an address by chance. */
const TELLING = /\p{Script=Han}|.{4}/u

function readable(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase()
  } catch {
    return text.toLowerCase() // a percent sign that means itself
  }
}

function glyphFault(content: PageContent, typeface: Typeface): CertificateFault | null {
  const texts: (readonly [Place, string])[] = [
    ...fixedOf(content),
    ...Object.entries(content.fields).map(([name, text]) => [`fields.${name}`, text] as const),
    ...Object.entries(content.tables).flatMap(([name, { rows, total }]) => [
      ...rows.flatMap((row, index) => rowTexts(`tables.${name}.${index + 1}`, row)),
      ...rowTexts(`tables.${name}.total`, total ?? {}),
    ]),
    ...(content.reprint === undefined ? [] : [['reprint.at', content.reprint.at] as const]),
  ]
  return first(texts, ([at, text]) => {
    // The end of a line is drawn by nothing.
    const position = lacking(text.replaceAll('\n', ' '), typeface)
    return position === null ? null : { kind: 'no-glyph', at, position }
  })
}

function rowTexts(at: Place, row: Row): readonly (readonly [Place, string])[] {
  return Object.entries(row).map(([column, text]) => [`${at}.${column}`, text] as const)
}

/** Which character, as a person counts, no font has; null when all are there. */
export function lacking(text: string, typeface: Typeface): number | null {
  const at = Array.from(text).findIndex((character) => typeface.glyphFor(character.codePointAt(0) ?? 0) === null)
  return at === -1 ? null : at + 1
}

function bad(at: Place, reason: ContentReason): CertificateFault {
  return { kind: 'bad-content', at, reason }
}

function first<Item, Found>(items: readonly Item[], look: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = look(item)
    if (found !== null) return found
  }
  return null
}
