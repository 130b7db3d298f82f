import { AssertionError } from 'node:assert'
import { describe, expect, test } from 'vitest'
import { blankBitmap } from '../../../printers/escpos/bitmap.ts'
import * as commands from '../../../printers/escpos/commands.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('commands have the bytes of the manuals', () => {
  test.each([
    ['ESC @', commands.INITIALISE, '1b40'],
    ['FS &', commands.CHINESE_MODE, '1c26'],
    ['GS a', commands.AUTOMATIC_STATUS, '1d610f'],
    ['ESC c 5', commands.PANEL_BUTTONS_OFF, '1b633501'],
    ['LF', commands.LINE_FEED, '0a'],
    ['GS V 66', commands.CUT, '1d564200'],
    ['GS r', commands.SEND_PAPER_STATUS, '1d7201'],
    ['DLE DC4 8', commands.CLEAR_BUFFERS, '10140801031401060208'],
    ['DLE EOT 4', commands.realTimeStatusQuery(4), '100404'],
    ['ESC a left', commands.align('left'), '1b6100'],
    ['ESC a centre', commands.align('centre'), '1b6101'],
    ['ESC a right', commands.align('right'), '1b6102'],
    ['ESC E on', commands.bold(true), '1b4501'],
    ['ESC E off', commands.bold(false), '1b4500'],
    ['GS ! twice', commands.size({ width: 2, height: 2 }), '1d2111'],
    ['GS ! widest', commands.size({ width: 8, height: 1 }), '1d2170'],
    ['ESC 3', commands.lineSpacing(30), '1b331e'],
    ['ESC d', commands.feed(5), '1b6405'],
    ['GS ( H', commands.processId('0001'), '1d28480600303030303031'],
    ['GS ( k', commands.nativeQr('A', 6), '1d286b0400314132001d286b03003143061d286b03003145311d286b0400315030411d286b0300315130'],
  ])('%s', (_name, bytes, expected) => {
    expect(hex(bytes)).toBe(expected)
  })

  test('a picture is cut into bands that a small buffer holds', () => {
    const bytes = raster(600)
    expect(bytes.length).toBe(600 + 3 * 8)
    expect(hex(bytes.subarray(0, 8))).toBe('1d76300001000001')
    expect(hex(bytes.subarray(264, 272))).toBe('1d76300001000001')
    expect(hex(bytes.subarray(528, 536))).toBe('1d76300001005800')
  })

  test('what only a bug would ask for is stopped', () => {
    expect(() => commands.size({ width: 9, height: 1 })).toThrow(AssertionError)
    expect(() => commands.processId('12')).toThrow(AssertionError)
    expect(() => commands.feed(256)).toThrow(AssertionError)
  })
})

function raster(rows: number): Uint8Array {
  return commands.raster(blankBitmap(8, rows), 256)
}
