import { describe, expect, it } from 'vitest'
import { encodeWrite } from '../../../drivers/window-display/modbus-frame.ts'
import { calledText, segmentsOf } from '../../../drivers/window-display/segments.ts'
import { modbusAnswers, modbusRefusals, modbusRequests, sixCharacters } from './modbus-properties.ts'

describe('what is written to a display', () => {
  it('A00103 is ticket A001 at window 03, in raw segments from 0080h on', () => {
    const frame = encodeWrite({ unit: 1, address: 0x80, bytes: segmentsOf('A00103') })
    expect(frame.subarray(0, -2).toString('hex')).toBe('01100080000306773f3f063f4f')
  })

  it.each([
    ['A001', '3', 'A00103'],
    ['A001', '12', 'A00112'],
    ['YA007', '3', 'YA007'],
    ['A1000', '3', 'A1000'],
    ['A001', '社保3', 'A001'],
    ['XY12345', '3', 'Y12345'],
  ])('%s at window %s is %s', (number, window, text) => {
    expect(calledText(number, window)).toBe(text)
  })

  it('a letter that seven segments cannot draw is three bars and no digit', () => {
    expect([...segmentsOf('X1001')]).toEqual([0x49, 0x06, 0x3f, 0x3f, 0x06, 0x00])
    expect([...segmentsOf('SOI')].slice(0, 3)).toEqual([0x49, 0x49, 0x49])
  })
})

describe('whatever the bytes', () => {
  it('the answer is found between them, damaged it is none', () => modbusAnswers.hold())
  it('a refusal is understood of the unit that was asked', () => modbusRefusals.hold())
  it('a request carries its registers and its checksum', () => modbusRequests.hold())
  it('a text is six characters', () => sixCharacters.hold())
})
