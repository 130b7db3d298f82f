import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { parseCompactDay } from './calendar-day.ts'
import type { CalendarDay } from './calendar-day.ts'
import { warningsOf } from './card-warnings.ts'
import type { CardWarning } from './card-warnings.ts'
import { BASE_HEADER_BYTES, FINGERPRINT_HEADER_BYTES, TEXT_BYTES } from './sdt-codes.ts'

/** GB/T 2261.1; null for a code that the standard does not have. */
export type Sex = 'unknown' | 'male' | 'female' | 'unstated' | null

/** What all four documents have. */
interface Card {
  readonly number: string
  readonly sex: Sex
  /** Null, like the other dates, when the card holds no day that exists. */
  readonly birth: CalendarDay | null
  readonly validFrom: CalendarDay | null
  readonly validUntil: CalendarDay | '长期' | null
  /** What does not fit together. Old cards have oddities: whether one matters is for whoever uses the card. */
  readonly warnings: readonly CardWarning[]
  /** The picture as it was read, "WLT"-compressed; only licensed software can draw it. Zeros once the card is gone. */
  readonly photo: Buffer
  /** Two templates of 512 bytes, opaque; null where they were not asked for or the card has none. Zeros once it is gone. */
  readonly fingerprints: Buffer | null
}

/** 居民身份证. */
export interface ResidentCard extends Card {
  readonly kind: 'resident-card'
  readonly name: string
  /** GB/T 3304 in two digits ("01" 汉), as on the card; 57, 58 and what no table lists are kept as they are. */
  readonly ethnicCode: string
  readonly address: string
  /** Where its holder has moved since (追加住址); null on a card without one, or one of which it could not be read. */
  readonly newestAddress: string | null
  readonly issuer: string
}

/** 港澳台居民居住证 (2018). */
export interface ResidencePermit extends Card {
  readonly kind: 'residence-permit'
  readonly name: string
  readonly address: string
  readonly newestAddress: string | null
  readonly issuer: string
  /** The number of the permit to travel to the mainland: `H12345678`, of Taiwan `12345678`. */
  readonly travelPermit: string
  /** How many times the permit was issued, two digits. */
  readonly issues: string
}

/** 外国人永久居留身份证 as issued until 2023. `validFrom` is its day of issue, as on the later one. */
export interface PermanentResidentCard2017 extends Card {
  readonly kind: 'permanent-resident-card'
  readonly version: '2017'
  /** Upper case, the family name first: `ZHENGJIAN, YANGBEN`. */
  readonly englishName: string
  /** Empty where its holder has none. */
  readonly chineseName: string
  /** GB/T 2659, three letters. */
  readonly nationality: string
  /** `01` */
  readonly cardVersion: string
  /** Code of the authority that took the application, four characters. */
  readonly authority: string
}

/** 外国人永久居留身份证 since December 2023. */
export interface PermanentResidentCard2023 extends Card {
  readonly kind: 'permanent-resident-card'
  readonly version: '2023'
  readonly englishName: string
  readonly chineseName: string
  /** Three letters or digits. */
  readonly nationality: string
  /** How many times the card was issued anew, two digits. */
  readonly renewals: string
  /** Mostly empty: the place is reserved, and some cards may name an authority there. */
  readonly issuer: string
  /** Three characters that tie the number to an earlier one (既往版本号码关联项); their meaning has one source. */
  readonly earlierNumber: string
}

/** Any document that a reader with a security module reads. It holds a person: it never goes into a log. */
export type IdentityDocument = ResidentCard | ResidencePermit | PermanentResidentCard2017 | PermanentResidentCard2023

/** Why a read that the reader called a success shows nobody: a wrong length, or neither a name nor a number. */
export type CardFault = { readonly kind: 'malformed' }

/** Where a field lies in the text, in bytes. The text is UTF-16LE, padded with spaces. */
type Place = readonly [offset: number, length: number]

/** I: permanent resident (2017), J: 港澳台居民居住证, Y: permanent resident (2023). All else is a resident ID card. */
const KIND: Place = [248, 2]

/** GA 467's layout of the resident card, which the permit and the card of 2023 follow where they can. */
const RESIDENT = {
  name: [0, 30],
  sex: [30, 2],
  ethnicCode: [32, 4],
  birth: [36, 16],
  address: [52, 70],
  number: [122, 36],
  issuer: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
} as const satisfies Record<string, Place>

const PERMIT = { ...RESIDENT, travelPermit: [220, 18], issues: [238, 4] } as const satisfies Record<string, Place>

const PERMANENT_2017 = {
  englishName: [0, 120],
  sex: [120, 2],
  number: [122, 30],
  nationality: [152, 6],
  chineseName: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
  birth: [220, 16],
  cardVersion: [236, 4],
  authority: [240, 8],
} as const satisfies Record<string, Place>

/** Its offsets have two sources each; that the name goes on at 220, and what 158 and 250 are for, has one. */
const PERMANENT_2023 = {
  ...RESIDENT,
  chineseName: [0, 30],
  renewals: [32, 4],
  englishName: [52, 70],
  englishNameGoesOn: [220, 22],
  nationality: [242, 6],
  earlierNumber: [250, 6],
} as const satisfies Record<string, Place>

const SEXES: ReadonlyMap<string, Sex> = new Map([
  ['0', 'unknown'],
  ['1', 'male'],
  ['2', 'female'],
  ['9', 'unstated'],
])

/** `30 01` brings the first, `30 10` both. */
export type WhatIsRead = 'text-and-photo' | 'with-fingerprints'

/** How many bytes of what was read are lengths and text; the photo begins there. */
export function textEnd(read: WhatIsRead): number {
  return (read === 'with-fingerprints' ? FINGERPRINT_HEADER_BYTES : BASE_HEADER_BYTES) + TEXT_BYTES
}

/**
 * Decodes the data of a successful read: the lengths of its parts (16 bits each, big-endian), then text, photo and, when
 * `read` asked for them, fingerprints. Photo and fingerprints are parts of `data`, not copies, so that wiping it leaves
 * none. `today` is the day that validity is held against.
 */
export function decodeIdentityDocument(
  data: Buffer,
  today: CalendarDay,
  read: WhatIsRead = 'text-and-photo',
): Result<IdentityDocument, CardFault> {
  const photoAt = textEnd(read)
  if (data.length < photoAt) return err({ kind: 'malformed' })
  const photoBytes = data.readUInt16BE(2)
  const fingerprintBytes = read === 'with-fingerprints' ? data.readUInt16BE(4) : 0
  if (data.readUInt16BE(0) !== TEXT_BYTES || data.length !== photoAt + photoBytes + fingerprintBytes) {
    return err({ kind: 'malformed' })
  }
  const text = data.subarray(photoAt - TEXT_BYTES, photoAt)
  const fingerprintsAt = photoAt + photoBytes
  const card = fieldsOf(text, {
    photo: data.subarray(photoAt, fingerprintsAt),
    fingerprints: fingerprintBytes === 0 ? null : data.subarray(fingerprintsAt),
  })
  if (nameOf(card) === '' || card.number === '') return err({ kind: 'malformed' })
  return ok({ ...card, warnings: warningsOf(card, today) })
}

/** The name by which its holder is known here: the Chinese one, of a permanent resident without one the English. */
export function nameOf(card: IdentityDocument): string {
  if (card.kind !== 'permanent-resident-card') return card.name
  return card.chineseName === '' ? card.englishName : card.chineseName
}

/** Overwrites what of a card can be. */
export function wipeCard({ photo, fingerprints }: IdentityDocument): void {
  photo.fill(0)
  fingerprints?.fill(0)
}

/** The data of `30 03`: 35 characters; null where they are blank. */
export function decodeNewestAddress(data: Buffer): string | null {
  const address = field(data, [0, data.length])
  return address === '' ? null : address
}

function fieldsOf(text: Buffer, blocks: Pick<Card, 'photo' | 'fingerprints'>): IdentityDocument {
  const of = (place: Place): string => field(text, place)
  const shared = (places: Readonly<Record<'sex' | 'birth' | 'number' | 'validFrom' | 'validUntil', Place>>) => ({
    number: of(places.number),
    sex: SEXES.get(of(places.sex)) ?? null,
    birth: parseCompactDay(of(places.birth)),
    validFrom: parseCompactDay(of(places.validFrom)),
    validUntil: of(places.validUntil) === '长期' ? ('长期' as const) : parseCompactDay(of(places.validUntil)),
    warnings: [],
    ...blocks,
  })
  const lives = { name: of(RESIDENT.name), address: of(RESIDENT.address), newestAddress: null, issuer: of(RESIDENT.issuer) }
  switch (of(KIND)) {
    case 'J':
      return { kind: 'residence-permit', ...shared(PERMIT), ...lives, travelPermit: of(PERMIT.travelPermit), issues: of(PERMIT.issues) }
    case 'I':
      return {
        kind: 'permanent-resident-card',
        version: '2017',
        ...shared(PERMANENT_2017),
        englishName: of(PERMANENT_2017.englishName),
        chineseName: of(PERMANENT_2017.chineseName),
        nationality: of(PERMANENT_2017.nationality),
        cardVersion: of(PERMANENT_2017.cardVersion),
        authority: of(PERMANENT_2017.authority),
      }
    case 'Y':
      return {
        kind: 'permanent-resident-card',
        version: '2023',
        ...shared(PERMANENT_2023),
        englishName: longName(text),
        chineseName: of(PERMANENT_2023.chineseName),
        nationality: of(PERMANENT_2023.nationality),
        renewals: of(PERMANENT_2023.renewals),
        issuer: of(PERMANENT_2023.issuer),
        earlierNumber: of(PERMANENT_2023.earlierNumber),
      }
    default:
      return { kind: 'resident-card', ...shared(RESIDENT), ...lives, ethnicCode: of(RESIDENT.ethnicCode) }
  }
}

/** Only a name that fills its first field, but for a space between two words, goes on in the second. */
function longName(text: Buffer): string {
  const [offset, length] = PERMANENT_2023.englishName
  const first = text.toString('utf16le', offset, offset + length)
  if (/[ \0]{2}$/.test(first)) return field(text, PERMANENT_2023.englishName)
  return (first + field(text, PERMANENT_2023.englishNameGoesOn)).trimEnd()
}

function field(text: Buffer, [offset, length]: Place): string {
  return text.toString('utf16le', offset, offset + length).replace(/[ \0]+$/, '')
}
