import type { DisputedMatter, FilingEntry, FilingView, ReceiptOutcome } from '../../../main/contract/progress.ts'
import type { PlatformReason } from '../../../main/contract/platform-reason.ts'
import type { Page } from '../state.ts'

/** Where the person stands in 进度查询. As everywhere, leaving a page forgets what it knew. */
export type ProgressPage =
  | { readonly at: 'progress' }
  | { readonly at: 'progress-list'; readonly listing: FilingListing }
  /** `filings`: the list that it was chosen from. Null until it is here. */
  | { readonly at: 'progress-filing'; readonly filings: readonly FilingEntry[]; readonly filing: FilingView | null }
  | { readonly at: 'progress-dispute'; readonly filings: readonly FilingEntry[]; readonly filing: FilingView; readonly dispute: DisputeStep }
  | { readonly at: 'progress-receipt'; readonly field: ReceiptField; readonly receipt: ReceiptEntry; readonly said: ReceiptSaid }
  | { readonly at: 'progress-receipt-status'; readonly status: ReceiptStatus }

/** Why there is nothing to see: the terminal's reason, or that it did not answer. */
export type ProgressFault = PlatformReason | 'no-answer'

export type FilingListing =
  | { readonly state: 'looking' }
  | { readonly state: 'listed'; readonly filings: readonly FilingEntry[] }
  | { readonly state: 'failed'; readonly reason: ProgressFault }

/** One report of something wrong: its id is made once and repeated with every retry (design, promise 2). */
export type DisputeStep =
  | { readonly state: 'choosing' }
  | { readonly state: 'sending' | 'recorded' | 'not-recorded'; readonly requestId: string; readonly what: DisputedMatter }

/** What stands on a receipt (回执). */
export interface ReceiptEntry {
  readonly number: string
  readonly code: string
}
export type ReceiptField = keyof ReceiptEntry

/** `other-code`: what was scanned last is no receipt's QR code. `typing`: nothing was asked yet of what stands there. */
export type ReceiptSaid =
  | { readonly state: 'typing' | 'checking' | 'other-code' }
  | { readonly state: 'unknown'; readonly attemptsLeft: number }
  | { readonly state: 'failed'; readonly reason: ProgressFault }

export type ReceiptStatus = Extract<ReceiptOutcome, { readonly outcome: 'known' }>

export const PROGRESS: ProgressPage = { at: 'progress' }
export const OWN_FILINGS: ProgressPage = { at: 'progress-list', listing: { state: 'looking' } }
export const FIRST_OF_RECEIPT: ProgressPage = {
  at: 'progress-receipt',
  field: 'number',
  receipt: { number: '', code: '' },
  said: { state: 'typing' },
}

/** Whether the page is one of this journey's own. */
export function isProgressPage(page: Page): page is ProgressPage {
  return page.at.startsWith('progress')
}

/** Where 返回 leads from here. Where there is one filing there is no list to go back to. */
export function beforeProgressPage(page: ProgressPage): Page {
  switch (page.at) {
    case 'progress':
      return { at: 'home' }
    case 'progress-list':
      return PROGRESS
    case 'progress-filing':
      return page.filings.length === 1 ? PROGRESS : { at: 'progress-list', listing: { state: 'listed', filings: page.filings } }
    case 'progress-dispute':
      return { at: 'progress-filing', filings: page.filings, filing: page.filing }
    case 'progress-receipt':
      return page.field === 'code' ? { ...page, field: 'number', said: { state: 'typing' } } : PROGRESS
    case 'progress-receipt-status':
      return FIRST_OF_RECEIPT
  }
}
