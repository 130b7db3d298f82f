import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeTwoByte, inRom, printable } from '../../../printers/escpos/gb18030.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const encoded = (text: string) => {
  const result = encodeTwoByte(text)
  return result.ok ? hex(result.value) : result.fault
}

describe('text for a Chinese printer', () => {
  test('hanzi and digits have the bytes of the national standard', () => {
    expect(encoded('社保大厅 A0123')).toBe('c9e7b1a3b4f3ccfc204130313233')
    expect(encoded('€·—')).toBe('a2e3a1a4a1aa')
    expect(encoded('─')).toBe('a9a4')
  })

  test('a yuan sign prints as a yuan sign, not as the digits 0 6', () => {
    expect(encoded('¥12')).toBe('a3a43132')
  })

  test('rare characters of names are never sent as four bytes and never dropped', () => {
    for (const rare of ['㛃', '𬱖', '𠮷']) expect(encoded(`张${rare}`)).toEqual({ kind: 'not-in-rom', count: 1 })
  })

  test('a command hidden in a data field does not reach the printer', () => {
    expect(encoded('a\u001b@\u001dV\u0000b\u0010\u0004\u0001')).toBe(hex(Buffer.from('a@Vb')))
    expect(encoded('一\r\n二\t三')).toBe(encoded('一 二 三'))
    expect(encoded('\uFEFF张\u200B三\uFE00')).toBe(encoded('张三'))
    expect(encoded('a\u00A0b\u2003c\u3000')).toBe(`${hex(Buffer.from('a b c'))}a1a1`)
  })

  test('every character of the standard reads back as itself, and none is four bytes or below a space', () => {
    const wrong: number[] = []
    let twoByte = 0
    for (let codePoint = 0x20; codePoint <= 0x10ffff; codePoint += 1) {
      if ((codePoint >= 0xd800 && codePoint <= 0xdfff) || !inRom(codePoint)) continue
      const text = String.fromCodePoint(codePoint)
      const result = encodeTwoByte(text)
      const fits = result.ok && result.value.length <= 2 && result.value.every((byte) => byte >= 0x20 && byte !== 0x7f)
      if (!fits || new TextDecoder('gb18030').decode(result.value) !== printable(text)) wrong.push(codePoint)
      if (result.ok && result.value.length === 2) twoByte += 1
    }
    expect(wrong).toEqual([])
    // All 23,940 pairs of the standard, less 2,048 for private use and the second code of the ideographic space.
    expect(twoByte).toBe(21_891)
  })

  test('GBK has all of its 20,902 unified hanzi in the ROM', () => {
    for (let codePoint = 0x4e00; codePoint <= 0x9fa5; codePoint += 1) expect(inRom(codePoint)).toBe(true)
  })

  test('any text at all is bytes that hold no command, or is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = encodeTwoByte(text)
        const harmless = result.ok && result.value.every((byte) => byte >= 0x20 && byte !== 0x7f)
        const refused = !result.ok && result.fault.count > 0
        expect([harmless, refused]).toContain(true)
      }),
    )
  })

  test('a lone half of a surrogate pair is refused, not printed as something else', () => {
    expect(encoded('\ud842')).toEqual({ kind: 'not-in-rom', count: 1 })
    expect(encoded('\udfb7一')).toEqual({ kind: 'not-in-rom', count: 1 })
  })
})
