import { inflateSync } from 'node:zlib'

/** What of a PDF must be known to add to it (ISO 32000-1, 7.5). */
export interface PdfObjects {
  /** What the last trailer says of the document, without what changes with an update. */
  readonly trailer: string
  /** One more than the greatest number of an object. */
  readonly size: number
  /** Where the last table of objects begins. */
  readonly tableAt: number
  /** The table is a stream (7.5.8), and that of an update has to be one, too. */
  readonly tableIsStream: boolean
  /** Numbers of the page objects, in their order. */
  readonly pages: readonly number[]
  /** The dictionary of an object without a stream. */
  dictionaryOf(number: number): string | undefined
}

/** Where an object lies: at an offset of the file, or as the so-manieth in an object stream. */
type Entry = { readonly offset: number } | { readonly inStream: number; readonly place: number }

/** Reads tables and table streams, plain and packed objects; `undefined` for what is encrypted or not understood. */
export function readPdf(pdf: Buffer): PdfObjects | undefined {
  try {
    return objectsIn(pdf)
  } catch {
    return undefined // offsets beyond the end, streams that do not unpack
  }
}

function objectsIn(pdf: Buffer): PdfObjects | undefined {
  const text = pdf.toString('latin1')
  const tableAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1])
  const entries = new Map<number, Entry>()
  const unpacked = new Map<number, readonly string[]>()
  let newest: Table | undefined
  for (let at: number | null = tableAt, seen = 0; at !== null; seen += 1) {
    const table: Table | undefined = seen > MOST_UPDATES ? undefined : (plainTable(text, at) ?? streamTable(pdf, text, at))
    if (table === undefined || table.trailer.includes('/Encrypt')) return undefined
    newest ??= table
    for (const [number, entry] of table.entries) if (!entries.has(number)) entries.set(number, entry)
    const previous: string | undefined = /\/Prev\s+(\d+)/.exec(table.trailer)?.[1]
    at = previous === undefined ? null : Number(previous)
  }
  if (newest === undefined) return undefined

  function dictionaryOf(number: number): string | undefined {
    const entry = entries.get(number)
    if (entry === undefined) return undefined
    if ('offset' in entry) return plainObject(text, entry.offset, number)?.dictionary
    if (!unpacked.has(entry.inStream)) {
      const holder = entries.get(entry.inStream)
      unpacked.set(entry.inStream, holder !== undefined && 'offset' in holder ? packedObjects(pdf, text, holder.offset) : [])
    }
    return unpacked.get(entry.inStream)?.[entry.place]
  }

  const root = referenced(newest.trailer, 'Root').flatMap((number) => referenced(dictionaryOf(number) ?? '', 'Pages'))
  const pages = root.flatMap((number) => pagesBelow(number, dictionaryOf, 0))
  const size = Number(/\/Size\s+(\d+)/.exec(newest.trailer)?.[1])
  if (pages.length === 0 || Number.isNaN(size)) return undefined
  const kept = ['Root', 'Info', 'ID'].map((key) => new RegExp(`/${key}\\s*(?:\\d+ \\d+ R|\\[[^\\]]*\\])`).exec(newest.trailer)?.[0])
  return {
    trailer: kept.filter((each) => each !== undefined).join(' '),
    size,
    tableAt,
    tableIsStream: newest.isStream,
    pages,
    dictionaryOf,
  }
}

const MOST_UPDATES = 50
const DEEPEST = 10

interface Table {
  readonly entries: readonly (readonly [number, Entry])[]
  readonly trailer: string
  readonly isStream: boolean
}

function plainTable(text: string, at: number): Table | undefined {
  const table = /^xref\s+([^]*?)trailer\s*<<([^]*?)>>\s*startxref/.exec(text.slice(at))
  if (table?.[1] === undefined || table[2] === undefined) return undefined
  const entries: [number, Entry][] = []
  let number = 0
  for (const [line, first, kind] of table[1].matchAll(/^(\d+) \d+(?: ([nf]))?[ \r]*$/gm)) {
    if (kind === undefined) number = Number(first)
    else {
      if (kind === 'n') entries.push([number, { offset: Number(line.slice(0, 10)) }])
      number += 1
    }
  }
  return { entries, trailer: table[2], isStream: false }
}

function streamTable(pdf: Buffer, text: string, at: number): Table | undefined {
  const object = plainObject(text, at)
  const rows = object === undefined ? undefined : contentOf(pdf, object)
  const widths = numbersIn(object?.dictionary, 'W')
  if (object === undefined || rows === undefined || widths.length !== 3) return undefined
  const size = Number(/\/Size\s+(\d+)/.exec(object.dictionary)?.[1])
  const found = numbersIn(object.dictionary, 'Index')
  const index = found.length === 0 ? [0, size] : found
  const numbers = index.flatMap((first, place) => (place % 2 === 0 ? Array.from({ length: index[place + 1] ?? 0 }, (_, more) => first + more) : []))
  const [kindWidth = 0, secondWidth = 0, thirdWidth = 0] = widths
  const width = kindWidth + secondWidth + thirdWidth
  const entries = numbers.flatMap((number, row): (readonly [number, Entry])[] => {
    const start = row * width
    const field = (from: number, length: number) => (length === 0 ? 0 : rows.readUIntBE(start + from, length))
    const kind = kindWidth === 0 ? 1 : field(0, kindWidth)
    const second = field(kindWidth, secondWidth)
    if (kind === 1) return [[number, { offset: second }]]
    return kind === 2 ? [[number, { inStream: second, place: field(kindWidth + secondWidth, thirdWidth) }]] : []
  })
  return { entries, trailer: object.dictionary, isStream: true }
}

interface PlainObject {
  readonly dictionary: string
  /** Where its stream begins, if it has one. */
  readonly contentAt: number
}

function plainObject(text: string, offset: number, number?: number): PlainObject | undefined {
  const head = /^(\d+) \d+ obj\s*/.exec(text.slice(offset, offset + 32))
  if (head === null || (number !== undefined && Number(head[1]) !== number)) return undefined
  const start = offset + head[0].length
  const length = text.slice(start).search(/\s*(?:endobj|stream\r?\n)/)
  if (length < 0) return undefined
  const stream = /^\s*stream\r?\n/.exec(text.slice(start + length, start + length + 16))
  return { dictionary: text.slice(start, start + length), contentAt: start + length + (stream?.[0].length ?? 0) }
}

/** The bytes of a stream, inflated; `undefined` when they are packed in another way. */
function contentOf(pdf: Buffer, { dictionary, contentAt }: PlainObject): Buffer | undefined {
  const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1])
  if (Number.isNaN(length) || dictionary.includes('/DecodeParms')) return undefined
  const bytes = pdf.subarray(contentAt, contentAt + length)
  const filter = /\/Filter\s*\[?\s*\/(\w+)/.exec(dictionary)?.[1]
  if (filter === undefined) return bytes
  return filter === 'FlateDecode' ? inflateSync(bytes) : undefined
}

/** Everything in one object stream, in its order. */
function packedObjects(pdf: Buffer, text: string, offset: number): readonly string[] {
  const object = plainObject(text, offset)
  const content = object === undefined ? undefined : contentOf(pdf, object)?.toString('latin1')
  const first = Number(/\/First\s+(\d+)/.exec(object?.dictionary ?? '')?.[1])
  if (content === undefined || Number.isNaN(first)) return []
  const numbers = content.slice(0, first).trim().split(/\s+/).map(Number)
  const starts = numbers.filter((_, at) => at % 2 === 1)
  return starts.map((start, at) => content.slice(first + start, first + (starts[at + 1] ?? content.length - first)).trim())
}

function pagesBelow(number: number, dictionaryOf: PdfObjects['dictionaryOf'], depth: number): readonly number[] {
  const dictionary = dictionaryOf(number) ?? ''
  if (!/\/Type\s*\/Pages\b/.test(dictionary)) return [number]
  const kids = /\/Kids\s*\[([^\]]*)\]/.exec(dictionary)?.[1] ?? ''
  return depth > DEEPEST ? [] : [...kids.matchAll(/(\d+) \d+ R/g)].flatMap(([, kid]) => pagesBelow(Number(kid), dictionaryOf, depth + 1))
}

function referenced(dictionary: string, key: string): readonly number[] {
  const found = new RegExp(`/${key}\\s+(\\d+) \\d+ R`).exec(dictionary)?.[1]
  return found === undefined ? [] : [Number(found)]
}

function numbersIn(dictionary: string | undefined, key: string): readonly number[] {
  const found = new RegExp(`/${key}\\s*\\[([\\d\\s]*)\\]`).exec(dictionary ?? '')?.[1] ?? ''
  return found.trim() === '' ? [] : found.trim().split(/\s+/).map(Number)
}
