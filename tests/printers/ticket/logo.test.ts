import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBlack } from '../../../printers/escpos/bitmap.ts'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { GENERIC_58MM, GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import { decodeLogo, MOST_LOGO_PIXELS, type Logo } from '../../../printers/ticket/logo.ts'
import type { TicketTemplate } from '../../../printers/ticket/template.ts'
import { encodeTicket } from '../../../printers/ticket/ticket.ts'
import { dotsOf, inked } from '../../simulators/thermal-printer/picture.ts'
import { onPaper } from '../on-paper.ts'
import { BLACK, emblem, grey, isInk, pngOfPixels, WHITE } from './emblem.ts'

const PAPERS = [
  ['80 mm', GENERIC_80MM],
  ['58 mm', GENERIC_58MM],
] as const
/** What stands on a sheet before its first line: the 14 mm between head and blade. */
const LEADER = 112

function logoOf(png: Uint8Array): Logo {
  const logo = decodeLogo(png)
  assert(logo.ok, logo.ok ? '' : logo.fault.kind)
  return logo.value
}

/** The rows of dots of a ticket that begins with the logo, and the number behind it. */
function printed(logo: Logo, profile: PrinterProfile) {
  const template: TicketTemplate = [{ block: 'logo', logo }, { block: 'number', align: 'left', size: 4, bold: false }]
  const ticket = {
    hall: '示例县政务服务中心',
    number: 'A007',
    business: { zh: '社会保险' },
    where: { zh: '二楼东区' },
    windows: [],
    ahead: 0,
    issuedAt: '2026-11-21 14:05',
    notices: [],
    demonstration: false,
  }
  const job = encodeTicket(ticket, profile, outlineFonts([]), template)
  assert(job.ok)
  const sheet = onPaper(job.value.bytes, profile.widthDots)
  expect(sheet.errors).toEqual([])
  expect(job.value.lengthMm).toBe(sheet.heightDots / 8)
  return { bytes: job.value.bytes, rows: dotsOf(sheet.png()).slice(LEADER), sheet }
}

/** Share of black dots of the first `height` rows of a picture as wide as it is printed. */
function blackShare(logo: Logo, width: number, height: number, from = 0): number {
  const bitmap = logo.bitmapFor(GENERIC_80MM.widthDots)
  let black = 0
  for (let y = 0; y < height; y += 1) {
    for (let x = from; x < from + width; x += 1) if (isBlack(bitmap, x, y)) black += 1
  }
  return black / (width * height)
}

describe('the logo of a hall', () => {
  test.each(PAPERS)('in black and white stands dot for dot in the middle of %s paper', (_, profile) => {
    const side = 96
    const logo = logoOf(emblem(side))
    const { rows } = printed(logo, profile)
    const ink = isInk(side)
    const left = (profile.widthDots - side) / 2
    for (let y = 0; y < side; y += 1) {
      const row = Array.from({ length: side }, (_, x) => (ink(x, y) ? '#' : '.')).join('')
      expect(rows[y]).toBe('.'.repeat(left) + row + '.'.repeat(left))
    }
    expect(logo.bitmapFor(profile.widthDots).height).toBe(side + 8) // apart from the line below it
  })

  test.each(PAPERS)('wider than %s paper is scaled down to its width, and keeps its shape', (_, profile) => {
    const { rows } = printed(logoOf(pngOfPixels(1152, 288, () => BLACK)), profile)
    const height = profile.widthDots / 4
    expect(inked(rows, 0, height + 8)).toEqual({ left: 0, right: profile.widthDots - 1, top: 0, bottom: height - 1 })
  })

  test.each(PAPERS)('never takes more than 40 mm of %s paper', (_, profile) => {
    const { rows } = printed(logoOf(pngOfPixels(100, 1000, () => BLACK)), profile)
    const box = inked(rows, 0, 328)
    expect([box.right - box.left + 1, box.bottom + 1]).toEqual([32, 320])
  })

  test('of one pixel, or of a line of them, is still a logo', () => {
    for (const [width, height] of [[1, 1], [1152, 1], [1, 1152]] as const) {
      expect(blackShare(logoOf(pngOfPixels(width, height, () => BLACK)), 1, 1)).toBe(1)
    }
  })

  test('shows a grey by as many dots as it is dark, darker where it is darker', () => {
    for (const level of [48, 96, 128, 160, 208]) {
      const share = blackShare(logoOf(pngOfPixels(200, 200, () => grey(level))), 200, 200)
      expect(share).toBeCloseTo(1 - level / 255, 1)
    }
    const shade = logoOf(pngOfPixels(256, 64, (x) => grey(x)))
    const shares = [0, 64, 128, 192].map((from) => blackShare(shade, 64, 64, from))
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
  })

  test('keeps a background that is as good as white free of dots, also beside grey', () => {
    const picture = logoOf(pngOfPixels(200, 100, (x) => (x < 100 ? grey(110) : [250, 244, 232, 255])))
    expect(blackShare(picture, 100, 100)).toBeGreaterThan(0.4)
    expect(blackShare(picture, 100, 100, 100)).toBe(0)
  })

  test('is paper where it is transparent, whatever colour lies under it', () => {
    const picture = logoOf(pngOfPixels(64, 64, (x) => (x < 32 ? [0, 0, 0, 0] : [200, 0, 0, 255])))
    expect(blackShare(picture, 32, 64)).toBe(0)
    expect(blackShare(picture, 32, 64, 32)).toBeGreaterThan(0.6)
  })

  test('may be a picture of one bit a pixel: the printed ticket itself comes out as it was', () => {
    const { sheet, rows } = printed(logoOf(emblem(96)), GENERIC_58MM)
    const again = printed(logoOf(sheet.png()), GENERIC_58MM).rows
    expect(again.slice(LEADER, LEADER + rows.length)).toEqual(rows)
  })

  test('never carries a command that a printer would obey in the middle of a picture', () => {
    const noise = fc.record({ width: fc.integer({ min: 8, max: 600 }), height: fc.integer({ min: 1, max: 60 }), seed: fc.nat() })
    fc.assert(
      fc.property(noise, fc.constantFrom(GENERIC_80MM, GENERIC_58MM), ({ width, height, seed }, profile) => {
        let state = seed
        const png = pngOfPixels(width, height, () => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
          return (state & 0x4_0000) === 0 ? BLACK : WHITE
        })
        const job = Buffer.from(printed(logoOf(png), profile).bytes)
        for (const pair of ['1004', '1005', '1014']) expect(job.includes(Buffer.from(pair, 'hex'))).toBe(false)
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 4) },
    )
  })
})

describe('a file that is no logo', () => {
  const side = 40
  const good = emblem(side)

  test('is told by what is wrong with it', () => {
    const kind = (file: Uint8Array) => {
      const logo = decodeLogo(file)
      return logo.ok ? 'read' : logo.fault
    }
    expect(kind(Buffer.from('GIF89a'))).toEqual({ kind: 'not-png' })
    expect(kind(Buffer.alloc(0))).toEqual({ kind: 'not-png' })
    const large = MOST_LOGO_PIXELS + 1
    expect(kind(pngOfPixels(large, 1, () => WHITE))).toEqual({ kind: 'too-large', width: large, height: 1 })
    expect(kind(good.subarray(0, -1))).toEqual({ kind: 'damaged' })
  })

  test('is never taken for one when it is cut short, wherever that is', () => {
    for (let length = 0; length < good.length; length += 1) {
      expect(decodeLogo(good.subarray(0, length)).ok).toBe(false)
    }
  })

  test('does not stop the terminal, whatever bytes are spoiled', () => {
    const spoiled = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(spoiled, (changes) => {
        const file = Buffer.from(good)
        for (const [at, byte] of changes) file[at] = byte
        const logo = decodeLogo(file)
        expect(logo.ok ? 'read' : logo.fault.kind).toMatch(/^(read|not-png|damaged|too-large)$/)
      }),
    )
  })
})
