import { createHash } from 'node:crypto'
import type { PageRef } from './material-files.ts'
import type { PictureFrame } from './picture.ts'

/** A file as it will be, from its beginning: text, one byte a character, and whole pictures in their places. */
export type PdfPiece = string | PageRef

/** A4 in points. */
const SHORT = 595.28
const LONG = 841.89

const CATALOG = 1
const PAGES = 2
const INFO = 3
/** Of each page: itself, what is drawn on it, the picture. */
const OBJECTS_OF_A_PAGE = 3

/**
 * Pictures as one PDF 1.4 (ISO 32000-1), each on a page of its own: embedded as they are (DCTDecode), never decoded, on a
 * page of their proportions that is as large as fits on A4. It is made of nothing but the pages, and so the same pages are
 * the same bytes: no date, no name, no script, and of its making only what wrote it.
 */
export interface PdfLayout {
  /** The next page; answers the pieces that stand next in the file. */
  page(picture: PageRef, frame: PictureFrame): readonly PdfPiece[]
  /** Table of objects and trailer, after the last page. */
  end(): string
}

export function layOutPdf(pages: readonly PageRef[]): PdfLayout {
  const offsets: number[] = []
  let length = 0
  let laidOut = 0

  const numberOf = (page: number) => INFO + 1 + page * OBJECTS_OF_A_PAGE

  /** The beginning of the next object, counted into the table. */
  function object(body: string): string {
    offsets.push(length)
    return written(`${offsets.length} 0 obj\n${body}`)
  }

  function written(text: string): string {
    length += text.length
    return text
  }

  function beginning(): string {
    const kids = pages.map((_, page) => `${numberOf(page)} 0 R`).join(' ')
    // Four bytes above 127 tell those who carry it that it is not text (7.5.2).
    const head = written('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n')
    return [
      head,
      object(`<< /Type /Catalog /Pages ${PAGES} 0 R >>\nendobj\n`),
      object(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>\nendobj\n`),
      object('<< /Producer (Yimen) >>\nendobj\n'),
    ].join('')
  }

  function page(picture: PageRef, frame: PictureFrame): readonly PdfPiece[] {
    const before = laidOut === 0 ? beginning() : ''
    const number = numberOf(laidOut)
    laidOut += 1
    const { width, height } = sizeOnA4(frame)
    const box = `/MediaBox [0 0 ${width} ${height}] /Resources << /XObject << /Page ${number + 2} 0 R >> >>`
    const drawn = `q ${width} 0 0 ${height} 0 0 cm /Page Do Q`
    const colours = frame.components === 1 ? '/DeviceGray' : '/DeviceRGB'
    const image = `/Type /XObject /Subtype /Image /Width ${frame.width} /Height ${frame.height} /ColorSpace ${colours}`
    const text = [
      before,
      object(`<< /Type /Page /Parent ${PAGES} 0 R ${box} /Contents ${number + 1} 0 R >>\nendobj\n`),
      object(`<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream\nendobj\n`),
      object(`<< ${image} /BitsPerComponent 8 /Filter /DCTDecode /Length ${picture.bytes} >>\nstream\n`),
    ].join('')
    length += picture.bytes
    return [text, picture, written('\nendstream\nendobj\n')]
  }

  function end(): string {
    const size = offsets.length + 1
    const table = ['0000000000 65535 f ', ...offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n `)].join('\n')
    const id = createHash('sha256').update(pages.map((each) => each.id).join()).digest('hex').slice(0, 32)
    const trailer = `<< /Size ${size} /Root ${CATALOG} 0 R /Info ${INFO} 0 R /ID [<${id}> <${id}>] >>`
    return `xref\n0 ${size}\n${table}\ntrailer\n${trailer}\nstartxref\n${length}\n%%EOF\n`
  }

  return { page, end }
}

/** In points, as they are written. */
function sizeOnA4({ width, height }: PictureFrame): { readonly width: string; readonly height: string } {
  const [across, up] = width > height ? [LONG, SHORT] : [SHORT, LONG]
  const scale = Math.min(across / width, up / height)
  return { width: (width * scale).toFixed(2), height: (height * scale).toFixed(2) }
}
