import { inflateSync } from 'node:zlib'
import { readPdf } from '../pdf-objects.ts'

/**
 * How many pages a PDF has, by its tree of pages. Where that cannot be read, as a printer finds out that prints what it
 * can: page objects are counted, in the open and in object streams (ISO 32000-1, 7.5.7). Null: this is no PDF, it is encrypted, or it has no page that can be found.
 */
export function pagesOf(pdf: Uint8Array): number | null {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const text = bytes.toString('latin1')
  if (!/^[\s\S]{0,1024}?%PDF-\d/.test(text) || !text.includes('%%EOF') || /\/Encrypt\b/.test(text)) return null
  const whole = readPdf(bytes)
  if (whole !== undefined) return whole.pages.length
  const pages = [text, ...packedObjects(text)].reduce((sum, part) => sum + pagesIn(part), 0)
  return pages === 0 ? null : pages
}

function pagesIn(text: string): number {
  return text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0
}

/** What lies in object streams; one that cannot be unpacked has nothing. */
function packedObjects(text: string): readonly string[] {
  return [...text.matchAll(/\/Type\s*\/ObjStm[^]*?\bstream\r?\n([^]*?)endstream/g)].map(([, packed = '']) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
}
