import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import type { CertificateContent } from '../../../printers/certificate/content.ts'
import { shipped, specimenFonts, SPECIMENS } from './specimens.ts'

/** PDFBox's preflight (Debian: libpdfbox2-java and what it asks for) judges PDF/A-1b; nothing free judges A-2b. */
const JARS = ['preflight', 'xmpbox', 'pdfbox2', 'fontbox2', 'commons-logging', 'pdfbox2-tools', 'javax.activation', 'jaxb-api', 'jaxb-runtime', 'jaxb-core'].map(
  (each) => `/usr/share/java/${each}.jar`,
)
/** In CI both must be there: the tests run, and fail without them, instead of being passed over. */
const isCi = process.env['CI'] === 'true'
const NO_PREFLIGHT = (spawnSync('java', ['-version']).status !== 0 || !JARS.every((jar) => existsSync(jar))) && !isCi
const NO_QPDF = spawnSync('qpdf', ['--version']).status !== 0 && !isCi

const FONTS = specimenFonts()
const TEMPLATES = await shipped(FONTS)
const folder = mkdtempSync(path.join(tmpdir(), 'yimen-archive-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(archive: 'PDF/A-1b' | 'PDF/A-2b', mark: Partial<CertificateContent> = {}): readonly string[] {
  return [...TEMPLATES].map(([name, template]) => {
    const content = SPECIMENS[name]
    assert(content)
    const certificate = composeCertificate({ ...content, ...mark }, template, FONTS, archive)
    assert(certificate.ok)
    const file = path.join(folder, `${name}-${archive.slice(-2)}${mark.demonstration ? '-marked' : ''}.pdf`)
    writeFileSync(file, certificate.value.pdf)
    return file
  })
}

describe('an archive keeps every kind of certificate, marked or not', () => {
  test.skipIf(NO_PREFLIGHT)('as PDF/A-1b, by PDFBox preflight (needs Java and libpdfbox2-java)', () => {
    const files = [...written('PDF/A-1b'), ...written('PDF/A-1b', { demonstration: true, reprint: { at: '2026-11-22 10:20', count: 2 } })]
    const list = path.join(folder, 'list.txt')
    writeFileSync(list, files.join('\n'))
    const judged = spawnSync('java', ['-cp', JARS.join(':'), 'org.apache.pdfbox.preflight.Validator_A1b', 'xml', 'group', list], { encoding: 'utf8' })
    const verdicts = `${judged.stdout}${existsSync(`${list}.preflight.xml`) ? readFileSync(`${list}.preflight.xml`, 'utf8') : ''}`
    expect(verdicts.match(/<isValid[^>]*>true/g) ?? verdicts).toHaveLength(files.length)
    expect(verdicts).not.toMatch(/<isValid[^>]*>false/)
  })

  test.skipIf(NO_QPDF)('as PDF/A-2b, packed, and whole by qpdf (needs qpdf)', () => {
    for (const file of written('PDF/A-2b')) {
      const { stdout, stderr, status } = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' })
      expect({ status, told: stdout + stderr }).toEqual({ status: 0, told: expect.stringContaining('No syntax or stream encoding errors') })
    }
  })

  test('with each object where its cross-references say, for readers that believe them', () => {
    for (const file of written('PDF/A-2b')) expect(misplaced(readFileSync(file))).toEqual([])
  })

  test('and the delivered file says which part of ISO 19005 it keeps to', () => {
    for (const file of written('PDF/A-2b')) {
      const text = readFileSync(file, 'latin1')
      expect(text).toContain('<pdfaid:part>2</pdfaid:part>')
      expect(text).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
      expect(text.startsWith('%PDF-1.7')).toBe(true)
    }
  })
})

/** Numbers of objects that the cross-reference stream (ISO 32000-1, 7.5.8; fields of 1, 3 and 2 bytes) does not lead to. */
function misplaced(file: Buffer): readonly number[] {
  const entries = streamAt(file, Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file.toString('latin1'))?.[1]))
  const count = entries.length / 6
  expect(count).toBeGreaterThan(20)
  const placeOf = (id: number) => ({ kind: entries.readUInt8(id * 6), where: entries.readUIntBE(id * 6 + 1, 3), index: entries.readUInt16BE(id * 6 + 4) })
  return Array.from({ length: count - 1 }, (_, at) => at + 1).filter((id) => {
    const { kind, where, index } = placeOf(id)
    if (kind === 1) return file.toString('latin1', where, where + 12).split(' ')[0] !== String(id)
    const inside = streamAt(file, placeOf(where).where).toString('latin1').split(/\s+/)
    return inside[index * 2] !== String(id)
  })
}

function streamAt(file: Buffer, offset: number): Buffer {
  const from = file.indexOf('\nstream\n', offset) + 8
  return inflateSync(file.subarray(from, file.indexOf('\nendstream', from)))
}
