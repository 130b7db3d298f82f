import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { hidPosReports, type HidPosCode } from '../../../drivers/scanner/hid-pos.ts'
import { lineFramer } from '../../../drivers/scanner/line-framer.ts'
import { scannedCode } from '../../../drivers/scanner/scanned-code.ts'
import { hidPosScanner } from '../../../simulators/scanner/hid-pos-scanner.ts'
import { cutAt, property } from '../../properties.ts'

/** The largest QR code holds 2,953 bytes; nothing much longer is ever kept. */
const MOST_KEPT = 4_200

/** The codes in these pieces; what is unfinished behind them is dropped, so that no timer is left. */
function codesIn(pieces: readonly Buffer[]): readonly string[] {
  const codes: string[] = []
  const line = lineFramer({ gapMs: 60_000, onCode: (bytes) => codes.push(bytes.toString('latin1')) })
  for (const piece of pieces) line.received(piece)
  line.dropped()
  return codes
}

const ends = fc.constantFrom('\r', '\n', '\r\n')
const texts = fc.array(fc.stringMatching(/^[ -~]{1,50}$/), { minLength: 1, maxLength: 5 })
const cuts = fc.array(fc.nat(), { maxLength: 40 })
/** Behind which nothing is held back any more: no line of a machine-readable zone. */
const LAST = 'last'

export const codesOfLines = property(
  'the lines of a scanner are its codes, however they are cut',
  fc.tuple(texts, ends, cuts),
  ([lines, end, places]) => {
    const codes = codesIn(cutAt(Buffer.from([...lines, LAST].map((line) => line + end).join('')), places))
    assert.deepEqual(codes.join('\n').split('\n'), [...lines, LAST])
  },
)

const zoneLine = fc.constantFrom(30, 36, 44).chain((length) => fc.string({ unit: fc.constantFrom('A', '7', '<'), minLength: length, maxLength: length }))
const trouble = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('\r', '\n', '\r\n').map((end) => Buffer.from(end)),
      zoneLine.map((line) => Buffer.from(`${line}\r`)),
      fc.integer({ min: 4_000, max: 5_000 }).map((length) => Buffer.alloc(length, 'x')),
    ),
    { maxLength: 10 },
  )
  .map((parts) => Buffer.concat(parts))

export const anyLineCut = property('any bytes of a scanner mean the same however they are cut, and none is kept for ever', fc.tuple(trouble, cuts), ([bytes, places]) => {
  const codes = codesIn([bytes])
  assert.deepEqual(codesIn(cutAt(bytes, places)), codes)
  assert(codes.every((code) => code.length > 0 && code.length <= Math.max(MOST_KEPT, bytes.length / 2)))
})

function heard(reports: readonly Uint8Array[]): readonly HidPosCode[] {
  const take = hidPosReports()
  return reports.flatMap((report) => take(report) ?? [])
}

export const codesOfReports = property(
  'a code in HID reports of any number is read whole',
  fc.array(fc.uint8Array({ minLength: 1, maxLength: 2_953 }).filter((code) => code.at(-1) !== 0x0d && code.at(-1) !== 0x0a), { maxLength: 3 }),
  (codes) => {
    const reports: Buffer[] = []
    const scanner = hidPosScanner()
    scanner.device.on('data', (report: Buffer) => reports.push(report))
    for (const code of codes) scanner.scan(code)
    assert.deepEqual(heard(reports).map(({ bytes }) => bytes), codes.map((code) => Buffer.from(code)))
  },
)

const report = fc.oneof(
  fc.uint8Array({ maxLength: 70 }),
  fc.tuple(fc.nat({ max: 60 }), fc.uint8Array({ minLength: 61, maxLength: 61 }), fc.constantFrom(0, 1)).map(([length, rest, more]) => Uint8Array.of(2, length, ...rest, more)),
)

export const anyReports = property('any HID reports of a scanner are survived, and none is kept for ever', fc.array(report, { maxLength: 200 }), (reports) => {
  for (const { bytes, symbology } of heard(reports)) {
    assert(bytes.length <= MOST_KEPT)
    assert(symbology === null || symbology.length === 3)
  }
})

export const textOfUtf8 = property(
  'the text of a code is UTF-8 where it is that',
  fc.string({ unit: 'binary' }).filter((text) => !/[\p{Cc}\uFEFF]/u.test(text)),
  (text) => assert.equal(scannedCode(Buffer.from(text)).text, text),
)

export const anyCode = property('any bytes of a code are text or none', fc.uint8Array({ maxLength: 80 }), (bytes) => {
  const { text } = scannedCode(Buffer.from(bytes))
  assert(text === null || !text.includes('\0'))
})

export const SCANNER_PROPERTIES = [codesOfLines, anyLineCut, codesOfReports, anyReports, textOfUtf8, anyCode]
