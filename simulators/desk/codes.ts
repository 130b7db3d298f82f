import { specimenOf } from '../card-reader/specimens.ts'
import type { PlatformSimulator } from '../platform/platform.ts'
import type { LineScanner } from '../scanner/line-scanner.ts'
import { SPECIMEN_FILINGS } from '../platform/specimen-filings.ts'

/** What lies on the desk with a code on it. */
export const SCANNABLE = ['ticket', 'receipt', 'licence', 'passport', 'phone'] as const
export type Scannable = (typeof SCANNABLE)[number]

type CodedPapers = Pick<PlatformSimulator, 'publicUrl' | 'book' | 'filingDesk' | 'codeDesk'>

/** The company of the fictional county, as the QR code of its licence has it. */
const LICENCE = 'http://www.gsxt.gov.cn/index.html?uniscid=91530323MA0A010176'
/** ICAO 9303 part 4, its own specimen. */
const PASSPORT = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'

/** Holds it before the scanner; whether there was anything to hold. */
export function hold(what: Scannable, scanner: Pick<LineScanner, 'scan'>, papers: CodedPapers): boolean {
  const code = codeOn(what, papers)
  if (code !== undefined) scanner.scan(code)
  return code !== undefined
}

/**
 * What a scanner reads of it; undefined while there is none. Of ticket and receipt the last that the platform has heard of,
 * which is what their paper says; a receipt before any is that of a specimen filing.
 */
function codeOn(what: Scannable, { publicUrl, book, filingDesk, codeDesk }: CodedPapers): string | undefined {
  switch (what) {
    case 'ticket': {
      const issued = book.events.findLast(({ kind }) => kind === 'ticket.issued')
      return issued && `${publicUrl}/t/${issued.subject}`
    }
    case 'receipt': {
      const filed = filingDesk.filings.at(-1)
      const receipt = filed === undefined ? SPECIMEN_FILINGS[0]?.receipt : { number: filed.receipt, code: filed.code }
      return receipt && `${publicUrl}/f/${receipt.number}/${receipt.code}`
    }
    case 'licence':
      return LICENCE
    case 'passport':
      return PASSPORT
    case 'phone':
      return codeDesk.issue(specimenOf('domestic').face.number)
  }
}
