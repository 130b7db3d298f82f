import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { checkDocumentNumber, checkNumberOf } from '../../../drivers/id-card/document-number.ts'
import { checkPermanentResidentNumber } from '../../../drivers/id-card/permanent-resident-number.ts'
import { checkResidencePermitNumber } from '../../../drivers/id-card/residence-permit-number.ts'
import { checkOldResidentNumber, checkResidentNumber } from '../../../drivers/id-card/resident-number.ts'
import { checkTravelPermitNumber } from '../../../drivers/id-card/travel-permit-number.ts'
import { property } from '../../properties.ts'

const TODAY = { year: 2025, month: 6, day: 1 }
/** Those of GB 11643 itself, of published specimens and of two open test suites. */
export const GOOD_NUMBERS = [
  '11010519491231002X',
  '440524188001010014',
  '110101199003078670',
  '440308199901101512',
  '500154199804106120',
  '371001198010082394',
  '44040119580101000X',
  '810000199408230021',
  '830000199201300022',
  '810000199001010019',
  '820000199001010029',
  '830000199001010012',
] as const

const NUMBERED = ['resident-card', 'residence-permit', 'permanent-resident-card', 'hk-macao-travel-permit', 'taiwan-travel-permit'] as const

const good = fc.constantFrom(...GOOD_NUMBERS)
const by = fc.integer({ min: 1, max: 9 })

function misread(number: string, at: number, by: number): string {
  return `${number.slice(0, at)}${(Number(number[at]) + by) % 10}${number.slice(at + 1)}`
}

export const oneDigitWrong = property('one digit wrong in a number of 18 is noticed', fc.tuple(good, fc.nat({ max: 16 }), by), ([number, at, by]) => {
  assert.equal(checkResidentNumber(misread(number, at, by), TODAY).ok, false)
})

export const neighboursSwapped = property('two neighbours swapped in a number of 18 are noticed', fc.tuple(good, fc.nat({ max: 15 })), ([number, at]) => {
  const typed = `${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`
  assert.equal(checkResidentNumber(typed, TODAY).ok, typed === number)
})

export const permanentResidentDigitWrong = property(
  'one digit wrong in a permanent resident’s number is noticed',
  fc.tuple(fc.constantFrom('932682198501010017', '911124198108030024'), fc.nat({ max: 16 }), by),
  ([number, at, by]) => assert.equal(checkPermanentResidentNumber(misread(number, at, by), TODAY).ok, false),
)

export const anyNumber = property('any text for a number gets an answer', fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.stringMatching(/^[0-9A-Zx]{7,19}$/)), (text) => {
  for (const checked of [
    checkResidentNumber(text, TODAY),
    checkOldResidentNumber(text, TODAY),
    checkResidencePermitNumber(text, TODAY),
    checkPermanentResidentNumber(text, TODAY),
    checkTravelPermitNumber(text),
    checkDocumentNumber(text, TODAY),
    ...NUMBERED.map((document) => checkNumberOf(document, text, TODAY)),
  ]) {
    assert(checked.ok || checked.fault.kind.length > 0)
  }
})

export const NUMBER_PROPERTIES = [oneDigitWrong, neighboursSwapped, permanentResidentDigitWrong, anyNumber]
