import type { DisputedMatter, FilingList, FilingView, ReceiptOutcome, WaitingHere } from '../../../main/contract/progress.ts'
import type { PlatformReason } from '../../../main/contract/platform-reason.ts'
import type { Page } from '../state.ts'

/** Where the person stands in 进度查询. As everywhere, leaving a page forgets what it knew. */
export type ProgressPage =
  | { readonly at: 'progress' }
  | { readonly at: 'progress-list'; readonly listing: FilingListing }
  /** `list`: from which it was chosen. Null until it is here. */
  | { readonly at: 'progress-filing'; readonly list: FilingList; readonly filing: FilingView | null }
  | { readonly at: 'progress-dispute'; readonly list: FilingList; readonly filing: FilingView; readonly dispute: DisputeStep }
  | { readonly at: 'progress-receipt'; readonly field: ReceiptField; readonly receipt: ReceiptEntry; readonly said: ReceiptSaid }
  | { readonly at: 'progress-receipt-status'; readonly status: ReceiptStatus | ReceiptSaved }

/** Why there is nothing to see: the terminal's reason, or that it did not answer. */
export type ProgressFault = PlatformReason | 'no-answer'

export type FilingListing =
  | { readonly state: 'looking' }
  | { readonly state: 'listed'; readonly list: FilingList }
  | { readonly state: 'failed'; readonly reason: ProgressFault; readonly waiting: readonly WaitingHere[] }

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
/** It lies here, and the platform does not have it. */
export type ReceiptSaved = Extract<ReceiptOutcome, { readonly outcome: 'saved-here' }>

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

/** There is no list of one: it is shown itself. */
export function isOnlyOne({ filings, waiting }: FilingList): boolean {
  return filings.length === 1 && waiting.length === 0
}

/** Where 返回 leads from here. Where there is one filing there is no list to go back to. */
export function beforeProgressPage(page: ProgressPage): Page {
  switch (page.at) {
    case 'progress':
      return { at: 'home' }
    case 'progress-list':
      return PROGRESS
    case 'progress-filing':
      return isOnlyOne(page.list) ? PROGRESS : { at: 'progress-list', listing: { state: 'listed', list: page.list } }
    case 'progress-dispute':
      return { at: 'progress-filing', list: page.list, filing: page.filing }
    case 'progress-receipt':
      return page.field === 'code' ? { ...page, field: 'number', said: { state: 'typing' } } : PROGRESS
    case 'progress-receipt-status':
      return FIRST_OF_RECEIPT
  }
}
