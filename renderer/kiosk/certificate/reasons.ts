import type { TFunction } from 'i18next'
import type { CertificateFault } from '../../../main/contract/certificates.ts'
import type { CopyView, DocumentFault } from '../../../main/contract/view.ts'
import type { Fault } from './pages.ts'

/** `again`: it may pass by itself; `prove`: more must be proven; `others`: it stays as it is here. */
type WayOut = 'again' | 'prove' | 'others'

/** What helps with each reason; the compiler holds this to the contract's list. */
const WAY_OUT: Record<Fault, WayOut> = {
  'no-answer': 'again',
  'platform-unreachable': 'again',
  'platform-busy': 'again',
  'platform-refuses-terminal': 'others',
  'platform-broken': 'again',
  'another-person': 'others',
  'yearly-limit-reached': 'others',
  'assurance-too-low': 'prove',
  'not-available': 'others',
  'not-a-pdf': 'others',
  encrypted: 'others',
  damaged: 'again',
  'too-many-pages': 'others',
  'not-a4': 'others',
  'pages-differ': 'again',
  'too-slow': 'again',
  'template-missing': 'others',
  'no-glyph': 'others',
  overflow: 'others',
  'bad-content': 'others',
  'bad-template': 'others',
  'font-unreadable': 'others',
  'composer-lost': 'again',
  'not-sealed': 'again',
  'not-begun': 'again',
}

export function wayOut(reason: Fault): WayOut {
  return WAY_OUT[reason]
}

/** Every fault of the A4 printer that has words; held to the contract's list likewise. */
const PRINTER_FAULTS: Record<DocumentFault, true> = {
  'media-jam': true,
  'cover-open': true,
  'media-empty': true,
  'input-tray-missing': true,
  'output-area-full': true,
  'output-tray-missing': true,
  'toner-empty': true,
  maintenance: true,
  'spool-area-full': true,
  paused: true,
  shutdown: true,
  'not-accepting-jobs': true,
  offline: true,
  error: true,
  'no-a4': true,
  'no-pdf': true,
  unreachable: true,
}

/** Why a copy did not come out or may not have, and what to do; null where there is nothing to say. A printer's own reason is never shown. */
export function copyReason({ state, reason }: CopyView, t: TFunction): string | null {
  if (state !== 'failed' && state !== 'unknown') return null
  // A sheet that may lie there is looked for first, whatever the reason.
  if (state === 'unknown' || reason === undefined) return t(`certificate.print.ownReason.${state}`)
  if (isPrinterFault(reason)) return t(`certificate.printer.${reason}`)
  return isCertificateFault(reason) ? t(`certificate.fault.${reason}`) : t('certificate.print.ownReason.failed')
}

function isPrinterFault(reason: string): reason is DocumentFault {
  return Object.hasOwn(PRINTER_FAULTS, reason)
}

function isCertificateFault(reason: string): reason is CertificateFault {
  return Object.hasOwn(WAY_OUT, reason)
}
