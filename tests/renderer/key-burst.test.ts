import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BurstKey, GAP_MS, keyBurst, LEAST_KEYS } from '../../renderer/components/key-burst.ts'

/** A keyboard in front of a page: what reached the page, in order, and which codes were caught. */
function keyboard() {
  const reached: string[] = []
  const codes: string[] = []
  let due = Number.POSITIVE_INFINITY
  const burst = keyBurst<string>({ code: (text) => void codes.push(text), typed: (keys) => void reached.push(...keys) })
  const silenceUntil = (at: number) => {
    if (at >= due) burst.silence()
    if (at >= due) due = Number.POSITIVE_INFINITY
  }
  return {
    reached,
    codes,
    press(key: BurstKey, at: number, name: string) {
      silenceUntil(at)
      if (burst.key(key, at, name) === 'pass') reached.push(name)
      else due = at + GAP_MS
    },
    touch: () => burst.touched(),
    rest: () => silenceUntil(Number.MAX_SAFE_INTEGER),
  }
}

const text = fc.string({ unit: fc.constantFrom(...Array.from('ABCxyz019/:?<-')), minLength: LEAST_KEYS, maxLength: 60 })
const END: BurstKey = { kind: 'end' }

function types(at: ReturnType<typeof keyboard>, keys: string, start: number, gap: () => number): number {
  let now = start
  for (const key of keys) {
    at.press(key === '\n' ? END : { kind: 'text', text: key }, now, key)
    now += gap()
  }
  return now
}

describe('keys that come one after the other', () => {
  it('closer than 50 ms and ended by Enter are a code, and not one of them reaches the page', () => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.integer({ min: 0, max: GAP_MS - 1 })), (code, gaps) => {
        const at = keyboard()
        types(at, `${code}\n`, 1000, () => gaps.next().value ?? 0)
        at.rest()
        expect(at.codes).toEqual([code])
        expect(at.reached).toEqual([])
      }),
    )
  })

  it('further apart are typed, every one of them once and in order, Enter too', () => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.integer({ min: GAP_MS, max: 2000 })), (typed, gaps) => {
        const at = keyboard()
        types(at, `${typed}\n`, 1000, () => gaps.next().value ?? GAP_MS)
        at.rest()
        expect(at.codes).toEqual([])
        expect(at.reached.join('')).toBe(`${typed}\n`)
      }),
    )
  })

  it('a hand before and after a scanner loses nothing and gains nothing', () => {
    const slow = fc.integer({ min: GAP_MS, max: 500 })
    const quick = fc.integer({ min: 0, max: GAP_MS - 1 })
    fc.assert(
      fc.property(text, text, text, fc.infiniteStream(slow), fc.infiniteStream(quick), (before, code, after, slowly, quickly) => {
        const at = keyboard()
        let now = types(at, before, 0, () => slowly.next().value ?? GAP_MS)
        now = types(at, `${code}\n`, now, () => quickly.next().value ?? 0)
        types(at, after, now + GAP_MS, () => slowly.next().value ?? GAP_MS)
        at.rest()
        expect(at.codes).toEqual([code])
        expect(at.reached.join('')).toBe(before + after)
      }),
    )
  })

  it('whatever the gaps are, each key is typed or in a code, never both and never neither', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...Array.from('ABC019\n')), fc.integer({ min: 0, max: 120 })), { maxLength: 80 }), (presses) => {
        const at = keyboard()
        let now = 0
        for (const [key, gap] of presses) {
          now += gap
          at.press(key === '\n' ? END : { kind: 'text', text: key }, now, key)
        }
        at.rest()
        const keys = (one: string) => Array.from(one).filter((each) => each !== '\n').length
        const pressed = keys(presses.map(([key]) => key).join(''))
        expect(keys(at.codes.join('')) + keys(at.reached.join(''))).toBe(pressed)
        for (const code of at.codes) expect(code.replaceAll('\n', '').length).toBeGreaterThanOrEqual(LEAST_KEYS)
      }),
    )
  })
})

it('the lines of a passport, each with its Enter, are one code', () => {
  const at = keyboard()
  const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
  types(at, `${lines.join('\n')}\n`, 0, () => 4)
  at.rest()
  expect(at.codes).toEqual([lines.join('\n')])
})

it('a shortcut in the midst of a scanner’s keys is nobody’s, and a hand’s shortcut passes', () => {
  const at = keyboard()
  types(at, 'ABCDEFGH', 0, () => 5)
  at.press({ kind: 'other' }, 42, 'F5')
  types(at, '12\n', 45, () => 5)
  at.rest()
  expect(at.codes).toEqual(['ABCDEFGH12'])
  at.press({ kind: 'other' }, 9000, 'F5')
  at.press(END, 9500, 'Enter')
  expect(at.reached).toEqual(['F5', 'Enter'])
})

it('Tab moves on behind what was typed, however fast it was', () => {
  const at = keyboard()
  types(at, '246813579', 0, () => 2)
  at.press({ kind: 'tab' }, 18, '→')
  at.rest()
  expect(at.codes).toEqual([])
  expect(at.reached.join('')).toBe('246813579→')
})

it('a touch finds what was typed before it, however fast that was', () => {
  const at = keyboard()
  types(at, '246813579', 0, () => 2)
  at.touch()
  expect(at.reached.join('')).toBe('246813579')
  at.rest()
  expect([at.reached.join(''), at.codes]).toEqual(['246813579', []])
})

it('a touch in the midst of a scanner’s keys does not cut its code in two', () => {
  const at = keyboard()
  types(at, 'ABCDEFGH', 0, () => 5)
  at.touch()
  types(at, '12\n', 45, () => 5)
  at.touch()
  at.rest()
  expect(at.codes).toEqual(['ABCDEFGH12'])
})

it('few keys in haste and an Enter are a hand’s', () => {
  const at = keyboard()
  types(at, '246813\n', 0, () => 3)
  at.rest()
  expect(at.reached.join('')).toBe('246813\n')
})

it('noise longer than any code is nobody’s', () => {
  const at = keyboard()
  types(at, `${'x'.repeat(10_000)}\n`, 0, () => 1)
  at.rest()
  expect(at.codes).toEqual([])
  expect(at.reached).toEqual([])
})
