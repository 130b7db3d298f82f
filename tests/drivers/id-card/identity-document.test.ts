import { describe, expect, it } from 'vitest'
import type { CardWarning } from '../../../drivers/id-card/card-warnings.ts'
import { decodeIdentityDocument, decodeNewestAddress, nameOf } from '../../../drivers/id-card/identity-document.ts'
import type { IdentityDocument } from '../../../drivers/id-card/identity-document.ts'
import { SdtDecoder } from '../../../drivers/id-card/sdt-frame.ts'
import { damaged } from '../../properties.ts'
import { anyBlock, cutShort, damagedByte, peopleIn, READ_BACK, TODAY, twoDamagedBytes } from './document-properties.ts'
import { baseData, baseFrame, bytesOf, DOCUMENTS, fingerprintFrame, RESPONSES, specimenPhoto, textOf, writeField } from './vectors.ts'
import type { Document } from './vectors.ts'

function decoded(data: Buffer, today = TODAY): IdentityDocument {
  const card = decodeIdentityDocument(data, today)
  if (!card.ok) throw new Error(card.fault.kind)
  return card.value
}

const LAST_DAYS = { validFrom: { year: 2023, month: 8, day: 8 }, validUntil: { year: 2033, month: 8, day: 7 } }
const BLOCKS = { photo: specimenPhoto(), fingerprints: null }
const YANGBEN = {
  kind: 'permanent-resident-card',
  sex: 'female',
  birth: { year: 1980, month: 1, day: 1 },
  ...LAST_DAYS,
  englishName: 'ZHENGJIAN, YANGBEN',
  chineseName: '证件样本',
  nationality: 'PAK',
  ...BLOCKS,
}
/** What the reference says of its four specimens. */
const SPECIMENS: Readonly<Record<Document, IdentityDocument | object>> = {
  domestic: {
    kind: 'resident-card',
    name: '样本一',
    sex: 'female',
    ethnicCode: '01',
    birth: { year: 1949, month: 12, day: 31 },
    address: '测试省测试市测试区测试路1号',
    newestAddress: null,
    number: '11010519491231002X',
    issuer: '测试市公安局',
    validFrom: { year: 2020, month: 1, day: 1 },
    validUntil: '长期',
    warnings: [],
    ...BLOCKS,
  },
  J: {
    kind: 'residence-permit',
    name: '样本二',
    sex: 'female',
    birth: { year: 1994, month: 8, day: 23 },
    address: '测试省测试市测试区测试路2号',
    newestAddress: null,
    number: '810000199408230021',
    issuer: '测试市公安局',
    validFrom: { year: 2020, month: 1, day: 1 },
    validUntil: { year: 2025, month: 1, day: 1 },
    travelPermit: 'H12345678',
    issues: '01',
    warnings: ['expired'],
    ...BLOCKS,
  },
  I: { ...YANGBEN, version: '2017', number: 'PAK310080010103', cardVersion: '01', authority: '1500', warnings: [] },
  Y: { ...YANGBEN, version: '2023', number: '931586198001010028', renewals: '00', issuer: '', earlierNumber: '000', warnings: [] },
}

describe('the specimen of each document', () => {
  it.each(DOCUMENTS)('%s is read field by field', (kind) => {
    expect(decoded(baseData(kind))).toEqual(SPECIMENS[kind])
  })

  it.each(DOCUMENTS)('%s is read with its fingerprints, or without any, from the frames of the reference', (kind) => {
    for (const fingers of ['with', 'without'] as const) {
      const [event] = new SdtDecoder().push(fingerprintFrame(kind, fingers))
      if (event?.kind !== 'frame') throw new Error('no frame')
      const card = decodeIdentityDocument(event.frame.data, TODAY, 'with-fingerprints')
      const fingerprints = fingers === 'with' ? Buffer.alloc(1024) : null
      expect(card).toEqual({ ok: true, value: { ...SPECIMENS[kind], fingerprints } })
    }
  })

  it('has moved', () => {
    const [event] = new SdtDecoder().push(bytesOf(RESPONSES.newAddr))
    expect(event?.kind === 'frame' ? decodeNewestAddress(event.frame.data) : '').toBe('测试省测试市测试区新路9号')
    expect(decodeNewestAddress(Buffer.from(' '.repeat(35), 'utf16le'))).toBeNull()
  })

  it('is known by its Chinese name, a permanent resident without one by the English', () => {
    expect(DOCUMENTS.map((kind) => nameOf(decoded(baseData(kind))))).toEqual(['样本一', '样本二', '证件样本', '证件样本'])
    expect(nameOf(decoded(baseData('Y', (text) => writeField(text, 0, 30, ''))))).toBe('ZHENGJIAN, YANGBEN')
  })

  it.each([
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ, ABCDEFGH', 'IJ', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ, ABCDEFGIJ'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH, ', 'IJ', 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH,IJ'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ, ABCDEF ', 'GHIJ', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ, ABCDEF GHIJ'],
    ['ZHENGJIAN, YANGBEN', 'H12345678', 'ZHENGJIAN, YANGBEN'],
  ])('of 2023 has a name that goes on in another field only where the first is full: %s', (first, rest, name) => {
    const data = baseData('Y', (text) => {
      writeField(text, 52, 70, first.slice(0, 35))
      writeField(text, 220, 22, rest)
    })
    expect(decoded(data)).toMatchObject({ englishName: name })
  })

  it('keeps a rare name and a padding of NULs as they should be', () => {
    const data = baseData('domestic', (text) => {
      writeField(text, 0, 30, '𠮷\uE863')
      text.fill(0, 10, 30)
    })
    expect(nameOf(decoded(data))).toBe('𠮷\uE863')
  })

  it.each(['57', '58', '99'])('keeps the ethnic code %s that no table lists', (code) => {
    expect(decoded(baseData('domestic', (text) => writeField(text, 32, 4, code)))).toMatchObject({ ethnicCode: code })
  })

  it('leaves no picture when what was read is wiped', () => {
    const data = baseData('domestic')
    const { photo } = decoded(data)
    data.fill(0)
    expect(photo.every((byte) => byte === 0)).toBe(true)
  })
})

describe('what does not fit together is a warning, and the card is still a card', () => {
  const changes: readonly (readonly [CardWarning, (text: Buffer) => void])[] = [
    ['number-check-digit', (text) => writeField(text, 122, 36, '110105194912310021')],
    ['number-length', (text) => writeField(text, 122, 36, '110105491231002')],
    ['number-characters', (text) => writeField(text, 122, 36, '1101051949123100２X')],
    ['number-region', (text) => writeField(text, 122, 36, '01010519491231002X')],
    ['number-birth', (text) => writeField(text, 122, 36, '11010519491331002X')],
    ['number-and-birth-differ', (text) => writeField(text, 36, 16, '19491230')],
    ['number-and-sex-differ', (text) => writeField(text, 30, 2, '1')],
    ['birth-not-a-date', (text) => writeField(text, 36, 16, '19490229')],
    ['sex-not-a-code', (text) => writeField(text, 30, 2, '7')],
    ['validity-not-a-date', (text) => writeField(text, 188, 16, '')],
    ['validity-not-a-date', (text) => writeField(text, 204, 16, '永久')],
    ['expired', (text) => writeField(text, 204, 16, '20250531')],
    ['not-yet-valid', (text) => writeField(text, 188, 16, '20250602')],
  ]
  it.each(changes)('%s', (warning, change) => {
    expect(decoded(baseData('domestic', change)).warnings).toEqual([warning])
  })

  it('a photo block of no known kind', () => {
    const data = baseData('domestic')
    data[260] = 0
    expect(decoded(data).warnings).toEqual(['photo-header'])
  })

  it('not the last day of validity, nor the first', () => {
    const data = baseData('domestic', (text) => {
      writeField(text, 188, 16, '20250601')
      writeField(text, 204, 16, '20250601')
    })
    expect(decoded(data).warnings).toEqual([])
    expect(decoded(data).validUntil).toEqual(TODAY)
  })

  it('not a sex that the card leaves open', () => {
    expect(decoded(baseData('domestic', (text) => writeField(text, 30, 2, '9')))).toMatchObject({
      sex: 'unstated',
      warnings: [],
    })
  })
})

describe('what does not fit together on another document', () => {
  const changes: readonly (readonly [Document, CardWarning, (text: Buffer) => void])[] = [
    ['J', 'number-not-a-permit', (text) => writeField(text, 122, 36, '110101199408230028')],
    ['J', 'number-check-digit', (text) => writeField(text, 122, 36, '810000199408230022')],
    ['J', 'number-and-birth-differ', (text) => writeField(text, 36, 16, '19940824')],
    ['J', 'travel-permit-malformed', (text) => writeField(text, 220, 18, 'H1234567')],
    ['J', 'number-and-travel-permit-differ', (text) => writeField(text, 220, 18, 'M12345678')],
    ['I', 'number-check-digit', (text) => writeField(text, 122, 30, 'PAK310080010104')],
    ['I', 'number-length', (text) => writeField(text, 122, 30, 'PAK31008001010')],
    ['I', 'number-characters', (text) => writeField(text, 122, 30, 'PA1310080010103')],
    ['I', 'number-and-birth-differ', (text) => writeField(text, 220, 16, '19800102')],
    ['I', 'number-and-sex-differ', (text) => writeField(text, 120, 2, '1')],
    ['I', 'expired', (text) => writeField(text, 204, 16, '20250531')],
    ['Y', 'number-check-digit', (text) => writeField(text, 122, 36, '931586198001010029')],
    ['Y', 'number-length', (text) => writeField(text, 122, 36, 'PAK310080010103')],
    ['Y', 'number-and-birth-differ', (text) => writeField(text, 36, 16, '18800101')],
    ['Y', 'number-and-sex-differ', (text) => writeField(text, 30, 2, '1')],
    ['Y', 'birth-not-a-date', (text) => writeField(text, 36, 16, '')],
  ]
  it.each(changes)('%s: %s', (kind, warning, change) => {
    const inTime = (text: Buffer): void => writeField(text, 204, 16, '20330807')
    const data = baseData(kind, (text) => {
      inTime(text)
      change(text)
    })
    expect(decoded(data).warnings).toEqual([warning])
  })
})

describe('what is nobody’s document', () => {
  it.each([
    ['without a name', baseData('domestic', (text) => writeField(text, 0, 30, ''))],
    ['without a number', baseData('domestic', (text) => writeField(text, 122, 36, ''))],
    ['all zeros', baseData('domestic', (text) => text.fill(0))],
    ['cut short', baseData('domestic').subarray(0, -1)],
    ['with a byte too many', Buffer.concat([baseData('domestic'), Buffer.alloc(1)])],
    ['of another text length', Buffer.concat([Buffer.from([0, 0xfe, 4, 2]), textOf('domestic'), specimenPhoto()])],
    ['empty', Buffer.alloc(0)],
  ])('a block %s is nobody', (_what, data) => {
    expect(decodeIdentityDocument(data, TODAY)).toEqual({ ok: false, fault: { kind: 'malformed' } })
  })

  it('any bytes at all get an answer', () => anyBlock.hold())
})

describe('whatever is written on a card', () => {
  it.each(READ_BACK)('$name', (property) => property.hold())
})

describe('bytes that were damaged on the line', () => {
  it('never make another person of a card, nor does any cut of the bytes', () => damagedByte.hold())
  it('two of them neither, unless both are changed alike', () => twoDamagedBytes.hold())
  it('or that never came, make nobody', () => cutShort.hold())
})

// The checksum is one XOR over the frame: it sees any one byte, and is blind to the same flip in two. What stands twice
// on a card shows it all the same; the rest it has to be believed.
describe('the same flip in two bytes, to which the checksum is blind', () => {
  const twice = (at: number, and: number, flip: number): IdentityDocument => {
    const [card] = peopleIn([damaged(damaged(baseFrame('domestic'), at, flip), and, flip)])
    if (card === undefined) throw new Error('the checksum saw it')
    return card
  }
  /** The first byte of the character at `place` of a field: preamble 5, Len 2, SW 3 and the lengths 4 stand before the text. */
  const digit = (field: number, place: number): number => 14 + field + 2 * place

  it('within the number is noticed by its form, its date, its sex or its check digit, but for one in 56', () => {
    let tried = 0
    let unnoticed = 0
    for (let one = 0; one < 17; one += 1) {
      for (let other = one + 1; other < 17; other += 1) {
        for (let flip = 1; flip < 8; flip += 1) {
          tried += 1
          if (twice(digit(122, one), digit(122, other), flip).warnings.length === 0) unnoticed += 1
        }
      }
    }
    expect([tried, unnoticed]).toEqual([952, 17])
  })

  it('in a birth alone, or in the sex and another field, is noticed by the number', () => {
    expect(twice(digit(36, 6), digit(36, 7), 1).warnings).toContain('number-and-birth-differ')
    expect(twice(digit(30, 0), digit(52, 0), 3).warnings).toContain('number-and-sex-differ')
  })

  it('within name or address is noticed by nothing', () => {
    expect(twice(digit(0, 0), digit(0, 1), 1)).toMatchObject({ warnings: [] })
    expect(nameOf(twice(digit(0, 0), digit(0, 1), 1))).not.toBe('样本一')
  })
})
