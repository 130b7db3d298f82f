import { describe, expect, it } from 'vitest'
import { checkNumberOf } from '../../../drivers/id-card/document-number.ts'
import type { DocumentNumberFault, NumberedDocument } from '../../../drivers/id-card/document-number.ts'
import { readMachineReadableZone } from '../../../drivers/id-card/machine-readable-zone.ts'
import type { ZoneFault } from '../../../drivers/id-card/machine-readable-zone.ts'
import { anyZone, misreadDay, misreadZone } from './document-properties.ts'
import { permanentResidentDigitWrong } from './number-properties.ts'
import { checkPermanentResidentNumber } from '../../../drivers/id-card/permanent-resident-number.ts'
import type { PermanentResidentFault } from '../../../drivers/id-card/permanent-resident-number.ts'
import { checkResidencePermitNumber } from '../../../drivers/id-card/residence-permit-number.ts'
import type { ResidencePermitFault } from '../../../drivers/id-card/residence-permit-number.ts'
import { checkOldResidentNumber } from '../../../drivers/id-card/resident-number.ts'
import type { NumberFault } from '../../../drivers/id-card/resident-number.ts'
import { checkTravelPermitNumber } from '../../../drivers/id-card/travel-permit-number.ts'
import type { TravelPermitFault } from '../../../drivers/id-card/travel-permit-number.ts'

// The numbers are official samples, specimens, and counted ones.
const TODAY = { year: 2025, month: 6, day: 1 }

describe('a number of 15 digits from before 1999', () => {
  it.each([
    ['110105491231002', '11010519491231002X'],
    ['431389760616601', '431389197606166012'],
    ['610104620927690', '610104196209276908'],
  ])('%s becomes one of 18', (old, number) => {
    expect(checkOldResidentNumber(old, TODAY)).toMatchObject({ ok: true, value: { number } })
  })

  const bad: readonly (readonly [what: string, number: string, fault: NumberFault])[] = [
    ['32 September', '610104620932690', { kind: 'birth', reason: 'not-a-date' }],
    ['no province', '010104620927690', { kind: 'region' }],
    ['a letter', '43138976061660X', { kind: 'characters', position: 15 }],
    ['a digit short', '61010462092769', { kind: 'length', typed: 'too-short', length: 14 }],
    ['a digit more', '6101046209276901', { kind: 'length', typed: 'too-long', length: 16 }],
  ]
  it.each(bad)('%s is refused, with the reason', (_what, number, fault) => {
    expect(checkOldResidentNumber(number, TODAY)).toEqual({ ok: false, fault })
  })
})

describe('the number of a residence permit', () => {
  it.each([
    ['810000199408230021', 'hong-kong', 'female'],
    ['830000199201300022', 'taiwan', 'female'],
    ['810000199001010019', 'hong-kong', 'male'],
    ['820000199001010029', 'macao', 'female'],
    ['830000199001010012', 'taiwan', 'male'],
  ] as const)('%s is of %s', (number, from, sex) => {
    expect(checkResidencePermitNumber(number, TODAY)).toMatchObject({ ok: true, value: { number, from, sex } })
  })

  const bad: readonly (readonly [what: string, number: string, fault: ResidencePermitFault])[] = [
    ['a citizen of the mainland', '11010519491231002X', { kind: 'not-a-permit' }],
    ['a region of no permit', '810101199001010010', { kind: 'region' }],
    ['one digit off', '810000199408230022', { kind: 'check-digit' }],
    ['a digit short', '81000019940823002', { kind: 'length', typed: 'too-short', length: 17 }],
  ]
  it.each(bad)('%s is refused, with the reason', (_what, number, fault) => {
    expect(checkResidencePermitNumber(number, TODAY)).toEqual({ ok: false, fault })
  })
})

describe('the number of a travel permit', () => {
  it.each([
    ['H12345678', { from: 'hong-kong', number: 'H12345678', issue: null }],
    ['h1234567801', { from: 'hong-kong', number: 'H12345678', issue: '01' }],
    ['M12345678', { from: 'macao', number: 'M12345678', issue: null }],
    ['12345678', { from: 'taiwan', number: '12345678', issue: null }],
    ['1234567802', { from: 'taiwan', number: '12345678', issue: '02' }],
  ])('%s', (text, value) => {
    expect(checkTravelPermitNumber(text)).toEqual({ ok: true, value })
  })

  const bad: readonly (readonly [text: string, fault: TravelPermitFault])[] = [
    ['', { kind: 'length', length: 0 }],
    ['H1234567', { kind: 'length', length: 8 }],
    ['H123456780', { kind: 'length', length: 10 }],
    ['123456789', { kind: 'length', length: 9 }],
    ['H123456780123', { kind: 'length', length: 13 }],
    ['K12345678', { kind: 'characters', position: 1 }],
    ['H1234S678', { kind: 'characters', position: 6 }],
    ['1234567８', { kind: 'characters', position: 8 }],
  ]
  it.each(bad)('%j is refused, with the reason', (text, fault) => {
    expect(checkTravelPermitNumber(text)).toEqual({ ok: false, fault })
  })
})

describe('the number of a permanent resident', () => {
  it.each([
    ['CAN110081080310', { version: '2017', country: 'CAN', region: '1100', birth: '810803', sex: 'male' }],
    ['pak310080010103', { version: '2017', country: 'PAK', region: '3100', birth: '800101', sex: 'female' }],
    ['932682198501010017', { version: '2023', country: '682', region: '32', birth: '19850101', sex: 'male' }],
    ['911124198108030024', { version: '2023', country: '124', region: '11', birth: '19810803', sex: 'female' }],
    ['931586198001010028', { version: '2023', country: '586', region: '31', birth: '19800101', sex: 'female' }],
  ])('%s', (text, value) => {
    expect(checkPermanentResidentNumber(text, TODAY)).toEqual({ ok: true, value: { ...value, number: text.toUpperCase() } })
  })

  const bad: readonly (readonly [what: string, text: string, fault: PermanentResidentFault])[] = [
    ['nothing', '', { kind: 'length', length: 0 }],
    ['16 characters', 'CAN1100810803100', { kind: 'length', length: 16 }],
    ['two letters only', 'CA1110081080310', { kind: 'characters', position: 3 }],
    ['a letter among the digits', 'CAN1100810803I0', { kind: 'characters', position: 14 }],
    ['no letters, an old citizen', '610104620927690', { kind: 'characters', position: 1 }],
    ['no province, old', 'CAN990081080310', { kind: 'region' }],
    ['month 13, old', 'CAN110081130310', { kind: 'birth', reason: 'not-a-date' }],
    ['one digit off, old', 'CAN110081080311', { kind: 'check-digit' }],
    ['another country, old', 'USA110081080310', { kind: 'check-digit' }],
    ['a citizen of the mainland', '11010519491231002X', { kind: 'characters', position: 1 }],
    ['letters of a country, new', '9USA11198108030024', { kind: 'characters', position: 2 }],
    ['another last letter, new', '93158619800101002Y', { kind: 'characters', position: 18 }],
    ['no province, new', '999586198001010028', { kind: 'region' }],
    ['30 February, new', '931586198002300028', { kind: 'birth', reason: 'not-a-date' }],
    ['not yet born, new', '931586203001010028', { kind: 'birth', reason: 'in-the-future' }],
    ['one digit off, new', '931586198001010027', { kind: 'check-digit' }],
  ]
  it.each(bad)('%s is refused, with the reason', (_what, text, fault) => {
    expect(checkPermanentResidentNumber(text, TODAY)).toEqual({ ok: false, fault })
  })

  it('one digit wrong in a new one is noticed', () => permanentResidentDigitWrong.hold())
})

describe('a machine-readable zone (the samples of ICAO 9303)', () => {
  const PASSPORT = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
  const CARD = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']
  const SHEET = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']
  const anna = { issuer: 'UTO', nationality: 'UTO', birth: '740812', sex: 'female', expiry: '120415', surname: 'ERIKSSON', givenNames: 'ANNA MARIA' }

  it.each([
    ['TD3', PASSPORT, { type: 'P', number: 'L898902C3' }],
    ['TD1', CARD, { type: 'I', number: 'D23145890' }],
    ['TD2', SHEET, { type: 'I', number: 'D23145890' }],
  ])('%s is read field by field, however its lines are parted', (format, lines, rest) => {
    for (const parting of ['\n', '\r', '\r\n']) {
      expect(readMachineReadableZone(lines.join(parting) + parting)).toEqual({ ok: true, value: { format, ...anna, ...rest } })
    }
  })

  it('a number longer than its field goes on behind', () => {
    const first = 'I<UTOD23145890<7349<<<<<<<<<<<'
    expect(readMachineReadableZone([first, '3407127M9507122UTO<<<<<<<<<<<2', 'STEVENSON<<PETER<JOHN<<<<<<<<<'].join('\n'))).toMatchObject({
      ok: true,
      value: { number: 'D23145890734', sex: 'male', surname: 'STEVENSON', givenNames: 'PETER JOHN' },
    })
  })

  const bad: readonly (readonly [what: string, text: string, fault: ZoneFault])[] = [
    ['nothing', '', { kind: 'shape' }],
    ['one line', PASSPORT[1] ?? '', { kind: 'shape' }],
    ['a small letter', [PASSPORT[0], PASSPORT[1]?.toLowerCase()].join('\n'), { kind: 'characters', line: 2, position: 1 }],
    ['another number', [PASSPORT[0], PASSPORT[1]?.replace('L898', 'L899')].join('\n'), { kind: 'check-digit', of: 'number' }],
    ['another birth', [PASSPORT[0], PASSPORT[1]?.replace('7408122', '7408222')].join('\n'), { kind: 'check-digit', of: 'birth' }],
    ['another expiry', [PASSPORT[0], PASSPORT[1]?.replace('1204159', '1304159')].join('\n'), { kind: 'check-digit', of: 'expiry' }],
    ['a birth with a letter that weighs as its digit', [PASSPORT[0], PASSPORT[1]?.replace('740812', 'H40812')].join('\n'), { kind: 'check-digit', of: 'birth' }],
    ['a birth with half a month', [PASSPORT[0], PASSPORT[1]?.replace('740812', '74<812')].join('\n'), { kind: 'check-digit', of: 'birth' }],
    ['another personal number', [PASSPORT[0], PASSPORT[1]?.replace('ZE18', 'ZE28')].join('\n'), { kind: 'check-digit', of: 'personal' }],
    ['another last digit', [PASSPORT[0], PASSPORT[1]?.replace(/0$/, '1')].join('\n'), { kind: 'check-digit', of: 'composite' }],
    ['another number of a card', [CARD[0]?.replace('D23', 'D33'), CARD[1], CARD[2]].join('\n'), { kind: 'check-digit', of: 'number' }],
  ]
  it.each(bad)('%s is refused, with the reason', (_what, text, fault) => {
    expect(readMachineReadableZone(text)).toEqual({ ok: false, fault })
  })

  it('any text at all gets an answer', () => anyZone.hold())
  it('one digit read for another is noticed', () => misreadZone.hold())
  it('nor does any character make another day', () => misreadDay.hold())
})

describe('a number of the document that somebody says they hold', () => {
  it.each([
    ['resident-card', '11010519491231002x', '11010519491231002X'],
    ['residence-permit', '810000199408230021', '810000199408230021'],
    ['permanent-resident-card', '931586198001010028', '931586198001010028'],
    ['permanent-resident-card', 'pak310080010103', 'PAK310080010103'],
    // What its holder keeps for life: the count of its issues is another permit, not another person.
    ['hk-macao-travel-permit', 'h1234567802', 'H12345678'],
    ['hk-macao-travel-permit', 'M87654321', 'M87654321'],
    ['taiwan-travel-permit', '1234567801', '12345678'],
    // A number that tells by itself whose it is, under the name of another document.
    ['resident-card', 'PAK310080010103', 'PAK310080010103'],
    ['residence-permit', '11010519491231002X', '11010519491231002X'],
    ['permanent-resident-card', '810000199408230021', '810000199408230021'],
  ] as const)('%s takes %s', (document, typed, number) => {
    expect(checkNumberOf(document, typed, TODAY)).toEqual({ ok: true, value: number })
  })

  const bad: readonly (readonly [NumberedDocument, string, DocumentNumberFault])[] = [
    ['resident-card', '110105194912310021', { kind: 'check-digit' }],
    ['residence-permit', '810101199001010010', { kind: 'region' }],
    ['permanent-resident-card', '11010519491231002', { kind: 'length', length: 17 }],
    ['permanent-resident-card', 'PAK310083130103', { kind: 'birth', reason: 'not-a-date' }],
    ['permanent-resident-card', 'P1K310080010103', { kind: 'characters', position: 2 }],
    ['hk-macao-travel-permit', '12345678', { kind: 'first-letter' }],
    ['hk-macao-travel-permit', 'H1234M678', { kind: 'characters', position: 6 }],
    ['hk-macao-travel-permit', 'H123456780', { kind: 'length', length: 10 }],
    ['hk-macao-travel-permit', '', { kind: 'length', length: 0 }],
    ['taiwan-travel-permit', 'H12345678', { kind: 'first-letter' }],
    ['taiwan-travel-permit', '1234567', { kind: 'length', length: 7 }],
  ]
  it.each(bad)('%s refuses %s, with the reason', (document, typed, fault) => {
    expect(checkNumberOf(document, typed, TODAY)).toEqual({ ok: false, fault })
  })
})
