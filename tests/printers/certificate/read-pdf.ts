import { strict as assert } from 'node:assert'
import { inflateSync } from 'node:zlib'

/** What a PDF of ours says, read from its bytes with nothing of the code that wrote it. */
export interface ReadPdf {
  readonly pages: readonly ReadPage[]
  /** Everything outside streams, the description of the file included. */
  readonly objects: string
}

export interface ReadPage {
  /** Each stretch of glyphs in the order of the file. */
  readonly runs: readonly ReadRun[]
  /** Of all of them, without spaces. */
  readonly text: string
}

export interface ReadRun {
  readonly text: string
  readonly font: string
  readonly size: number
  /** In points from the page's lower left corner. */
  readonly x: number
  readonly y: number
  /** Glyphs of the embedded subset, 0 being .notdef. */
  readonly glyphs: readonly number[]
  /** Inside an /Artifact. */
  readonly isArtifact: boolean
}

/** Reads plain and object streams; fails on anything that it does not understand. */
export function readPdf(pdf: Uint8Array): ReadPdf {
  const objects = objectsOf(Buffer.from(pdf))
  const dictionaries = [...objects.values()].map(({ dictionary }) => dictionary)
  const kids = /\/Kids \[([^\]]*)\]/.exec(dictionaries.find((each) => each.includes('/Type /Pages')) ?? '')?.[1] ?? ''
  const pages = references(kids).map((id) => pageOf(objects, id))
  return { pages, objects: dictionaries.join('\n') }
}

/** Text as it can be compared: what stands there, whatever white space lies between. */
export function withoutSpaces(text: string): string {
  return text.replaceAll(/[\s\u3000]/g, '')
}

interface PdfObject {
  readonly dictionary: string
  readonly stream: Buffer | null
}

type Objects = ReadonlyMap<number, PdfObject>

function objectsOf(file: Buffer): Objects {
  const objects = new Map<number, PdfObject>()
  const text = file.toString('latin1')
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = found.index + found[0].length
    const streamAt = text.indexOf('\nstream\n', from)
    const endAt = text.indexOf('endobj', from)
    const hasStream = streamAt !== -1 && streamAt < endAt
    const dictionary = text.slice(from, hasStream ? streamAt : endAt)
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const raw = hasStream ? file.subarray(streamAt + 8, streamAt + 8 + length) : null
    const stream = raw !== null && dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw
    objects.set(Number(found[1]), { dictionary, stream })
  }
  for (const { dictionary, stream } of objects.values()) {
    if (!dictionary.includes('/Type /ObjStm') || stream === null) continue
    const first = Number(/\/First (\d+)/.exec(dictionary)?.[1])
    const inside = stream.toString('latin1')
    const places = inside.slice(0, first).trim().split(/\s+/).map(Number)
    for (let at = 0; at < places.length; at += 2) {
      const [id, from] = [places[at] ?? 0, places[at + 1] ?? 0]
      objects.set(id, { dictionary: inside.slice(first + from, first + (places[at + 3] ?? inside.length)), stream: null })
    }
  }
  return objects
}

function references(text: string): readonly number[] {
  return [...text.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id))
}

function referenced(objects: Objects, dictionary: string, key: string): PdfObject {
  const object = objects.get(Number(new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(dictionary)?.[1]))
  assert(object, `the PDF says where its ${key} is`)
  return object
}

function pageOf(objects: Objects, id: number): ReadPage {
  const page = objects.get(id)?.dictionary ?? ''
  const content = referenced(objects, page, 'Contents').stream?.toString('latin1') ?? ''
  const resources = referenced(objects, page, 'Resources').dictionary
  const fonts = new Map<string, ReadonlyMap<number, string>>()
  for (const [, name, font] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const dictionary = objects.get(Number(font))?.dictionary ?? ''
    fonts.set(name ?? '', toUnicode(referenced(objects, dictionary, 'ToUnicode').stream?.toString('latin1') ?? ''))
  }
  const runs: ReadRun[] = []
  const marked: string[] = []
  let [font, size, x, y] = ['', 0, 0, 0]
  for (const line of content.split('\n')) {
    const [begins, sets, moves, shows] = [/^\/(\w+) (?:<<|BMC)/.exec(line), /^\/(F\d+) ([\d.]+) Tf$/.exec(line), /^1 0 0 1 (\S+) (\S+) Tm$/.exec(line), /^\[(.*)\] TJ$/.exec(line)]
    if (begins) marked.push(begins[1] ?? '')
    else if (line === 'EMC') marked.pop()
    else if (sets) [font, size] = [sets[1] ?? '', Number(sets[2])]
    else if (moves) [x, y] = [Number(moves[1]), Number(moves[2])]
    else if (shows) {
      const glyphs = [...(shows[1] ?? '').matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex]) => (hex?.match(/.{4}/g) ?? []).map((each) => parseInt(each, 16)))
      const text = glyphs.map((glyph) => fonts.get(font)?.get(glyph) ?? '\ufffd').join('')
      assert(marked.length > 0, 'everything on a page is content or an artifact')
      runs.push({ text, font, size, x, y, glyphs, isArtifact: marked.includes('Artifact') })
    }
  }
  return { runs, text: withoutSpaces(runs.map(({ text }) => text).join('')) }
}

function toUnicode(map: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  for (const [, from, , list] of map.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/g)) {
    const texts = [...(list ?? '').matchAll(/<([0-9a-f ]*)>/g)].map(([, hex]) =>
      String.fromCharCode(...(hex ?? '').split(' ').map((unit) => parseInt(unit, 16))),
    )
    texts.forEach((text, at) => found.set(parseInt(from ?? '', 16) + at, text))
  }
  return found
}
