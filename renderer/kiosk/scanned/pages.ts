import type { IdentifyByCodeOutcome, ScannedTicketOutcome } from '../../../main/contract/kiosk.ts'
import type { ScanView } from '../../../main/contract/scans.ts'
import type { Page } from '../state.ts'

/** What a code that nobody on screen had asked for is, and what to do with it. `from`: the page under it, as it was left. */
export interface ScannedPage {
  readonly at: 'scanned'
  readonly scan: ScanView
  readonly from: Page
  readonly told: ScannedTold
}

/** What came of the code. `known`: what it is is all that there is to say. */
export type ScannedTold =
  | { readonly state: 'known' | 'asking' | 'no-answer' }
  | { readonly state: 'ticket'; readonly found: ScannedTicketOutcome }
  | { readonly state: 'refused'; readonly reason: CodeRefusal }

/** `not-enough`: the issuer stands for less than the errand demands. */
export type CodeRefusal = Extract<IdentifyByCodeOutcome, { readonly outcome: 'refused' }>['reason'] | 'not-enough'
