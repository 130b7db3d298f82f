import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCreditCode, taskCodeFault, wrongCreditCode } from '../../../main/catalogue/item-codes.ts'

/** reference/id-documents.md §4.4, and the body of reference/hall.md §2.2. */
const GOOD = [
  '91350100M000100Y43',
  '9144030071526726XG',
  '91330100799655058B',
  '914403001922038216',
  '91110000802100433B',
  '91440300708461136T',
  '91110108551385082Q',
  '12441500196720244T',
]
const DIGITS = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')

describe('a unified social credit code', () => {
  test.each(GOOD)('%s is one', (code) => expect(isCreditCode(code)).toBe(true))

  test.each(['92350100M000100Y43', '', '91350100M000100Y4', '91350100M000100Y433', '91350100m000100Y43'])('%s is none', (code) =>
    expect(isCreditCode(code)).toBe(false),
  )

  test.each([
    ['91350100M000100Y4', { reason: 'length' }],
    ['91350100M0001O0Y43', { reason: 'characters', position: 14 }],
    ['I1350100M000100Y43', { reason: 'characters', position: 1 }],
    ['9135A100M000100Y43', { reason: 'characters', position: 5 }],
    ['B1350100M000100Y43', { reason: 'authority' }],
    ['91350100M000101Y43', { reason: 'organisation' }],
    ['92350100M000100Y43', { reason: 'check-digit' }],
    ['91350100m000100y43', null],
  ])('typed as %s is told the exact reason', (code, wrong) => expect(wrongCreditCode(code)).toEqual(wrong))

  test('that is one has no reason, and any other one has', () => {
    const typed = fc.oneof(fc.constantFrom(...GOOD), fc.stringMatching(/^[0-9A-Z]{17,19}$/))
    const agrees = fc.property(typed, (code) => {
      expect(wrongCreditCode(code) === null).toBe(isCreditCode(code))
    })
    fc.assert(agrees)
  })

  test('with a wrong digit within is none, though the last one is right for it', () => {
    expect(isCreditCode('11530323MB0A00018C')).toBe(true)
    expect(isCreditCode('11530323MB0A000179')).toBe(false)
  })

  test('with one character read wrong, or two neighbours changed over, is none', () => {
    const misread = fc.property(fc.constantFrom(...GOOD), fc.nat(17), fc.constantFrom(...DIGITS), (code, at, digit) => {
      const other = code.slice(0, at) + digit + code.slice(at + 1)
      const next = Math.min(at, 16)
      const swapped = `${code.slice(0, next)}${code.charAt(next + 1)}${code.charAt(next)}${code.slice(next + 2)}`
      return [other, swapped].every((wrong) => wrong === code || !isCreditCode(wrong))
    })
    expect(fc.check(misread, { numRuns: 1000 }).failed).toBe(false)
  })
})

describe('the code of an item', () => {
  const TASK = '12441500196720244T3442199806003'

  test('is the body’s code, a level and the catalogue’s code', () => {
    expect(TASK).toHaveLength(31)
    expect(taskCodeFault(TASK, '442199806003')).toBeNull()
    expect(taskCodeFault(TASK.replace('T3', 'TA'), '442199806003')).toBe('level')
    expect(taskCodeFault(TASK, '442199806004')).toBe('other-catalogue-code')
    expect(taskCodeFault(`1${TASK.slice(0, 30)}`, '442199806003')).toBe('credit-code')
  })
})
