import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { compareDays, parseCompactDay } from './calendar-day.ts'
import type { CalendarDay } from './calendar-day.ts'
import { checkResidentNumber } from './resident-number.ts'
import type { NumberFault } from './resident-number.ts'
import { BASE_HEADER_BYTES, TEXT_BYTES } from './sdt-codes.ts'

/** A resident ID card (居民身份证) as read. It holds a person: it never goes into a log. */
export interface ResidentCard {
  readonly name: string
  /** GB/T 2261.1; null for a code that the standard does not have. */
  readonly sex: 'unknown' | 'male' | 'female' | 'unstated' | null
  /** GB/T 3304 in two digits ("01" 汉), as on the card; 57, 58 and what no table lists are kept as they are. */
  readonly ethnicCode: string
  /** Null, like the other dates, when the card holds no day that exists. */
  readonly birth: CalendarDay | null
  readonly address: string
  readonly number: string
  readonly issuer: string
  readonly validFrom: CalendarDay | null
  readonly validUntil: CalendarDay | '长期' | null
  /** What does not fit together. Old cards have oddities: whether one matters is for whoever uses the card. */
  readonly warnings: readonly CardWarning[]
  /** The picture as it was read, "WLT"-compressed; only licensed software can draw it. Zeros once the card is gone. */
  readonly photo: Buffer
}

export type CardWarning =
  | `number-${NumberFault['kind']}`
  | 'number-and-birth-differ'
  | 'number-and-sex-differ'
  | 'birth-not-a-date'
  | 'sex-not-a-code'
  | 'validity-not-a-date'
  | 'expired'
  | 'not-yet-valid'
  | 'photo-header'

/**
 * Why a read that the reader called a success shows no citizen: `other-document` is a permit or a permanent resident's
 * card, `malformed` a block of the wrong length or without a name or a number.
 */
export type CardFault = { readonly kind: 'other-document' } | { readonly kind: 'malformed' }

/** Where each field lies, in bytes; the text block is UTF-16LE, padded with spaces. */
const FIELDS = {
  name: [0, 30],
  sex: [30, 2],
  ethnicCode: [32, 4],
  birth: [36, 16],
  address: [52, 70],
  number: [122, 36],
  issuer: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
  kind: [248, 2],
} as const satisfies Record<string, readonly [offset: number, length: number]>

/** I: permanent resident (2017), J: 港澳台居民居住证, Y: permanent resident (2023). All else is a resident ID card. */
const OTHER_DOCUMENTS: ReadonlySet<string> = new Set(['I', 'J', 'Y'])
const SEXES: ReadonlyMap<string, ResidentCard['sex']> = new Map([
  ['0', 'unknown'],
  ['1', 'male'],
  ['2', 'female'],
  ['9', 'unstated'],
])
/** Every known photo block begins with these letters. */
const PHOTO_HEADER = Buffer.from('WL', 'latin1')

type DecodedFields = Omit<ResidentCard, 'warnings'>

/**
 * Decodes the data of a successful base read: text length and photo length (16 bits, big-endian), then both blocks.
 * The card's `photo` is a part of `data`, not a copy, so that wiping `data` or `photo` leaves none. `today` is the day
 * that validity is held against.
 */
export function decodeResidentCard(data: Buffer, today: CalendarDay): Result<ResidentCard, CardFault> {
  if (data.length < BASE_HEADER_BYTES + TEXT_BYTES) return err({ kind: 'malformed' })
  const photoBytes = data.readUInt16BE(2)
  if (data.readUInt16BE(0) !== TEXT_BYTES || data.length !== BASE_HEADER_BYTES + TEXT_BYTES + photoBytes) {
    return err({ kind: 'malformed' })
  }
  const text = data.subarray(BASE_HEADER_BYTES, BASE_HEADER_BYTES + TEXT_BYTES)
  if (OTHER_DOCUMENTS.has(field(text, 'kind'))) return err({ kind: 'other-document' })
  const validUntil = field(text, 'validUntil')
  const card: DecodedFields = {
    name: field(text, 'name'),
    sex: SEXES.get(field(text, 'sex')) ?? null,
    ethnicCode: field(text, 'ethnicCode'),
    birth: parseCompactDay(field(text, 'birth')),
    address: field(text, 'address'),
    number: field(text, 'number'),
    issuer: field(text, 'issuer'),
    validFrom: parseCompactDay(field(text, 'validFrom')),
    validUntil: validUntil === '长期' ? validUntil : parseCompactDay(validUntil),
    photo: data.subarray(BASE_HEADER_BYTES + TEXT_BYTES),
  }
  if (card.name === '' || card.number === '') return err({ kind: 'malformed' })
  return ok({ ...card, warnings: [...numberWarnings(card, today), ...otherWarnings(card, today)] })
}

function field(text: Buffer, name: keyof typeof FIELDS): string {
  const [offset, length] = FIELDS[name]
  return text.toString('utf16le', offset, offset + length).replace(/[ \0]+$/, '')
}

function numberWarnings(card: DecodedFields, today: CalendarDay): readonly CardWarning[] {
  const number = checkResidentNumber(card.number, today)
  if (!number.ok) return [`number-${number.fault.kind}`]
  const warnings: CardWarning[] = []
  if (card.birth !== null && compareDays(number.value.birth, card.birth) !== 0) warnings.push('number-and-birth-differ')
  if ((card.sex === 'male' || card.sex === 'female') && card.sex !== number.value.sex) {
    warnings.push('number-and-sex-differ')
  }
  return warnings
}

function otherWarnings(card: DecodedFields, today: CalendarDay): readonly CardWarning[] {
  const { validFrom, validUntil } = card
  const warnings: CardWarning[] = []
  if (card.birth === null) warnings.push('birth-not-a-date')
  if (card.sex === null) warnings.push('sex-not-a-code')
  if (validFrom === null || validUntil === null) warnings.push('validity-not-a-date')
  if (validFrom !== null && compareDays(today, validFrom) < 0) warnings.push('not-yet-valid')
  // The last day still counts.
  if (validUntil !== null && validUntil !== '长期' && compareDays(today, validUntil) > 0) warnings.push('expired')
  if (!card.photo.subarray(0, PHOTO_HEADER.length).equals(PHOTO_HEADER)) warnings.push('photo-header')
  return warnings
}
