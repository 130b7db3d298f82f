import fc from 'fast-check'
import { expect, test } from 'vitest'
import { watchClock } from '../../../main/platform/clock-offset.ts'

const TEN = Date.parse('2026-11-22T02:00:00Z')

/** A call: when it is sent, how long it is under way, and how far along the platform writes its `Date`. */
const call = fc.record({
  at: fc.nat(3_600_000),
  underWayMs: fc.nat(5_000),
  along: fc.double({ min: 0, max: 1, noNaN: true }),
})

function sampleOf({ at, underWayMs, along }: { at: number; underWayMs: number; along: number }, aheadMs: number) {
  const askedAt = TEN + at
  const written = askedAt + underWayMs * along + aheadMs
  return { askedAt, answeredAt: askedAt + underWayMs, date: Math.floor(written / 1000) * 1000 }
}

test('the true offset is never farther away than is said, however slow the network', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
      fc.array(call, { minLength: 1, maxLength: 80 }),
      (aheadMs, calls) => {
        const clock = watchClock()
        for (const each of calls) clock.sample(sampleOf(each, aheadMs))
        const offset = clock.offset()
        expect(Math.abs((offset?.offsetMs ?? Number.NaN) - aheadMs)).toBeLessThanOrEqual(
          (offset?.uncertaintyMs ?? 0) + 1,
        )
      },
    ),
  )
})

test('many quick answers tell it to far less than the second in which `Date` is written', () => {
  const clock = watchClock()
  for (let index = 0; index < 32; index += 1)
    clock.sample(sampleOf({ at: index * 1_031, underWayMs: 10, along: 0.5 }, 4_321))
  expect(clock.offset()?.uncertaintyMs).toBeLessThan(50)
  expect(Math.abs((clock.offset()?.offsetMs ?? 0) - 4_321)).toBeLessThan(50)
})

test('a clock that is set is followed at once', () => {
  const clock = watchClock()
  for (let index = 0; index < 10; index += 1)
    clock.sample(sampleOf({ at: index * 1_000, underWayMs: 10, along: 0.5 }, 0))
  clock.sample(sampleOf({ at: 20_000, underWayMs: 10, along: 0.5 }, 86_400_000))
  expect(Math.round((clock.offset()?.offsetMs ?? 0) / 1000)).toBe(86_400)
})

test('an answer during which this machine’s clock was set back says nothing', () => {
  const clock = watchClock()
  clock.sample({ askedAt: TEN, answeredAt: TEN - 1, date: TEN })
  expect(clock.offset()).toBeNull()
})
