import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setText, type Line, type Setting } from '../../../printers/certificate/set-text.ts'
import { specimenFonts } from './specimens.ts'

const FONTS = specimenFonts()
const SIZE = 12
const PLAIN: Setting = { typeface: FONTS.text, size: SIZE, width: 20 * SIZE, align: 'left' }

function textOf(line: Line): string {
  return line.runs.map(({ text }) => text).join('')
}

function linesOf(text: string, setting: Partial<Setting> = {}): readonly string[] {
  return setText(text, { ...PLAIN, ...setting }).map(textOf)
}

/** Where each character of a line begins and ends, from its runs alone. */
function spansOf({ runs }: Line): readonly { readonly character: string; readonly from: number; readonly to: number }[] {
  return runs.flatMap(({ text, x, spacing }) => {
    let from = x
    return Array.from(text, (character) => {
      const advance = (FONTS.text.glyphFor(character.codePointAt(0) ?? 0)?.advance ?? 0) * SIZE
      const span = { character, from, to: from + advance }
      from += advance + spacing
      return span
    })
  })
}

describe('lines of Chinese text', () => {
  test('do not begin with a closing mark: the character before it comes along', () => {
    expect(linesOf('一二三四五六七八九十，', { width: 10 * SIZE })).toEqual(['一二三四五六七八九', '十，'])
    // A mark needs half its width: its other half is empty.
    expect(linesOf('一二三四五六七八九，十', { width: 9.5 * SIZE })).toEqual(['一二三四五六七八九，', '十'])
    expect(linesOf('一二三四五六七八九十》。二', { width: 10 * SIZE })).toEqual(['一二三四五六七八九', '十》。二'])
  })

  test('do not end with an opening mark', () => {
    expect(linesOf('一二三四五六七八九（十）', { width: 10 * SIZE })).toEqual(['一二三四五六七八九', '（十）'])
    expect(linesOf('共计一二三四五六七￥100', { width: 10 * SIZE })).toEqual(['共计一二三四五六七', '￥100'])
  })

  test('keep numbers, words, —— and …… whole', () => {
    expect(linesOf('证件号码11010519491231002X的持有人', { width: 13 * SIZE })).toEqual(['证件号码', '11010519491231002X的持', '有人'])
    expect(linesOf('共一万二千六百6,850.00元', { width: 9 * SIZE })).toEqual(['共一万二千六百', '6,850.00元'])
    expect(linesOf('一二三四五六七八九——十', { width: 10 * SIZE })).toEqual(['一二三四五六七八', '九——十'])
    expect(linesOf('一二三四五六七八九……十', { width: 10 * SIZE })).toEqual(['一二三四五六七八', '九……十'])
  })

  test('keep a number and its unit together', () => {
    expect(linesOf('兹证明样本一自2026年起', { width: 9.1 * SIZE })).toEqual(['兹证明样本一自', '2026年起'])
  })

  test('break an address that is wider than a line, and lose no letter of it', () => {
    const address = 'https://zwfw.example.gov.cn/verify/7K4MQ2XT9RWD'
    const lines = linesOf(address, { width: 10 * SIZE })
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join('')).toBe(address)
  })

  test('drop the space at which they are broken, and keep every other', () => {
    expect(linesOf('Certificate of Social Insurance', { width: 7.5 * SIZE })).toEqual(['Certificate of', 'Social', 'Insurance'])
  })

  test('leave no line empty where a space stands in front of what is too wide beside it', () => {
    expect(linesOf(' 兹，，兹', { width: 2 * SIZE })).toEqual(['兹，，', '兹'])
  })

  test('close the hole between two marks, and hang no mark over a line below', () => {
    const [line] = setText('（《甲》），', PLAIN)
    assert(line)
    const spans = spansOf(line)
    const width = (spans.at(-1)?.to ?? 0) - (spans[0]?.from ?? 0)
    expect(width).toBeCloseTo((6 - 3 * 0.5) * SIZE)
    // （《 and 》）and ）， come together; 《甲》 keep their distance.
    expect(spans.slice(1).map(({ from }, at) => Math.round(from - (spans[at]?.to ?? 0)))).toEqual([-6, 0, 0, -6, -6])
  })

  const marks = '，。、；：？！）】》”（【《“—…·％￥'
  const anything = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...Array.from('兹证明样本一在示例县参加社会保险')) },
    { weight: 2, arbitrary: fc.constantFrom(...Array.from(marks)) },
    { weight: 2, arbitrary: fc.constantFrom(...Array.from('0123456789Xaz.-/ ')) },
  )
  const prose = fc.string({ unit: anything, minLength: 1, maxLength: 150, size: 'max' }).filter((text) => text.trim() !== '')
  const width = fc.integer({ min: 2, max: 38 }).map((hanzi) => hanzi * SIZE)

  test('hold every character once and in order, whatever the width', () => {
    fc.assert(
      fc.property(prose, width, fc.constantFrom('left', 'justified', 'centre', 'right' as const), (text, each, align) => {
        const lines = linesOf(text, { width: each, align })
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        expect(lines).not.toContain('')
      }),
    )
  })

  test('are no wider than asked, but for the empty half of a mark', () => {
    fc.assert(
      fc.property(prose, width, fc.constantFrom('left', 'justified' as const), (text, each, align) => {
        for (const line of setText(text, { ...PLAIN, width: each, align })) {
          const last = spansOf(line).at(-1)
          assert(last)
          const over = /[，。、；：？！）】》”]/.test(last.character) ? SIZE / 2 : 0
          expect(last.to).toBeLessThanOrEqual(each + over + 0.01)
        }
      }),
    )
  })

  test('begin with no closing mark and end with no opening one, where the marks leave a choice', () => {
    const calm = fc.array(fc.oneof(fc.constantFrom('甲乙', '丙丁戊', '证明'), fc.constantFrom('甲，', '乙。', '丙）', '（丁', '《戊', '己、', '庚：'), fc.constantFrom('2026', '6,850.00', 'K01')), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(calm, fc.integer({ min: 8, max: 38 }), (words, hanzi) => {
        for (const line of linesOf(words.join(''), { width: hanzi * SIZE }).slice(1)) expect(line).not.toMatch(/^[，。、；：？！）】》”—…·％]/)
        for (const line of linesOf(words.join(''), { width: hanzi * SIZE }).slice(0, -1)) expect(line).not.toMatch(/[（【《“￥]$/)
      }),
    )
  })

  test('of a justified paragraph end at the edge, except the last', () => {
    const text = '兹证明样本一（居民身份证号码：11010519491231002X）自2025年11月至2026年10月在示例省示例市示例县参加社会保险，累计缴费12个月，缴费明细如下。'
    const lines = setText(text, { ...PLAIN, width: 37 * SIZE, indent: 2 * SIZE, align: 'justified' })
    expect(lines.length).toBeGreaterThan(1)
    expect(spansOf(lines[0] ?? { runs: [], width: 0 })[0]?.from).toBe(2 * SIZE)
    for (const line of lines.slice(0, -1)) expect(line.width).toBeCloseTo(37 * SIZE)
    expect(lines.at(-1)?.width).toBeLessThan(37 * SIZE)
  })

  test('are stretched between hanzi, never within a number', () => {
    const lines = setText('示例县社会保险事业管理局出具11010519491231002X号证明', { ...PLAIN, width: 15.4 * SIZE, align: 'justified' })
    const [first] = lines
    assert(first)
    const digits = lines.flatMap(({ runs }) => runs).filter(({ text }) => /\d{2}/.test(text))
    expect(digits.every(({ spacing }) => spacing === 0)).toBe(true)
    expect(first.runs.some(({ spacing }) => spacing > 0)).toBe(true)
  })
})

describe('a character that the first font lacks', () => {
  test('is set from the next that has it, in its place in the line', () => {
    const [line] = setText('样䶶一', PLAIN)
    assert(line)
    expect(line.runs.map(({ text }) => text)).toEqual(['样', '䶶', '一'])
    expect(new Set(line.runs.map(({ face }) => face.name)).size).toBe(2)
    expect(line.runs.map(({ x }) => x)).toEqual([0, SIZE, 2 * SIZE])
  })

  test('is in no font: then it has no glyph, and neither has what would come out empty or unjoined', () => {
    const lacking = ['𠮷', '\u200b', '\u00ad', '\u2003', '\ufe00', '\u{e0100}', '\u0301', 'ب', 'ཀ', '\ud842', '\u0007']
    for (const each of lacking) expect(FONTS.text.glyphFor(each.codePointAt(0) ?? 0)).toBeNull()
    for (const each of ['㛃', '𬱖', ' ', '\u3000', '·']) expect(FONTS.text.glyphFor(each.codePointAt(0) ?? 0)).not.toBeNull()
  })
})
