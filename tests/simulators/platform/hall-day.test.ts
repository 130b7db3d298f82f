import { expect, test } from 'vitest'
import { hallDay } from '../../../simulators/platform/hall-day.ts'

test('a certificate is dated and ends by the hall’s day, in the last days of a month too', () => {
  expect(hallDay(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22')
  expect(hallDay(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
  expect(hallDay(new Date('2026-08-31T04:00:00Z'), 6)).toBe('2027-02-28')
  expect(hallDay(new Date('2026-12-31T17:00:00Z'), 1)).toBe('2027-02-01')
})
