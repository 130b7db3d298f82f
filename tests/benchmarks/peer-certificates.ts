import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { create } from 'qrcode'
import { sandboxFlags } from '../../main/shell/programs.ts'
import type { Row } from '../../printers/certificate/content.ts'
import { partsOf, type CertificateBlock, type CertificateTemplate } from '../../printers/certificate/template.ts'
import { environment, findChromium } from '../journeys/browser.ts'
import type { IssuedContent } from '../printers/certificate/specimens.ts'
import type { Later } from './tidily.ts'

/** Makes a certificate's PDF. */
export type PeerComposer = (content: IssuedContent, template: CertificateTemplate) => Promise<Uint8Array>

/** What is used of pdfmake, which brings no types. */
interface Pdfmake {
  readonly setFonts: (fonts: Readonly<Record<string, Readonly<Record<string, string>>>>) => void
  readonly setUrlAccessPolicy: (policy: () => boolean) => void
  readonly setLocalAccessPolicy: (policy: () => boolean) => void
  readonly createPdf: (definition: unknown) => { readonly getBuffer: () => Promise<Uint8Array> }
}

const require = createRequire(import.meta.url)

/** By pdfmake 0.3.11, with the same words and fonts; untagged and no archive's, which it does not offer for such a table. */
export function pdfmakeComposer(fonts: { readonly text: string; readonly title: string }): PeerComposer {
  const pdfmake = require('pdfmake') as Pdfmake
  pdfmake.setFonts({
    Sans: { normal: fonts.text, bold: fonts.text },
    Serif: { normal: fonts.title, bold: fonts.title },
  })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => true)
  return (content, template) =>
    pdfmake
      .createPdf({
        pageSize: 'A4',
        pageMargins: [71, 60, 71, 130],
        defaultStyle: { font: 'Sans', fontSize: 10.5 },
        content: [
          { text: template.title.zh, font: 'Serif', fontSize: 22, alignment: 'center' },
          { text: template.title.en ?? '', fontSize: 10, alignment: 'center' },
          { text: `编号：${content.number}`, alignment: 'right', margin: [0, 10] },
          ...template.body.map((block) => pdfmakeBlock(block, content, template)),
        ],
        footer: (page: number, pages: number) => ({
          margin: [71, 0],
          columns: [
            { qr: content.verification.url, fit: 72, eccLevel: 'M' },
            { text: [...footLines(content), `第${page}页 共${pages}页`].join('\n'), fontSize: 8.5 },
          ],
        }),
      })
      .getBuffer()
}

function pdfmakeBlock(block: CertificateBlock, content: IssuedContent, template: CertificateTemplate): unknown {
  switch (block.block) {
    case 'grid':
      return {
        table: { widths: [85, '*', 85, '*'], body: block.rows.map((names) => gridRow(names, content, template)) },
        margin: [0, 8],
      }
    case 'paragraph':
    case 'statement':
      return { text: filled(block.text, content), fontSize: 12, lineHeight: 1.6, margin: [0, 6] }
    case 'heading':
      return { text: block.text, font: 'Serif', fontSize: 13, margin: [0, 10] }
    case 'table': {
      const { head, rows } = tableOf(block.table, content, template)
      return {
        table: { headerRows: 1, dontBreakRows: true, widths: head.map(() => 'auto'), body: [head, ...rows] },
        margin: [0, 8],
      }
    }
    case 'notes':
      // pdfmake writes into what it is given.
      return { ol: [...block.notes], fontSize: 9, margin: [0, 10] }
    case 'signatures':
      return block.by.map((name) => ({ text: `${name}：`, margin: [0, 24] }))
    case 'seal':
      return {
        text: `${content.fields[block.issuer]}\n${content.fields[block.date]}`,
        alignment: 'right',
        margin: [0, 50],
      }
  }
}

function gridRow(
  names: readonly string[],
  { fields }: IssuedContent,
  template: CertificateTemplate,
): readonly unknown[] {
  const [one = '', other] = names
  const pair = [template.fields[one]?.label, fields[one]]
  return other === undefined
    ? [pair[0], { text: pair[1], colSpan: 3 }, '', '']
    : [...pair, template.fields[other]?.label, fields[other]]
}

/**
 * By printToPDF of a Chromium that is there already, tagged, from a page of the same words with our fonts in it. The
 * page is set up anew for each certificate; its fonts are kept.
 */
export async function chromiumComposer(
  fonts: { readonly text: Buffer; readonly title: Buffer },
  later: Later,
): Promise<PeerComposer> {
  const found = await findChromium()
  const browser = await chromium.launch({
    executablePath: found.file,
    headless: true,
    chromiumSandbox: sandboxFlags().length === 0 && found.flags.length === 0,
    env: { ...environment(), ...found.environment },
    args: [...found.flags, '--disable-dev-shm-usage'],
  })
  later(() => browser.close())
  const page = await browser.newPage()
  const face = (family: string, font: Buffer) =>
    `@font-face { font-family: ${family}; src: url(data:font/ttf;base64,${font.toString('base64')}) }`
  await page.setContent(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${face('Sans', fonts.text)}${face('Serif', fonts.title)}
    @page { size: A4; margin: 20mm 25mm } body { font: 10.5pt Sans } h1 { font: 22pt Serif; text-align: center } h2 { font: 13pt Serif }
    table { border-collapse: collapse; width: 100% } td, th { border: 0.5pt solid; padding: 1mm 2mm; font-weight: 400 } tr { break-inside: avoid }
    </style><body></body></html>`)
  return async (content, template) => {
    await page.evaluate(
      async (html) => {
        document.body.innerHTML = html
        await document.fonts.ready
      },
      htmlOf(content, template),
    )
    return page.pdf({ preferCSSPageSize: true, tagged: true })
  }
}

function htmlOf(content: IssuedContent, template: CertificateTemplate): string {
  const blocks = template.body.map((block) => htmlBlock(block, content, template)).join('')
  const foot = footLines(content)
    .map((line) => `<p>${line}</p>`)
    .join('')
  return `<h1>${template.title.zh}</h1><p>编号：${content.number}</p>${blocks}<footer>${qrOf(content.verification.url)}${foot}</footer>`
}

function htmlBlock(block: CertificateBlock, content: IssuedContent, template: CertificateTemplate): string {
  switch (block.block) {
    case 'grid':
      return `<table>${block.rows.map((names) => `<tr>${names.map((name) => `<th>${template.fields[name]?.label}</th><td${names.length === 1 ? ' colspan="3"' : ''}>${content.fields[name]}</td>`).join('')}</tr>`).join('')}</table>`
    case 'paragraph':
    case 'statement':
      return `<p>${filled(block.text, content)}</p>`
    case 'heading':
      return `<h2>${block.text}</h2>`
    case 'table': {
      const { head, rows } = tableOf(block.table, content, template)
      const line = (cells: readonly string[], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
      return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`
    }
    case 'notes':
      return `<ol>${block.notes.map((note) => `<li>${note}</li>`).join('')}</ol>`
    case 'signatures':
      return block.by.map((name) => `<p>${name}：</p>`).join('')
    case 'seal':
      return `<p>${content.fields[block.issuer]}<br>${content.fields[block.date]}</p>`
  }
}

function qrOf(text: string): string {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const dark = Array.from(data, (module, at) =>
    module === 0 ? '' : `M${at % size} ${Math.floor(at / size)}h1v1h-1z`,
  ).join('')
  return `<svg width="25mm" viewBox="0 0 ${size} ${size}"><path d="${dark}"/></svg>`
}

function tableOf(
  name: string,
  content: IssuedContent,
  template: CertificateTemplate,
): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const table = template.tables[name]
  const { rows = [], total } = content.tables[name] ?? {}
  const names = Object.keys(table?.columns ?? {})
  const cells = (row: Row) => names.map((column) => row[column] ?? '')
  const sum = total === undefined ? [] : [cells({ ...total, [names[0] ?? '']: table?.total ?? '' })]
  return { head: names.map((column) => table?.columns[column]?.label ?? ''), rows: [...rows.map(cells), ...sum] }
}

function filled(text: string, { fields }: IssuedContent): string {
  return partsOf(text)
    .map((part) => ('words' in part ? part.words : (fields[part.field] ?? '')))
    .join('')
}

function footLines({ number, verification, validUntil, terminal, printedAt }: IssuedContent): readonly string[] {
  return [
    `证明编号 ${number}`,
    `验证码 ${verification.code}`,
    `有效期至 ${validUntil} 打印终端 ${terminal}`,
    `打印时间 ${printedAt}`,
    `扫描二维码，或在${verification.site}输入编号和验证码，可核验本证明的真伪。`,
  ]
}
