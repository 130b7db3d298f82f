import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import type { CertificateContent, CertificateFault } from '../../../printers/certificate/content.ts'
import { openFonts } from '../../../printers/certificate/fonts.ts'
import type { CertificateTemplate } from '../../../printers/certificate/template.ts'
import { readPdf } from './read-pdf.ts'
import { FONT_FILES, payments, shipped, specimenFonts, SPECIMENS, type IssuedContent } from './specimens.ts'

const FONTS = specimenFonts()
const TEMPLATES = await shipped(FONTS)

const TEMPLATE = TEMPLATES.get('social-insurance') as CertificateTemplate
const CONTENT = SPECIMENS['social-insurance'] as IssuedContent

function faultOf(content: CertificateContent, template = TEMPLATE): CertificateFault | 'composed' {
  const composed = composeCertificate(content, template, FONTS)
  return composed.ok ? 'composed' : composed.fault
}

function withField(name: string, value: string): CertificateContent {
  return { ...CONTENT, fields: { ...CONTENT.fields, [name]: value } }
}

function withRow(row: Readonly<Record<string, string>>): CertificateContent {
  const { rows, total } = payments(3)
  return { ...CONTENT, tables: { payments: { rows: [...rows, row], ...(total ? { total } : {}) } } }
}

const ROW = { month: '2026-11', insurance: '失业保险', unit: '示例县第一中学', base: '6,850.00', personal: '34.25' }

describe('a certificate that does not suit its template is refused with the place, never with what stands there', () => {
  const { name: _, ...nameless } = CONTENT.fields
  const { personal: __, ...unpaid } = ROW
  const wrong: readonly (readonly [string, CertificateContent, CertificateFault])[] = [
    ['a field is missing', { ...CONTENT, fields: nameless }, bad('fields.name', 'missing')],
    ['a field nobody declared', withField('spouse', '样本二'), bad('fields', 'unknown')],
    ['a name that every object has', { ...CONTENT, fields: { ...CONTENT.fields, constructor: '一' } }, bad('fields', 'unknown')],
    ['an empty field', withField('name', ' '), bad('fields.name', 'empty')],
    ['more characters than permitted', withField('name', '样'.repeat(31)), bad('fields.name', 'too-long')],
    ['letters in a number', withField('idNumber', '1101051949l231002X'), bad('fields.idNumber', 'not-its-kind')],
    ['a line end in a name', withField('name', '样\n本'), bad('fields.name', 'not-its-kind')],
    ['a table nobody declared', { ...CONTENT, tables: { ...CONTENT.tables, loans: { rows: [] } } }, bad('tables', 'unknown')],
    ['a table is missing', { ...CONTENT, tables: {} }, bad('tables.payments', 'missing')],
    ['a cell is missing', withRow(unpaid), bad('tables.payments.4.personal', 'missing')],
    ['a column nobody declared', withRow({ ...ROW, employer: '1.00' }), bad('tables.payments.4', 'unknown')],
    ['an amount without its two decimals', withRow({ ...ROW, personal: '34.2' }), bad('tables.payments.4.personal', 'not-its-kind')],
    ['an amount with its commas elsewhere', withRow({ ...ROW, base: '68,50.00' }), bad('tables.payments.4.base', 'not-its-kind')],
    ['more rows than permitted', { ...CONTENT, tables: { payments: payments(121) } }, bad('tables.payments', 'too-long')],
    ['no sum where there is one', { ...CONTENT, tables: { payments: { rows: payments(2).rows } } }, bad('tables.payments.total', 'missing')],
    ['a sum of a column nobody declared', { ...CONTENT, tables: { payments: { rows: payments(2).rows, total: { all: '1.00' } } } }, bad('tables.payments.total', 'unknown')],
    ['no number', { ...CONTENT, number: '' }, bad('number', 'empty')],
    ['a time that is none', { ...CONTENT, createdAt: 'today' }, bad('createdAt', 'not-a-time')],
    ['a number wider than the page', { ...CONTENT, number: '5'.repeat(90) }, { kind: 'overflow', at: 'number' }],
    ['a code wider than the foot', { ...CONTENT, verification: { ...CONTENT.verification, code: 'W'.repeat(60) } }, { kind: 'overflow', at: 'verification.code' }],
    ['an address too long for the code', { ...CONTENT, verification: { ...CONTENT.verification, url: 'x'.repeat(107) } }, { kind: 'overflow', at: 'verification.url' }],
    ['a note of a reprint that is an essay', { ...CONTENT, reprint: { at: '很'.repeat(20), count: 2 } }, { kind: 'overflow', at: 'reprint.at' }],
    ['a rare character that no font has', withField('name', '样𠮷一'), { kind: 'no-glyph', at: 'fields.name', position: 2 }],
    ['one in a row', withRow({ ...ROW, unit: '示例𠮷' }), { kind: 'no-glyph', at: 'tables.payments.4.unit', position: 3 }],
    ['one in the terminal’s name', { ...CONTENT, terminal: 'K🙂' }, { kind: 'no-glyph', at: 'terminal', position: 2 }],
  ]
  test.each(wrong)('%s', (_name, content, fault) => {
    expect(faultOf(content)).toEqual(fault)
  })

  test('more pages than its template says', () => {
    expect(faultOf({ ...CONTENT, tables: { payments: payments(120) } }, { ...TEMPLATE, pages: 3 })).toEqual({ kind: 'overflow', at: 'pages' })
  })

  test('a template that asks for what it does not declare', () => {
    const body = [...TEMPLATE.body, { block: 'paragraph' as const, text: '{spouse}' }]
    expect(faultOf(CONTENT, { ...TEMPLATE, body })).toEqual({ kind: 'bad-template', at: `body.${TEMPLATE.body.length}.paragraph`, reason: expect.stringContaining('spouse') })
  })

  function bad(at: string, reason: Extract<CertificateFault, { kind: 'bad-content' }>['reason']): CertificateFault {
    return { kind: 'bad-content', at, reason }
  }
})

describe('the address in the code', () => {
  const at = (url: string) => faultOf({ ...CONTENT, verification: { ...CONTENT.verification, url } })

  test('holds nothing of the person, as it stands or written for an address', () => {
    const refused = { kind: 'bad-content', at: 'verification.url', reason: 'personal-in-qr' }
    expect(at('https://zwfw.example.gov.cn/v?id=11010519491231002X')).toEqual(refused)
    expect(at('https://zwfw.example.gov.cn/v?id=11010519491231002x')).toEqual(refused)
    expect(at(`https://zwfw.example.gov.cn/v?n=${encodeURIComponent('样本一')}`)).toEqual(refused)
    expect(at('https://zwfw.example.gov.cn/v?n=样本一')).toEqual(refused)
  })

  test('may hold what is not the person’s, and a percent sign that means itself', () => {
    expect(at('https://zwfw.example.gov.cn/v/12/100%/7K4MQ2XT9RWD')).toBe('composed')
  })
})

describe('fonts', () => {
  test('that are missing or damaged are named by their file', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yimen-fonts-'))
    try {
      const damaged = path.join(folder, 'damaged.ttf')
      writeFileSync(damaged, 'no font')
      for (const file of [damaged, path.join(folder, 'missing.ttf')]) {
        expect(openFonts({ ...FONT_FILES, fallback: [file] })).toEqual({ ok: false, fault: { kind: 'font-unreadable', path: file } })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('of a hall’s own draw the names that ours lack', () => {
    const without = openFonts({ text: FONT_FILES.text, title: FONT_FILES.text, fallback: [] })
    const having = openFonts({ text: FONT_FILES.text, title: FONT_FILES.text, fallback: [FONT_FILES.title] })
    assert(without.ok && having.ok)
    const named = withField('name', '样䶶一')
    expect(composeCertificate(named, TEMPLATE, without.value)).toEqual({ ok: false, fault: { kind: 'no-glyph', at: 'fields.name', position: 2 } })
    expect(composeCertificate(named, TEMPLATE, having.value).ok).toBe(true)
  })

  test('in slices draw rare names, each opened at the first character that asks', () => {
    const whole = openFonts({ ...FONT_FILES, rare: path.join(path.dirname(FONT_FILES.text), 'rare') })
    assert(whole.ok)
    expect(whole.value.faces).toHaveLength(2)
    const composed = composeCertificate(withField('name', '𠮷䶮𫜴𪚥'), TEMPLATE, whole.value)
    assert(composed.ok)
    expect(readPdf(composed.value.pdf).pages.map(({ text }) => text).join('')).toContain('𠮷䶮𫜴𪚥')
    expect(whole.value.faces.length).toBeGreaterThan(2)
    // A document says nothing of a name in private use, which other systems read otherwise.
    expect(composeCertificate(withField('name', '样\uE000'), TEMPLATE, whole.value)).toEqual({ ok: false, fault: { kind: 'no-glyph', at: 'fields.name', position: 2 } })
  })
})
