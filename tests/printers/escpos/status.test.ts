import { describe, expect, test } from 'vitest'
import { realTimeReading, statusOf } from '../../../printers/escpos/status.ts'
import { anyPortions, damagedConfirmation, everyMessage, heard } from './status-properties.ts'

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

  test('it means the same however the bytes are portioned', () => anyPortions.hold())
  test('every whole message is one event, in order', () => everyMessage.hold())
  test('a damaged confirmation confirms no other sheet but by one digit', () => damagedConfirmation.hold())
})
