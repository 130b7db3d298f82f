import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sealedPdf, specimenPdf } from '../../../simulators/platform/pdf.ts'

/** pdftotext (poppler-utils) is not here. In CI it must be. */
const NO_PDFTOTEXT = spawnSync('pdftotext', ['-v']).error !== undefined && process.env['CI'] !== 'true'

/** Every object stands where the cross-reference tables say (ISO 32000-1, 7.5.4). */
function objectsOf(pdf: Buffer): number {
  const text = pdf.toString('latin1')
  let count = 0
  let at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1])
  while (!Number.isNaN(at)) {
    const head = /^xref\n(\d+) (\d+)\n/.exec(text.slice(at))
    if (head === null) throw new Error(`no table at ${at}`)
    const first = Number(head[1])
    for (let index = 0; index < Number(head[2]); index += 1) {
      const entry = text.slice(at + head[0].length + index * 20, at + head[0].length + index * 20 + 20)
      expect(entry).toMatch(/^\d{10} \d{5} [nf] \n$/)
      if (entry[17] === 'f') continue
      expect(text.slice(Number(entry.slice(0, 10)))).toMatch(new RegExp(`^${first + index} 0 obj\\n`))
      count += 1
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

  test('keeps its parts and gains one when it is sealed, and again', () => {
    const once = sealedPdf(pdf, 'SPECIMEN-1')
    const twice = once === undefined ? undefined : sealedPdf(once, 'SPECIMEN-2')
    expect(once === undefined ? 0 : objectsOf(once)).toBe(8)
    expect(twice === undefined ? 0 : objectsOf(twice)).toBe(9)
    expect(sealedPdf(Buffer.from('%PDF-1.4 is not one'), 'SPECIMEN')).toBeUndefined()
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
