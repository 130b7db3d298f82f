import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FRAMINGS } from '../../../drivers/id-card/hid-framing.ts'
import { DAMAGED, NOISE, WRITTEN } from './hid-properties.ts'
import { bytesOf } from './vectors.ts'

const FIND = bytesOf('AA AA AA 96 69 00 03 20 01 22')

describe('SDT frames in HID reports', () => {
  it('are written as the reference computes them', () => {
    const [plain] = FRAMINGS.plain64.encode(FIND)
    expect(plain).toEqual(Buffer.concat([FIND, Buffer.alloc(54)]))
    const [counted] = FRAMINGS.len63.encode(FIND)
    expect(counted).toEqual(Buffer.concat([Buffer.of(10), FIND, Buffer.alloc(53)]))
    const [enveloped] = FRAMINGS.miaxis.encode(FIND)
    expect(enveloped).toEqual(Buffer.concat([bytesOf('88 00 00 0B 00 B1 AA AA AA 96 69 00 03 20 01 22 FF 03'), Buffer.alloc(46)]))
  })

  it.each([...WRITTEN, ...NOISE, ...DAMAGED])('$name', (property) => property.hold())

  it('of Miaxis are trusted only with the right sum', () => {
    const answer = bytesOf('AA 00 00 0E 00 00 00 01 AA AA AA 96 69 00 04 00 00 9F 9B')
    const sum = answer.subarray(3).reduce((total, byte) => total + byte, 0)
    const report = Buffer.concat([answer, Buffer.of(sum & 0xff, sum >> 8), Buffer.alloc(64 - answer.length - 2)])
    expect(FRAMINGS.miaxis.decode(report)).toEqual(answer.subarray(8))
    fc.assert(
      fc.property(fc.integer({ min: 3, max: answer.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const flipped = Buffer.from(report)
        flipped[at] = (flipped[at] ?? 0) ^ flip
        expect(FRAMINGS.miaxis.decode(flipped)).not.toEqual(answer.subarray(8))
      }),
    )
  })
})
