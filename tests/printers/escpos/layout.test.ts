import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printable } from '../../../printers/escpos/gb18030.ts'
import { cellsOf, rule, sides, wrap } from '../../../printers/escpos/layout.ts'

const columns = fc.integer({ min: 2, max: 48 })
const hanzi = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((c) => String.fromCodePoint(c))
const mixed = fc.string({ unit: fc.oneof(hanzi, fc.constantFrom(...Array.from('，。（）《》、 aB9-𠮷㛃'))), maxLength: 80 })

describe('lines on paper', () => {
  test('no line is wider than the paper and no character is lost, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(mixed, fc.string({ unit: 'binary' }).map(printable)), columns, (text, width) => {
        const lines = wrap(text, width)
        for (const line of lines) {
          expect(cellsOf(line)).toBeLessThanOrEqual(width)
          expect(line.trim()).not.toBe('')
        }
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      }),
    )
  })

  test('a hanzi never straddles the edge', () => {
    expect(wrap('城乡居民a养老保险', 9)).toEqual(['城乡居民a', '养老保险'])
    expect(wrap('城乡居民养老保险', 9)).toEqual(['城乡居民', '养老保险'])
  })

  test('a line does not begin with a comma nor end with an opening bracket', () => {
    expect(wrap('一二三四，五六', 8)).toEqual(['一二三', '四，五六'])
    expect(wrap('一二三（四五）', 8)).toEqual(['一二三', '（四五）'])
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(hanzi, hanzi, hanzi, fc.constantFrom('，', '。')), maxLength: 60 }), (text) => {
        const tidy = text.replaceAll(/[，。]+/g, '，').replace(/^，/, '')
        for (const line of wrap(tidy, 16)) expect(line.startsWith('，')).toBe(false)
      }),
    )
  })

  test('English breaks between words, and inside only a word longer than the paper', () => {
    expect(wrap('Please wait in the east hall', 12)).toEqual(['Please wait', 'in the east', 'hall'])
    expect(wrap('ABCDEFGHIJ', 4)).toEqual(['ABCD', 'EFGH', 'IJ'])
  })

  test('a label and its value share a line, or stand below each other', () => {
    expect(sides('时间', '14:05', 12)).toEqual(['时间   14:05'])
    expect(sides('业务', '城乡居民养老保险参保登记', 16)).toEqual(['业务', '城乡居民养老保险', '        参保登记'])
    fc.assert(
      fc.property(mixed, mixed, columns, (left, right, width) => {
        for (const line of sides(left, right, width)) expect(cellsOf(line)).toBeLessThanOrEqual(width)
      }),
    )
  })

  test('a rule runs from edge to edge', () => {
    expect(cellsOf(rule(48))).toBe(48)
    expect(cellsOf(rule(32))).toBe(32)
  })
})
