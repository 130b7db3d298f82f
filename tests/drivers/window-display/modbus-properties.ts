import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { decodeAnswer, encodeWrite } from '../../../drivers/window-display/modbus-frame.ts'
import { segmentsOf } from '../../../drivers/window-display/segments.ts'
import { damaged, property } from '../../properties.ts'

const request = fc
  .tuple(fc.integer({ min: 1, max: 247 }), fc.nat(0xffff), fc.uint8Array({ minLength: 1, maxLength: 12 }))
  .map(([unit, address, half]) => ({ unit, address, bytes: Buffer.from([...half, ...half]) }))

/** Modbus CRC-16 by long division, as its specification has it in words. */
export function crc(bytes: Uint8Array): Buffer {
  let rest = 0xffff
  for (const byte of bytes) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit += 1) rest = rest % 2 === 1 ? Math.floor(rest / 2) ^ 0xa001 : rest / 2
  }
  return Buffer.of(rest % 256, Math.floor(rest / 256))
}

export const modbusAnswers = property(
  'the answer to a Modbus write is found between any bytes, damaged it is none',
  fc.tuple(request, fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), fc.nat(7), fc.integer({ min: 1, max: 255 })),
  ([asked, before, behind, at, flip]) => {
    const head = encodeWrite(asked).subarray(0, 6)
    const answer = Buffer.concat([head, crc(head)])
    assert.deepEqual(decodeAnswer(Buffer.concat([before, answer, behind]), asked), { kind: 'done' })
    assert.equal(decodeAnswer(damaged(answer, at, flip), asked), null)
    assert.equal(decodeAnswer(answer.subarray(0, at), asked), null)
  },
)

export const modbusRefusals = property(
  'a display that refuses is understood, another one’s refusal is not',
  fc.tuple(request, fc.nat(255)),
  ([asked, code]) => {
    const refusal = (unit: number): Buffer => {
      const head = Buffer.of(unit, 0x90, code)
      return Buffer.concat([head, crc(head)])
    }
    assert.deepEqual(decodeAnswer(refusal(asked.unit), asked), { kind: 'refused', code })
    assert.equal(decodeAnswer(refusal((asked.unit % 247) + 1), asked), null)
  },
)

export const modbusRequests = property('a Modbus write carries its registers and its checksum', request, (asked) => {
  const frame = encodeWrite(asked)
  assert.deepEqual(frame.subarray(7, -2), asked.bytes)
  assert.deepEqual(frame.subarray(-2), crc(frame.subarray(0, -2)))
  assert.equal(decodeAnswer(frame.subarray(0, 6), asked), null)
})

export const sixCharacters = property('a display is given six characters, whatever the text', fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
  const segments = segmentsOf(text)
  assert.equal(segments.length, 6)
  assert(segments.every((lit) => lit <= 0x7f))
})

export const WINDOW_DISPLAY_PROPERTIES = [modbusAnswers, modbusRefusals, modbusRequests, sixCharacters]
