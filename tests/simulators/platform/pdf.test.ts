import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import { inspectPdf } from '../../../printers/certificate/inspect-pdf.ts'
import { specimenPdf } from '../../../simulators/platform/pdf.ts'
import { sealedPdf } from '../../../simulators/platform/sealed-pdf.ts'
import { pagePictures } from '../../printers/certificate/poppler.ts'
import { payments, shipped, specimenFonts, SPECIMENS } from '../../printers/certificate/specimens.ts'

/** pdftotext (poppler-utils) is not here. In CI it must be. */
const NO_PDFTOTEXT = spawnSync('pdftotext', ['-v']).error !== undefined && process.env['CI'] !== 'true'

/** Every object stands where the cross-reference tables say (ISO 32000-1, 7.5.4). */
function objectsOf(pdf: Buffer): number {
  const text = pdf.toString('latin1')
  let count = 0
  let at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1])
  while (!Number.isNaN(at)) {
    const table = /^xref\n([^]*?)trailer/.exec(text.slice(at))?.[1]
    if (table === undefined) throw new Error(`no table at ${at}`)
    let number = 0
    for (const line of table.split(/(?<=\n)/)) {
      const head = /^(\d+) \d+\n$/.exec(line)
      if (head !== null) {
        number = Number(head[1])
        continue
      }
      expect(line).toMatch(/^\d{10} \d{5} [nf] \n$/)
      if (line[17] === 'n') {
        expect(text.slice(Number(line.slice(0, 10)))).toMatch(new RegExp(`^${number} 0 obj\\n`))
        count += 1
      }
      number += 1
    }
    at = Number(/trailer\s*<<[^]*?>>/.exec(text.slice(at))?.[0].match(/\/Prev (\d+)/)?.[1])
  }
  return count
}

describe('a finished document of the reference platform', () => {
  const pdf = specimenPdf([['one', 'brackets ( and \\ )'], ['two']])

  test('has all its parts where it says', () => {
    expect(objectsOf(pdf)).toBe(7)
  })

  test('keeps its parts and gains a page drawn anew when it is sealed, and again', () => {
    const once = sealedPdf(pdf, 'SPECIMEN-1')
    const twice = once === undefined ? undefined : sealedPdf(once, 'SPECIMEN-2')
    expect(once === undefined ? 0 : objectsOf(once)).toBe(10)
    expect(twice === undefined ? 0 : objectsOf(twice)).toBe(13)
    expect(sealedPdf(Buffer.from('%PDF-1.4 is not one'), 'SPECIMEN')).toBeUndefined()
    expect(sealedPdf(pdf, 'SPECIMEN', { page: 3, x: 100, y: 100 })).toBeUndefined()
    for (let cut = 1; cut < pdf.length; cut += 37) expect(sealedPdf(pdf.subarray(0, cut), 'SPECIMEN')).toBeUndefined()
  })

  test.skipIf(NO_PDFTOTEXT)('is read by a reader that is not ours, sealed or not (needs pdftotext)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pdf-'))
    try {
      for (const document of [pdf, sealedPdf(pdf, 'SPECIMEN-1') ?? Buffer.alloc(0)]) {
        const file = join(folder, 'document.pdf')
        writeFileSync(file, document)
        const read = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' })
        expect(read.stderr).toBe('')
        expect(read.stdout.split('\f').map((page) => page.trim())).toEqual(['one\nbrackets ( and \\ )', 'two', ''])
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** qpdf is not here. In CI it must be. */
const NO_QPDF = spawnSync('qpdf', ['--version']).error !== undefined && process.env['CI'] !== 'true'

/** Two pages and more, with a seal on the last. */
async function composedCertificate() {
  const name = 'social-insurance'
  const fonts = specimenFonts()
  const template = (await shipped(fonts)).get(name)
  const content = SPECIMENS[name]
  assert(template && content)
  const made = composeCertificate({ ...content, sealed: true, tables: { payments: payments(30) } }, template, fonts)
  assert(made.ok && made.value.seal)
  return { ...made.value, pdf: Buffer.from(made.value.pdf), seal: made.value.seal }
}
const COMPOSED = await composedCertificate()

describe('a certificate that the terminal composed', () => {
  test('is sealed behind its end, though its objects are packed, and is as many A4 pages as before', async () => {
    const { pdf, pages, seal } = COMPOSED
    expect(seal.page).toBe(pages)
    const once = sealedPdf(pdf, 'SPECIMEN-1', seal)
    const twice = once === undefined ? undefined : sealedPdf(once, 'SPECIMEN-2', { ...seal, page: 1 })
    assert(once && twice)
    expect(once.subarray(0, pdf.length).equals(pdf)).toBe(true)
    expect(twice.subarray(0, once.length).equals(once)).toBe(true)
    for (const each of [once, twice]) expect(await inspectPdf(each)).toEqual({ ok: true, value: { pages } })
  })

  test.skipIf(NO_QPDF)('is found without a fault by another reader when it is sealed (needs qpdf)', () => {
    const { pdf, seal } = COMPOSED
    const folder = mkdtempSync(join(tmpdir(), 'pdf-'))
    try {
      const file = join(folder, 'sealed.pdf')
      writeFileSync(file, sealedPdf(pdf, 'SPECIMEN-1', seal) ?? '')
      const checked = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' })
      expect([checked.status, checked.stderr]).toEqual([0, ''])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test.skipIf(NO_PDFTOTEXT)('has the seal on the page where it has room for one, and on no other (needs poppler)', () => {
    const { pdf, seal } = COMPOSED
    const plain = pagePictures(pdf, 50)
    const withSeal = pagePictures(sealedPdf(pdf, 'SPECIMEN-1', seal) ?? Buffer.alloc(0), 50)
    expect(withSeal.map((page, at) => page.equals(plain[at] ?? Buffer.alloc(0)))).toEqual(plain.map((_, at) => at + 1 !== seal.page))
  })
})
