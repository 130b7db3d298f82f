import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBlack, type Bitmap } from '../../../printers/escpos/bitmap.ts'
import { inRom, printable } from '../../../printers/escpos/gb18030.ts'
import { cellsOf } from '../../../printers/escpos/layout.ts'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { GENERIC_58MM, GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import { encodeTicket, type TicketContent } from '../../../printers/ticket/ticket.ts'
import { NOTO_SANS } from '../escpos/fonts.ts'
import { readJob, textsOf, type JobCommand } from '../escpos/read-job.ts'

const TICKET: TicketContent = {
  hall: '示例县政务服务中心',
  number: 'A007',
  business: { zh: '社会保险', en: 'Social insurance' },
  department: '人力资源和社会保障局',
  where: { zh: '二楼东区', en: '2nd floor, east' },
  windows: ['3号窗口', '4号窗口'],
  ahead: 12,
  issuedAt: '2026-11-21 14:05',
  notices: ['过号请重新取号'],
  demonstration: false,
}

const NO_FONT = outlineFonts([])
const NOTO = outlineFonts([NOTO_SANS])
const REAL_TIME = ['1004', '1005', '1014'].map((pair) => Buffer.from(pair, 'hex'))
const BOTH: readonly PrinterProfile[] = [GENERIC_80MM, GENERIC_58MM]

function encoded(ticket: TicketContent, profile = GENERIC_80MM, fonts = NOTO): Uint8Array {
  const result = encodeTicket(ticket, profile, fonts)
  assert(result.ok, result.ok ? '' : result.fault.kind)
  return result.value.bytes
}

/** Each printed line of text with the size it has. */
function linesOf(job: Uint8Array): readonly { readonly text: string; readonly width: number; readonly height: number }[] {
  let [width, height] = [1, 1]
  const lines: { text: string; width: number; height: number }[] = []
  for (const command of readJob(job)) {
    if (command.name === 'text') lines.push({ text: command.text, width, height })
    if (command.name === 'set' && command.command === 'GS !') {
      ;[width, height] = [(command.argument >> 4) + 1, (command.argument & 15) + 1]
    }
  }
  return lines
}

function rastersOf(job: Uint8Array): readonly Extract<JobCommand, { name: 'raster' }>[] {
  return readJob(job).flatMap((command) => (command.name === 'raster' ? [command] : []))
}

function sizeOf(job: Uint8Array, text: string): number {
  return linesOf(job).find((line) => line.text.includes(text))?.height ?? 0
}

describe('a queue ticket', () => {
  test('begins in a known state in Chinese, ends with the cut, and leaves confirmation to the driver', () => {
    const job = Buffer.from(encoded(TICKET))
    expect(job.subarray(0, 11).toString('hex')).toBe('1b401c261d610f1b633501')
    expect(job.subarray(-4).toString('hex')).toBe('1d564200')
  })

  test('has the number largest, then where to go, then how many are ahead; the rest is small', () => {
    for (const profile of BOTH) {
      const job = encoded(TICKET, profile)
      expect(sizeOf(job, 'A007')).toBe(6)
      expect(sizeOf(job, '二楼东区')).toBe(2)
      expect(sizeOf(job, '前面还有 12 人')).toBe(2)
      expect(sizeOf(job, '2026-11-21 14:05')).toBe(1)
      const order = textsOf(job).join('\n')
      expect(order.indexOf('A007')).toBeLessThan(order.indexOf('二楼东区'))
      expect(order.indexOf('二楼东区')).toBeLessThan(order.indexOf('前面还有'))
    }
  })

  test('says everything that it was given', () => {
    const all = { ...TICKET, holder: '张*', offline: true, reprint: { at: '14:20', count: 2 } }
    for (const profile of BOTH) {
      const words = textsOf(encoded(all, profile)).join('')
      const said = [
        '示例县政务服务中心',
        '社会保险',
        'Social insurance',
        '人力资源和社会保障局',
        '3号窗口、4号窗口',
        '12 ahead',
        '张*',
        '过号请重新取号',
        '离线号',
        '补打',
        '第2次',
        '14:20',
      ]
      for (const text of said) expect(words).toContain(text)
    }
  })

  test('does not name the windows twice when they are where to go', () => {
    const words = textsOf(encoded({ ...TICKET, where: { zh: '3号窗口、4号窗口' } })).join('')
    expect(words.split('3号窗口')).toHaveLength(2)
  })

  test('of four digits still fits the narrow paper in one line', () => {
    const number = linesOf(encoded({ ...TICKET, number: 'A1000' }, GENERIC_58MM)).find(({ text }) => text === 'A1000')
    expect(number).toEqual({ text: 'A1000', width: 6, height: 6 })
  })

  test('for the next in line does not count nobody', () => {
    expect(textsOf(encoded({ ...TICKET, ahead: 0 })).join('')).toContain('前面无人等候')
    const waits = textsOf(encoded({ ...TICKET, wait: { zh: '约10–15分钟', en: 'about 10–15 min' } }))
    expect(waits.slice(waits.indexOf('12 ahead of you') + 1)).toEqual(expect.arrayContaining(['约10–15分钟', 'about 10–15 min']))
  })

  test('of a demonstration says so at top and bottom, and a real one nowhere', () => {
    const texts = textsOf(encoded({ ...TICKET, demonstration: true }))
    expect(texts[0]).toBe('演示 DEMONSTRATION')
    expect(texts.at(-1)).toBe('演示 DEMONSTRATION')
    expect(textsOf(encoded(TICKET)).join('')).not.toContain('演示')
  })

  test('is marked 补打 only when it is one', () => {
    expect(textsOf(encoded(TICKET)).join('')).not.toContain('补打')
  })

  const word = fc.string({ unit: fc.oneof(fc.constantFrom(...Array.from('城乡居民养老，。（）A7 㛃𬱖')), fc.string({ maxLength: 1 })), maxLength: 70, size: 'max' })
  const anyTicket: fc.Arbitrary<TicketContent> = fc.record({
    hall: word,
    number: word,
    business: fc.record({ zh: word, en: word }),
    department: word,
    where: fc.record({ zh: word, en: word }),
    windows: fc.array(word, { maxLength: 4 }),
    ahead: fc.nat(),
    issuedAt: word,
    holder: word,
    notices: fc.array(word, { maxLength: 3 }),
    demonstration: fc.boolean(),
    offline: fc.boolean(),
    reprint: fc.record({ at: word, count: fc.nat() }),
  })
  const few = { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 2) }

  test('is allowed commands only, no line over the edge, no real-time command, however long the names', () => {
    fc.assert(
      fc.property(anyTicket, fc.constantFrom(...BOTH), (ticket, profile) => {
        const result = encodeTicket(ticket, profile, NOTO)
        fc.pre(result.ok || result.fault.kind !== 'no-glyph')
        assert(result.ok)
        for (const { text, width } of linesOf(result.value.bytes)) {
          expect(cellsOf(text) * width).toBeLessThanOrEqual(profile.columns)
        }
        for (const { stride, rows } of rastersOf(result.value.bytes)) {
          expect(stride * 8).toBeLessThanOrEqual(profile.widthDots)
          expect(rows).toBeLessThanOrEqual(profile.bandRows)
        }
        for (const pair of REAL_TIME) expect(Buffer.from(result.value.bytes).includes(pair)).toBe(false)
      }),
      few,
    )
  })
})

describe('a name with a character that the printer lacks', () => {
  test('is drawn as a whole line on the same cells, and stays readable beside its label', () => {
    const job = encoded({ ...TICKET, holder: '㛃*' })
    expect(textsOf(job).join('')).not.toContain('持票人')
    const [line, ...more] = rastersOf(job)
    expect(more).toEqual([])
    expect(line?.rows).toBe(32) // as high as its neighbours: 24 dots and 8 of leading
    const bitmap: Bitmap = { width: 576, height: 32, stride: line?.stride ?? 0, data: line?.data ?? new Uint8Array() }
    const inked = Array.from({ length: 48 }, (_, cell) =>
      Array.from({ length: 12 * 24 }, (_, i) => isBlack(bitmap, cell * 12 + (i % 12), Math.floor(i / 12))).some(Boolean),
    )
    // 持票人 Holder in cells 0–12, then nothing up to 㛃* in the last three.
    expect(inked.map((ink) => (ink ? '#' : '.')).join('')).toBe(`######.######${'.'.repeat(32)}###`)
  })

  test('is drawn at the size of its line', () => {
    const [line] = rastersOf(encoded({ ...TICKET, where: { zh: '㛃字楼' } }))
    expect(line?.rows).toBe(2 * 24 + 8)
  })

  test('is drawn from the second font when the first lacks it, and refused when no font has it, saying how many', () => {
    expect(encodeTicket({ ...TICKET, holder: '𠮷𠮷*' }, GENERIC_80MM, NOTO)).toEqual({
      ok: false,
      fault: { kind: 'no-glyph', count: 2 },
    })
    const fallback = outlineFonts([NOTO_SANS])
    const hall = {
      draw: (codePoint: number, width: number, height: number) =>
        fallback.draw(codePoint === 0x20bb7 ? 0x5409 : codePoint, width, height),
    }
    expect(encodeTicket({ ...TICKET, holder: '𠮷*' }, GENERIC_80MM, hall).ok).toBe(true)
  })

  test('opens no font file for a ticket that needs none', () => {
    expect(encodeTicket(TICKET, GENERIC_80MM, outlineFonts(['/no/such/font.ttf'])).ok).toBe(true)
    expect(encodeTicket({ ...TICKET, holder: '㛃*' }, GENERIC_80MM, outlineFonts(['/no/such/font.ttf']))).toEqual({
      ok: false,
      fault: { kind: 'font-unreadable', path: '/no/such/font.ttf' },
    })
  })

  test('or any other character of Unicode is printed as text, drawn, or refused: never lost', () => {
    const scalar = fc.integer({ min: 0x20, max: 0x10ffff }).filter((c) => c < 0xd800 || c > 0xdfff)
    const rare = fc.oneof(scalar, fc.integer({ min: 0x3400, max: 0x4dbf }), fc.integer({ min: 0x2b740, max: 0x2ebef }))
    fc.assert(
      fc.property(rare, (codePoint) => {
        const text = printable(String.fromCodePoint(codePoint))
        fc.pre(text.trim() !== '')
        const result = encodeTicket({ ...TICKET, notices: [text] }, GENERIC_80MM, NOTO)
        const drawable = NOTO.draw(codePoint, 24, 24).ok
        const asText = inRom(text.codePointAt(0) ?? 0)
        const seen = {
          text: result.ok && textsOf(result.value.bytes).includes(text),
          drawn: result.ok && rastersOf(result.value.bytes).length === 1,
          refused: !result.ok && result.fault.kind === 'no-glyph' && result.fault.count === 1,
        }
        expect(seen).toEqual({ text: asText, drawn: !asText && drawable, refused: !asText && !drawable })
      }),
    )
  })
})

describe('the QR code on a ticket', () => {
  const ADDRESS = 'https://zwfw.example.gov.cn/t/530323-01/A007?k=8f3a9b2c'

  test('is our own picture with modules of 6 dots and four of quiet at the sides', () => {
    const [picture, ...more] = rastersOf(encoded({ ...TICKET, qr: ADDRESS }, GENERIC_80MM, NO_FONT))
    expect(more).toEqual([])
    assert(picture)
    const bitmap: Bitmap = { width: picture.stride * 8, height: picture.rows, stride: picture.stride, data: picture.data }
    expect(picture.rows % 6).toBe(0)
    const modules = picture.rows / 6
    // The finder pattern's first row: quiet, then seven dark modules, then a light one.
    const first = Array.from({ length: modules + 8 }, (_, i) => isBlack(bitmap, i * 6 + 3, 3))
    expect(first.slice(0, 12)).toEqual([false, false, false, false, true, true, true, true, true, true, true, false])
    expect(first.slice(-4)).toEqual([false, false, false, false])
  })

  test('has smaller modules, never under 4 dots, when the text is long', () => {
    const long = (length: number) => encodeTicket({ ...TICKET, qr: 'x'.repeat(length) }, GENERIC_58MM, NO_FONT)
    const result = long(400)
    expect(result.ok && rastersOf(result.value.bytes).every(({ stride }) => stride * 8 <= 384)).toBe(true)
    expect(long(1_000)).toEqual({ ok: false, fault: { kind: 'qr-too-long' } })
    expect(long(5_000)).toEqual({ ok: false, fault: { kind: 'qr-too-long' } })
  })

  test("is the printer's own only where the profile is sure of it", () => {
    const job = encoded({ ...TICKET, qr: ADDRESS }, { ...GENERIC_80MM, nativeQr: 'yes' }, NO_FONT)
    expect(rastersOf(job)).toEqual([])
    const data = readJob(job).flatMap((command) => (command.name === 'qr' && command.part === 0x50 ? [command.data] : []))
    expect(Buffer.from(data[0] ?? []).toString()).toBe(`0${ADDRESS}`)
  })
})
