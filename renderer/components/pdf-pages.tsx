import '../kiosk/look/pdf-pages.css'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { StateLine, Waiting } from './page.tsx'
import { PanZone } from './pdf/pan-zone.tsx'
import { PdfKeys } from './pdf/pdf-keys.tsx'
import type { Masked } from './pdf/personal-text.ts'
import { useDrawnPage, usePdf, usePdfPage } from './pdf/use-pdf.ts'

interface PdfPagesProps {
  /** Base64, 1 to 500 pages. */
  readonly pdf: string
  /** Whose it is, as the screen may know: `样**`, `110***********002X`. */
  readonly masked: Masked
  /** What is to be seen here, for whoever hears it. */
  readonly label: string
}

/**
 * The pages that will be printed, one at a time, with the person's name and every ID number covered: it stands in a
 * public room. It brings pdfjs with it, so it is imported when it is asked for (`lazy`). It fills what holds it.
 */
export function PdfPages({ pdf, masked, label }: PdfPagesProps) {
  const { t } = useTranslation()
  const document = usePdf(pdf)
  if (document === 'coming') return <Waiting>{t('components.pdf.opening')}</Waiting>
  if (document === 'broken') {
    return (
      <StateLine tone="attention">
        <strong>{t('components.pdf.broken')}</strong>
        <span className="state-more">{t('components.pdf.brokenAbout')}</span>
      </StateLine>
    )
  }
  return <OpenPages document={document} masked={masked} label={label} />
}

/** Of the whole page in sight; each step is half as large again. */
const SCALES = [1, 1.5, 2.25, 3.375]
/** Width by height of A4, until the page has told its own. */
const A4 = 210 / 297

interface OpenPagesProps extends Omit<PdfPagesProps, 'pdf'> {
  readonly document: PDFDocumentProxy
}

function OpenPages({ document, masked, label }: OpenPagesProps) {
  const { t } = useTranslation()
  const [number, setNumber] = useState(1)
  const [step, setStep] = useState(0)
  const page = usePdfPage(document, number)
  const paper = useRef<HTMLElement>(null)
  const width = useDeviceWidth(paper)
  const drawn = useDrawnPage(page, width, masked)
  const canvas = typeof drawn === 'string' ? null : drawn.canvas

  useLayoutEffect(() => {
    paper.current?.replaceChildren(...(canvas === null ? [] : [canvas]))
  }, [canvas])

  const where = t('components.pdf.where', { page: number, pages: document.numPages })
  const scale = SCALES[step] ?? 1
  const look = { '--aspect': typeof page === 'string' ? A4 : aspectOf(page), '--scale': scale } as CSSProperties
  return (
    <div className="pdf-pages">
      <div className="pdf-frame" style={look} data-step={step}>
        <PanZone scale={scale} page={number}>
          <figure className="pdf-paper" ref={paper} aria-label={`${label} ${where}`} aria-busy={drawn === 'coming'} />
        </PanZone>
        {drawn === 'broken' && (
          <div className="pdf-over">
            <StateLine tone="attention">{t('components.pdf.pageBroken')}</StateLine>
          </div>
        )}
      </div>
      <div className="pdf-side">
        <PdfKeys
          where={where}
          page={{ at: number, last: document.numPages, go: setNumber }}
          step={{ at: step, last: SCALES.length - 1, go: setStep }}
        />
        <p className="pdf-masked">
          {t(typeof drawn !== 'string' && drawn.how === 'veiled' ? 'components.pdf.veiled' : 'components.pdf.masked')}
        </p>
      </div>
    </div>
  )
}

function aspectOf(page: { readonly getViewport: (as: { readonly scale: number }) => { readonly width: number; readonly height: number } }): number {
  const { width, height } = page.getViewport({ scale: 1 })
  return width / height
}

/** How many device pixels the paper is wide; what is drawn in them is sharp. */
function useDeviceWidth(paper: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = paper.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setWidth(Math.round(element.clientWidth * window.devicePixelRatio)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [paper])
  return width
}
