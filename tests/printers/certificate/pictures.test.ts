import { strict as assert } from 'node:assert'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import type { CertificateContent } from '../../../printers/certificate/content.ts'
import { LEFT } from '../../../printers/certificate/page.ts'
import { codeIn, NO_ZBARIMG } from '../../zbarimg.ts'
import { greyOf, NO_POPPLER, pagePictures, squaresThatDiffer, textIn } from './poppler.ts'
import { withoutSpaces } from './read-pdf.ts'
import { ROOT, shipped, specimenFonts, SPECIMENS, toLookAt, type IssuedContent } from './specimens.ts'

const FONTS = specimenFonts()
const TEMPLATES = await shipped(FONTS)

/** Every kind as it ships, and one with all marks on it. */
const SHEETS: Readonly<Record<string, IssuedContent>> = {
  ...SPECIMENS,
  'social-insurance-marked': { ...specimen('social-insurance'), demonstration: true, reprint: { at: '2026-11-22 10:20', count: 2 } },
}

function specimen(name: string): IssuedContent {
  const content = SPECIMENS[name]
  assert(content)
  return content
}

function pdfOf(sheet: string, content: CertificateContent | undefined = SHEETS[sheet]): Uint8Array {
  const template = TEMPLATES.get(sheet.replace('-marked', ''))
  assert(template && content)
  const certificate = composeCertificate(content, template, FONTS)
  assert(certificate.ok)
  return certificate.value.pdf
}

const APPROVED = path.join(import.meta.dirname, 'approved')
/** A picture that is not as approved is left here to be looked at, and to take its place if it is right. */
const SEEN = path.join(ROOT, 'tests/pictures/certificates')
/** Of 39 bytes at level M: version 3. */
const MODULES_OF_SPECIMEN = 29
/** Dots an inch: a line of text is six pixels high, and a page 20 kB. */
const DPI = 50
/** Of 15,000 squares; one character that is another differs in two. */
const TOLERATED = 1

/** The pages that are not as approved; what is seen instead is left to be looked at. */
function differing(sheet: string, pdf: Uint8Array): readonly string[] {
  const pages = pagePictures(pdf, DPI)
  const further = `${sheet}-${pages.length + 1}.png`
  const differ = pages.flatMap((page, at) => {
    const name = `${sheet}-${at + 1}.png`
    const approved = path.join(APPROVED, name)
    const squares = existsSync(approved) ? squaresThatDiffer(greyOf(page), greyOf(readFileSync(approved))) : Infinity
    if (squares <= TOLERATED) return []
    mkdirSync(SEEN, { recursive: true })
    writeFileSync(path.join(SEEN, name), page)
    return [`${name}: ${squares} squares`]
  })
  return existsSync(path.join(APPROVED, further)) ? [...differ, `${further} is missing`] : differ
}

describe.each(Object.keys(SHEETS))('the pages of %s', (sheet) => {
  test.skipIf(NO_POPPLER)('look as they were approved (needs poppler)', () => {
    expect(differing(sheet, pdfOf(sheet))).toEqual([])
  })

  // At 150 dpi a module has four and a half pixels: worse than any scanner sees it.
  test.skipIf(NO_POPPLER || NO_ZBARIMG)('each have a code that leads to the page of this certificate (needs poppler and zbarimg)', () => {
    const pages = pagePictures(pdfOf(sheet), 150, 'foot')
    expect(pages.map(codeIn)).toEqual(pages.map(() => SHEETS[sheet]?.verification.url))
  })

  test.skipIf(NO_POPPLER)('are read by another program as they say (needs poppler)', () => {
    const text = withoutSpaces(textIn(pdfOf(sheet)))
    const { fields, number, verification } = SHEETS[sheet] ?? specimen(sheet)
    for (const each of [...Object.values(fields), number, verification.code]) expect(text).toContain(withoutSpaces(each))
  })
})

describe('pages that are only looked at', () => {
  const pdf = () => pdfOf('no-criminal-record', toLookAt(specimen('no-criminal-record')))

  test.skipIf(NO_POPPLER)('look as they were approved (needs poppler)', () => {
    expect(differing('no-criminal-record-preview', pdf())).toEqual([])
  })

  test.skipIf(NO_POPPLER || NO_ZBARIMG)('have no code that a phone could open (needs poppler and zbarimg)', () => {
    const [page] = pagePictures(pdf(), 150, 'foot')
    assert(page)
    // As zbarimg says that it found nothing.
    expect(() => codeIn(page)).toThrow(expect.objectContaining({ status: 4 }))
  })
})

describe('the comparison of pages', () => {
  test.skipIf(NO_POPPLER)('sees one character that is another (needs poppler)', () => {
    const { fields } = specimen('no-criminal-record')
    const [first] = pagePictures(pdfOf('no-criminal-record'), DPI)
    const [other] = pagePictures(pdfOf('no-criminal-record', { ...specimen('no-criminal-record'), fields: { ...fields, sex: '男' } }), DPI)
    assert(first && other)
    expect(squaresThatDiffer(greyOf(first), greyOf(other))).toBeGreaterThan(TOLERATED)
  })
})

describe('the largest code that a foot has room for', () => {
  test.skipIf(NO_POPPLER || NO_ZBARIMG)('is read as well as the smallest (needs poppler and zbarimg)', () => {
    for (const length of [24, 106]) {
      const url = 'https://zwfw.example.gov.cn/v/'.padEnd(length, '7K4MQ2XT').slice(0, length)
      const content = specimen('no-criminal-record')
      const [page] = pagePictures(pdfOf('no-criminal-record', { ...content, verification: { ...content.verification, url } }), 150, 'foot')
      assert(page)
      expect(codeIn(page)).toBe(url)
    }
  })

  // ISO/IEC 18004 asks for four modules of white around a code, and a phone held over a desk for 0.75 mm each.
  test.skipIf(NO_POPPLER)('has large modules, and nothing near it (needs poppler)', () => {
    const dpi = 150
    const [picture] = pagePictures(pdfOf('no-criminal-record'), dpi, 'foot')
    assert(picture)
    const { width, height, data } = greyOf(picture)
    const isDark = (x: number, y: number) => (data[y * width + x] ?? 255) < 128
    const left = Math.round((LEFT / 72) * dpi)
    const rows = Array.from({ length: height }, (_, y) => y).filter((y) => Array.from({ length: 100 }, (_, x) => x).some((x) => isDark(left + x, y)))
    const [rule = 0] = rows
    const codeTop = rows.find((y, at) => y - (rows[at - 1] ?? y) > 1) ?? 0
    const codeBottom = rows.at(-1) ?? 0
    const columns = Array.from({ length: width }, (_, x) => x).filter((x) => Array.from({ length: codeBottom - codeTop }, (_, y) => y).some((y) => isDark(x, codeTop + y)))
    const codeRight = columns.find((x, at) => (columns[at + 1] ?? x) - x > 3) ?? 0
    const side = codeBottom + 1 - codeTop
    const modulePixels = side / MODULES_OF_SPECIMEN
    expect((modulePixels / dpi) * 25.4).toBeGreaterThanOrEqual(0.75)
    expect(codeTop - rule).toBeGreaterThan(4 * modulePixels)
    expect((columns.find((x) => x > codeRight) ?? 0) - codeRight).toBeGreaterThan(4 * modulePixels)
    expect(columns[0]).toBeGreaterThan(4 * modulePixels)
  })
})
