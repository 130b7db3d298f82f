import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blacken, blankBitmap, isBlack, type Bitmap } from '../../../printers/escpos/bitmap.ts'
import { raster } from '../../../printers/escpos/commands.ts'
import { findRealtimeCommand, withoutRealtimeCommands } from '../../../printers/escpos/realtime-hazard.ts'

/** Pictures that are rich in the bytes of real-time commands. */
const hazardous = fc
  .record({ stride: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain(({ stride, height }) =>
    fc
      .array(fc.oneof(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0x01), fc.integer({ min: 0, max: 255 })), {
        minLength: stride * height,
        maxLength: stride * height,
      })
      .map((data): Bitmap => ({ width: stride * 8, height, stride, data: Uint8Array.from(data) })),
  )

function hasPair(bytes: Uint8Array): boolean {
  return ['1004', '1005', '1014'].some((pair) => Buffer.from(bytes).includes(Buffer.from(pair, 'hex')))
}

function blackDots(bitmap: Bitmap): number {
  let dots = 0
  for (let y = 0; y < bitmap.height; y += 1) {
    for (let x = 0; x < bitmap.stride * 8; x += 1) if (isBlack(bitmap, x, y)) dots += 1
  }
  return dots
}

describe('a picture that looks like a command', () => {
  test('is found wherever the pair stands', () => {
    expect(findRealtimeCommand(Uint8Array.of(1, 0x10, 0x10, 0x04))).toBe(2)
    expect(findRealtimeCommand(Uint8Array.of(0x10, 0x05, 9, 0x10, 0x14), 1)).toBe(3)
    expect(findRealtimeCommand(Uint8Array.of(0x10, 0x06, 0x04, 0x10))).toBe(-1)
    fc.assert(
      fc.property(hazardous, ({ data }) => {
        expect(findRealtimeCommand(data) !== -1).toBe(hasPair(data))
      }),
    )
  })

  test('never reaches the printer, in whatever bands it is sent', () => {
    fc.assert(
      fc.property(hazardous, fc.integer({ min: 1, max: 256 }), (bitmap, bandRows) => {
        const safe = withoutRealtimeCommands(bitmap)
        expect(hasPair(safe.data)).toBe(false)
        expect(hasPair(raster(safe, bandRows))).toBe(false)
      }),
    )
  })

  test('is moved whole where there is room beside it', () => {
    const picture = blankBitmap(24, 1)
    blacken(picture, 0, 3, 4) // 10
    blacken(picture, 0, 13, 14) // 04
    const safe = withoutRealtimeCommands(picture)
    expect([...safe.data]).toEqual([0x08, 0x02, 0x00])
  })

  test('gets one dot more, and loses none, where there is no room', () => {
    const full: Bitmap = { width: 24, height: 1, stride: 3, data: Uint8Array.of(0x10, 0x04, 0x01) }
    expect([...withoutRealtimeCommands(full).data]).toEqual([0x18, 0x04, 0x01])
    fc.assert(
      fc.property(hazardous, (bitmap) => {
        const more = blackDots(withoutRealtimeCommands(bitmap)) - blackDots(bitmap)
        expect(more).toBeGreaterThanOrEqual(0)
        expect(more).toBeLessThanOrEqual(bitmap.data.length / 2)
      }),
    )
  })

  test('is left alone when it is harmless', () => {
    const picture = blankBitmap(16, 2)
    blacken(picture, 1, 0, 16)
    expect(withoutRealtimeCommands(picture)).toBe(picture)
  })
})
