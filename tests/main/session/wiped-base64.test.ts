import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wipedBase64 } from '../../../main/session/wiped-base64.ts'

test('any bytes are written as everybody writes them, and are gone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (some) => {
      const bytes = Buffer.from(some)
      const written = bytes.toString('base64')
      expect(wipedBase64(bytes)).toBe(written)
      expect(bytes.every((byte) => byte === 0)).toBe(true)
    }),
  )
})
