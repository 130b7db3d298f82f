import type { Applicant, BeginOutcome, CompanyTold, DraftView, FilableItem, Gap, HeldReceipt, WrongCode } from '../../../main/contract/filings.ts'
import type { LocalText } from '../../../main/contract/text.ts'
import { OWN_FILINGS } from '../progress/pages.ts'
import type { CameFrom, Page } from '../state.ts'

/** Where the person stands in 刷证申报, once they are known. The draft is the terminal's; the page shows what it was last told. */
export type FilingPage =
  | ({ readonly at: 'filing-items' } & CameFrom)
  /** In whose name. `choice` is what was entered so far; once `asked`, the terminal is asked to open the draft. */
  | {
      readonly at: 'filing-applicant'
      readonly item: FilableItem
      readonly choice?: ApplicantChoice
      readonly company?: CompanySaid
      readonly open?: OpenField
      readonly asked?: boolean
    }
  /** Opened, or opened again: what is known already, what will be asked and brought, how long it is kept. */
  | { readonly at: 'filing-begun'; readonly draft: DraftView; readonly resumed: boolean; readonly changed: boolean; readonly filedToday?: FiledToday }
  /** In `draft.answers` stands also what was typed on this page and the terminal has not been told. */
  | { readonly at: 'filing-form'; readonly draft: DraftView; readonly page: number; readonly open?: OpenField }
  /** On the way home in the middle of it: it is kept, and how one comes back to it. */
  | { readonly at: 'filing-kept'; readonly from: DraftPage }
  | { readonly at: 'filing-materials'; readonly draft: DraftView }
  | MaterialPage
  | { readonly at: 'filing-review'; readonly draft: DraftView }
  | { readonly at: 'filing-sending'; readonly intent: FilingIntent }
  /** Something is missing, or the item is another since: all of it at once. */
  | { readonly at: 'filing-gaps'; readonly draft: DraftView; readonly gaps: readonly Gap[]; readonly changed: boolean }
  /** What this card handed in here today. */
  | { readonly at: 'filing-receipts'; readonly receipts: readonly HeldReceipt[] }
  | FiledPage

/** `held`: handed in before, and opened again by its card. */
export interface FiledPage {
  readonly at: 'filing-filed'
  readonly draft: Pick<DraftView, 'supplement' | 'together'> & { readonly item: Pick<FilableItem, 'name' | 'department' | 'immediate' | 'members'> }
  readonly receipt: string
  readonly code: string
  readonly after: StillToDo
  readonly held?: HeldReceipt
  readonly reprint?: ReceiptReprint
}

/** What became of 补打 that was asked for on this page. */
export type ReceiptReprint = { readonly state: 'asking' | 'no-paper' | 'no-answer' } | { readonly state: 'begun'; readonly count: number }

/** The same item was handed in here today, in the same name; `at` in the hall, `14:05`. */
export type FiledToday = NonNullable<Extract<BeginOutcome, { readonly outcome: 'open' }>['filedToday']>

/** `by`: in the middle of a way of giving it; `look`: at the page of this id, large. From both 返回 leads to the material. */
export interface MaterialPage {
  readonly at: 'filing-material'
  readonly draft: DraftView
  readonly material: string
  readonly by?: 'licence' | 'camera' | 'phone'
  readonly look?: string
}

/** The field that is being answered by itself; of a table, its row, and of that, its column. */
export interface OpenField {
  readonly key: string
  readonly row?: number
  readonly column?: string
  /** The SMS code that was sent to the number of this field. */
  readonly code?: FieldCode
}

/** `againAt` is `performance.now()`; `phone` is masked. */
export interface FieldCode {
  readonly phone: string
  readonly digits: number
  readonly againAt: number
  readonly typed: string
}

/** Pages in the middle of an application. */
type DraftPage = Extract<FilingPage, { readonly at: 'filing-form' | 'filing-materials' | 'filing-material' | 'filing-review' | 'filing-gaps' }>

/** One wish to hand in one application: its id is made once and repeated with every retry (design, promise 2). */
export interface FilingIntent {
  readonly requestId: string
  readonly draft: DraftView
  readonly after: StillToDo
}

/** What stays to be done once it is handed in, as it was reviewed: to bring to the window, and owed (容缺) until which day, `2026-11-30`. */
export interface StillToDo {
  readonly toBring: readonly LocalText[]
  readonly owed: readonly { readonly name: LocalText; readonly until: string }[]
}

/** What became of the last question for a company. */
export type CompanySaid =
  | CompanyTold
  /** No licence was scanned, or no credit code typed. */
  | { readonly outcome: 'no-code'; readonly by: 'scan' | 'typing'; readonly wrong?: WrongCode | undefined }
  | { readonly outcome: 'no-answer' }

/** Whom it is for, before the terminal has checked it. */
export type ApplicantChoice = Applicant

/** What somebody is identified for who files: an item, and for whom, as far as they are chosen. */
export interface FilingErrand {
  readonly kind: 'filing'
  readonly item: FilableItem | null
  readonly choice: ApplicantChoice | null
}
export const ANY_FILING: FilingErrand = { kind: 'filing', item: null, choice: null }

/** Whether the page is one of this journey's own. */
export function isFilingPage(page: Page): page is FilingPage {
  return page.at.startsWith('filing-')
}

export function filingStep({ item, choice }: FilingErrand): FilingPage {
  if (item === null) return { at: 'filing-items' }
  return { at: 'filing-applicant', item, ...(choice === null ? {} : { choice, asked: true }) }
}

/** Whoever is in the middle of this may have handed it in before the wire broke. */
export function mayHaveFiled({ at }: Page): boolean {
  return at === 'filing-sending' || at === 'filing-filed'
}

/** Whoever goes home in the middle of an application is told first that it is kept. */
export function keptOnLeaving(page: Page): FilingPage | null {
  return isDraftPage(page) ? { at: 'filing-kept', from: page } : null
}

const DRAFT_PAGES: Record<DraftPage['at'], true> = {
  'filing-form': true,
  'filing-materials': true,
  'filing-material': true,
  'filing-review': true,
  'filing-gaps': true,
}

function isDraftPage(page: Page): page is DraftPage {
  return Object.hasOwn(DRAFT_PAGES, page.at)
}

/** Where 返回 leads from here. What was typed stays. */
export function beforeFilingPage(page: FilingPage): Page {
  switch (page.at) {
    case 'filing-items':
    case 'filing-receipts':
    case 'filing-filed':
      return { at: 'home' }
    case 'filing-applicant':
      if (page.open !== undefined && page.choice !== undefined) return withoutOpen(page)
      return page.choice === undefined || page.item.applicants.length === 1 ? itemsAfter(page.item) : { at: 'filing-applicant', item: page.item }
    case 'filing-begun':
      return onlyForSelf(page.draft.item) ? itemsAfter(page.draft.item) : { at: 'filing-applicant', item: page.draft.item }
    case 'filing-form':
      return beforeForm(page)
    case 'filing-kept':
      return page.from
    case 'filing-materials':
      return page.draft.supplement === null ? { at: 'filing-form', draft: page.draft, page: page.draft.pages.length - 1 } : OWN_FILINGS
    case 'filing-material':
      return page.by === undefined && page.look === undefined
        ? { at: 'filing-materials', draft: page.draft }
        : { at: 'filing-material', draft: page.draft, material: page.material }
    case 'filing-review':
      return { at: 'filing-materials', draft: page.draft }
    case 'filing-sending':
      return { at: 'filing-review', draft: page.intent.draft }
    case 'filing-gaps':
      return { at: 'filing-review', draft: page.draft }
  }
}

function itemsAfter({ code }: Pick<FilableItem, 'code'>): FilingPage {
  return { at: 'filing-items', cameFrom: code }
}

function withoutOpen({ open: _open, ...rest }: Extract<FilingPage, { readonly at: 'filing-applicant' }>): FilingPage {
  return rest
}

function beforeForm({ draft, page, open }: Extract<FilingPage, { readonly at: 'filing-form' }>): FilingPage {
  if (open?.code !== undefined) return { at: 'filing-form', draft, page, open: { key: open.key } }
  if (open?.column !== undefined) return { at: 'filing-form', draft, page, open: { key: open.key, ...(open.row === undefined ? {} : { row: open.row }) } }
  if (open !== undefined) return { at: 'filing-form', draft, page }
  if (page > 0) return { at: 'filing-form', draft, page: page - 1 }
  return { at: 'filing-begun', draft, resumed: draft.answered.length > 0, changed: false }
}

/** Nobody is asked in whose name it is where it can be filed in one's own alone. */
export function onlyForSelf({ applicants }: FilableItem): boolean {
  return applicants.every((one) => one === 'self')
}
