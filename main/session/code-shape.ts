import { readMachineReadableZone, type MachineReadableZone } from '../../drivers/id-card/machine-readable-zone.ts'
import { isCreditCode } from '../catalogue/item-codes.ts'
import { companyIn, type CompanyOnLicence } from '../filings/company-in.ts'

/** What a code is, told by its shape alone. */
export type CodeShape =
  /** A passport or another travel document (ICAO 9303), its check digits right. */
  | { readonly kind: 'travel-document'; readonly zone: MachineReadableZone }
  /** One of our queue tickets. */
  | { readonly kind: 'ticket'; readonly ticketId: string }
  /** One of our receipts (回执). */
  | { readonly kind: 'receipt'; readonly number: string; readonly code: string }
  /** A paper that the platform can verify: a printed certificate. */
  | { readonly kind: 'certificate'; readonly number: string; readonly code: string }
  /** An item of the catalogue, on a leaflet or in a guide that was printed here. */
  | { readonly kind: 'guide'; readonly code: string }
  /** A business licence (营业执照). */
  | { readonly kind: 'licence'; readonly company: CompanyOnLicence }
  /** Everything else. It may open somebody's account for a minute (电子身份证, 医保码), and only the platform can say. */
  | { readonly kind: 'opaque' }

/** The sheets that we print hold an address below the platform's public one: `…/t/ID`, `…/f/NUMBER/CODE`, `…/g/CODE`. */
const OWN_ADDRESS = /^HTTPS?:\/\/[^/?#\s]+(?:\/[^?#\s]*)?\/([TFVG])\/([^/?#\s]+)(?:\/([^/?#\s]+))?$/
/** Papers that an authority finished itself may lead to a page of its own, as `…?number=NUMBER&code=CODE`. */
const OTHER_CHECK = /^HTTPS?:\/\/[^?#\s]+\?NUMBER=([^&#\s]+)&CODE=([^&#\s]+)$/
const TICKET_ID = /^[0-9A-F]{8}-[0-9A-F]{4}-7[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/
/** As long as the contract takes them (`progress.receipt`, `certificates.verify`). */
const PAPER_NUMBER = /^[0-9A-Z-]{8,32}$/
/** Without 0, 1, I and O, which are misread. */
const RECEIPT_CODE = /^[2-9A-HJ-NP-Z]{8}$/
const PAPER_CODE = /^[2-9A-HJ-NP-Z]{6,12}$/

/**
 * Where a code belongs. All that is told apart here has check digits or an address of ours, and is written in capitals or
 * in characters that have none: a scanner that types under a CapsLock, or through an input method that widens what it
 * types, changes nothing. The host of an address is not looked at, for what stands behind it leads no further than the
 * same number and code typed by hand.
 */
export function shapeOf(text: string): CodeShape {
  const plain = text.normalize('NFKC').trim().toUpperCase()
  const zone = readMachineReadableZone(plain)
  if (zone.ok) return { kind: 'travel-document', zone: zone.value }
  const own = ownPaper(plain)
  if (own !== null) return own
  const item = itemIn(plain)
  if (item !== null) return { kind: 'guide', code: item }
  const company = companyIn(text.normalize('NFKC'))
  return company === null ? { kind: 'opaque' } : { kind: 'licence', company }
}

function ownPaper(plain: string): CodeShape | null {
  const other = OTHER_CHECK.exec(plain)
  if (other !== null) return certificate(other[1], other[2])
  const [, page, number = '', code] = OWN_ADDRESS.exec(plain) ?? []
  if (code === undefined) {
    if (page === 'T' && TICKET_ID.test(number)) return { kind: 'ticket', ticketId: number.toLowerCase() }
    return page === 'G' ? { kind: 'guide', code: number } : null
  }
  if (page === 'F' && PAPER_NUMBER.test(number) && RECEIPT_CODE.test(code)) return { kind: 'receipt', number, code }
  return page === 'V' ? certificate(number, code) : null
}

function certificate(number = '', code = ''): CodeShape | null {
  return PAPER_NUMBER.test(number) && PAPER_CODE.test(code) ? { kind: 'certificate', number, code } : null
}

/** As a body's code with a catalogue's behind it is written, right or not. */
const TASK_FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}\d[0-9A-Z]{12}(?:[0-9A-Z]{2})?$/

/**
 * 12 digits of a catalogue's code; 31 characters of a body's, or 33 with a case of it, which begin with a credit code. In an
 * address the form is enough, so that a misprint on a leaflet is told as one.
 */
function itemIn(plain: string): string | null {
  const address = /^[A-Z]+:\/\//.test(plain)
  const last = address ? (plain.split(/[/?&=#]/).findLast((part) => part !== '') ?? '') : plain
  if (/^\d{12}$/.test(last)) return last
  return TASK_FORM.test(last) && (address || isCreditCode(last.slice(0, 18))) ? last : null
}
