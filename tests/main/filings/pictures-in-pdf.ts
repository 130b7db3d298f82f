import { createHash } from 'node:crypto'
import { bindPages, boundReader } from '../../../main/filings/bound-pages.ts'

/** The JPEG files that stand in a PDF, in their order, byte for byte; found by their streams' lengths, without the terminal's code. */
export function picturesIn(pdf: Buffer): readonly Buffer[] {
  return [...pdf.toString('latin1').matchAll(/\/Filter \/DCTDecode \/Length (\d+) >>\nstream\n/g)].map((found) => {
    const from = found.index + found[0].length
    return pdf.subarray(from, from + Number(found[1]))
  })
}

/** The PDF that these pages become. */
export async function pdfOf(...jpegs: readonly Buffer[]): Promise<Buffer> {
  const pages = jpegs.map((jpeg) => ({ id: createHash('sha256').update(jpeg).digest('hex'), bytes: jpeg.length }))
  const read = (id: string) => Promise.resolve(Buffer.from(jpegs[pages.findIndex((page) => page.id === id)] ?? []))
  const bound = await bindPages(pages, read)
  const whole = 'lost' in bound ? null : await boundReader(bound, read).part(0, bound.bytes)
  if (whole === null) throw new Error('a page was lost')
  return whole
}
