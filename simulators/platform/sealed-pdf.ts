import { readPdf, type PdfObjects } from '../pdf-objects.ts'
import type { SealPlace } from './requests.ts'

/**
 * The document with a seal drawn into it as an update behind its end (ISO 32000-1, 7.5.6, "Incremental Updates"): all
 * that was there stays byte for byte. It says 样本 and is nobody's; a real platform's would be signed (GB/T 38540).
 * `undefined` when the document is none that can be sealed, or has no such page.
 */
export function sealedPdf(pdf: Buffer, seal: string, place?: SealPlace): Buffer | undefined {
  const objects = readPdf(pdf)
  if (objects === undefined) return undefined
  const { page: at, x, y } = place ?? { page: objects.pages.length, ...FOOT_OF_PAGE }
  const page = objects.pages[at - 1]
  const dictionary = page === undefined ? undefined : objects.dictionaryOf(page)
  const contents = /\/Contents\s*(?:(\d+ \d+ R)|\[([^\]]*)\])/.exec(dictionary ?? '')
  if (page === undefined || dictionary === undefined || contents === null) return undefined
  // Whatever the page does to its coordinates ends before the seal is drawn.
  const [before, after] = [objects.size, objects.size + 1]
  const drawn = `${before} 0 R ${contents[1] ?? contents[2] ?? ''} ${after} 0 R`
  const parts = [
    { number: page, body: dictionary.replace(contents[0], () => `/Contents [${drawn}]`) },
    { number: before, body: stream('q\n') },
    { number: after, body: stream(`Q\n% ${seal}\n${sealAt(x, y)}`) },
  ]
  return Buffer.concat([pdf, updateOf(objects, parts, pdf.length)])
}

/** Where a seal goes when nobody says where. */
const FOOT_OF_PAGE = { x: 450, y: 190 } as const

interface NewObject {
  readonly number: number
  readonly body: string
}

function updateOf(objects: PdfObjects, parts: readonly NewObject[], start: number): Buffer {
  let text = '\n'
  const offsets = parts.map(({ number, body }) => {
    const offset = start + text.length
    text += `${number} 0 obj\n${body}\nendobj\n`
    return { number, offset }
  })
  const tableAt = start + text.length
  const { trailer, size } = objects
  const more = `${trailer} /Prev ${objects.tableAt}`
  const end = `startxref\n${tableAt}\n%%EOF\n`
  if (!objects.tableIsStream) {
    const sections = offsets.map(({ number, offset }) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
    return Buffer.from(`${text}xref\n${sections.join('')}trailer\n<< /Size ${size + 2} ${more} >>\n${end}`, 'latin1')
  }
  const table = size + 2
  const rows = Buffer.concat([...offsets, { number: table, offset: tableAt }].map(({ offset }) => row(offset)))
  const index = [...offsets.map(({ number }) => number), table].map((number) => `${number} 1`).join(' ')
  const head = `/Type /XRef /Size ${size + 3} /W [1 4 1] /Index [${index}] ${more} /Length ${rows.length}`
  return Buffer.concat([
    Buffer.from(`${text}${table} 0 obj\n<< ${head} >>\nstream\n`, 'latin1'),
    rows,
    Buffer.from(`\nendstream\nendobj\n${end}`, 'latin1'),
  ])
}

/** An entry of a table stream (7.5.8.3): at an offset, of the first generation. */
function row(offset: number): Buffer {
  const bytes = Buffer.alloc(6)
  bytes.writeUInt8(1)
  bytes.writeUInt32BE(offset, 1)
  return bytes
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
}

/** 42 mm across, as a county's seals are. */
const RADIUS = 58
const RED = '0.80 0.10 0.10'
type Point = readonly [number, number]

/** Strokes in a square of a hundred units with its origin at the lower left, from point to point. */
const STROKES: readonly (readonly (readonly [Point, ...Point[]])[])[] = [
  // 样
  [
    [[3, 68], [43, 68]],
    [[24, 97], [24, 2]],
    [[23, 66], [14, 47], [2, 32]],
    [[26, 60], [41, 45]],
    [[58, 97], [65, 82]],
    [[90, 97], [81, 80]],
    [[49, 76], [97, 76]],
    [[53, 54], [93, 54]],
    [[45, 31], [99, 31]],
    [[73, 76], [73, 1]],
  ],
  // 本
  [
    [[6, 74], [94, 74]],
    [[50, 98], [50, 1]],
    [[49, 72], [30, 44], [3, 22]],
    [[51, 72], [70, 44], [97, 22]],
    [[30, 24], [70, 24]],
  ],
]

/**
 * A ring with 样本 in its upper and its lower part, so that what stands in the middle, issuer and date, can be read; by
 * strokes, so that the document needs no further font.
 */
function sealAt(x: number, y: number): string {
  return [
    '/Artifact BMC q',
    `${RED} RG 1 J 1 j`,
    `3.4 w ${circle(x, y, RADIUS)} S`,
    `1 w ${circle(x, y, RADIUS - 5)} S`,
    `2.6 w ${words(x, y + 25)}`,
    words(x, y - 25 - GLYPH),
    'Q EMC',
  ].join('\n')
}

const GLYPH = 20
const GAP = 6

/** 样本, its middle at `x` and its lower edge at `bottom`. */
function words(x: number, bottom: number): string {
  return STROKES.flatMap((strokes, at) => {
    const left = x - GLYPH - GAP / 2 + at * (GLYPH + GAP)
    const point = ([across, up]: Point) => `${short(left + (across * GLYPH) / 100)} ${short(bottom + (up * GLYPH) / 100)}`
    return strokes.map(([first, ...more]) => `${point(first)} m ${more.map((each) => `${point(each)} l`).join(' ')} S`)
  }).join('\n')
}

/** Four Bézier curves. */
function circle(x: number, y: number, radius: number): string {
  const arm = radius * 0.5523
  const at = (...numbers: readonly number[]) => numbers.map((number, index) => short(number + (index % 2 === 0 ? x : y))).join(' ')
  return [
    `${at(radius, 0)} m`,
    `${at(radius, arm, arm, radius, 0, radius)} c`,
    `${at(-arm, radius, -radius, arm, -radius, 0)} c`,
    `${at(-radius, -arm, -arm, -radius, 0, -radius)} c`,
    `${at(arm, -radius, radius, -arm, radius, 0)} c h`,
  ].join(' ')
}

function short(points: number): number {
  return Math.round(points * 100) / 100
}
