import assert from 'node:assert/strict'
import { describe, expect, test } from 'vitest'
import { createCertificatePapers } from '../../../main/certificates/certificate-paper.ts'
import type { Content } from '../../../main/platform/platform.ts'
import { ok } from '../../../drivers/result.ts'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import type { PageContent } from '../../../printers/certificate/content.ts'
import { inspectPdf } from '../../../printers/certificate/inspect-pdf.ts'
import { handMadePdf } from '../../printers/certificate/hand-made-pdf.ts'
import { readPdf, withoutSpaces } from '../../printers/certificate/read-pdf.ts'
import { shipped, specimenFonts, SPECIMENS } from '../../printers/certificate/specimens.ts'
import { TEN_O_CLOCK } from '../ledger/fixture.ts'
import { valueOf } from '../platform/fixture.ts'

const FONTS = specimenFonts()
const TEMPLATES = await shipped(FONTS)
const OF = { document: 'resident-id', number: '11010519491231002X', name: '样本一' } as const
const MARKS = {
  authorisation: 'a-1',
  key: 'copy-0123456789abcdef',
  number: 'YM20261122000001',
  code: '7K4MQ2XT',
  verifyUrl: 'https://zwfw.example.gov.cn/v/7K4MQ2XT',
  validUntil: '2027-02-22',
  at: TEN_O_CLOCK,
}

function papers(document: Uint8Array = handMadePdf()) {
  const composed: PageContent[] = []
  return {
    composed,
    papers: createCertificatePapers({
      platform: { document: () => Promise.resolve(ok(Buffer.from(document))) },
      seals: { seal: () => assert.fail('nothing here is sealed') },
      composer: {
        compose(content, template) {
          composed.push(content)
          return Promise.resolve(composeCertificate(content, template, FONTS))
        },
        inspect: inspectPdf,
      },
      templates: TEMPLATES,
      terminal: 'K01',
      hallTime: () => '2026-11-22 10:00',
      demonstration: false,
    }),
  }
}

function composedContent(template: string): Content {
  const { fields, tables } = SPECIMENS[template] ?? { fields: {}, tables: {} }
  return { kind: 'composed', of: OF, template, fields, tables } as unknown as Content
}

describe('a certificate before there is an authorisation', () => {
  test.each([...TEMPLATES.keys()])('shows of %s the pages that will be printed, without what only a copy has', async (template) => {
    const { papers: all } = papers()
    const draft = valueOf(await all.draft(composedContent(template)))
    const preview = valueOf(await draft.preview(TEN_O_CLOCK))
    const paper = valueOf(await draft.paper(MARKS))
    const [before, after] = [preview, paper].map(({ pdf }) => readPdf(pdf).pages)
    assert(before && after)
    expect(preview.pages).toBe(paper.pages)
    for (const { text } of before) {
      expect(text).toContain('编号：打印时生成')
      expect(text).not.toContain(withoutSpaces('2026-11-22 10:00'))
    }
    for (const { text } of after) expect(text).not.toContain('打印时生成')
  })

  test('says of its validity what the content says, and nothing where the authorisation will', async () => {
    const { papers: all, composed } = papers()
    const content = composedContent('no-criminal-record')
    for (const each of [content, { ...content, validUntil: '2026-12-31' }] as Content[]) {
      const draft = valueOf(await all.draft(each))
      valueOf(await draft.preview(TEN_O_CLOCK))
    }
    expect(composed.map(({ validUntil }) => validUntil)).toEqual(['打印时生成', '2026-12-31'])
  })

  test('is the authority’s own file, byte for byte, where it has made one', async () => {
    const file = handMadePdf({ pages: 2 })
    const { papers: all } = papers(file)
    const told = { url: '/documents/0123456789abcdef', sha256: 'ab'.repeat(32), bytes: file.length, pages: 2 }
    const draft = valueOf(await all.draft({ kind: 'finished', of: OF, pdf: told } as unknown as Content))
    const preview = valueOf(await draft.preview(TEN_O_CLOCK))
    expect(preview).toEqual(valueOf(await draft.paper(MARKS)))
    expect(Buffer.compare(preview.pdf, file)).toBe(0)
  })
})

test('a certificate that could not be verified under the address that the platform gives is not made', async () => {
  const { papers: all, composed } = papers()
  const draft = valueOf(await all.draft(composedContent('no-criminal-record')))
  // As the written API has addresses, and yet none (RFC 3986).
  expect(await draft.paper({ ...MARKS, verifyUrl: 'http://[' })).toEqual({ ok: false, fault: 'platform-broken' })
  expect(composed).toEqual([])
})
