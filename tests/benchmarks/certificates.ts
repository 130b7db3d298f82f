import { strict as assert } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { composeCertificate } from '../../printers/certificate/compose.ts'
import { openComposer } from '../../printers/certificate/composer.ts'
import type { CertificateTemplate } from '../../printers/certificate/template.ts'
import { BUILT_WORKER, FONT_FILES, payments, shipped, specimenFonts, SPECIMENS, type IssuedContent } from '../printers/certificate/specimens.ts'
import { chromiumComposer, pdfmakeComposer, type PeerComposer } from './peer-certificates.ts'
import { tidily } from './tidily.ts'

/** One composer on one certificate. */
export interface CertificateFigures {
  readonly composer: 'yimen' | 'pdfmake' | 'Chromium'
  /** Of each page or document, in ms. */
  readonly onePage: readonly number[]
  readonly tenPages: readonly number[]
  readonly onePageBytes: number
  readonly tenPagesBytes: number
  /** The first page of a composer just opened: thread, fonts and all; null where it was not taken. */
  readonly cold: readonly number[] | null
}

/**
 * A one-page certificate with tables and QR code and one of ten pages, by the built worker as the terminal calls it,
 * and by each peer. The composers take turns, so that a busy machine slows each alike.
 */
export function certificatesBench(options: {
  readonly times: number
  readonly colds: number
}): Promise<readonly CertificateFigures[]> {
  return tidily(async (later) => {
    const { one, ten } = await certificates()
    const ours = openOurs()
    later(() => ours.close())
    const fonts = { text: await readFile(FONT_FILES.text), title: await readFile(FONT_FILES.title) }
    const contestants: readonly (readonly [CertificateFigures['composer'], PeerComposer])[] = [
      ['yimen', ours.compose],
      ['pdfmake', pdfmakeComposer(FONT_FILES)],
      ['Chromium', await chromiumComposer(fonts, later)],
    ]
    const cold = await coldPages(one, options.colds)
    const figures = contestants.map(([composer]) => ({
      composer,
      onePage: [] as number[],
      tenPages: [] as number[],
      onePageBytes: 0,
      tenPagesBytes: 0,
      cold: composer === 'yimen' ? cold : null,
    }))
    // The first turn warms each and does not count.
    for (let turn = 0; turn <= options.times; turn += 1) {
      for (const [at, [, compose]] of contestants.entries()) {
        const figure = figures[at]
        assert(figure)
        const [onePage, tenPages] = [await timed(compose, one), await timed(compose, ten)]
        figure.onePageBytes = onePage.bytes
        figure.tenPagesBytes = tenPages.bytes
        if (turn === 0) continue
        figure.onePage.push(onePage.ms)
        figure.tenPages.push(tenPages.ms)
      }
    }
    return figures
  })
}

interface Certificate {
  readonly content: IssuedContent
  readonly template: CertificateTemplate
}

async function certificates(): Promise<{ readonly one: Certificate; readonly ten: Certificate }> {
  const fonts = specimenFonts()
  const templates = await shipped(fonts)
  const [property, insurance] = [templates.get('property-search'), templates.get('social-insurance')]
  const [searched, insured] = [SPECIMENS['property-search'], SPECIMENS['social-insurance']]
  assert(property && insurance && searched && insured)
  const long = {
    ...insurance,
    tables: Object.fromEntries(
      Object.entries(insurance.tables).map(([name, table]) => [name, { ...table, most: 400 }]),
    ),
  }
  for (let rows = 100; rows < 400; rows += 1) {
    const content = {
      ...insured,
      fields: { ...insured.fields, months: String(rows) },
      tables: { payments: payments(rows) },
    }
    const composed = composeCertificate(content, long, fonts)
    assert(composed.ok)
    if (composed.value.pages === 10)
      return { one: { content: searched, template: property }, ten: { content, template: long } }
  }
  throw new Error('no number of rows takes ten pages')
}

function openOurs(): { readonly compose: PeerComposer; readonly close: () => Promise<void> } {
  const composer = openComposer({ workerFile: BUILT_WORKER, fonts: FONT_FILES })
  return {
    compose: async (content, template) => {
      const composed = await composer.compose(content, template)
      assert(composed.ok)
      return composed.value.pdf
    },
    close: composer.close,
  }
}

async function coldPages(certificate: Certificate, times: number): Promise<readonly number[]> {
  const colds: number[] = []
  for (let time = 0; time < times; time += 1) {
    const { ms } = await tidily(async (later) => {
      let close = (): unknown => null
      later(() => close())
      return timed((content, template) => {
        const ours = openOurs()
        close = ours.close
        return ours.compose(content, template)
      }, certificate)
    })
    colds.push(ms)
  }
  return colds
}

async function timed(
  compose: PeerComposer,
  { content, template }: Certificate,
): Promise<{ readonly ms: number; readonly bytes: number }> {
  const start = performance.now()
  const { length } = await compose(content, template)
  return { ms: performance.now() - start, bytes: length }
}
