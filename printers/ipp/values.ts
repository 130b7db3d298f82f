import assert from 'node:assert'
import type { IppValue, OutOfBandKind, StringKind } from './message.ts'

/** How one value looks in bytes (RFC 8010, sections 3.5.2 and 3.9), both ways, for every syntax but the collection. */

export const COLLECTION_BEGIN = 0x34
export const COLLECTION_END = 0x37
export const MEMBER_NAME = 0x4a

type PlainValue = Exclude<IppValue, { kind: 'collection' }>

const OUT_OF_BAND: Readonly<Record<OutOfBandKind, number>> = {
  unsupported: 0x10,
  default: 0x11,
  unknown: 0x12,
  'no-value': 0x13,
  'not-settable': 0x15,
  'delete-attribute': 0x16,
  'admin-define': 0x17,
}
const STRINGS: Readonly<Record<StringKind, number>> = {
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
}
const NUMBERS = { integer: 0x21, enum: 0x23 } as const
const BOOLEAN = 0x22
const OCTET_STRING = 0x30
const DATE_TIME = 0x31
const RESOLUTION = 0x32
const RANGE = 0x33
const WITH_LANGUAGE = { text: 0x35, name: 0x36 } as const
const WITHOUT_LANGUAGE = { text: 0x41, name: 0x42 } as const
const UNITS = { dpi: 3, dpcm: 4 } as const

export function tagOf(value: PlainValue): number {
  switch (value.kind) {
    case 'integer':
    case 'enum':
      return NUMBERS[value.kind]
    case 'boolean':
      return BOOLEAN
    case 'octetString':
      return OCTET_STRING
    case 'dateTime':
      return DATE_TIME
    case 'resolution':
      return RESOLUTION
    case 'rangeOfInteger':
      return RANGE
    case 'text':
    case 'name':
      return value.language === null ? WITHOUT_LANGUAGE[value.kind] : WITH_LANGUAGE[value.kind]
    case 'keyword':
    case 'uri':
    case 'uriScheme':
    case 'charset':
    case 'naturalLanguage':
    case 'mimeMediaType':
      return STRINGS[value.kind]
    case 'other':
      return value.tag
    case 'unsupported':
    case 'default':
    case 'unknown':
    case 'no-value':
    case 'not-settable':
    case 'delete-attribute':
    case 'admin-define':
      return OUT_OF_BAND[value.kind]
    default:
      return value satisfies never
  }
}

export function encodeValue(value: PlainValue): Uint8Array {
  switch (value.kind) {
    case 'integer':
    case 'enum':
      return int32(value.value)
    case 'boolean':
      return Buffer.of(value.value ? 1 : 0)
    case 'octetString':
    case 'other':
      return value.bytes
    case 'dateTime':
      return encodeDateTime(value.at)
    case 'resolution':
      return Buffer.concat([int32(value.cross, value.feed), Buffer.of(UNITS[value.unit])])
    case 'rangeOfInteger':
      return int32(value.lower, value.upper)
    case 'text':
    case 'name':
      return value.language === null
        ? Buffer.from(value.text)
        : Buffer.concat([counted(value.language), counted(value.text)])
    case 'keyword':
    case 'uri':
    case 'uriScheme':
    case 'charset':
    case 'naturalLanguage':
    case 'mimeMediaType':
      return Buffer.from(value.text)
    case 'unsupported':
    case 'default':
    case 'unknown':
    case 'no-value':
    case 'not-settable':
    case 'delete-attribute':
    case 'admin-define':
      return Buffer.alloc(0)
    default:
      return value satisfies never
  }
}

/** A value that its syntax does not allow (a clock of zeros, an integer of three bytes) is kept as `other`. */
export function decodeValue(tag: number, bytes: Buffer): IppValue {
  return decoded(tag, bytes) ?? { kind: 'other', tag, bytes: Uint8Array.from(bytes) }
}

function decoded(tag: number, bytes: Buffer): IppValue | null {
  const outOfBand = named(OUT_OF_BAND, tag)
  // Some printers put bytes there all the same; they mean nothing (RFC 8010, section 3.5.2).
  if (outOfBand !== null) return { kind: outOfBand }
  const string = named(STRINGS, tag)
  if (string !== null) return { kind: string, text: bytes.toString() }
  const number = named(NUMBERS, tag)
  if (number !== null) return bytes.length === 4 ? { kind: number, value: bytes.readInt32BE() } : null
  const plain = named(WITHOUT_LANGUAGE, tag)
  if (plain !== null) return { kind: plain, text: bytes.toString(), language: null }
  const spoken = named(WITH_LANGUAGE, tag)
  if (spoken !== null) return decodeWithLanguage(spoken, bytes)
  switch (tag) {
    case BOOLEAN:
      return bytes.length === 1 ? { kind: 'boolean', value: bytes[0] !== 0 } : null
    case OCTET_STRING:
      return { kind: 'octetString', bytes: Uint8Array.from(bytes) }
    case DATE_TIME:
      return decodeDateTime(bytes)
    case RESOLUTION:
      return decodeResolution(bytes)
    case RANGE:
      return bytes.length === 8 ? { kind: 'rangeOfInteger', lower: bytes.readInt32BE(), upper: bytes.readInt32BE(4) } : null
    default:
      return null
  }
}

function named<Name extends string>(tags: Readonly<Record<Name, number>>, tag: number): Name | null {
  return (Object.keys(tags) as Name[]).find((name) => tags[name] === tag) ?? null
}

function int32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => bytes.writeInt32BE(value, 4 * index))
  return bytes
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function decodeWithLanguage(kind: 'text' | 'name', bytes: Buffer): IppValue | null {
  if (bytes.length < 2) return null
  const languageEnd = 2 + bytes.readUInt16BE()
  if (bytes.length < languageEnd + 2) return null
  const textAt = languageEnd + 2
  if (bytes.length !== textAt + bytes.readUInt16BE(languageEnd)) return null
  return { kind, text: bytes.subarray(textAt).toString(), language: bytes.subarray(2, languageEnd).toString() }
}

function decodeResolution(bytes: Buffer): IppValue | null {
  if (bytes.length !== 9) return null
  const unit = named(UNITS, bytes.readUInt8(8))
  return unit === null ? null : { kind: 'resolution', cross: bytes.readInt32BE(), feed: bytes.readInt32BE(4), unit }
}

const DATE_TIME_TEXT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d)([+-])(\d\d):(\d\d)$/

/** DateAndTime of RFC 2579: year in two bytes, then month, day, hour, minute, second, tenth, direction, hours, minutes. */
function encodeDateTime(at: string): Buffer {
  const parts = DATE_TIME_TEXT.exec(at)
  assert(parts !== null, 'a dateTime is written as 2026-11-22T09:38:17.4+08:00')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0] = parts.slice(1, 8).map(Number)
  const sign = (parts[8] ?? '+').charCodeAt(0)
  return Buffer.of(year >> 8, year & 0xff, month, day, hour, minute, second, tenth, sign, Number(parts[9]), Number(parts[10]))
}

function decodeDateTime(bytes: Buffer): IppValue | null {
  if (bytes.length !== 11) return null
  const year = bytes.readUInt16BE()
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0] = bytes.subarray(2, 8)
  const [hours = 0, minutes = 0] = bytes.subarray(9)
  const sign = String.fromCharCode(bytes.readUInt8(8))
  const inRange =
    year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60 &&
    tenth <= 9 && (sign === '+' || sign === '-') && hours <= 14 && minutes < 60
  if (!inRange) return null
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  const time = `${two(hour)}:${two(minute)}:${two(second)}.${tenth}`
  return { kind: 'dateTime', at: `${date}T${time}${sign}${two(hours)}:${two(minutes)}` }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
