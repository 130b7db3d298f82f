import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { shapeOf } from '../../../main/session/code-shape.ts'
import { anyScannedText, damagedLicence } from './code-properties.ts'

/** ICAO 9303's own samples. */
const TD3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
const TD1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<'
const TICKET = '019ab3f2-6a7c-7c1e-9b1f-4f0c2d9e8a11'
const LICENCE = '91350100M000100Y43'

describe('a code belongs where its shape says', () => {
  test.each([
    ['a passport', TD3, { kind: 'travel-document', zone: { format: 'TD3', number: 'L898902C3' } }],
    ['a card with three lines', TD1.replaceAll('\n', '\r\n'), { kind: 'travel-document', zone: { format: 'TD1', number: 'D23145890' } }],
    ['a ticket of ours', `https://zwfw.example.gov.cn/app/t/${TICKET}`, { kind: 'ticket', ticketId: TICKET }],
    ['a receipt of ours', 'https://zwfw.example.gov.cn/f/K01261122000001/SPEC22KA', { kind: 'receipt', number: 'K01261122000001', code: 'SPEC22KA' }],
    ['a printed certificate', 'https://zwfw.example.gov.cn/v/53032301-2026-00000041/K7MQ2XWT', { kind: 'certificate', number: '53032301-2026-00000041', code: 'K7MQ2XWT' }],
    ['a certificate of an authority with a page of its own', 'http://10.0.0.8:8080/check?number=53032301-2026-00000041&code=K7MQ2XWT', { kind: 'certificate', number: '53032301-2026-00000041', code: 'K7MQ2XWT' }],
    ['a guide that was printed here', 'https://zwfw.example.gov.cn/g/LOCAL-7', { kind: 'guide', code: 'LOCAL-7' }],
    ['a leaflet with 12 digits', '000530001001', { kind: 'guide', code: '000530001001' }],
    ['a leaflet with a misprint in its address', 'https://example.gov.cn/guide?code=11530323MB0A00051P4530715007000', { kind: 'guide', code: '11530323MB0A00051P4530715007000' }],
    ['a licence', LICENCE, { kind: 'licence', company: { code: LICENCE, name: null } }],
    ['a licence within an address', `http://www.gsxt.gov.cn/index.html?uniscid=${LICENCE}`, { kind: 'licence', company: { code: LICENCE, name: null } }],
    ['a licence within words', `统一社会信用代码：${LICENCE}；名称：示例县样本商贸有限公司`, { kind: 'licence', company: { code: LICENCE, name: '示例县样本商贸有限公司' } }],
  ])('%s', (_what, text, shape) => {
    expect(shapeOf(text)).toMatchObject(shape)
  })

  test.each([
    ['a passport with one wrong digit', TD3.replace('L898902C3', 'L898902C4')],
    ['half of a passport', TD3.slice(0, 60)],
    ['a ticket number of another kind', 'https://zwfw.example.gov.cn/t/A007'],
    ['a receipt with a character that no code has', 'https://zwfw.example.gov.cn/f/K01261122000001/SPEC2O1I'],
    ['a receipt without its code', 'https://zwfw.example.gov.cn/f/K01261122000001'],
    ['what follows an address of ours', 'https://zwfw.example.gov.cn/f/K01261122000001/SPEC22KA?next=1'],
    ['a credit code with a wrong check digit', '92350100M000100Y43'],
    ['an ID number', '11010519491231002X'],
    ['28 digits, as a medical card on a phone has', '1234567890123456789012345678'],
    ['18 digits, as a payment has', '134567890123456789'],
    ['words', '电子身份证'],
    ['nothing', ''],
  ])('%s is for the platform alone', (_what, text) => {
    expect(shapeOf(text)).toEqual({ kind: 'opaque' })
  })
})

it('a keyboard under a CapsLock or an input method that widens changes nothing of what has check digits or an address of ours', () => {
  const known = [TD3, TD1, LICENCE, `https://zwfw.example.gov.cn/t/${TICKET}`, 'https://zwfw.example.gov.cn/f/K01261122000001/SPEC22KA', '000530001001']
  const swapped = (text: string) => Array.from(text, (one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase())).join('')
  const widened = (text: string) => text.replaceAll(/[!-~]/g, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0))
  for (const text of known) {
    expect(shapeOf(swapped(text))).toEqual(shapeOf(text))
    expect(shapeOf(widened(text))).toEqual(shapeOf(text))
    expect(shapeOf(text).kind).not.toBe('opaque')
  }
})

it('a flipped character is the same document or none, never another', () => {
  const characters = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<')
  const read = shapeOf(TD3)
  const lineTwo = TD3.indexOf('\n') + 1
  fc.assert(
    fc.property(fc.nat({ max: 42 }), fc.constantFrom(...characters), (at, character) => {
      const place = lineTwo + at
      const flipped = shapeOf(TD3.slice(0, place) + character + TD3.slice(place + 1))
      // ICAO's check digits weigh modulo 10: A and K count alike, and nationality and sex have none.
      if (flipped.kind === 'travel-document' && read.kind === 'travel-document') expect(flipped.zone.birth).toBe(read.zone.birth)
      else expect(flipped.kind).toBe('opaque')
    }),
  )
})

it('any text has one', () => anyScannedText.hold())
it('one wrong character makes no other company', () => damagedLicence.hold())
