import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { realTimeReading, statusOf, StatusReader, type StatusEvent } from '../../../printers/escpos/status.ts'

function heard(...bytes: readonly number[]): readonly StatusEvent[] {
  return new StatusReader().push(Uint8Array.from(bytes))
}

function statusFrom(one: number, two: number, three: number, four: number) {
  return statusOf([realTimeReading(1, one), realTimeReading(2, two), realTimeReading(3, three), realTimeReading(4, four)])
}

describe('what DLE EOT says', () => {
  test.each([
    ['ready', [0x12, 0x12, 0x12, 0x12], { state: 'ready', paperLow: false }],
    ['ready, drawer open', [0x16, 0x12, 0x12, 0x12], { state: 'ready', paperLow: false }],
    ['paper low', [0x12, 0x12, 0x12, 0x1e], { state: 'ready', paperLow: true }],
    ['paper out', [0x1a, 0x32, 0x12, 0x7e], { state: 'not-ready', reason: 'paper-out' }],
    ['paper out on a head that uses bit 5 alone', [0x12, 0x12, 0x12, 0x32], { state: 'not-ready', reason: 'paper-out' }],
    ['cover open, which also reads as no paper', [0x1a, 0x16, 0x12, 0x7e], { state: 'not-ready', reason: 'cover-open' }],
    ['cutter stuck', [0x1a, 0x52, 0x1a, 0x12], { state: 'not-ready', reason: 'cutter' }],
    ['head too hot', [0x1a, 0x52, 0x52, 0x12], { state: 'not-ready', reason: 'head' }],
    ['broken', [0x1a, 0x52, 0x32, 0x12], { state: 'not-ready', reason: 'error' }],
    ['feed button held', [0x1a, 0x1a, 0x12, 0x12], { state: 'not-ready', reason: 'offline' }],
    ['offline without a cause', [0x1a, 0x12, 0x12, 0x12], { state: 'not-ready', reason: 'offline' }],
  ] as const)('%s', (_name, [one, two, three, four], status) => {
    expect(statusFrom(one, two, three, four)).toEqual(status)
  })
})

describe('what the printer says by itself', () => {
  test.each([
    ['ready', [0x10, 0x00, 0x00, 0x00], { state: 'ready', paperLow: false }],
    ['paper low', [0x10, 0x00, 0x03, 0x00], { state: 'ready', paperLow: true }],
    ['paper out', [0x18, 0x00, 0x0f, 0x00], { state: 'not-ready', reason: 'paper-out' }],
    ['cover open', [0x38, 0x00, 0x0c, 0x00], { state: 'not-ready', reason: 'cover-open' }],
    ['cutter stuck', [0x18, 0x08, 0x00, 0x00], { state: 'not-ready', reason: 'cutter' }],
    ['head too hot', [0x18, 0x40, 0x00, 0x00], { state: 'not-ready', reason: 'head' }],
    ['broken', [0x18, 0x20, 0x00, 0x00], { state: 'not-ready', reason: 'error' }],
  ] as const)('%s', (_name, bytes, status) => {
    const [event] = heard(...bytes)
    expect(event?.kind === 'automatic' && statusOf([event.reading])).toEqual(status)
  })

  test('a finished job is told by its id, or by the paper status that was asked for behind it', () => {
    expect(heard(0x37, 0x22, 0x30, 0x30, 0x30, 0x37, 0x00)).toEqual([{ kind: 'process-id', id: '0007' }])
    expect(heard(0x00)).toEqual([{ kind: 'paper', reading: { troubles: [], paperLow: false } }])
    expect(heard(0x0f)).toEqual([{ kind: 'paper', reading: { troubles: ['paper-out'], paperLow: true } }])
    expect(heard(0x37, 0x25, 0x00)).toEqual([{ kind: 'buffers-cleared' }])
  })

  test('a printer name between answers is passed over and takes nothing with it', () => {
    expect(heard(0x5f, 0x54, 0x4d, 0x00, 0x12)).toEqual([{ kind: 'real-time', byte: 0x12 }])
  })

  test('flow control in the middle of an answer changes nothing', () => {
    expect(heard(0x37, 0x13, 0x22, 0x30, 0x30, 0x11, 0x30, 0x31, 0x00)).toEqual([{ kind: 'process-id', id: '0001' }])
    expect(heard(0x10, 0x13, 0x00, 0x11, 0x00, 0x00)).toHaveLength(1)
  })

  test('an answer that breaks off costs itself only', () => {
    expect(heard(0x37, 0x22, 0x30, 0x12).map(({ kind }) => kind)).toEqual(['real-time'])
    expect(heard(0x10, 0x00, 0x12, 0x10, 0x00, 0x00, 0x00).map(({ kind }) => kind)).toEqual(['real-time', 'automatic'])
  })

  test('an answer without an end is not taken for confirmations', () => {
    const endless = heard(0x5f, ...Array.from({ length: 200 }, () => 0x41), 0x12)
    expect(endless).toEqual([{ kind: 'real-time', byte: 0x12 }])
  })

  const message = fc.oneof(
    fc.constantFrom([0x12], [0x1e], [0x7e], [0x00], [0x0c], [0x37, 0x25, 0x00], [0x3b, 0x41, 0x00]),
    fc.constantFrom([0x10, 0x00, 0x00, 0x00], [0x18, 0x00, 0x0f, 0x00], [0x38, 0x40, 0x0c, 0x0f]),
    fc.integer({ min: 1, max: 9999 }).map((n) => [0x37, 0x22, ...Buffer.from(String(n).padStart(4, '0')), 0x00]),
  )

  test('it means the same however the bytes are portioned', () => {
    const anything = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 12 })
    const stream = fc.array(fc.oneof(message, message, anything)).map((parts) => parts.flat())
    fc.assert(
      fc.property(stream, fc.array(fc.nat()), (bytes, cuts) => {
        const reader = new StatusReader()
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
        const split = places.slice(1).flatMap((to, i) => reader.push(Uint8Array.from(bytes.slice(places[i], to))))
        expect(split).toEqual(heard(...bytes))
      }),
    )
  })

  test('every whole message is one event, in order', () => {
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const told = messages.filter(([first]) => first !== 0x3b)
        expect(heard(...messages.flat())).toEqual(told.flatMap((bytes) => heard(...bytes)))
        expect(heard(...messages.flat())).toHaveLength(told.length)
      }),
    )
  })
})
