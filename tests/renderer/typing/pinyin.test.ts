import fc from 'fast-check'
import { pinyin } from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { pagesOf } from '../../../renderer/typing/candidate-pages.ts'
import { createPinyin } from '../../../renderer/typing/pinyin.ts'
import { readWordList } from '../../../renderer/typing/word-list.ts'
import { makeWords } from '../../../renderer/typing/words/make.ts'
import { textOf } from '../../drivers/id-card/vectors.ts'
import { BEYOND_GB2312, TYPED } from './typed.ts'
import { wordBytes, wordList } from './word-list.ts'

const list = wordList()
const candidates = createPinyin(list)
const texts = (typed: string) => candidates(typed).candidates.map(({ text }) => text)

/** The room for candidates of an upright screen of 21.5″, as typed-text.tsx makes it. */
const ROOM = { columns: 17, rows: 3 }

function firstPage(typed: string): readonly string[] {
  const found = candidates(typed).candidates
  return found.slice(0, pagesOf(found, ROOM)[1]).map(({ text }) => text)
}

describe('what applicants type', () => {
  it.each(TYPED)('%s: %s is on the first page', (typed, text) => {
    expect(firstPage(typed)).toContain(text)
  })

  it('is mostly the first candidate of all', () => {
    const first = TYPED.filter(([typed, text]) => texts(typed)[0] === text)
    expect(first.length / TYPED.length).toBeGreaterThan(0.8)
  })

  it('may leave out letters, part what belongs apart, and want no ü', () => {
    expect(texts('sfz')[0]).toBe('身份证')
    expect(texts('shenfz')[0]).toBe('身份证')
    expect(texts('sfenzh')[0]).toBe('身份证')
    expect(texts("xi'an")[0]).toBe('西安')
    expect(texts('xian')).toContain('县')
    expect(texts('fangan').slice(0, 2)).toEqual(['方案', '反感'])
    expect(texts('nver')[0]).toBe('女儿')
    expect(texts('hulue')[0]).toBe('忽略')
  })

  it('is taken piece by piece: what is picked stands for the first letters, and the rest goes on', () => {
    const typed = 'zhangweiguo'
    const zhang = candidates(typed).candidates.find(({ text }) => text === '章')
    expect(zhang?.takes).toBe(5)
    const wei = candidates(typed.slice(5)).candidates.find(({ text }) => text === '蔚')
    expect(wei?.takes).toBe(3)
    expect(texts(typed.slice(8))).toContain('国')
  })

  it('leaves no part of a syllable behind', () => {
    const takes = new Set(candidates('shenfenzheng').candidates.map(({ takes }) => takes))
    expect([...takes].toSorted((one, other) => one - other)).toEqual([3, 4, 7, 12])
  })

  it('takes the apostrophe behind it along', () => {
    expect(candidates("xi'an").candidates.find(({ text }) => text === '西')?.takes).toBe(3)
  })
})

const HANZI = /^\p{Script=Han}$/u
const offered = new Map<string, ReadonlySet<string>>()

/** By each of its readings, typed in full; 嗯, which has none with a vowel, as `en`. */
function isReachable(hanzi: string): boolean {
  const readings = pinyin(hanzi, { toneType: 'none', type: 'array', multiple: true, v: true }).filter((one) => /[aeiouv]/.test(one))
  return (readings.length === 0 ? ['en'] : readings).every((reading) => {
    const known = offered.get(reading) ?? new Set(texts(reading))
    offered.set(reading, known)
    return known.has(hanzi)
  })
}

describe('hanzi', () => {
  it('are all there by every reading they have: those of GB 2312, and of names beyond', () => {
    const decoder = new TextDecoder('gbk')
    const all: string[] = []
    for (let row = 0xb0; row <= 0xf7; row += 1) {
      for (let cell = 0xa1; cell <= 0xfe; cell += 1) all.push(decoder.decode(Uint8Array.of(row, cell)))
    }
    const hanzi = all.filter((one) => HANZI.test(one))
    expect(hanzi).toHaveLength(6_763)
    expect([...hanzi, ...Array.from(BEYOND_GB2312)].filter((one) => !isReachable(one))).toEqual([])
  })

  it('of the specimen people are all there', () => {
    const written = (['domestic', 'J', 'I', 'Y'] as const).map((document) => textOf(document).toString('utf16le')).join('')
    const hanzi = Array.from(written).filter((one) => HANZI.test(one))
    expect(hanzi.length).toBeGreaterThan(20)
    expect(hanzi.filter((one) => !isReachable(one))).toEqual([])
  })
})

describe('whatever is typed', () => {
  const letters = fc.string({ unit: fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz'")), maxLength: 40 })

  it('gets candidates that take one letter or more and no more than there are, the letters themselves among them', () => {
    fc.assert(
      fc.property(letters, (typed) => {
        const found = candidates(typed).candidates
        expect(found.filter(({ text, takes }) => text === '' || takes < 1 || takes > typed.length)).toEqual([])
        expect(found.some(({ takes }) => takes === typed.length)).toBe(typed !== '')
      }),
      { numRuns: 300 },
    )
  })

  it('can be picked to its end', () => {
    fc.assert(
      fc.property(letters, fc.infiniteStream(fc.nat()), (typed, choices) => {
        let rest = typed
        for (const choice of choices) {
          const found = candidates(rest).candidates
          if (found.length === 0) break
          rest = rest.slice(found[choice % found.length]?.takes)
        }
        expect(rest).toBe('')
      }),
      { numRuns: 100 },
    )
  })

  it('gets the same candidates whatever was typed or picked before: nothing is learnt', () => {
    const fresh = createPinyin(wordList())
    fc.assert(
      fc.property(letters, letters, (before, typed) => {
        candidates(before)
        expect(candidates(typed)).toEqual(fresh(typed))
      }),
      { numRuns: 100 },
    )
  })
})

describe('pairs that sound alike', () => {
  it('are told apart, unless they are named', () => {
    const fuzzy = createPinyin(list, { fuzzy: [['zh', 'z'], ['in', 'ing']] })
    expect(texts('zongguo')[0]).not.toBe('中国')
    expect(fuzzy('zongguo').candidates[0]?.text).toBe('中国')
    expect(fuzzy('shenqin').candidates.map(({ text }) => text)).toContain('申请')
    expect(fuzzy('zhongguo').candidates[0]?.text).toBe('中国')
  })
})

describe('the word list', () => {
  it('is what make.ts makes of the lists it names', () => {
    expect(Buffer.from(makeWords()).equals(Buffer.from(wordBytes()))).toBe(true)
  }, 240_000)

  it('is refused where it is none', () => {
    expect(() => readWordList(new Uint8Array(64).buffer)).toThrow('no word list')
  })
})
