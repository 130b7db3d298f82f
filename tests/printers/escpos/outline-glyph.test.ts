import * as fontkit from 'fontkit'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isBlack, type Bitmap } from '../../../printers/escpos/bitmap.ts'
import { outlineFonts, type OutlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { rareFonts } from '../../../printers/rare-fonts.ts'
import { NOTO_SANS, RARE } from './fonts.ts'

function picture(bitmap: Bitmap): readonly string[] {
  return Array.from({ length: bitmap.height }, (_, y) =>
    Array.from({ length: bitmap.width }, (_, x) => (isBlack(bitmap, x, y) ? '#' : '.')).join(''),
  )
}

function outline(fonts: OutlineFonts, character: string): Bitmap {
  const result = fonts.draw(character.codePointAt(0) ?? 0, 24, 24)
  if (!result.ok) throw new Error(result.fault.kind)
  return result.value
}

function fontkitOf(file: string): fontkit.Font {
  const font = fontkit.create(readFileSync(file))
  if ('fonts' in font) throw new Error('a collection')
  return font
}

describe('characters that a printer lacks', () => {
  const fonts = outlineFonts([NOTO_SANS])
  const drawn = (character: string, width: number, height: number): Bitmap => {
    const result = fonts.draw(character.codePointAt(0) ?? 0, width, height)
    if (!result.ok) throw new Error(result.fault.kind)
    return result.value
  }

  test('are drawn as they look: 十 is one bar across and one down', () => {
    const rows = picture(drawn('十', 24, 24))
    const dots = (row: string) => row.replaceAll('.', '').length
    const widest = rows.findIndex((row) => dots(row) >= 20)
    expect(widest).toBeGreaterThan(6)
    expect(widest).toBeLessThan(14)
    const upright = rows.filter((row) => dots(row) >= 1 && dots(row) <= 3)
    expect(upright.length).toBeGreaterThan(14)
    expect(new Set(upright).size).toBe(1)
  })

  test('keep the hole of a closed stroke open: 口 is white inside', () => {
    const box = drawn('口', 48, 48)
    expect(isBlack(box, 24, 24)).toBe(false)
    expect(picture(box)[24]?.replaceAll('.', '').length).toBeGreaterThanOrEqual(4)
  })

  test('of names are drawn with ink, inside their box', () => {
    for (const rare of ['㛃', '𬱖']) {
      const ink = picture(drawn(rare, 24, 24)).join('').replaceAll('.', '').length
      expect(ink).toBeGreaterThan(60)
      expect(ink).toBeLessThan(350)
    }
  })

  test('wider than their cell are squeezed, not cut: both slopes of W are whole', () => {
    const rows = picture(drawn('W', 12, 24)).filter((row) => row.includes('#'))
    expect(rows[0]?.search('#')).toBeLessThanOrEqual(1)
    expect(rows[0]?.lastIndexOf('#')).toBeGreaterThanOrEqual(10)
  })

  const whole = outlineFonts([NOTO_SANS], rareFonts(RARE))
  const inkOf = (codePoint: number) => {
    const result = whole.draw(codePoint, 24, 24)
    return result.ok ? picture(result.value).join('').replaceAll('.', '').length : 0
  }

  test('of CJK extensions A to F are drawn with ink, from the slice that has them', () => {
    expect(picture(outline(whole, '𠮷')).join('')).not.toBe(picture(outline(whole, '吉')).join(''))
    for (const rare of ['𠮷', '䶮', '㛃', '𪚥', '𫜴', '𫠝', '𬺡', '𮯠', '𠮟']) expect([rare, inkOf(rare.codePointAt(0) ?? 0)]).toEqual([rare, expect.toSatisfy((ink: number) => ink > 20 && ink < 350)])
  })

  test('of CJK extensions B to F, which GB 18030-2022 wants of public services, are all in a slice', () => {
    const blocks = [
      [0x20000, 0x2a6d6],
      [0x2a700, 0x2b734],
      [0x2b740, 0x2b81d],
      [0x2b820, 0x2cea1],
      [0x2ceb0, 0x2ebe0],
    ] as const
    const rare = rareFonts(RARE)
    const slices = new Map<string, ReadonlySet<number>>()
    const has = (file: string, code: number) => {
      const known = slices.get(file) ?? new Set(fontkitOf(file).characterSet)
      slices.set(file, known)
      return known.has(code)
    }
    const lacking = blocks.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((code) => !rare.filesFor(code).some((file) => has(file, code))),
    )
    expect(lacking).toEqual([])
  })

  test('of names that no font has are a frame with their code, and each is told from the next', () => {
    const [one, other, beyond] = [0xe000, 0xe001, 0x30000].map((code) => whole.draw(code, 24, 24))
    if (one?.ok !== true || other?.ok !== true || beyond?.ok !== true) throw new Error('refused')
    expect(picture(one.value)[0]).toBe('#'.repeat(24))
    expect(picture(one.value)).not.toEqual(picture(other.value))
    expect(picture(beyond.value).join('')).toContain('#')
    expect(whole.draw(0x1f642, 24, 24)).toEqual({ ok: false, fault: { kind: 'no-glyph' } })
  })

  test('in no font are refused, never an empty box', () => {
    expect(fonts.draw(0x20bb7, 24, 24)).toEqual({ ok: false, fault: { kind: 'no-glyph' } })
    expect(fonts.draw(0xd842, 24, 24).ok).toBe(false)
    expect(outlineFonts([]).draw(0x41, 12, 24)).toEqual({ ok: false, fault: { kind: 'no-glyph' } })
  })

  test('without ink are refused: nobody would see that something is missing', () => {
    expect(fonts.draw(0x3000, 24, 24).ok).toBe(false)
  })

  test('with a font that is missing or damaged, the file is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yimen-font-'))
    try {
      const damaged = join(folder, 'damaged.ttf')
      writeFileSync(damaged, 'not a font')
      const missing = join(folder, 'missing.ttf')
      for (const path of [damaged, missing]) {
        expect(outlineFonts([path]).draw(0x41, 12, 24)).toEqual({ ok: false, fault: { kind: 'font-unreadable', path } })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
