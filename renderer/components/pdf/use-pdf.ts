import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useState } from 'react'
import { clearCanvas, drawPage, type DrawnPage } from './draw-page.ts'
import { openPdf } from './open-pdf.ts'
import type { Masked } from './personal-text.ts'

/** What is being waited for, what has come of it, or that nothing will. */
export type Coming<Thing> = Thing | 'coming' | 'broken'

/** What has come, and of what it came: of anything else it is still coming. */
type Came<Source, Thing> = { readonly of: Source; readonly thing: Thing | 'broken' } | null

function comingOf<Source, Thing>(source: Source, came: Came<Source, Thing>): Coming<Thing> {
  return came?.of === source ? came.thing : 'coming'
}

/** The PDF (base64), open as long as whoever uses it is there. */
export function usePdf(pdf: string): Coming<PDFDocumentProxy> {
  const [came, setCame] = useState<Came<string, PDFDocumentProxy>>(null)
  useEffect(() => {
    let here = true
    const opening = openPdf(pdf)
    opening.document.then(
      (open) => here && setCame({ of: pdf, thing: open }),
      () => here && setCame({ of: pdf, thing: 'broken' }),
    )
    return () => {
      here = false
      opening.close()
      setCame(null)
    }
  }, [pdf])
  return comingOf(pdf, came)
}

/** One page of it, `number` from 1. */
export function usePdfPage(document: PDFDocumentProxy, number: number): Coming<PDFPageProxy> {
  const [came, setCame] = useState<Came<number, PDFPageProxy>>(null)
  useEffect(() => {
    let here = true
    document.getPage(number).then(
      (page) => here && setCame({ of: number, thing: page }),
      () => here && setCame({ of: number, thing: 'broken' }),
    )
    return () => {
      here = false
    }
  }, [document, number])
  return comingOf(number, came)
}

/** The page in `width` device pixels; while it is drawn anew in another width, what was drawn before stays. */
export function useDrawnPage(page: Coming<PDFPageProxy>, width: number, { name, number }: Masked): Coming<DrawnPage> {
  const [came, setCame] = useState<Came<typeof page, DrawnPage>>(null)
  useEffect(() => {
    if (typeof page === 'string' || width === 0) return undefined
    let here = true
    const drawing = drawPage(page, width, name === undefined ? { number } : { name, number })
    drawing.page.then(
      (drawn) => (here ? setCame({ of: page, thing: drawn }) : clearCanvas(drawn.canvas)),
      () => here && setCame({ of: page, thing: 'broken' }),
    )
    return () => {
      here = false
      drawing.stop()
    }
  }, [page, width, name, number])
  const drawn = page === 'broken' ? page : comingOf(page, came)
  useEffect(() => (typeof drawn === 'string' ? undefined : () => clearCanvas(drawn.canvas)), [drawn])
  return drawn
}
