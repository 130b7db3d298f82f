import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { bytesDue, wireTimeMs, writePaced } from '../../../simulators/card-reader/pace.ts'

const bauds = fc.constantFrom(115_200, 57_600, 38_400, 19_200, 9_600)

describe('the schedule of a paced line', () => {
  test('a card at 115200 baud is on the wire for as long as the books say', () => {
    expect(wireTimeMs(1295, 115_200)).toBeCloseTo(112.4, 1)
    expect(wireTimeMs(2321, 115_200)).toBeCloseTo(201.5, 1)
  })

  test('has all of a frame when its wire time has passed, and its last byte not before', () => {
    fc.assert(
      fc.property(bauds, fc.integer({ min: 1, max: 2500 }), (baud, total) => {
        const whole = wireTimeMs(total, baud)
        expect(bytesDue(whole, total, baud)).toBe(total)
        expect(bytesDue(whole - wireTimeMs(0.01, baud), total, baud)).toBe(total - 1)
      }),
      // Its wire time in floating point is a hair short of 47 bytes.
      { examples: [[115_200, 47]] },
    )
  })

  test('never goes back and never gives more than there is', () => {
    fc.assert(
      fc.property(bauds, fc.nat(2500), fc.nat(1000), fc.nat(1000), (baud, total, early, later) => {
        const first = bytesDue(early, total, baud)
        const second = bytesDue(early + later, total, baud)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(second).toBeGreaterThanOrEqual(first)
        expect(second).toBeLessThanOrEqual(total)
      }),
    )
  })

  test('has nothing before the line is free', () => {
    expect(bytesDue(-5, 100, 115_200)).toBe(0)
  })
})

describe('a paced frame', () => {
  test('arrives whole and in order, and not before its wire time', async () => {
    const frame = Buffer.from(Array.from({ length: 3000 }, (_, index) => index & 0xff))
    const parts: Uint8Array[] = []
    const start = performance.now()
    await writePaced(frame, 115_200, start, (bytes) => {
      parts.push(bytes)
      return true
    })
    // Early is impossible by construction, however slow the machine; late is not tested.
    expect(performance.now() - start).toBeGreaterThanOrEqual(wireTimeMs(3000, 115_200) - 0.01)
    expect(Buffer.concat(parts)).toEqual(frame)
    expect(parts.length).toBeGreaterThan(1)
  })

  test('is given up when nobody is on the line any more', async () => {
    let writes = 0
    await writePaced(Buffer.alloc(2000), 115_200, performance.now(), () => {
      writes += 1
      return false
    })
    expect(writes).toBe(1)
  })
})
