import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeResidentCard } from '../../../drivers/id-card/resident-card.ts'
import type { CardWarning, ResidentCard } from '../../../drivers/id-card/resident-card.ts'
import { SdtDecoder } from '../../../drivers/id-card/sdt-frame.ts'
import { baseData, baseFrame, specimenPhoto, textOf, writeField } from './vectors.ts'

const TODAY = { year: 2025, month: 6, day: 1 }

function decoded(data: Buffer, today = TODAY): ResidentCard {
  const card = decodeResidentCard(data, today)
  if (!card.ok) throw new Error(card.fault.kind)
  return card.value
}

describe('the specimen card', () => {
  it('is read field by field, without a warning', () => {
    expect(decoded(baseData('domestic'))).toEqual({
      name: '样本一',
      sex: 'female',
      ethnicCode: '01',
      birth: { year: 1949, month: 12, day: 31 },
      address: '测试省测试市测试区测试路1号',
      number: '11010519491231002X',
      issuer: '测试市公安局',
      validFrom: { year: 2020, month: 1, day: 1 },
      validUntil: '长期',
      warnings: [],
      photo: specimenPhoto(),
    })
  })

  it('keeps a rare name and a padding of NULs as they should be', () => {
    const data = baseData('domestic', (text) => {
      writeField(text, 0, 30, '𠮷\uE863')
      text.fill(0, 10, 30)
    })
    expect(decoded(data).name).toBe('𠮷\uE863')
  })

  it.each(['57', '58', '99'])('keeps the ethnic code %s that no table lists', (code) => {
    expect(decoded(baseData('domestic', (text) => writeField(text, 32, 4, code))).ethnicCode).toBe(code)
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

describe('what is no resident card', () => {
  it.each(['J', 'I', 'Y'] as const)('a document of kind %s is recognised as another one', (kind) => {
    expect(decodeResidentCard(baseData(kind), TODAY)).toEqual({ ok: false, fault: { kind: 'other-document' } })
  })

  it.each([
    ['without a name', baseData('domestic', (text) => writeField(text, 0, 30, ''))],
    ['without a number', baseData('domestic', (text) => writeField(text, 122, 36, ''))],
    ['all zeros', baseData('domestic', (text) => text.fill(0))],
    ['cut short', baseData('domestic').subarray(0, -1)],
    ['with a byte too many', Buffer.concat([baseData('domestic'), Buffer.alloc(1)])],
    ['of another text length', Buffer.concat([Buffer.from([0, 0xfe, 4, 2]), textOf('domestic'), specimenPhoto()])],
    ['empty', Buffer.alloc(0)],
  ])('a block %s is nobody', (_what, data) => {
    expect(decodeResidentCard(data, TODAY)).toEqual({ ok: false, fault: { kind: 'malformed' } })
  })

  it('any bytes at all get an answer', () => {
    const header = fc.constant(Buffer.from([1, 0, 4, 0]))
    const block = fc.uint8Array({ minLength: 1280, maxLength: 1280 })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), block), header, (bytes, lengths) => {
        const card = decodeResidentCard(Buffer.concat([lengths, bytes]), TODAY)
        expect(card.ok ? card.value.photo.length : card.fault.kind).toBeDefined()
      }),
    )
  })
})

describe('a byte that was damaged on the line', () => {
  it('never makes another person of the card', () => {
    const whole = decoded(baseData('domestic'))
    const frame = baseFrame('domestic')
    fc.assert(
      fc.property(fc.nat({ max: frame.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(frame)
        damaged[at] = (damaged[at] ?? 0) ^ flip
        const decoder = new SdtDecoder()
        const people = [...decoder.push(damaged), ...decoder.settle()].flatMap((event) => {
          const card = event.kind === 'frame' ? decodeResidentCard(event.frame.data, TODAY) : null
          return card?.ok === true ? [card.value] : []
        })
        expect(people).toEqual(people.map(() => whole))
      }),
    )
  })
})
