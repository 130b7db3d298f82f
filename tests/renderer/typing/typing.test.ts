import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, pagesOf } from '../../../renderer/typing/candidate-pages.ts'
import { actOf } from '../../../renderer/typing/keyboard.ts'
import { MOST_LETTERS, typingAfter, typingOf, type Act, type Typing } from '../../../renderer/typing/typing.ts'

const MOST = 10
const after = (start: Typing, ...acts: readonly Act[]) => acts.reduce((state, act) => typingAfter(state, act, MOST), start)
const letters = (text: string): readonly Act[] => Array.from(text, (letter) => ({ act: 'letter', letter }))
const offered = (letters: string, ...texts: readonly (readonly [string, number])[]): Act => ({
  act: 'offered',
  letters,
  candidates: texts.map(([text, takes]) => ({ text, takes })),
})
const pinyin = (text = '') => typingOf(text, 'pinyin')

describe('letters of pinyin', () => {
  it('wait until a candidate is picked, which takes its part of them', () => {
    const typed = after(pinyin('云南'), ...letters('shengshi'), offered('shengshi', ['省市', 8], ['省', 5]))
    expect([typed.text, typed.letters]).toEqual(['云南', 'shengshi'])
    const picked = after(typed, { act: 'pick', candidate: { text: '省', takes: 5 } })
    expect([picked.text, picked.letters, picked.caret]).toEqual(['云南省', 'shi', 3])
  })

  it('become the first candidate with a space, a digit, a mark or another mode', () => {
    const typed = after(pinyin(), ...letters('sheng'), offered('sheng', ['省', 5]))
    expect(after(typed, { act: 'space' }).text).toBe('省')
    expect(after(typed, { act: 'write', text: '3' }).text).toBe('省3')
    const letterMode = after(typed, { act: 'mode', mode: 'letters' })
    expect([letterMode.text, letterMode.mode]).toEqual(['省', 'letters'])
    expect(after(typed, { act: 'raw' }).text).toBe('sheng')
    expect(after(typed, { act: 'cancel' })).toMatchObject({ text: '', letters: '' })
  })

  it('become the candidate whose digit is pressed, which is itself where there are none', () => {
    const digit = (digit: string, from = 0): Act => ({ act: 'digit', digit, from })
    const typed = after(pinyin(), ...letters('sheng'), offered('sheng', ['省', 5], ['生', 5], ['声', 5]))
    expect(after(typed, digit('2'), digit('2')).text).toBe('生2')
    expect(after(typed, digit('2', 1)).text).toBe('声')
    expect(after(typed, digit('9'))).toMatchObject({ text: '', letters: 'sheng' })
    // Pressed after the space that waits, it is no candidate of the letters before.
    const fast = after(pinyin(), ...letters('sheng'), { act: 'space' }, digit('3'), ...letters('xian'), digit('2'))
    expect(after(fast, offered('sheng', ['省', 5]), offered('xian', ['县', 4], ['现', 4])).text).toBe('省3现')
  })

  it('lose nothing that is typed faster than candidates come', () => {
    const fast = after(pinyin(), ...letters('sheng'), { act: 'space' }, ...letters('xian'), { act: 'space' }, { act: 'write', text: '1' })
    expect([fast.text, fast.letters]).toEqual(['', 'sheng'])
    const first = after(fast, offered('shen', ['身', 4]), offered('sheng', ['省', 5]))
    expect([first.text, first.letters]).toEqual(['省', 'xian'])
    const all = after(first, offered('xian', ['县', 4]))
    expect([all.text, all.letters, all.waiting]).toEqual(['省县1', '', []])
  })

  it('are no more than the keys say', () => {
    const typed = after(pinyin(), ...letters('a'.repeat(MOST_LETTERS + 5)))
    expect([typed.letters.length, typed.full]).toEqual([MOST_LETTERS, true])
  })
})

describe('the text', () => {
  it('is written and deleted where the caret stands, a rare hanzi as one', () => {
    const typed = after(typingOf('a𬱖b', 'letters'), { act: 'left' }, { act: 'delete' }, { act: 'write', text: 'X' })
    expect([typed.text, typed.caret]).toEqual(['aXb', 2])
    expect(after(typed, { act: 'upper' }, { act: 'letter', letter: 'q' }, { act: 'right' }, { act: 'right' }).text).toBe('aXQb')
    expect(after(typed, { act: 'clear' })).toMatchObject({ text: '', caret: 0 })
  })

  it('that has no room for what is picked keeps both as they are, and says so', () => {
    const typed = after(pinyin('一二三四五六七八九'), ...letters('yunnan'), offered('yunnan', ['云南', 6]), { act: 'space' })
    expect([typed.text, typed.letters, typed.full]).toEqual(['一二三四五六七八九', 'yunnan', true])
    expect(after(typed, { act: 'delete' }).full).toBe(false)
  })

  it('from elsewhere takes the place of what was typed', () => {
    expect(after(pinyin('一'), ...letters('er'), { act: 'space' }, { act: 'set', text: '二' })).toMatchObject({ text: '二', letters: '', waiting: [] })
  })

  it('never grows beyond its length, and the caret never leaves it, whatever is done', () => {
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.constantFrom<Act>(...letters("ab'"), { act: 'space' }, { act: 'raw' }, { act: 'mode', mode: 'pinyin' }, { act: 'mode', mode: 'symbols' }),
      fc.constantFrom<Act>({ act: 'delete' }, { act: 'clear' }, { act: 'cancel' }, { act: 'left' }, { act: 'right' }, { act: 'pick-all' }, { act: 'upper' }),
      fc.record({ act: fc.constant('write' as const), text: fc.string({ minLength: 1, maxLength: 4, unit: 'binary' }) }),
      fc.constant<Act>({ act: 'offered', letters: '?', candidates: [{ text: '啊', takes: 1 }] }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const states = acts.reduce<readonly Typing[]>((states, one) => {
          const last = states.at(-1) ?? pinyin()
          return [...states, typingAfter(last, one.act === 'offered' ? { ...one, letters: last.letters } : one, MOST)]
        }, [])
        const wrong = states.filter(({ text, caret }) => {
          const length = Array.from(text).length
          return length > MOST || caret < 0 || caret > length
        })
        expect(wrong).toEqual([])
      }),
    )
  })
})

describe('a keyboard in front of the terminal', () => {
  const press = (key: string, typing: Typing, ctrlKey = false) =>
    actOf({ key, ctrlKey, altKey: false, metaKey: false }, typing, 0)
  const picking = after(pinyin(), ...letters('sheng'))

  it('types pinyin as programs for pinyin do', () => {
    expect(press('s', pinyin())).toEqual({ act: 'letter', letter: 's' })
    expect(press('S', pinyin())).toEqual({ act: 'write', text: 'S' })
    expect(press(',', pinyin())).toEqual({ act: 'write', text: '，' })
    expect(press('2', picking)).toEqual({ act: 'digit', digit: '2', from: 0 })
    expect(press('0', picking)).toEqual({ act: 'write', text: '0' })
    expect(press("'", picking)).toEqual({ act: 'letter', letter: "'" })
    expect(press('Enter', picking)).toEqual({ act: 'raw' })
    expect(press('Enter', pinyin())).toBe('done')
    expect([press('PageDown', picking), press('ArrowUp', picking), press('PageDown', pinyin())]).toEqual(['after', 'before', null])
    expect([press('Escape', picking), press('Escape', pinyin())]).toEqual([{ act: 'cancel' }, null])
  })

  it('leaves what is no text to the page', () => {
    expect([press('r', pinyin(), true), press('F5', pinyin()), press('Tab', pinyin()), press('Process', pinyin())]).toEqual([null, null, null, null])
  })
})

describe('pages of candidates', () => {
  it('hold every candidate once, in order, and none that has no room', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('一', '𬱖'), minLength: 1, maxLength: 40 }))
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 3 }), (texts, columns, rows) => {
        const candidates = texts.map((text) => ({ text, takes: 1 }))
        const begins = pagesOf(candidates, { columns, rows })
        const pages = begins.map((from, at) => candidates.slice(from, begins[at + 1]))
        expect(pages.flat()).toEqual(candidates)
        for (const page of pages) {
          let row = 1
          let used = 0
          for (const one of page) {
            const wide = columnsOf(one, { columns, rows })
            if (used + wide > columns) row += 1
            used = used + wide > columns ? wide : used + wide
          }
          expect(row).toBeLessThanOrEqual(rows)
        }
      }),
    )
  })
})
