import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isBlack, type Bitmap } from '../../../printers/escpos/bitmap.ts'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { NOTO_SANS } from './fonts.ts'

function picture(bitmap: Bitmap): readonly string[] {
  return Array.from({ length: bitmap.height }, (_, y) =>
    Array.from({ length: bitmap.width }, (_, x) => (isBlack(bitmap, x, y) ? '#' : '.')).join(''),
  )
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
