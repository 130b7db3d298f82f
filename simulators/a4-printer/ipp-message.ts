/**
 * IPP as a printer reads and writes it (RFC 8010, section 3), written from the RFC and strict: what a request does that
 * the RFC does not allow is refused and said in plain words.
 */

/** The value tags that a client has any reason to send to a printer. */
export const TAG = {
  unknown: 0x12,
  noValue: 0x13,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  dateTime: 0x31,
  resolution: 0x32,
  range: 0x33,
  collection: 0x34,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
  memberName: 0x4a,
  mimeType: 0x49,
} as const

export const GROUP_TAG = { operation: 1, job: 2, end: 3, printer: 4, unsupported: 5 } as const

/** A number for integer, enum and boolean (0, 1); a pair for a range; a text for everything written in letters. */
export type Content = string | number | readonly [number, number] | readonly Entry[] | Uint8Array | null

export interface Value {
  readonly tag: number
  readonly content: Content
}

/** An attribute, or a member of a collection. */
export interface Entry {
  readonly name: string
  readonly values: readonly Value[]
}

export interface Group {
  readonly tag: number
  readonly entries: readonly Entry[]
}

export interface Request {
  readonly major: number
  readonly minor: number
  readonly operation: number
  readonly requestId: number
  readonly groups: readonly Group[]
  readonly document: Buffer
}

/** A request that is none; the message says what is wrong with it. */
export class NotIpp extends Error {}

/** Throws `NotIpp` for anything that RFC 8010 does not allow a client to send. */
export function readRequest(body: Buffer): Request {
  let at = 0
  const take = (count: number): Buffer => {
    if (at + count > body.length) throw new NotIpp(`the request ends at byte ${body.length}, in the middle of a field`)
    at += count
    return body.subarray(at - count, at)
  }
  const counted = (): Buffer => {
    const length = take(2).readInt16BE()
    if (length < 0) throw new NotIpp(`a negative length before byte ${at}`)
    return take(length)
  }
  const head = take(8)
  const groups: { tag: number; entries: { name: string; values: Value[] }[] }[] = []
  for (;;) {
    const tag = take(1).readUInt8()
    if (tag === GROUP_TAG.end) break
    if (tag < 0x10) {
      groups.push({ tag, entries: [] })
      continue
    }
    const name = counted().toString('latin1')
    const value = { tag, content: contentOf(tag, counted()) }
    const group = groups.at(-1)
    if (group === undefined) throw new NotIpp('a value before any group')
    if (name !== '') {
      if (group.entries.some((entry) => entry.name === name)) throw new NotIpp(`${name} twice in one group`)
      group.entries.push({ name, values: [value] })
    } else {
      const last = group.entries.at(-1)
      if (last === undefined) throw new NotIpp('a further value without an attribute')
      last.values.push(value)
    }
  }
  return {
    major: head.readUInt8(0),
    minor: head.readUInt8(1),
    operation: head.readUInt16BE(2),
    requestId: head.readInt32BE(4),
    groups,
    document: body.subarray(at),
  }
}

function contentOf(tag: number, bytes: Buffer): Content {
  const exactly = (length: number): Buffer => {
    if (bytes.length !== length) throw new NotIpp(`${bytes.length} bytes where tag 0x${tag.toString(16)} has ${length}`)
    return bytes
  }
  switch (tag) {
    case TAG.integer:
    case TAG.enum:
      return exactly(4).readInt32BE()
    case TAG.boolean: {
      const value = exactly(1).readUInt8()
      if (value > 1) throw new NotIpp('a boolean that is neither 0 nor 1')
      return value
    }
    case TAG.range:
      return [exactly(8).readInt32BE(0), bytes.readInt32BE(4)]
    case TAG.text:
    case TAG.name: {
      if (tag === TAG.name && bytes.length > 255) throw new NotIpp('a name above 255 bytes')
      const text = bytes.toString()
      if (!Buffer.from(text).equals(bytes)) throw new NotIpp('a text that is not utf-8')
      return text
    }
    case TAG.keyword:
    case TAG.uri:
    case TAG.charset:
    case TAG.language:
    case TAG.mimeType: {
      const text = bytes.toString('latin1')
      if (!/^[\x21-\x7e]+$/.test(text)) throw new NotIpp(`tag 0x${tag.toString(16)} with other than printable ASCII`)
      return text
    }
    default:
      throw new NotIpp(`tag 0x${tag.toString(16)}, for which this printer has no use`)
  }
}

/** The bytes of an answer. */
export function writeAnswer(
  answer: { readonly major: number; readonly minor: number; readonly status: number; readonly requestId: number },
  groups: readonly Group[],
): Buffer {
  const out: number[] = [answer.major, answer.minor, ...u16(answer.status), ...u32(answer.requestId)]
  for (const { tag, entries } of groups) {
    out.push(tag)
    for (const entry of entries) writeEntry(out, entry.name, entry.values)
  }
  out.push(GROUP_TAG.end)
  return Buffer.from(out)
}

function writeEntry(out: number[], name: string, values: readonly Value[]): void {
  values.forEach(({ tag, content }, index) => {
    out.push(tag, ...lettered(index === 0 ? name : ''))
    if (tag !== TAG.collection) return void out.push(...withLength(bytesOf(tag, content)))
    out.push(0, 0)
    for (const member of content as readonly Entry[]) {
      out.push(TAG.memberName, 0, 0, ...lettered(member.name))
      writeEntry(out, '', member.values)
    }
    out.push(TAG.endCollection, 0, 0, 0, 0)
  })
}

function bytesOf(tag: number, content: Content): readonly number[] {
  if (content === null) return []
  if (typeof content === 'number') return tag === TAG.boolean ? [content] : u32(content)
  if (typeof content === 'string') return [...Buffer.from(content)]
  if (content instanceof Uint8Array) return [...content]
  return (content as readonly [number, number]).flatMap((bound) => u32(bound))
}

function lettered(text: string): readonly number[] {
  return withLength([...Buffer.from(text)])
}

function withLength(bytes: readonly number[]): readonly number[] {
  return [...u16(bytes.length), ...bytes]
}

function u16(value: number): readonly number[] {
  return [(value >> 8) & 0xff, value & 0xff]
}

function u32(value: number): readonly number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}
