import { describe, expect, it } from 'vitest'
import { canBeRead, personalText, type Masked, type TextRun } from '../../renderer/components/pdf/personal-text.ts'

/** The specimen of GB 11643 and of nobody. */
const NUMBER = '11010519491231002X'
const MASKED = { name: '样**', number: '110***********002X' }

/** Advance widths of Helvetica in thousandths (Adobe Core 14 AFM); hanzi are a full square. */
const ADVANCES: Readonly<Record<string, number>> = { ' ': 278, X: 667, H: 722, J: 500, O: 778, N: 722, S: 667, P: 667, E: 667, C: 722, I: 278, M: 833, l: 222, t: 278, i: 222, v: 500, c: 500 }
const widthOf = (text: string) => Array.from(text).reduce((sum, one) => sum + (one >= '\u2E80' ? 10 : (ADVANCES[one] ?? 556) / 100), 0)

/** Ten points high. */
function run(text: string, x = 0, y = 0, more: Partial<TextRun> = {}): TextRun {
  return { text, transform: [10, 0, 0, 10, x, y], width: widthOf(text), height: 10, vertical: false, ...more }
}

/** From where to where on a level line. */
type Piece = readonly [from: number, to: number]

/** What is wrong with the covers, when these pieces of level lines are to be covered whole, with two hanzi beyond at most. */
function misfits(runs: readonly TextRun[], pieces: readonly Piece[], masked: Masked = MASKED): readonly string[] {
  const found = personalText(runs, masked).map(({ x, width }): Piece => [x, x + width])
  const fits = ([from, to]: Piece, [begin, end]: Piece = [0, 0]) => begin < from && begin > from - 20 && end > to && end < to + 20
  const wrong = pieces.filter((piece, at) => !fits(piece, found[at]))
  return found.length === pieces.length && wrong.length === 0 ? [] : [`covered: ${found.join(' and ')}`]
}

describe('a watermark', () => {
  const slanting = (size: number): TextRun => {
    const side = size * Math.SQRT1_2
    return run('样本一', 100, 100, { transform: [side, side, -side, side, 100, 100], width: 3 * size, height: size })
  }

  it('is no name, however it begins; a name in a slanting line of ordinary size is', () => {
    expect(personalText([slanting(72)], MASKED)).toEqual([])
    expect(personalText([slanting(12)], MASKED)).toHaveLength(1)
    expect(personalText([run('样本一', 0, 0, { transform: [72, 0, 0, 72, 0, 0], width: 216, height: 72 })], MASKED)).toHaveLength(1)
  })
})

describe('a name that fits the mask', () => {
  it('is found in a cell, in a sentence, and with spaces between', () => {
    expect(misfits([run('样本一')], [[0, 30]])).toEqual([])
    expect(misfits([run('兹证明样本一，女')], [[30, 60]])).toEqual([])
    expect(misfits([run('样 本\u3000一')], [[0, 42.78]])).toEqual([])
  })

  it('is found over runs in one line, whatever their order in the file, and from one line to the next', () => {
    expect(misfits([run('一', 40), run('样', 0), run('本', 20)], [[40, 50], [0, 10], [20, 30]])).toEqual([])
    expect(misfits([run('证明样本', 500, 100), run('一参保', 0, 80)], [[520, 540], [0, 10]])).toEqual([])
  })

  it('is found in radicals that look like it, and beyond the basic plane', () => {
    expect(misfits([run('样本⼀')], [[0, 30]])).toEqual([])
    expect(misfits([run('𠮷田')], [[0, 20]], { name: '𠮷*', number: '' })).toEqual([])
  })

  it('is found in Latin letters, whose spaces are counted in the mask', () => {
    expect(misfits([run('JOHN SPECIMEN')], [[0, widthOf('JOHN SPECIMEN')]], { name: 'J************', number: '' })).toEqual([])
  })

  it('is looked for only where it is known, and no longer one than it', () => {
    expect(misfits([run('样本一')], [], { number: MASKED.number })).toEqual([])
    expect(misfits([run('样本')], [])).toEqual([])
    expect(misfits([run('样本一')], [], { name: '***', number: '' })).toEqual([])
  })
})

describe('an ID number', () => {
  it.each([
    ['in one piece', [run(NUMBER)]],
    ['with a small x', [run(NUMBER.toLowerCase())]],
    ['with spaces', [run('110105 19491231 002X')]],
    ['full-width', [run('１１０１０５１９４９１２３１００２Ｘ')]],
    ['in a box for each character', Array.from(NUMBER, (one, at) => run(one, at * 20)).toReversed()],
    ['over two lines', [run('1101051949', 400, 100), run('1231002X', 0, 80)]],
    ['of anybody else', [run('440304200001017713')]],
  ])('is found %s', (_, runs) => {
    expect(misfits(runs, runs.map(({ text, transform: [, , , , x = 0] }) => [x, x + widthOf(text)] as const))).toEqual([])
  })

  it('is covered to its end where other letters follow and go before', () => {
    expect(misfits([run('110105 19491231 002X Helvetica')], [[0, widthOf('110105 19491231 002X')]])).toEqual([])
    const before = 'Citizen identity number is '
    expect(misfits([run(`${before}${NUMBER} (specimen) till 2026`)], [[widthOf(before), widthOf(before + NUMBER)]])).toEqual([])
    expect(misfits([run(`兹证明样本（公民身份号码：${NUMBER}），自二〇二五年起参加社会保险`)], [[130, 130 + widthOf(NUMBER)]])).toEqual([])
  })

  it('is none without a birthday, and eighteen digits of a longer number are none without their check', () => {
    expect(misfits([run('530323999900000018')], [])).toEqual([])
    expect(misfits([run('530323202611220000018')], [])).toEqual([])
    expect(misfits([run('91350100M000100Y43')], [])).toEqual([])
  })

  it('is found among other digits where its check character holds', () => {
    expect(misfits([run(`8${NUMBER}`)], [[widthOf('8'), widthOf(`8${NUMBER}`)]])).toEqual([])
  })

  it('that fits the mask is one whatever it says', () => {
    expect(misfits([run('110000000000000021')], [[0, 100]], { number: '110***********0021' })).toEqual([])
  })
})

describe('a permanent resident', () => {
  const masked = { name: '证***', englishName: 'Z*****************', number: 'PAK********0103' }

  it('is found by both names and by a number with letters', () => {
    expect(misfits([run('证件样本')], [[0, 40]], masked)).toEqual([])
    expect(misfits([run('ZHENGJIAN, YANGBEN')], [[0, widthOf('ZHENGJIAN, YANGBEN')]], masked)).toEqual([])
    expect(misfits([run('ZHENGJIAN YANGBEN')], [[0, widthOf('ZHENGJIAN YANGBEN')]], masked)).toEqual([])
    expect(misfits([run('PAK310080010103')], [[0, widthOf('PAK310080010103')]], masked)).toEqual([])
    expect(misfits([run('CAN110081080310')], [], masked)).toEqual([])
  })
})

describe('a cover', () => {
  it('lies over the run that it covers, whichever way that runs', () => {
    const [up] = personalText([run(NUMBER, 300, 200, { transform: [0, 10, -10, 0, 300, 200] })], MASKED)
    expect(up?.angle).toBeCloseTo(Math.PI / 2)
    expect([up?.x, up?.y].map((each) => Math.round(each ?? 0))).toEqual([300, 196])
  })

  it('reaches above and below the line', () => {
    const [cover] = personalText([run(NUMBER)], MASKED)
    expect(cover?.below).toBeGreaterThan(2)
    expect(cover?.above).toBeGreaterThan(10)
  })

  it('takes all of a column', () => {
    const [cover] = personalText([run(`号码${NUMBER}`, 100, 700, { vertical: true, width: 10, height: 200 })], MASKED)
    expect(cover).toMatchObject({ angle: -Math.PI / 2 })
    expect(cover?.width).toBeGreaterThan(200)
  })
})

describe('whether a page can be read', () => {
  it('is no for a scan, and for a font without its table', () => {
    expect(canBeRead([])).toBe(false)
    expect(canBeRead([run('  ')])).toBe(false)
    expect(canBeRead([run('\u0003\u0011\u0012\uE001\uFFFD')])).toBe(false)
  })

  it('is yes for text, with one rare hanzi in private characters', () => {
    expect(canBeRead([run('兹证明样本一于二〇二六年在示例省示例市示例县参加社会保险\uE001')])).toBe(true)
  })
})
