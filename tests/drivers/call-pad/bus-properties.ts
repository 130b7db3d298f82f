import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { BusDecoder, encodeBusFrame, type BusEvent } from '../../../drivers/call-pad/bus-frame.ts'
import { padSaid, showFigures } from '../../../drivers/call-pad/pad-words.ts'
import { padFrame, padParser } from '../../../simulators/call-pad/pad-parser.ts'
import { cutAt, property } from '../../properties.ts'

/** All that these pieces mean. */
export function decode(...chunks: readonly Uint8Array[]): readonly BusEvent[] {
  const decoder = new BusDecoder()
  return chunks.flatMap((chunk) => decoder.push(chunk))
}

export function framesAmong(events: readonly BusEvent[]): readonly string[] {
  return events.flatMap((event) => (event.kind === 'frame' ? [encodeBusFrame(event.frame).toString('hex')] : []))
}

const byte = fc.integer({ min: 0, max: 255 })
const padSays = fc.tuple(byte, byte, fc.array(byte, { minLength: 1, maxLength: 3 })).map(([address, func, data]) => padFrame(address, func, data))
/** Bytes that look like trouble: beginnings, lengths out of range, good frames cut short or with another byte in them. */
const nastyBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('FF', 'FF68', 'FF680505', 'FF68050568', 'FF68030368FF68', 'FF68020268', 'FF68060668', 'FFFFFF68').map((hex) => Buffer.from(hex, 'hex')),
      padSays,
      fc.tuple(padSays, fc.nat(11)).map(([frame, kept]) => frame.subarray(0, kept)),
      fc.tuple(padSays, fc.nat(9), byte).map(([frame, at, other]) => Buffer.from(frame.map((one, place) => (place === at ? other : one)))),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.concat(parts))
const cuts = fc.array(fc.nat(), { maxLength: 30 })

export const padAnyCut = property('what pads say means the same however its bytes are cut', fc.tuple(nastyBytes, cuts), ([bytes, places]) => {
  assert.deepEqual(framesAmong(decode(...cutAt(bytes, places))), framesAmong(decode(bytes)))
})

export const padFrameAfterNoise = property('no noise and no false start hides what a pad says next', fc.tuple(nastyBytes, padSays), ([bytes, said]) => {
  // Whatever was begun can claim no more than seven further bytes of the good frame; it is told again, as a pad does.
  assert.equal(framesAmong(decode(bytes, said, said)).at(-1), said.toString('hex'))
})

export const padFramesAmongGarbage = property(
  'every frame of a pad between stretches of garbage is delivered, once',
  fc.tuple(fc.array(fc.tuple(fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes.map((one) => one & 0x7f))), padSays), { maxLength: 8 }), cuts),
  ([pairs, places]) => {
    const wire = Buffer.concat(pairs.flat())
    assert.deepEqual(framesAmong(decode(...cutAt(wire, places))), pairs.map(([, said]) => said.toString('hex')))
  },
)

export const padWordsNeverThrow = property('whatever a pad says has a meaning or none', padSays, (said) => {
  for (const event of decode(said)) if (event.kind === 'frame') padSaid(event.frame)
})

export const padShows = property(
  'a pad shows the count and the last three digits that it was told',
  fc.tuple(fc.integer({ min: 1, max: 255 }), fc.nat(5000), fc.option(fc.stringMatching(/^[A-Z]{1,2}\d{3,4}$/))),
  ([address, waiting, ticket]) => {
    const shown: (readonly number[])[] = []
    const wrong: string[] = []
    padParser({ frame: ({ data }) => shown.push(data), wrong: (words) => wrong.push(words) })(encodeBusFrame(showFigures(address, { waiting, ticket })))
    const count = String(Math.min(waiting, 999)).padStart(3, '0')
    const digits = ticket === null ? [10, 10, 10] : Array.from(ticket.slice(-3), Number)
    assert.deepEqual([shown, wrong], [[[...Array.from(count, Number), ...digits]], []])
  },
)

export const CALL_PAD_PROPERTIES = [padAnyCut, padFrameAfterNoise, padFramesAmongGarbage, padWordsNeverThrow, padShows]
