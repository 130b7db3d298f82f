import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areTouchesMade,
  isWordTyped,
  letterTyped,
  markTouched,
  type MarkTouches,
  NOTHING_TYPED,
} from '../../renderer/kiosk/hidden-gesture.ts'

const touchedAt = (...moments: readonly number[]) =>
  areTouchesMade(moments.reduce((touches: MarkTouches, at) => markTouched(touches, at), []))

/** A letter every 100 ms. */
const typed = (keys: readonly string[], from = 1000, every = 100) =>
  isWordTyped(keys.reduce((word, key, index) => letterTyped(word, key, from + index * every), NOTHING_TYPED))

describe('five touches of the mark', () => {
  it('open the operator’s door within four seconds, and four do not', () => {
    expect(touchedAt(0, 1000, 2000, 3000, 4000)).toBe(true)
    expect(touchedAt(0, 1000, 2000, 3000)).toBe(false)
    expect(touchedAt(0, 1000, 2000, 3000, 4001)).toBe(false)
  })

  it('count from the first of the five, however many came before', () => {
    expect(touchedAt(0, 3000, 5000, 5500, 6000, 6500)).toBe(true)
    expect(touchedAt(0, 1500, 3000, 4500, 6000, 7500)).toBe(false)
  })

  it('never open for touches more than a second apart', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1001, max: 60_000 }), { maxLength: 30 }), (pauses) => {
        let now = 0
        expect(touchedAt(...pauses.map((pause) => (now += pause)))).toBe(false)
      }),
    )
  })
})

describe('oper on the keyboard', () => {
  it('opens in a row within four seconds, in small letters or capitals', () => {
    expect(typed(['o', 'p', 'e', 'r'])).toBe(true)
    expect(typed(['O', 'P', 'E', 'R'])).toBe(true)
    expect(typed(['o', 'p', 'e', 'r'], 0, 1333)).toBe(true)
    expect(typed(['o', 'p', 'e', 'r'], 0, 1334)).toBe(false)
  })

  it('begins anew after a wrong letter, and at an o in the middle', () => {
    expect(typed(['o', 'p', 'x', 'e', 'r'])).toBe(false)
    expect(typed(['o', 'p', 'o', 'p', 'e', 'r'])).toBe(true)
    expect(typed(['o', 'o', 'p', 'e', 'r'])).toBe(true)
    expect(typed(['o', 'p', 'e', 'Shift'])).toBe(false)
  })

  it('opens for no keys that do not end in the word', () => {
    const keys = fc.constantFrom('o', 'p', 'e', 'r', 'x', 'Enter', 'Tab')
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 12 }), (pressed) => {
        expect(typed(pressed)).toBe(pressed.slice(-4).join('') === 'oper')
      }),
    )
  })
})
