import assert from 'node:assert'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { Attribute, AttributeGroup, IppMessage, IppValue } from './message.ts'
import { COLLECTION_BEGIN, COLLECTION_END, decodeValue, encodeValue, MEMBER_NAME, tagOf } from './values.ts'

/** Why bytes are no message. `detail` names the place and never holds a value. */
export interface MessageFault {
  readonly kind: 'truncated' | 'malformed'
  readonly detail: string
}

export interface Decoded {
  readonly message: IppMessage
  /** Where the document begins that follows the attributes; the length of all where none does. */
  readonly documentAt: number
}

const END_OF_ATTRIBUTES = 0x03
const FIRST_VALUE_TAG = 0x10
const HEADER_BYTES = 8
/** Lengths are SIGNED-SHORT (RFC 8010, section 3.1.4). */
const LONGEST = 0x7fff
/** Collections of printers are three deep (media-col-database); a message nested without end would fill the stack. */
const DEEPEST_COLLECTION = 16

/** Bytes of a message (RFC 8010, section 3.1); the document, if any, follows them on the wire. */
export function encodeMessage(message: IppMessage): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt8(message.version[0], 0)
  header.writeUInt8(message.version[1], 1)
  header.writeUInt16BE(message.code, 2)
  header.writeInt32BE(message.requestId, 4)
  const groups = message.groups.flatMap(({ tag, attributes }) => {
    assert(tag < FIRST_VALUE_TAG && tag !== END_OF_ATTRIBUTES && tag > 0, 'a group has a delimiter tag')
    return [Buffer.of(tag), ...attributes.flatMap(encodeAttribute)]
  })
  return Buffer.concat([header, ...groups, Buffer.of(END_OF_ATTRIBUTES)])
}

function encodeAttribute({ name, values }: Attribute): readonly Buffer[] {
  assert(values.length > 0, 'an attribute has a value')
  return values.flatMap((value, index) => encodeField(index === 0 ? name : '', value))
}

/** A further value has no name (additional-value). */
function encodeField(name: string, value: IppValue): readonly Buffer[] {
  if (value.kind !== 'collection') return [field(tagOf(value), name, encodeValue(value))]
  return [
    field(COLLECTION_BEGIN, name, Buffer.alloc(0)),
    ...value.members.flatMap((member) => {
      assert(member.values.length > 0, 'a member has a value')
      return [field(MEMBER_NAME, '', Buffer.from(member.name)), ...member.values.flatMap((each) => encodeField('', each))]
    }),
    field(COLLECTION_END, '', Buffer.alloc(0)),
  ]
}

function field(tag: number, name: string, value: Uint8Array): Buffer {
  const nameBytes = Buffer.from(name)
  assert(nameBytes.length <= LONGEST && value.length <= LONGEST, 'names and values are shorter than 32 kB')
  const head = Buffer.alloc(3)
  head.writeUInt8(tag)
  head.writeUInt16BE(nameBytes.length, 1)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(value.length)
  return Buffer.concat([head, nameBytes, length, value])
}

/** Reads a message as a printer sends it. Never throws, whatever the bytes are. */
export function decodeMessage(bytes: Uint8Array): Result<Decoded, MessageFault> {
  try {
    return ok(new Reader(bytes).message())
  } catch (fault) {
    if (fault instanceof Unreadable) return err({ kind: fault.kind, detail: fault.message })
    throw fault
  }
}

/** Carries a fault out of the depth of a collection; leaves this file as a `MessageFault` only. */
class Unreadable extends Error {
  readonly kind: MessageFault['kind']

  constructor(kind: MessageFault['kind'], detail: string) {
    super(detail)
    this.kind = kind
  }
}

interface Field {
  readonly tag: number
  readonly name: string
  readonly value: Buffer
}

class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  message(): Decoded {
    const header = this.#take(HEADER_BYTES)
    const groups: AttributeGroup[] = []
    for (let tag = this.#tag(); tag !== END_OF_ATTRIBUTES; tag = this.#tag()) {
      if (tag >= FIRST_VALUE_TAG || tag === 0) throw this.#malformed('a value outside a group')
      groups.push({ tag, attributes: this.#attributes() })
    }
    const version = [header.readUInt8(0), header.readUInt8(1)] as const
    return {
      message: { version, code: header.readUInt16BE(2), requestId: header.readInt32BE(4), groups },
      documentAt: this.#at,
    }
  }

  #attributes(): readonly Attribute[] {
    const attributes: { readonly name: string; readonly values: IppValue[] }[] = []
    while (this.#nextIsValue()) {
      const { tag, name, value } = this.#field()
      const read = this.#value(tag, value, 0)
      const last = attributes.at(-1)
      if (name !== '') attributes.push({ name, values: [read] })
      else if (last === undefined) throw this.#malformed('a further value of no attribute')
      else last.values.push(read)
    }
    return attributes
  }

  #value(tag: number, bytes: Buffer, depth: number): IppValue {
    if (tag === COLLECTION_BEGIN) return { kind: 'collection', members: this.#members(depth + 1) }
    if (tag === COLLECTION_END || tag === MEMBER_NAME) throw this.#malformed('a piece of a collection outside one')
    return decodeValue(tag, bytes)
  }

  #members(depth: number): readonly Attribute[] {
    if (depth > DEEPEST_COLLECTION) throw this.#malformed('collections too deep')
    const members: { readonly name: string; readonly values: IppValue[] }[] = []
    for (;;) {
      if (!this.#nextIsValue()) throw this.#malformed('a collection without an end')
      const { tag, value } = this.#field()
      if (members.at(-1)?.values.length === 0 && (tag === COLLECTION_END || tag === MEMBER_NAME)) {
        throw this.#malformed('a member without a value')
      }
      if (tag === COLLECTION_END) return members
      if (tag === MEMBER_NAME) {
        members.push({ name: value.toString(), values: [] })
        continue
      }
      const member = members.at(-1)
      if (member === undefined) throw this.#malformed('a value of no member')
      member.values.push(this.#value(tag, value, depth))
    }
  }

  #nextIsValue(): boolean {
    return (this.#bytes[this.#at] ?? 0) >= FIRST_VALUE_TAG
  }

  #field(): Field {
    const tag = this.#tag()
    const name = this.#take(this.#length()).toString()
    return { tag, name, value: this.#take(this.#length()) }
  }

  #tag(): number {
    return this.#take(1).readUInt8()
  }

  #length(): number {
    const length = this.#take(2).readInt16BE()
    if (length < 0) throw this.#malformed('a length below zero')
    return length
  }

  #take(count: number): Buffer {
    const end = this.#at + count
    if (end > this.#bytes.length) throw new Unreadable('truncated', `ends at ${this.#bytes.length}, ${end} needed`)
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }

  #malformed(what: string): Unreadable {
    return new Unreadable('malformed', `${what}, before ${this.#at}`)
  }
}
