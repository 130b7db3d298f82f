import { strict as assert } from 'node:assert'
import { deflateSync } from 'node:zlib'

/**
 * The same document in a third less: what is no stream goes compressed into one object stream, and the table of offsets
 * into a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8; PDF/A-2 allows both, A-1 neither). A tagged table of ten
 * pages is thousands of small dictionaries. Takes what pdfkit writes: one table of offsets, no encryption.
 */
export function packed(pdf: Uint8Array): Uint8Array {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const { offsets, tableAt, trailer } = readTable(file)
  const ends = new Map(
    offsets.toSorted((one, other) => one - other).map((offset, at, all) => [offset, all[at + 1] ?? tableAt]),
  )
  const firstObject = Math.min(...offsets)
  const parts: Buffer[] = [file.subarray(0, firstObject)]
  let length = firstObject
  const append = (part: Buffer) => {
    parts.push(part)
    length += part.length
  }
  const entries: Buffer[] = [entry(FREE, 0, 0xffff)]
  const small: { readonly id: number; readonly body: Buffer }[] = []
  const smallIn = offsets.length + 1
  offsets.forEach((offset, at) => {
    const whole = file.subarray(offset, ends.get(offset))
    if (whole.subarray(-STREAM_ENDS.length).equals(STREAM_ENDS)) {
      entries.push(entry(IN_FILE, length, 0))
      append(whole)
      return
    }
    entries.push(entry(IN_STREAM, smallIn, small.length))
    small.push({ id: at + 1, body: bodyOf(whole) })
  })
  entries.push(entry(IN_FILE, length, 0))
  append(objectStream(smallIn, small))
  const crossReferences = smallIn + 1
  const startsAt = length
  entries.push(entry(IN_FILE, startsAt, 0))
  append(
    stream(
      crossReferences,
      `/Type /XRef\n/Size ${crossReferences + 1}\n/W [${ENTRY.join(' ')}]\n${trailer}`,
      Buffer.concat(entries),
    ),
  )
  append(Buffer.from(`startxref\n${startsAt}\n%%EOF\n`))
  return new Uint8Array(Buffer.concat(parts, length))
}

/** Bytes of an entry's three numbers: its kind, an offset or an object stream, a generation or a place in it. */
const ENTRY = [1, 3, 2] as const
const FREE = 0
const IN_FILE = 1
const IN_STREAM = 2

function entry(kind: number, second: number, third: number): Buffer {
  const bytes = Buffer.alloc(6)
  bytes.writeUIntBE(kind, 0, ENTRY[0])
  bytes.writeUIntBE(second, ENTRY[0], ENTRY[1])
  bytes.writeUIntBE(third, ENTRY[0] + ENTRY[1], ENTRY[2])
  return bytes
}

const STREAM_ENDS = Buffer.from('endstream\nendobj\n')
const OBJECT_ENDS = Buffer.from('endobj\n')

/** Between `12 0 obj` and `endobj`. */
function bodyOf(object: Buffer): Buffer {
  assert(object.subarray(-OBJECT_ENDS.length).equals(OBJECT_ENDS), 'an object goes from its offset to the next')
  return object.subarray(object.indexOf('\n') + 1, -OBJECT_ENDS.length)
}

interface Table {
  /** Of the objects from number 1 on. */
  readonly offsets: readonly number[]
  readonly tableAt: number
  /** What says where the document begins and which it is. */
  readonly trailer: string
}

function readTable(file: Buffer): Table {
  const end = file.subarray(-64).toString('latin1')
  const tableAt = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(end)?.[1])
  const table = file.subarray(tableAt).toString('latin1')
  const offsets = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset))
  const kept = ['Root', 'Info', 'ID'].map((key) => new RegExp(`^/${key} .*$`, 'm').exec(table)?.[0])
  assert(offsets.length > 0 && kept.every((line) => line !== undefined), 'pdfkit writes one table of offsets')
  return { offsets, tableAt, trailer: kept.join('\n') }
}

function objectStream(id: number, objects: readonly { readonly id: number; readonly body: Buffer }[]): Buffer {
  let at = 0
  const places = objects.map((each) => {
    const place = `${each.id} ${at}`
    at += each.body.length
    return place
  })
  const head = Buffer.from(`${places.join(' ')}\n`)
  return stream(
    id,
    `/Type /ObjStm\n/N ${objects.length}\n/First ${head.length}`,
    Buffer.concat([head, ...objects.map(({ body }) => body)]),
  )
}

function stream(id: number, dictionary: string, content: Buffer): Buffer {
  const small = deflateSync(content, { level: 9 })
  return Buffer.concat([
    Buffer.from(
      `${id} 0 obj\n<<\n${dictionary}\n/Length ${small.length}\n/Filter /FlateDecode\n>>\nstream\n`,
      'latin1',
    ),
    small,
    Buffer.from('\nendstream\nendobj\n'),
  ])
}
