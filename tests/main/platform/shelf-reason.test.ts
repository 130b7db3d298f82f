import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shelfReason } from '../../../main/platform/shelf-reason.ts'

test('an operator reads the platform’s code and words', () => {
  expect(shelfReason({ code: 'unknown-business', title: '没有这项业务 D' })).toBe('unknown-business: 没有这项业务 D')
  expect(shelfReason({ code: '', title: 'No' })).toBe('No')
  expect(shelfReason({ code: 'gone', title: ' ' })).toBe('gone')
  expect(shelfReason(undefined)).toBe('')
})

test('nobody’s number, long or short, is read there', () => {
  const reason = shelfReason({ code: 'x', title: '11010519491231002X and 13800138000 of window 12' })
  expect(reason).toBe('x: … and … of window 12')
})

test('whatever a platform writes is one line of at most 230 characters that steers nothing', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 150, maxLength: 400 }))
  fc.assert(
    fc.property(text, text, (code, title) => {
      const reason = shelfReason({ code, title })
      expect(reason).not.toMatch(/[\p{C}\n\r\u2028\u2029]|\d{11}/u)
      expect(Array.from(reason).length).toBeLessThanOrEqual(230)
      expect(reason).toBe(reason.trim())
    }),
  )
})
