import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Twice what the page shows, for fine screens. */
const WIDTH_PIXELS = 480

const require = createRequire(import.meta.url)

/** By the document itself: whoever takes the paper out of the tray takes its picture along. */
const drawn = new WeakMap<Buffer, Promise<Buffer | undefined>>()

/** The first page of a PDF as a PNG; `undefined` where it cannot be drawn, and the desk shows a blank sheet with words. */
export function pictureOfFirstPage(pdf: Buffer): Promise<Buffer | undefined> {
  const known = drawn.get(pdf)
  if (known !== undefined) return known
  const picture = draw(pdf).catch(() => undefined)
  drawn.set(pdf, picture)
  return picture
}

/** Rejects for a PDF that cannot be read, and where pdf.js has no canvas to draw on (it is optional to it). */
async function draw(pdf: Buffer): Promise<Buffer> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = dirname(require.resolve('pdfjs-dist/package.json'))
  const task = getDocument({
    // pdf.js takes the buffer for itself.
    data: Uint8Array.from(pdf),
    isEvalSupported: false,
    useSystemFonts: false,
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    const document = await task.promise
    const page = await document.getPage(1)
    const viewport = page.getViewport({ scale: WIDTH_PIXELS / page.getViewport({ scale: 1 }).width })
    const canvas = canvasOf(document, Math.round(viewport.width), Math.round(viewport.height))
    await page.render({ canvas, viewport }).promise
    return (canvas as unknown as NodeCanvas).toBuffer('image/png')
  } finally {
    await task.destroy()
  }
}

/** The canvas of @napi-rs/canvas, which pdf.js brings along under Node. */
interface NodeCanvas {
  toBuffer(type: 'image/png'): Buffer
}

/** Of pdf.js's own make: it mixes with no other's. */
function canvasOf(document: PDFDocumentProxy, width: number, height: number): HTMLCanvasElement {
  const factory = document.canvasFactory as { create(width: number, height: number): { canvas: HTMLCanvasElement } }
  return factory.create(width, height).canvas
}
