import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { guidePage } from '../../../main/catalogue/guide-page.ts'
import { guideOf } from '../../../main/catalogue/guide-view.ts'
import { GUIDE_WORDS, timeOnPaper } from '../../../main/catalogue/guide-words.ts'
import { cellsOf } from '../../../main/catalogue/paper-rows.ts'
import { guideTemplate, loadCertificateTemplate } from '../../../main/configuration/certificate-template.ts'
import type { Guide, GuideTime } from '../../../main/contract/guide.ts'
import { checkTemplate } from '../../../printers/certificate/check-template.ts'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import { guideZh } from '../../../renderer/strings/guide-zh.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'
import { readPdf } from '../../printers/certificate/read-pdf.ts'
import { ROOT, specimenFonts } from '../../printers/certificate/specimens.ts'

const FONTS = specimenFonts()
const loaded = await loadCertificateTemplate(guideTemplate(ROOT), async (template) => checkTemplate(template, FONTS))
assert(loaded.ok, loaded.ok ? '' : loaded.fault.line)
const TEMPLATE = loaded.value
const { items } = CatalogueFile.parse(SPECIMEN_CATALOGUE)

const URL = 'https://zwfw.example.gov.cn/g/11530323MB0A00050P4530715007000'

function composed(guide: Guide, url: string | null = URL) {
  return composeCertificate(
    {
      ...guidePage(guide),
      number: guide.codes.task,
      verification: null,
      validUntil: null,
      guide: { catalogue: '2026-11-21.1（政务服务平台）', url },
      terminal: 'K01',
      printedAt: '2026-11-22 10:00',
      createdAt: '2026-11-22T02:00:00Z',
      sealed: false,
      demonstration: false,
    },
    TEMPLATE,
    FONTS,
  )
}

function textOf(guide: Guide, url?: string | null): readonly string[] {
  const made = composed(guide, url)
  assert(made.ok, made.ok ? '' : JSON.stringify(made.fault))
  return readPdf(made.value.pdf).pages.map(({ text }) => text.replaceAll(/\s/g, ''))
}

const transfer = () => {
  const item = items.find(({ task_name }) => task_name.startsWith('不动产转移'))
  assert(item)
  return guideOf(item)
}

describe('a guide on paper', () => {
  test('has all twelve elements in their order, the catalogue, the terminal, the time and the page', () => {
    const text = textOf(transfer()).join('')
    const places = Object.values(GUIDE_WORDS.element).map((name, at) => text.indexOf(`${at + 1}${name}`))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    for (const told of ['法定30个工作日，承诺3个工作日', '5.领证：领取不动产权证书，可以邮寄。', '80元一件，减免：小微企业、个体工商户免收。', '目录版本2026-11-21.1（政务服务平台）', '打印终端K01', '打印时间2026-11-2210:00', '第1页共2页', '编号：11530323MB0A00050P4530715007000']) {
      expect(text).toContain(told)
    }
  })

  test('has a code to scan where there is a page to open, and says nothing of one where there is none', () => {
    expect(textOf(transfer()).join('')).toContain('用手机扫二维码')
    for (const url of [null, `https://${'x'.repeat(120)}`]) expect(textOf(transfer(), url).join('')).not.toContain('二维码')
  })

  test('says of what the catalogue leaves out that it does', () => {
    const [bare] = items
    assert(bare)
    const text = textOf(guideOf(bare)).join('')
    expect(text).toContain('4设定依据目录里没有写明，请到窗口咨询')
    expect(text).toContain('序号材料名称形式和份数来源和要求目录里没有写明')
  })

  test('goes on over pages with the head of the table again, and says what it leaves out', () => {
    const [material] = transfer().materials ?? []
    assert(material)
    const materials = Array.from({ length: 60 }, (_, at) => ({ ...material, name: `第${at + 1}样材料` }))
    const pages = textOf({ ...transfer(), materials })
    expect(pages.length).toBeGreaterThan(3)
    const among = pages.filter((page) => /第\d+样材料原件/.test(page))
    expect(among.every((page) => page.includes('序号材料名称形式和份数来源和要求'))).toBe(true)
    expect(pages.join('')).toContain('第29样材料')
    expect(pages.join('')).toContain('另有31样材料')
  })

  test('is one that can be composed, whatever an authority wrote, as long as there are letters for it', () => {
    const words = fc.string({ unit: fc.constantFrom('国', '民', 'A', ' ', '。', '\t', '（'), minLength: 1, maxLength: 900 })
    const lines = fc.array(words, { maxLength: 12 })
    fc.assert(
      fc.property(lines, lines, words, (law, steps, name) => {
        const base = transfer()
        const materials = (base.materials ?? []).flatMap((each) => Array.from({ length: 15 }, () => ({ ...each, name, notes: law })))
        const made = composed({ ...base, law, conditions: steps, flow: { ...base.flow, steps }, materials })
        expect(made).toMatchObject({ ok: true })
      }),
      { numRuns: 12 },
    )
  })

  test('calls everything as the screen does', () => {
    for (const part of ['element', 'codes', 'type', 'authority', 'level', 'where'] as const) expect(GUIDE_WORDS[part]).toEqual(guideZh[part])
    const at = (count: number): GuideTime => ({ count, unit: 'working-day', explained: [] })
    expect([timeOnPaper({ legal: at(20), promised: at(0) }), timeOnPaper({ legal: null, promised: at(1) }), timeOnPaper({ legal: null, promised: null })]).toEqual([
      '法定20个工作日，承诺当场办结',
      '承诺1个工作日',
      null,
    ])
  })
})

test('no cell of a guide is taller than the template knows', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('国', ' ', 'x'), maxLength: 700 }), { maxLength: 40 }), (lines) => {
      for (const cell of cellsOf(lines, { longest: 300, across: 33 })) {
        expect(Array.from(cell).length).toBeLessThanOrEqual(300)
        expect(cell.split('\n').reduce((rows, line) => rows + Math.ceil(line.length / 33), 0)).toBeLessThanOrEqual(9)
      }
    }),
    { numRuns: 200 },
  )
})
