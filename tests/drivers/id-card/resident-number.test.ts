import { describe, expect, it } from 'vitest'
import { checkResidentNumber } from '../../../drivers/id-card/resident-number.ts'
import type { NumberFault } from '../../../drivers/id-card/resident-number.ts'
import { anyNumber, GOOD_NUMBERS, neighboursSwapped, oneDigitWrong } from './number-properties.ts'

const TODAY = { year: 2025, month: 6, day: 1 }

describe('a number that a citizen may hold is accepted', () => {
  it.each(GOOD_NUMBERS.map((number, at) => [at + 1, number] as const))('published good number %i', (_at, number) => {
    expect(checkResidentNumber(number, TODAY)).toEqual({
      ok: true,
      value: {
        number,
        region: number.slice(0, 6),
        birth: { year: +number.slice(6, 10), month: +number.slice(10, 12), day: +number.slice(12, 14) },
        sex: '13579'.includes(number.charAt(16)) ? 'male' : 'female',
      },
    })
  })

  it('typed with a small x', () => {
    expect(checkResidentNumber('11010519491231002x', TODAY)).toEqual(checkResidentNumber('11010519491231002X', TODAY))
  })

  it('on the very day of birth', () => {
    expect(checkResidentNumber('110101199003078670', { year: 1990, month: 3, day: 7 })).toMatchObject({ ok: true })
  })
})

describe('a number that nobody holds is refused, with the reason', () => {
  const bad: readonly (readonly [what: string, number: string, fault: NumberFault])[] = [
    ['too short', '44030819990110', { kind: 'length', typed: 'too-short', length: 14 }],
    ['too long', '1101011990030786700', { kind: 'length', typed: 'too-long', length: 19 }],
    ['nothing', '', { kind: 'length', typed: 'too-short', length: 0 }],
    ['an old one', '431389760616601', { kind: 'length', typed: 'old-15-digit', length: 15 }],
    ['another old one', '610104620927690', { kind: 'length', typed: 'old-15-digit', length: 15 }],
    ['an old one of no date', '610104620932690', { kind: 'length', typed: 'old-15-digit', length: 15 }],
    ['15 characters, not all digits', '43138976061660X', { kind: 'length', typed: 'too-short', length: 15 }],
    ['a letter', '1101051949A231002X', { kind: 'characters', position: 11 }],
    ['an x before the end', '11010519491231X020', { kind: 'characters', position: 15 }],
    ['full-width digits', '１10105194912310021', { kind: 'characters', position: 1 }],
    ['another last letter', '11010519491231002Y', { kind: 'characters', position: 18 }],
    ['a letter that grows in upper case', '11010519491231002ß', { kind: 'characters', position: 18 }],
    ['a foreigner', '932682198501010017', { kind: 'region' }],
    ['no province', '010105194912310025', { kind: 'region' }],
    ['30 February', '440308199902301512', { kind: 'birth', reason: 'not-a-date' }],
    ['29 February of 1900', '110101190002290010', { kind: 'birth', reason: 'not-a-date' }],
    ['month 13', '110101199013078670', { kind: 'birth', reason: 'not-a-date' }],
    ['day 0', '110101199003008670', { kind: 'birth', reason: 'not-a-date' }],
    ['a county that never was', '111111199901101512', { kind: 'check-digit' }],
    ['one digit off', '440308199901101513', { kind: 'check-digit' }],
    ['X for a 0', '11010119900307867X', { kind: 'check-digit' }],
    ['made up', '345955198706122245', { kind: 'check-digit' }],
  ]
  it.each(bad)('%s', (_what, number, fault) => {
    expect(checkResidentNumber(number, TODAY)).toEqual({ ok: false, fault })
  })

  it('not yet born', () => {
    expect(checkResidentNumber('110101199003078670', { year: 1990, month: 3, day: 6 })).toEqual({
      ok: false,
      fault: { kind: 'birth', reason: 'in-the-future' },
    })
  })
})

describe('a slip of the finger is always noticed', () => {
  it('one digit wrong', () => oneDigitWrong.hold())
  it('two neighbours swapped', () => neighboursSwapped.hold())
  it('any text at all gets an answer', () => anyNumber.hold())
})
