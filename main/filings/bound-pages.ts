import { createHash } from 'node:crypto'
import { layOutPdf, type PdfPiece } from './page-pdf.ts'
import type { PageRef } from './material-files.ts'
import { frameOf } from './picture.ts'

/**
 * The pages of a material as one PDF that is written nowhere: its bytes are settled, and each picture in it stays the
 * sealed file that it is. So handing in writes no page a second time, and a part is read again after a power cut, or by a
 * later version of this program, as it was read before.
 */
export interface BoundPages {
  /** SHA-256 of the whole PDF, in hexadecimal. */
  readonly sha256: string
  readonly bytes: number
  readonly pages: number
  readonly pieces: readonly PdfPiece[]
}

/** Reads one page, whole and as its id says; null where it cannot be read. */
type ReadPage = (id: string) => Promise<Buffer | null>

/** Binds pages in their order, one in memory at a time; or names those that can no longer be read. */
export async function bindPages(pages: readonly PageRef[], read: ReadPage): Promise<BoundPages | { readonly lost: readonly string[] }> {
  const layout = layOutPdf(pages)
  const whole = createHash('sha256')
  const pieces: PdfPiece[] = []
  const lost: string[] = []
  for (const page of pages) {
    const bytes = await read(page.id)
    const frame = bytes && frameOf(bytes)
    if (bytes === null || frame === null) lost.push(page.id)
    else {
      for (const piece of layout.page(page, frame)) {
        whole.update(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : bytes)
        pieces.push(piece)
      }
    }
    bytes?.fill(0)
  }
  if (lost.length > 0) return { lost }
  const end = layout.end()
  whole.update(end, 'latin1')
  pieces.push(end)
  return { sha256: whole.digest('hex'), bytes: pieces.reduce((sum, piece) => sum + lengthOf(piece), 0), pages: pages.length, pieces }
}

/** Files that go as they are, each a document of its own, and those that can no longer be read. */
export async function eachAsItIs(
  files: readonly (PageRef & { readonly sheets: number })[],
  read: ReadPage,
): Promise<{ readonly files: readonly BoundPages[]; readonly lost: readonly string[] }> {
  const whole: BoundPages[] = []
  const lost: string[] = []
  for (const { id, bytes: length, sheets } of files) {
    const bytes = await read(id)
    if (bytes === null) lost.push(id)
    else whole.push({ sha256: id, bytes: length, pages: sheets, pieces: [{ id, bytes: length }] })
    bytes?.fill(0)
  }
  return { files: whole, lost }
}

/** Reads bound pages in parts, from the beginning or from anywhere. */
export interface BoundReader {
  /** So many bytes from there on, fewer at the end; null where a page can no longer be read. */
  part(offset: number, length: number): Promise<Buffer | null>
  /** Nothing of a page is left in memory. */
  close(): void
}

export function boundReader({ pieces }: Pick<BoundPages, 'pieces'>, read: ReadPage): BoundReader {
  /** The page that was read last: the next part mostly begins in it. */
  let last: { readonly id: string; readonly bytes: Buffer } | null = null

  function close(): void {
    last?.bytes.fill(0)
    last = null
  }

  async function bytesOf(piece: PdfPiece): Promise<Buffer | null> {
    if (typeof piece === 'string') return Buffer.from(piece, 'latin1')
    if (last?.id === piece.id) return last.bytes
    close()
    const bytes = await read(piece.id)
    last = bytes && { id: piece.id, bytes }
    return bytes
  }

  return {
    async part(offset, length) {
      const cut: Buffer[] = []
      let at = 0
      for (const piece of pieces) {
        const [from, to] = [Math.max(0, offset - at), Math.min(lengthOf(piece), offset + length - at)]
        at += lengthOf(piece)
        if (from >= to) continue
        const bytes = await bytesOf(piece)
        if (bytes === null) return null
        // A copy: the page's own bytes go before the part is sent.
        cut.push(Buffer.from(bytes.subarray(from, to)))
      }
      return Buffer.concat(cut)
    },
    close,
  }
}

function lengthOf(piece: PdfPiece): number {
  return typeof piece === 'string' ? piece.length : piece.bytes
}
