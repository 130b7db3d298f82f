import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { encodeFrame, SdtDecoder, type SdtEvent } from '../../../drivers/id-card/sdt-frame.ts'
import { cutAt, property } from '../../properties.ts'
import { bytesOf, RESPONSES } from './vectors.ts'

const OK = bytesOf(RESPONSES.ok)
const PREAMBLE = bytesOf('AA AA AA 96 69')

/** All that these pieces mean, the line being still afterwards. */
export function decode(...chunks: readonly Uint8Array[]): readonly SdtEvent[] {
  const decoder = new SdtDecoder()
  return [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.settle()]
}

export function framesAmong(events: readonly SdtEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind !== 'frame') return []
    const { sw1, sw2, sw3, data } = event.frame
    return [encodeFrame(Buffer.from([sw1, sw2, sw3, ...data])).toString('hex')]
  })
}

/** Bytes that look like trouble: preambles whole and in part, lengths that are too long, good frames cut short. */
const nastyBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(PREAMBLE, PREAMBLE.subarray(0, 3), bytesOf('AA AA AA AA AA'), bytesOf('AA AA AA 96 69 0F FF')),
      fc.constantFrom(bytesOf('AA AA AA 96 69 FF FF'), bytesOf('AA AA AA 96 69 00 05 01 02 03 04 99')),
      fc.constantFrom(OK, bytesOf(RESPONSES.newAddr), bytesOf(RESPONSES.newAddr).subarray(0, 30)),
      fc.uint8Array({ maxLength: 60 }).map((data) => encodeFrame(Buffer.from([0, 0, 0x90, ...data]))),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.concat(parts))
const cuts = fc.array(fc.nat(), { maxLength: 30 })

export const anyCut = property('SDT frames mean the same however their bytes are cut', fc.tuple(nastyBytes, cuts), ([bytes, places]) => {
  assert.deepEqual(decode(...cutAt(bytes, places)), decode(bytes))
})

export const byteByByte = property('SDT frames mean the same byte by byte', nastyBytes, (bytes) => {
  assert.deepEqual(decode(...Array.from(bytes, (byte) => Uint8Array.of(byte))), decode(bytes))
})

export const everyByteCounted = property('every byte of an SDT line is part of a frame or noise', nastyBytes, (bytes) => {
  const counted = decode(bytes).map((event) => {
    if (event.kind === 'frame') return event.frame.data.length + 11
    return event.kind === 'noise' ? event.bytes : 0
  })
  assert.equal(counted.reduce((sum, count) => sum + count, 0), bytes.length)
})

const garbage = fc.uint8Array({ maxLength: 50 }).map((bytes) => bytes.map((byte) => (byte === 0x96 ? 0 : byte)))
const answer = fc.uint8Array({ minLength: 3, maxLength: 1300 }).map((body) => encodeFrame(body))

export const everyAnswerAmongGarbage = property(
  'every SDT answer between stretches of garbage is delivered',
  fc.tuple(fc.array(fc.tuple(garbage, answer), { maxLength: 6 }), cuts),
  ([pairs, places]) => {
    const wire = Buffer.concat(pairs.flat())
    assert.deepEqual(framesAmong(decode(...cutAt(wire, places))), pairs.map(([, frame]) => frame.toString('hex')))
  },
)

export const goodAnswerAfterNoise = property('an SDT answer is found once what came before can claim no more', nastyBytes, (bytes) => {
  const longestClaim = Buffer.alloc(7 + 0x0fff)
  assert.equal(framesAmong(decode(bytes, longestClaim, OK)).at(-1), OK.toString('hex'))
})

export const SDT_PROPERTIES = [anyCut, byteByByte, everyByteCounted, everyAnswerAmongGarbage, goodAnswerAfterNoise]
