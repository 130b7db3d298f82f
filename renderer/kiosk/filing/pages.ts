import type { Applicant, DraftView, FilableItem, Gap } from '../../../main/contract/filings.ts'

/** Where the person stands in 刷证申报, once they are known. The draft is the terminal's; the page shows what it was last told. */
export type FilingPage =
  | { readonly at: 'filing-items' }
  /** In whose name. */
  | { readonly at: 'filing-applicant'; readonly item: FilableItem }
  /** Opened, or opened again: what is known already, what will be asked and brought, how long it is kept. */
  | { readonly at: 'filing-begun'; readonly draft: DraftView; readonly resumed: boolean; readonly changed: boolean }
  | { readonly at: 'filing-form'; readonly draft: DraftView; readonly page: number }
  | { readonly at: 'filing-materials'; readonly draft: DraftView }
  | { readonly at: 'filing-material'; readonly draft: DraftView; readonly material: string }
  | { readonly at: 'filing-review'; readonly draft: DraftView }
  | { readonly at: 'filing-sending'; readonly intent: FilingIntent }
  /** Something is missing, or the item is another since: all of it at once. */
  | { readonly at: 'filing-gaps'; readonly draft: DraftView; readonly gaps: readonly Gap[]; readonly changed: boolean }
  | { readonly at: 'filing-filed'; readonly item: FilableItem; readonly receipt: string; readonly code: string }

/** One wish to hand in one application: its id is made once and repeated with every retry (design, promise 2). */
export interface FilingIntent {
  readonly requestId: string
  readonly draft: DraftView
}

/** Whom it is for, before the terminal has checked it. */
export type ApplicantChoice = Applicant
