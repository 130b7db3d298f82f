import type { PageViewport, PDFPageProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { canBeRead, personalText, type Cover, type Masked, type TextRun } from './personal-text.ts'

/** A page as it may be seen in a public room. */
export interface DrawnPage {
  readonly canvas: HTMLCanvasElement
  /** `veiled`: nothing on it can be told apart, because its text is not known. */
  readonly how: 'covered' | 'veiled'
}

export interface PageDrawing {
  /** Rejects where the page cannot be drawn, and when it is stopped. */
  readonly page: Promise<DrawnPage>
  readonly stop: () => void
}

/** A4 at 300 dpi has nine million pixels; more is no sharper to an eye, and a canvas may be refused. */
const MOST_PIXELS = 24_000_000

/** Draws a page as it will be printed, `width` device pixels wide, out of sight; it is given out when all is covered. */
export function drawPage(page: PDFPageProxy, width: number, masked: Masked): PageDrawing {
  const { canvas, viewport } = canvasFor(page, width)
  const task: RenderTask = page.render({ canvas, viewport, intent: 'print' })
  const drawn = async (): Promise<DrawnPage> => {
    const [runs, forms] = await Promise.all([runsOf(page), formsOf(page, masked), task.promise])
    if (!canBeRead(runs)) {
      veil(canvas)
      return { canvas, how: 'veiled' }
    }
    const context = contextOf(canvas)
    for (const cover of [...personalText(runs, masked), ...forms]) paintOver(context, viewport, cover)
    return { canvas, how: 'covered' }
  }
  return {
    page: drawn().catch((error: unknown) => {
      clearCanvas(canvas)
      throw error
    }),
    stop: () => task.cancel(),
  }
}

/** Gives up the pixels at once, without waiting for the garbage to be collected. */
export function clearCanvas(canvas: HTMLCanvasElement): void {
  canvas.width = 0
  canvas.height = 0
}

function canvasFor(page: PDFPageProxy, width: number): { readonly canvas: HTMLCanvasElement; readonly viewport: PageViewport } {
  const whole = page.getViewport({ scale: 1 })
  const most = Math.sqrt(MOST_PIXELS / (whole.width * whole.height))
  const viewport = page.getViewport({ scale: Math.min(width / whole.width, most) })
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  return { canvas, viewport }
}

async function runsOf(page: PDFPageProxy): Promise<readonly TextRun[]> {
  const { items, styles } = await page.getTextContent()
  return items.flatMap((item) =>
    'str' in item && item.str !== ''
      ? [
          {
            text: item.str,
            transform: item.transform as readonly number[],
            width: item.width,
            height: Math.hypot(...(item.transform as readonly number[]).slice(2, 4)),
            vertical: styles[item.fontName]?.vertical === true,
          },
        ]
      : [],
  )
}

/** What a form's field or a note says is not among the page's text; where it is personal, all of the field is covered. */
async function formsOf(page: PDFPageProxy, masked: Masked): Promise<readonly Cover[]> {
  const notes = (await page.getAnnotations({ intent: 'print' })) as readonly FormNote[]
  return notes.flatMap(({ rect: [left, bottom, right, top], fieldValue, contentsObj, textContent }) => {
    const said = [fieldValue, contentsObj?.str, textContent?.join('')].filter((text) => typeof text === 'string')
    const runs = said.map((text) => ({ text, transform: [1, 0, 0, 1, 0, 0], width: 1, height: 1, vertical: false }))
    if (personalText(runs, masked).length === 0) return []
    return [{ x: left, y: bottom, angle: 0, width: right - left, below: 0, above: top - bottom }]
  })
}

/** What pdfjs tells of an annotation, as far as it is asked for here. */
interface FormNote {
  readonly rect: readonly [number, number, number, number]
  readonly fieldValue?: unknown
  readonly contentsObj?: { readonly str: string }
  readonly textContent?: readonly string[]
}

/** The grey of a bar that one sees at once to be a cover, and not part of the paper. */
const COVER = '#c9c2b4'

function paintOver(context: CanvasRenderingContext2D, viewport: PageViewport, cover: Cover): void {
  context.save()
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewport.transform as readonly number[]
  context.setTransform(a, b, c, d, e, f)
  context.translate(cover.x, cover.y)
  context.rotate(cover.angle)
  context.fillStyle = COVER
  context.fillRect(0, -cover.below, cover.width, cover.below + cover.above)
  context.restore()
}

/** Cells across a veiled page: each wider than a character of a certificate. */
const CELLS = 32

function veil(canvas: HTMLCanvasElement): void {
  const small = document.createElement('canvas')
  small.width = CELLS
  small.height = Math.max(1, Math.round((CELLS * canvas.height) / canvas.width))
  const mixed = contextOf(small)
  mixed.imageSmoothingQuality = 'high'
  mixed.drawImage(canvas, 0, 0, small.width, small.height)
  contextOf(canvas).drawImage(small, 0, 0, canvas.width, canvas.height)
  clearCanvas(small)
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no pictures')
  context.resetTransform()
  return context
}
