import { getDocument, PDFWorker, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { CMapFiles, DECODERS, StandardFontFiles } from './pdf-files.ts'

/** A PDF that is being read by a worker of its own. */
export interface OpeningPdf {
  /** Rejects where it is no PDF that can be shown, and when it is closed. */
  readonly document: Promise<PDFDocumentProxy>
  /** Ends the worker; nothing of the PDF is left. */
  readonly close: () => void
}

/** As it comes, in a file of its own. */
const WORKER = new URL('../../../node_modules/pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url)

const ANSWERS_WITHIN_MS = 1_000

/** `pdf` in base64. The legacy build is the one for the oldest runtime here, Chromium 130. */
export function openPdf(pdf: string): OpeningPdf {
  const thread = new Worker(WORKER, { type: 'module', name: 'pdf' })
  const worker = PDFWorker.create({ port: thread, verbosity: VerbosityLevel.ERRORS })
  const task = getDocument({
    data: bytesOf(pdf),
    worker,
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useWasm: false,
    wasmUrl: DECODERS,
    useWorkerFetch: false,
    // The fourteen standard fonts come from our files and look the same on every machine; hanzi fall back to its own.
    useSystemFonts: false,
    CMapReaderFactory: CMapFiles,
    StandardFontDataFactory: StandardFontFiles,
  })
  const lost = new Promise<never>((_, reject) => {
    thread.addEventListener('error', () => reject(new Error('the worker that reads PDF files cannot run')))
  })
  return {
    document: Promise.race([task.promise, lost]),
    close: () => {
      // pdfjs gives up its fonts when the worker has answered; one that does not answer is ended all the same.
      const late = new Promise<void>((resolve) => {
        setTimeout(resolve, ANSWERS_WITHIN_MS)
      })
      const end = () => {
        worker.destroy()
        thread.terminate()
      }
      void Promise.race([task.destroy(), late]).then(end, end)
    },
  }
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}
