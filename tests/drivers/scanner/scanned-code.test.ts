import { describe, expect, it } from 'vitest'
import { scannedCode } from '../../../drivers/scanner/scanned-code.ts'
import { anyCode, textOfUtf8 } from './scanner-properties.ts'

describe('the text of a code', () => {
  it('is UTF-8 where it is that', () => textOfUtf8.hold())
  it('is none, or some, of any bytes', () => anyCode.hold())

  it.for([
    ['D1F9B1BED2BB', '样本一'],
    ['cdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb', '统一社会信用代码'],
    ['95 34 B2 35', '\u{20BB7}'],
  ] as const)('is GBK or GB18030 where it is no UTF-8: %s', ([hex, text]) => {
    expect(scannedCode(Buffer.from(hex.replaceAll(' ', ''), 'hex')).text).toBe(text)
  })

  it('is none where the bytes are text in neither, or hold what no text has', () => {
    expect(scannedCode(Buffer.from('FF', 'hex')).text).toBeNull()
    expect(scannedCode(Buffer.from('410042', 'hex')).text).toBeNull()
    expect(scannedCode(Buffer.from('41\u001D42')).text).toBe('41\u001D42')
  })
})
