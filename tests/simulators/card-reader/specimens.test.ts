import { describe, expect, test } from 'vitest'

import { SPECIMENS, domesticSpecimen, specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { TEXT_BLOCKS } from './vectors.ts'

describe('a specimen card', () => {
  test.each(['domestic', 'J', 'I', 'Y'] as const)('of kind %s carries the published text block', (kind) => {
    expect(Buffer.from(specimenOf(kind).text).toString('hex').toUpperCase()).toBe(TEXT_BLOCKS[kind])
  })

  test('has blocks of the sizes a reader announces', () => {
    for (const card of SPECIMENS) {
      expect(card.text.length).toBe(256)
      expect(card.photo.length).toBe(1024)
      expect([0, 1024]).toContain(card.fingerprints.length)
      expect([undefined, 70]).toContain(card.newestAddress?.length)
      expect(card.management.length).toBe(28)
    }
  })

  test('is one of several people with different names, numbers and management numbers', () => {
    const resident = SPECIMENS.filter((card) => card.kind === 'domestic')
    expect(resident.length).toBeGreaterThanOrEqual(5)
    for (const key of [
      (card: (typeof SPECIMENS)[number]) => card.id,
      (card: (typeof SPECIMENS)[number]) => card.face.number,
      (card: (typeof SPECIMENS)[number]) => Buffer.from(card.management).toString('hex'),
    ]) {
      expect(new Set(SPECIMENS.map(key)).size).toBe(SPECIMENS.length)
    }
    expect(new Set(resident.map((card) => card.face.name)).size).toBe(resident.length)
  })

  // GB 11643, ISO 7064 MOD 11-2, worked out here from the standard's own weights.
  test('has a number whose check digit, birth date and sex agree with the rest of the card', () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    for (const { face } of SPECIMENS.filter((card) => card.kind !== 'I')) {
      const sum = weights.reduce((total, weight, index) => total + weight * Number(face.number[index]), 0)
      expect(face.number[17]).toBe('10X98765432'[sum % 11])
      expect(face.number.slice(6, 14)).toBe(face.birth)
      expect(Number(face.number[16]) % 2 === 1 ? '男' : '女').toBe(face.sex)
    }
  })

  test('cannot be composed with a field that would run into its neighbour', () => {
    const fields = {
      name: '样'.repeat(16),
      sex: '1',
      ethnic: '01',
      birth: '19900307',
      address: '测试路',
      number: '110101199003078670',
      authority: '测试市公安局',
      from: '20200101',
      until: '长期',
    } as const
    expect(() => domesticSpecimen('long', fields)).toThrow(/30 bytes at 0/)
  })
})
