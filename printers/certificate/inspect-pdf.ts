import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { err, ok, type Result } from '../../drivers/result.ts'

/** What makes a finished document one that is not sent to a printer. */
export type PdfFault =
  /** No PDF at all, or one cut off before its end. */
  | { readonly kind: 'not-a-pdf' }
  /** Asks for a password, to be read or to be printed. */
  | { readonly kind: 'encrypted' }
  /** Its table of objects does not fit its content: what one reader repairs, another prints as it guesses. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'too-many-pages'; readonly pages: number }
  /** `page` counts from 1. */
  | { readonly kind: 'not-a4'; readonly page: number; readonly widthMm: number; readonly heightMm: number }

/** What makes a PDF that a stranger brings one that is not kept. */
export type GivenPdfFault =
  | Exclude<PdfFault, { readonly kind: 'not-a4' }>
  /** It holds scripts, other files, forms that are programs, or what starts something. */
  | { readonly kind: 'active' }

/** Judgement: a tenth of the tray that a terminal has, and ten minutes of a slow printer, for one person. */
export const MOST_PAGES = 50

const MM_PER_POINT = 25.4 / 72
const A4_MM = [210, 297] as const
/** PDFs round to whole points (0.35 mm), and a printer cuts that off in its own margins. */
const TOLERANCE_MM = 1

/** Written by pdf.js (5.4) when it gives up the table of objects and looks for them itself; a test holds it to that. */
const REPAIRS = /Indexing all PDF objects|XRefEntryException/

/**
 * Looks at a PDF that somebody else has made: whether it is whole, open, not too long, and A4 on each page. Nothing is
 * drawn. Never rejects. It replaces this thread's `console.warn` while it looks, and hostile bytes may keep it busy
 * without end: the terminal has it done by the composer's thread, under a time-out.
 */
export function inspectPdf(bytes: Uint8Array): Promise<Result<{ readonly pages: number }, PdfFault>> {
  return inspected(bytes, firstPageNotA4)
}

/**
 * Looks at a PDF that comes from a stranger's phone and goes on to an office: whole, open, not too long, and nothing in it
 * that runs or is hidden. Pages may be of any size. As `inspectPdf` otherwise.
 */
export function inspectGivenPdf(bytes: Uint8Array): Promise<Result<{ readonly pages: number }, GivenPdfFault>> {
  return inspected(bytes, async (document) => ((await isActive(document, bytes)) ? { kind: 'active' } : null))
}

async function inspected<Fault>(
  bytes: Uint8Array,
  look: (document: PDFDocumentProxy) => Promise<Fault | null>,
): Promise<Result<{ readonly pages: number }, Exclude<PdfFault, { readonly kind: 'not-a4' }> | Fault>> {
  const repairs = listenForRepairs()
  // pdf.js takes the buffer for itself.
  const task = getDocument({
    data: Uint8Array.from(bytes),
    isEvalSupported: false,
    stopAtErrors: true,
    useSystemFonts: false,
    verbosity: VerbosityLevel.WARNINGS,
  })
  try {
    const document = await task.promise
    const { info } = await document.getMetadata()
    if ('EncryptFilterName' in info && info.EncryptFilterName !== null) return err({ kind: 'encrypted' })
    if (document.numPages > MOST_PAGES) return err({ kind: 'too-many-pages', pages: document.numPages })
    const odd = await look(document)
    if (repairs.heard) return err({ kind: 'damaged' })
    return odd === null ? ok({ pages: document.numPages }) : err(odd)
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') return err({ kind: 'encrypted' })
    return err({ kind: startsAsPdf(bytes) && error instanceof Error && error.name !== 'InvalidPDFException' ? 'damaged' : 'not-a-pdf' })
  } finally {
    repairs.stop()
    await task.destroy()
  }
}

/** Names of what runs, starts something or carries a file (ISO 32000-1, 7.11.4, 12.6.4, 13), long enough not to stand in a picture by chance. */
const ACTIVE_NAMES = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|GoToE|ImportData|SubmitForm|Rendition)[\s/<>[(]/
const ACTIVE_NOTES: ReadonlySet<string> = new Set(['FileAttachment', 'RichMedia', 'Movie', 'Screen', 'Sound', '3D'])

/** What pdf.js understands, and what stands in the open part of the file even where nothing leads to it. */
async function isActive(document: PDFDocumentProxy, bytes: Uint8Array): Promise<boolean> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  // A name may be written with its characters in hexadecimal (ISO 32000-1, 7.3.5).
  const names = text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  if (ACTIVE_NAMES.test(text) || ACTIVE_NAMES.test(names)) return true
  const { info } = await document.getMetadata()
  if ('IsXFAPresent' in info && info.IsXFAPresent === true) return true
  if ('IsCollectionPresent' in info && info.IsCollectionPresent === true) return true
  const [scripts, files] = await Promise.all([document.getJSActions(), document.getAttachments()])
  if (scripts !== null || files !== null) return true
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const own: object | null = await page.getJSActions()
    if (own !== null && Object.keys(own).length > 0) return true
    const notes: readonly { readonly subtype?: string; readonly actions?: object | null }[] = await page.getAnnotations()
    if (notes.some(({ subtype = '', actions }) => ACTIVE_NOTES.has(subtype) || (actions !== undefined && actions !== null && Object.keys(actions).length > 0))) return true
  }
  return false
}

async function firstPageNotA4(document: PDFDocumentProxy): Promise<PdfFault | null> {
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view
    const widthMm = (right - left) * page.userUnit * MM_PER_POINT
    const heightMm = (top - bottom) * page.userUnit * MM_PER_POINT
    const [short, long] = widthMm < heightMm ? [widthMm, heightMm] : [heightMm, widthMm]
    const isA4 = Math.abs(short - A4_MM[0]) <= TOLERANCE_MM && Math.abs(long - A4_MM[1]) <= TOLERANCE_MM
    if (!isA4) return { kind: 'not-a4', page: number, widthMm: Math.round(widthMm), heightMm: Math.round(heightMm) }
  }
  return null
}

function startsAsPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-')
}

/** pdf.js tells of its repairs on the console and nowhere else. */
function listenForRepairs(): { readonly heard: boolean; stop(): void } {
  const { warn } = console
  let heard = false
  // oxlint-disable-next-line no-console -- heard, not written
  console.warn = (...words: readonly unknown[]) => {
    heard ||= words.some((word) => typeof word === 'string' && REPAIRS.test(word))
  }
  return {
    get heard() {
      return heard
    },
    stop() {
      // oxlint-disable-next-line no-console -- as it was
      console.warn = warn
    },
  }
}
