import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { shapeOf } from '../../../main/session/code-shape.ts'
import { property } from '../../properties.ts'

/** The public address of a ticket, a receipt, a certificate and a guide; a licence; ICAO 9303's own passport. */
const CODES: readonly string[] = [
  'https://zwfw.example.gov.cn/app/t/019ab3f2-6a7c-7c1e-9b1f-4f0c2d9e8a11',
  'https://zwfw.example.gov.cn/f/K01261122000001/SPEC22KA',
  'https://zwfw.example.gov.cn/v/53032301-2026-00000041/K7MQ2XWT',
  'http://10.0.0.8:8080/check?number=53032301-2026-00000041&code=K7MQ2XWT',
  'https://zwfw.example.gov.cn/g/LOCAL-7',
  '统一社会信用代码：91350100M000100Y43；名称：示例县样本商贸有限公司',
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
]

const hits = fc.array(fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 3 })
const some = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.tuple(fc.constantFrom(...CODES), hits).map(([code, places]) =>
    places.reduce((text, [at, other]) => text.slice(0, at % text.length) + other + text.slice((at % text.length) + 1), code),
  ),
  fc.stringMatching(/^(a{0,40}|[0-9]{0,40}|https?:\/\/[/?&=#a-z]{0,300})$/),
)

export const anyScannedText = property('any text of a code has one shape, the same each time', some, (text) => {
  assert.deepEqual(shapeOf(text), shapeOf(text))
})

// Its check digit sees one character.
export const damagedLicence = property(
  'one character of a licence’s code read for another makes no other company',
  fc.tuple(fc.nat({ max: 17 }), fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY'))),
  ([at, character]) => {
    const code = '91350100M000100Y43'
    const shape = shapeOf(code.slice(0, at) + character + code.slice(at + 1))
    assert(shape.kind === 'opaque' || (shape.kind === 'licence' && shape.company.code === code))
  },
)

export const CODE_PROPERTIES = [anyScannedText, damagedLicence]
