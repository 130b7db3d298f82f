import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeCertificate, type ComposedCertificate } from '../../../printers/certificate/compose.ts'
import type { CertificateContent } from '../../../printers/certificate/content.ts'
import { FOOT_BOTTOM, LEAST_MARGIN, LEFT, PAGE } from '../../../printers/certificate/page.ts'
import type { Cell } from '../../../printers/certificate/template.ts'
import { readPdf, withoutSpaces, type ReadPage } from './read-pdf.ts'
import { payments, shipped, specimenFonts, SPECIMENS, toLookAt, type IssuedContent } from './specimens.ts'

const FONTS = specimenFonts()
const TEMPLATES = await shipped(FONTS)

function specimen(name: string): IssuedContent {
  const content = SPECIMENS[name]
  assert(content)
  return content
}

function composed(name: string, content: CertificateContent = specimen(name)): ComposedCertificate {
  const template = TEMPLATES.get(name)
  assert(template)
  const certificate = composeCertificate(content, template, FONTS)
  assert(certificate.ok, certificate.ok ? '' : `${certificate.fault.kind} ${'at' in certificate.fault ? certificate.fault.at : ''}`)
  return certificate.value
}

function pagesOf(name: string, content?: CertificateContent): readonly ReadPage[] {
  return readPdf(composed(name, content).pdf).pages
}

/** Every value of a certificate, as it must be found on paper. */
function sayings({ fields, tables, number, verification, validUntil, terminal, printedAt }: IssuedContent): readonly string[] {
  const rows = Object.values(tables).flatMap(({ rows: each, total }) => [...each, ...(total ? [total] : [])])
  const all = [...Object.values(fields), ...rows.flatMap((row) => Object.values(row)), number, verification.code, verification.site, validUntil, terminal, printedAt]
  return all.map(withoutSpaces)
}

describe.each([...TEMPLATES.keys()])('a certificate of the kind %s', (name) => {
  const pages = pagesOf(name)
  const text = pages.map((page) => page.text).join('')

  test('says everything that it was given, under its title', () => {
    expect(text).toContain(TEMPLATES.get(name)?.title.zh)
    for (const saying of sayings(specimen(name))) expect(text).toContain(saying)
  })

  test('draws each character as a glyph, never as .notdef', () => {
    for (const { runs } of pages) {
      expect(runs.flatMap(({ glyphs }) => glyphs)).not.toContain(0)
      expect(runs.map(({ text: each }) => each).join('')).not.toMatch(/[\ufffd\u25a1]/)
    }
  })

  test('says on each page which certificate it is, how it is verified, which page it is and of how many', () => {
    pages.forEach((page, at) => {
      expect(page.text).toContain(withoutSpaces(`第${at + 1}页 共${pages.length}页`))
      expect(page.text).toContain('验证码7K4M-Q2XT-9RWD')
      expect(page.text).toContain('有效期至2027-02-22')
      expect(page.text).toContain('打印终端K01')
      expect(page.text).toContain(`编号：${specimen(name).number}`)
    })
  })

  test('keeps to margins that every office laser prints', () => {
    for (const { x, y, text: each, size } of pages.flatMap(({ runs }) => runs)) {
      expect(x).toBeGreaterThanOrEqual(LEFT - 0.01)
      expect(y).toBeGreaterThanOrEqual(PAGE.height - FOOT_BOTTOM)
      expect(y).toBeLessThanOrEqual(PAGE.height - LEAST_MARGIN)
      expect(x + Array.from(each).length * size * 0.2).toBeLessThanOrEqual(PAGE.width - LEAST_MARGIN)
    }
  })
})

describe('a certificate', () => {
  test('is the same file to the byte, whatever was composed before it', () => {
    const names = [...TEMPLATES.keys()]
    const first = names.map((name) => composed(name))
    const again = names.toReversed().map((name) => composed(name)).toReversed()
    expect(again.map(({ sha256 }) => sha256)).toEqual(first.map(({ sha256 }) => sha256))
    for (const { pdf, sha256 } of first) expect(createHash('sha256').update(pdf).digest('hex')).toBe(sha256)
  })

  test('is the same file although another used a twin of its characters before: • and · are one glyph', () => {
    const { fields } = specimen('no-criminal-record')
    const named = (name: string) => ({ ...specimen('no-criminal-record'), fields: { ...fields, name } })
    const template = TEMPLATES.get('no-criminal-record')
    assert(template)
    const [used, fresh] = [specimenFonts(), specimenFonts()]
    expect(composeCertificate(named('样•本'), template, used).ok).toBe(true)
    const [after, alone] = [composeCertificate(named('样·本'), template, used), composeCertificate(named('样·本'), template, fresh)]
    assert(after.ok && alone.ok)
    expect(after.value.sha256).toBe(alone.value.sha256)
    expect(readPdf(after.value.pdf).pages[0]?.text).toContain('样·本')
  })

  test('is another file when a single character is another', () => {
    const { fields } = specimen('no-criminal-record')
    const other = composed('no-criminal-record', { ...specimen('no-criminal-record'), fields: { ...fields, purpose: '申请教师资格' } })
    expect(other.sha256).not.toBe(composed('no-criminal-record').sha256)
  })

  test('tells a screen reader its language, its title and what each part is', () => {
    const { objects } = readPdf(composed('social-insurance').pdf)
    expect(objects).toContain('/Lang (zh-CN)')
    expect(objects).toContain('/DisplayDocTitle true')
    expect(objects).toContain('/Marked true')
    for (const tag of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'Table', 'TR', 'TH', 'TD', 'Figure']) {
      expect(objects).toMatch(new RegExp(`/S /${tag}\\n`))
    }
  })

  test('does not say who it is for, or by which machine or hour it was made, in its description', () => {
    const { objects } = readPdf(composed('social-insurance').pdf)
    for (const { name, idNumber } of [specimen('social-insurance').fields]) {
      expect(objects).not.toContain(idNumber)
      expect(objects).not.toContain(Buffer.from(name ?? '', 'utf16le').swap16().toString('latin1'))
    }
    expect(objects).toContain('(D:20261122020500Z)')
  })

  test('is read in the order in which it stands: title, fields, table, seal, foot', () => {
    const read = pagesOf('social-insurance').flatMap(({ runs }) => runs.filter(({ isArtifact }) => !isArtifact)).map(({ text }) => text)
    const order = withoutSpaces(read.join(''))
    const places = ['社会保险参保缴费证明', '姓名样本一', '兹证明', '缴费年月', '2025-11', '合计', '说明', '示例县社会保险事业管理局2026', '证明编号'].map((each) => order.indexOf(each))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})

describe('a table over many pages', () => {
  const pages = pagesOf('social-insurance', { ...specimen('social-insurance'), tables: { payments: payments(120) } })
  const HEAD = '缴费年月险种缴费单位缴费基数（元）个人缴费（元）'

  test('has its head on each page, and read aloud once', () => {
    expect(pages.length).toBeGreaterThan(3)
    const withTable = pages.filter(({ text }) => /\d{4}-\d{2}企业职工/.test(text))
    expect(withTable.map(({ text }) => text.split(HEAD).length - 1)).toEqual(withTable.map(() => 1))
    const read = pages.flatMap(({ runs }) => runs.filter(({ isArtifact }) => !isArtifact).map(({ text }) => text)).join('')
    expect(read.split(HEAD)).toHaveLength(2)
  })

  test('has every row once and in order, none cut by the end of a page', () => {
    const months = pages.flatMap(({ runs }) => runs.filter(({ text }) => /^\d{4}-\d{2}$/.test(text)).map(({ text }) => text))
    expect(months).toEqual(payments(120).rows.map(({ month }) => month))
  })

  test('sets amounts under each other, point below point', () => {
    const ends = pages.flatMap(({ runs }) => runs.filter(({ text }) => text === '548.00').map(({ x }) => x))
    expect(ends).toHaveLength(120)
    expect(new Set(ends).size).toBe(1)
  })

  test('never leaves a seal alone on its page, however many rows there are', () => {
    for (let rows = 8; rows <= 18; rows += 1) {
      const last = pagesOf('social-insurance', { ...specimen('social-insurance'), tables: { payments: payments(rows) } }).at(-1)
      expect(last?.text).toContain('示例县社会保险事业管理局')
      expect(last?.text).toContain('涂改、复印无效')
    }
  })

  test('without rows says so, and has no sum', () => {
    const content = specimen('social-insurance')
    const text = pagesOf('social-insurance', { ...content, tables: { payments: { rows: [] } } }).map((page) => page.text).join('')
    expect(text).toContain('该时段内无缴费记录')
    expect(text).not.toContain('合计')
  })
})

describe('marks on a certificate', () => {
  test('say 演示 and 样本 on each page of the demonstration hall, beside the text and across it, and nowhere else', () => {
    const demonstration = pagesOf('social-insurance', { ...specimen('social-insurance'), demonstration: true })
    for (const { runs, text } of demonstration) {
      expect(text).toContain('演示DEMONSTRATION样本，无任何效力')
      expect(runs.filter(({ text: each, size }) => each === '演示样本' && size > 70)).toHaveLength(3)
    }
    expect(demonstration.at(-1)?.text).toContain('演示专用')
    for (const { text } of pagesOf('social-insurance')) expect(text).not.toMatch(/演示|样本(?!一)/)
  })

  test('say 补打, when and the how manieth on each page of a reprint, and nowhere else', () => {
    const again = { ...specimen('social-insurance'), reprint: { at: '2026-11-22 10:20', count: 2 } }
    for (const { text } of pagesOf('social-insurance', again)) expect(text).toContain('补打REPRINT第2次2026-11-2210:20')
    for (const { text } of pagesOf('social-insurance')) expect(text).not.toContain('补打')
  })
})

describe('a certificate that is only looked at, of the kind', () => {
  test.each([...TEMPLATES.keys()])('%s, says on each page that its number and code are given at printing, and breaks as it will', (name) => {
    const printed = specimen(name)
    const pages = pagesOf(name, toLookAt(printed))
    const own = [printed.number, printed.verification.code, printed.verification.site, printed.verification.url, printed.printedAt].map(withoutSpaces)
    const bodies = (all: readonly ReadPage[]) => all.map(({ runs }) => runs.filter(({ isArtifact }) => !isArtifact).length)
    expect(pages).toHaveLength(pagesOf(name, printed).length)
    expect(bodies(pages).slice(0, -1)).toEqual(bodies(pagesOf(name, printed)).slice(0, -1))
    for (const { text } of pages) {
      expect(text).toContain('编号：打印时生成')
      expect(text).toContain('证明编号打印时生成验证码打印时生成')
      expect(text).toContain('二维码打印时生成')
      for (const each of own) expect(text).not.toContain(each)
    }
  })

  test('says that a seal comes with the printing where the authority seals it, and in no other place', () => {
    const content = { ...specimen('no-criminal-record'), sealed: true }
    const textOf = (each: CertificateContent) => pagesOf('no-criminal-record', each).map(({ text }) => text).join('')
    expect(textOf(toLookAt(content))).toContain('印章在打印时加盖')
    expect(textOf(content)).not.toContain('印章在打印时加盖')
    expect(textOf(toLookAt(specimen('no-criminal-record')))).not.toContain('印章')
  })

  test('fits the longest content that a template permits', () => {
    const name = 'social-insurance'
    const full = { ...specimen(name), tables: { payments: payments(120) } }
    expect(pagesOf(name, toLookAt(full))).toHaveLength(pagesOf(name, full).length)
  })
})

describe('the room for a seal', () => {
  test('is on the page where issuer and date are, over both, and is left free where the authority seals', () => {
    const content = specimen('social-insurance')
    const { seal, pages, pdf } = composed('social-insurance', { ...content, sealed: true, demonstration: true })
    assert(seal)
    expect(seal.page).toBe(pages)
    const last = readPdf(pdf).pages.at(-1)
    const near = (text: string) => last?.runs.find((run) => run.text.includes(text))
    for (const words of [content.fields['issuer'], content.fields['issuedOn']]) {
      expect(Math.abs((near(words ?? '')?.y ?? 0) - seal.y)).toBeLessThan(30)
    }
    expect(last?.text).not.toContain('演示专用')
  })

  test('is nowhere in a template without one', () => {
    const template = TEMPLATES.get('no-criminal-record')
    assert(template)
    const { issuer: _, issuedOn: __, ...fields } = specimen('no-criminal-record').fields
    const body = template.body.filter(({ block }) => block !== 'seal')
    const { issuer: ___, issuedOn: ____, ...declared } = template.fields
    const made = composeCertificate({ ...specimen('no-criminal-record'), fields }, { ...template, body, fields: declared }, FONTS)
    expect(made).toMatchObject({ ok: true, value: { seal: null } })
  })
})

describe('whatever stands in a certificate', () => {
  const template = TEMPLATES.get('no-criminal-record')
  assert(template)
  const few = { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 4) }
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
  const rare = fc.constantFrom('㛃', '𬱖', '䶶', '䶮', '·', 'Ａ')
  const anything = fc.oneof({ weight: 6, arbitrary: han }, { weight: 1, arbitrary: rare }, { weight: 3, arbitrary: fc.constantFrom(...Array.from('，。（）《》“”—…、：；0Xa-/.@ ')) })
  const words = (most: number) => fc.string({ unit: anything, minLength: 1, maxLength: most, size: 'max' }).filter((text) => text.trim() !== '')

  test('is drawn, each character of it, in order and by a glyph', () => {
    fc.assert(
      fc.property(words(30), words(30), words(40), (name, purpose, issuer) => {
        const content = specimen('no-criminal-record')
        const result = composeCertificate({ ...content, fields: { ...content.fields, name, purpose, issuer } }, template, FONTS)
        assert(result.ok, result.ok ? '' : JSON.stringify(result.fault))
        const pages = readPdf(result.value.pdf).pages
        const text = pages.map((page) => page.text).join('')
        for (const each of [name, purpose, issuer]) expect(text).toContain(withoutSpaces(each))
        expect(pages.flatMap(({ runs }) => runs.flatMap(({ glyphs }) => glyphs))).not.toContain(0)
      }),
      few,
    )
  })

  test('is drawn or refused with its place, whichever character of Unicode it is: never left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0x21, max: 0x3ffff }).filter((code) => code < 0xd800 || code > 0xdfff), (code) => {
        const content = specimen('no-criminal-record')
        const character = String.fromCodePoint(code)
        fc.pre(character.trim() !== '')
        const result = composeCertificate({ ...content, fields: { ...content.fields, name: `样${character}一` } }, template, FONTS)
        if (result.ok) {
          expect(readPdf(result.value.pdf).pages.map((page) => page.text).join('')).toContain(withoutSpaces(`样${character}一`))
          return
        }
        const { fault } = result
        if (fault.kind === 'bad-content') expect(fault).toEqual({ kind: 'bad-content', at: 'fields.name', reason: 'not-its-kind' })
        else expect(fault).toEqual({ kind: 'no-glyph', at: 'fields.name', position: 2 })
      }),
    )
  })
})

describe('a template that was accepted when it was loaded', () => {
  const UNITS: Readonly<Record<Cell['kind'], fc.Arbitrary<string>>> = {
    text: fc.constantFrom(...Array.from('国国国国国国证样本一示例县，。（）《》、·ＷW0a-. ')),
    lines: fc.constantFrom(...Array.from('国国国国国国证样本一示例县，。（）《》、·ＷW0a-. ')),
    digits: fc.constantFrom(...Array.from('0123456789X*.:/-')),
    code: fc.constantFrom(...Array.from('WMQ09az._-/')),
    money: fc.constantFrom('0', '8'),
  }
  const cell = ({ kind, longest }: Cell): fc.Arbitrary<string> => {
    const text = fc.string({ unit: UNITS[kind], minLength: 1, maxLength: kind === 'money' ? longest - 3 : longest, size: 'max' })
    return kind === 'money' ? text.map((digits) => `${digits}.00`) : text.filter((each) => each.trim() !== '')
  }
  const cells = (declared: Readonly<Record<string, Cell>>) =>
    fc.record(Object.fromEntries(Object.entries(declared).map(([name, each]) => [name, cell(each)])))
  const few = { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 25) }

  test.each([...TEMPLATES])('%s has room for whatever it permits', (name, template) => {
    const tables = fc.record(
      Object.fromEntries(
        Object.entries(template.tables).map(([each, { columns, most, total }]) => {
          const rows = fc.array(cells(columns), { minLength: 1, maxLength: Math.min(most, 12), size: 'max' })
          return [each, total === undefined ? fc.record({ rows }) : fc.record({ rows, total: cells(columns) })]
        }),
      ),
    )
    fc.assert(
      fc.property(cells(template.fields), tables, fc.boolean(), (fields, filled, demonstration) => {
        const result = composeCertificate({ ...specimen(name), fields, tables: filled, demonstration }, template, FONTS)
        expect(result.ok ? 'composed' : result.fault).toBe('composed')
      }),
      few,
    )
  })
})
