import type { JourneyName, TerminalFacts } from '../../main/contract/facts.ts'
import type { GreenGround } from '../../main/contract/green-channel.ts'
import type { Availability, BusinessView, NumberedDocument, NumberFault, TicketView } from '../../main/contract/kiosk.ts'
import type { PaperFault, SessionView, TerminalView } from '../../main/contract/view.ts'
import { FIRST_LANGUAGE, type Language } from '../strings/strings.ts'
import { beforeGuidePage } from './guide/pages.ts'
import { beforeCertificatePage, type CertificatePage, certificateStep, isCertificatePage, isProofPage, LOOKING, type PrintIntent } from './certificate/pages.ts'
import { beforeFilingPage, type FilingErrand, type FilingIntent, type FilingPage, filingStep, isFilingPage } from './filing/pages.ts'
import type { EvaluationPage } from './evaluation/pages.ts'
import type { ScannedPage } from './scanned/pages.ts'
import { beforeProgressPage, isProgressPage, OWN_FILINGS, PROGRESS, type ProgressPage } from './progress/pages.ts'

/** How the person in front wants to read. It ends with the session. */
export interface Comfort {
  readonly language: Language
  readonly type: 'normal' | 'large'
  readonly theme: 'paper' | 'contrast'
  readonly reach: 'full' | 'low'
}

/** Where the person stands. All that a journey knows lives in its page, so that leaving a page forgets it. */
export type Page =
  | { readonly at: 'attract' }
  /** The connection broke while a number was taken, a certificate printed or an application sent; the person may still stand here. */
  | { readonly at: 'interrupted'; readonly errand: CutShort }
  | { readonly at: 'home' }
  | { readonly at: 'soon'; readonly journey: JourneyName }
  | ({ readonly at: 'businesses' } & CameFrom)
  | { readonly at: 'refused'; readonly business: BusinessView; readonly availability: Availability }
  | { readonly at: 'agreement'; readonly errand: Errand }
  | { readonly at: 'declined'; readonly errand: Errand }
  | { readonly at: 'identify'; readonly errand: Errand; readonly reading: CardReading }
  | DocumentNumberPage
  | { readonly at: 'confirm'; readonly business: BusinessView }
  | BookingsPage
  | GreenPage
  | { readonly at: 'taking'; readonly intent: NumberIntent }
  | { readonly at: 'no-paper'; readonly intent: NumberIntent; readonly reason: PaperFault; readonly byScreen: boolean }
  | { readonly at: 'already'; readonly business: BusinessView; readonly ticket: TicketView | null }
  | { readonly at: 'ticket'; readonly ticket: TicketView; readonly paper: Paper; readonly reprint: ReprintStep }
  | { readonly at: 'no-reprint'; readonly ticket: TicketView; readonly reason: PaperFault | 'over' | 'no-answer' }
  | { readonly at: 'take-card' }
  | { readonly at: 'trouble'; readonly trouble: Trouble }
  | CertificatePage
  | EvaluationPage
  | FilingPage
  | GuidePage
  | ProgressPage
  | ScannedPage

/** A list that somebody came back to, and the code of what they had chosen there: it is in view again. */
export interface CameFrom {
  readonly cameFrom?: string | undefined
}

/** Where the person stands in 办事指南; what the catalogue says is asked for anew on each page. */
export type GuidePage =
  | { readonly at: 'guide' }
  | ({ readonly at: 'guide-items'; readonly group: GuideGroup } & CameFrom)
  /** `material`: whoever comes back from its specimen stands there again. */
  | { readonly at: 'guide-item'; readonly group: GuideGroup | FoundBySearch; readonly code: string; readonly material?: number }
  | { readonly at: 'guide-sample'; readonly group: GuideGroup | FoundBySearch; readonly code: string; readonly material: number; readonly name: string }
  /** `requestId` is one sheet of paper; `phone`: the guide can be taken along on a phone too. */
  | { readonly at: 'guide-printing'; readonly group: GuideGroup | FoundBySearch; readonly code: string; readonly requestId: string; readonly phone: boolean }
  | ({ readonly at: 'guide-search' } & GuideSearchState & CameFrom)
  | ({ readonly at: 'guide-question' } & GuideAnswers)

/** A list of items: of a way in, or of a package. */
export type GuideGroup = GuideWay | PackageGroup

/** The items of one package, and the list in which it was found; null: among the ways in. */
export interface PackageGroup {
  readonly by: 'package'
  readonly code: string
  readonly from: GuideWay | null
}

/** The items of one life situation, of the department of this Chinese name, or as far as answers narrowed them down. */
export type GuideWay =
  | { readonly by: 'situation'; readonly code: string }
  | { readonly by: 'department'; readonly name: string }
  | ({ readonly by: 'answers' } & GuideAnswers)
  /** All of the situation, because the question after these answers was none to answer. */
  | ({ readonly by: 'unsure' } & GuideAnswers)

/** The places of the answers so far to a situation's questions. */
export interface GuideAnswers {
  readonly code: string
  readonly answers: readonly number[]
}

/** What was typed or scanned, in search of an item. */
export interface GuideSearchState {
  readonly by: 'words' | 'code'
  readonly typed: string
}

export interface FoundBySearch {
  readonly by: 'search'
  readonly search: GuideSearchState
}

/** What the person agrees and is identified for: a number for a business, certificates of their own, an application, or how far theirs has come. */
export type Errand =
  | { readonly kind: 'number'; readonly business: BusinessView }
  | { readonly kind: 'certificate' }
  | { readonly kind: 'progress' }
  | FilingErrand

/** An errand that may have been done though nobody could say so. */
export type CutShort = Exclude<Errand['kind'], 'progress'>

/**
 * What came of the card that lies there: not asked for yet, being read (the terminal reads only when asked, after the
 * agreement, and takes seconds), or asked for in vain.
 */
export type CardReading = 'not-asked' | 'asking' | 'missed'

export type Paper = 'ticket' | 'screen'

/** One wish for one number: its id is made once and repeated with every retry (design, promise 2). */
export interface NumberIntent {
  readonly requestId: string
  readonly business: BusinessView
  readonly paper: Paper
  /** The booking that it is for; absent for a walk-in. */
  readonly appointment?: string | undefined
  /** Declared by whoever takes it; absent for an ordinary number. */
  readonly green?: GreenGround | undefined
}

/** What whoever laid the card has booked today, before a number for the business that they chose. */
export interface BookingsPage {
  readonly at: 'bookings'
  readonly business: BusinessView
}

/** 优先办理: why somebody needs to go first; absent until they have chosen. */
export interface GreenPage {
  readonly at: 'green'
  readonly business: BusinessView
  readonly ground?: GreenGround
}

/** A number by hand, or the choice of the document it is of. */
export type DocumentNumberPage =
  | { readonly at: 'keypad'; readonly business: BusinessView; readonly entry: NumberEntry }
  | { readonly at: 'which-document'; readonly business: BusinessView }

/** What was typed of which document, and what became of it. The number lives here only, until the page is left. */
export type NumberEntry = { readonly document: NumberedDocument; readonly typed: string } & (
  | { readonly state: 'typing' | 'checking' }
  /** `position` counts from 1. */
  | { readonly state: 'wrong'; readonly fault: NumberFault; readonly position?: number | undefined }
)

/** Whether a reprint is being asked for at this moment, under which id, or which one is on its way. */
export type ReprintStep =
  | { readonly state: 'none' }
  | { readonly state: 'asking'; readonly requestId: string }
  | { readonly state: 'begun'; readonly count: number }

/** A wish that was sent and not answered: sent again as it was, it is the same wish. */
export type Retry =
  | { readonly errand: 'number'; readonly intent: NumberIntent }
  | { readonly errand: 'certificate'; readonly intent: PrintIntent }
  | { readonly errand: 'filing'; readonly intent: FilingIntent }

/** Why a call came to nothing, and on which errand. `retry` is null where the way back is home. */
export type Trouble =
  | { readonly kind: 'wrong-step'; readonly errand: Errand['kind'] }
  | { readonly kind: 'no-answer'; readonly errand: Errand['kind']; readonly retry: Retry | null }

/** The wire to the terminal. `elsewhere`: the terminal is in use on another screen (close code 4001). */
export type Link = 'waiting' | 'up' | 'elsewhere'

/** Whether the operator's screen lies over the citizen's, which stays as it is; `citizens` is how the citizen read. */
export type OperatorDoor = { readonly state: 'closed' } | { readonly state: 'open'; readonly citizens: Comfort }

export interface KioskState {
  readonly link: Link
  readonly facts: TerminalFacts | null
  readonly view: TerminalView | null
  /** `performance.now()` when the view came: its clocks count from there. */
  readonly viewAt: number
  readonly comfort: Comfort
  readonly page: Page
  /** A number that was asked for and not answered: the same wish later in the session goes under the same request id. */
  readonly unanswered: NumberIntent | null
  /** Certificates whose print was asked for and not answered, likewise. */
  readonly unansweredPrint: PrintIntent | null
  /** An application that was handed in and not answered, likewise. */
  readonly unansweredFiling: FilingIntent | null
  /** What the person proves for that they are the one on the card: it goes on there. */
  readonly proving: Errand
  /** Help lies over the page, so that nothing under it is lost. */
  readonly help: 'closed' | 'open'
  /** The side from which the next page comes. */
  readonly direction: 'onward' | 'back'
  readonly operator: OperatorDoor
}

export const PLAIN_COMFORT: Comfort = { language: FIRST_LANGUAGE, type: 'normal', theme: 'paper', reach: 'full' }

export const FIRST_STATE: KioskState = {
  link: 'waiting',
  facts: null,
  view: null,
  viewAt: 0,
  comfort: PLAIN_COMFORT,
  page: { at: 'attract' },
  unanswered: null,
  unansweredPrint: null,
  unansweredFiling: null,
  proving: { kind: 'certificate' },
  help: 'closed',
  direction: 'onward',
  operator: { state: 'closed' },
}

/** How long a wish being fulfilled holds the person on its page, milliseconds: an answer comes well within it. */
export const TAKING_HOLDS = 3000

/** The page that asks for the card, no card asked about yet. */
export function identifyPage(errand: Errand): Page {
  return { at: 'identify', errand, reading: 'not-asked' }
}

/**
 * The page after a business is chosen or a step done: agreement, identification, and what the errand is about, each left
 * out where the session already has it. A card is always enough; a typed number only where a business says so, and it
 * opens no certificate (design, promise 8).
 */
export function nextStep(errand: Errand, session: SessionView | null, agreed: boolean): Page {
  if (errand.kind === 'number' && errand.business.identify === 'none') return identified(errand, session)
  if (!agreed) return { at: 'agreement', errand }
  const assurance = session?.person?.assurance
  const typedIsEnough = errand.kind === 'number' && errand.business.identify === 'typed'
  const enough = assurance === 'card' || (assurance === 'typed' && typedIsEnough)
  return enough ? identified(errand, session) : identifyPage(errand)
}

/** Where an errand goes on once it is known whose it is. An answer that has just come may be ahead of the session's view. */
export function identified(errand: Errand, session: SessionView | null, booked = session?.booked ?? false): Page {
  switch (errand.kind) {
    case 'number':
      return { at: booked ? 'bookings' : 'confirm', business: errand.business }
    case 'certificate':
      return certificateStep(session)
    case 'progress':
      return OWN_FILINGS
    case 'filing':
      return filingStep(errand)
  }
}

/** Where it goes on once more than the card is proven, or where whoever would not prove it goes back to. */
export function afterProof(errand: Errand, session: SessionView | null): Page {
  return errand.kind === 'certificate' ? LOOKING : identified(errand, session)
}

/** Pages on which nobody is in a session: the way back and home leads in from there. */
export function standsOutside(page: Page): boolean {
  return page.at === 'attract' || page.at === 'interrupted' || page.at === 'shut-out'
}

/** The page that 返回 leads to, or null where back means leaving the terminal. */
export function pageBefore(page: Page, session: SessionView | null, proving: Errand): Page | null {
  if (isCertificatePage(page)) {
    const before = beforeCertificatePage(page)
    return before === LOOKING && isProofPage(page) ? afterProof(proving, session) : before
  }
  if (isProgressPage(page)) return beforeProgressPage(page)
  if (isFilingPage(page)) return beforeFilingPage(page)
  switch (page.at) {
    case 'attract':
    case 'interrupted':
    case 'home':
      return null
    case 'agreement':
    case 'declined':
    case 'identify':
      if (page.errand.kind === 'progress') return PROGRESS
      return page.errand.kind === 'number' ? businessesAfter(page.errand.business) : { at: 'home' }
    case 'refused':
    case 'bookings':
    case 'already':
      return businessesAfter(page.business)
    case 'no-paper':
      return businessesAfter(page.intent.business)
    case 'keypad':
    case 'which-document':
      return identifyPage({ kind: 'number', business: page.business })
    case 'confirm':
      return session?.person?.assurance === 'typed' && page.business.identify === 'typed'
        ? identifyPage({ kind: 'number', business: page.business })
        : businessesAfter(page.business)
    case 'green':
      return { at: 'confirm', business: page.business }
    case 'taking':
      return { at: page.intent.appointment === undefined ? 'confirm' : 'bookings', business: page.intent.business }
    case 'scanned':
    case 'evaluation':
      return page.from
    case 'guide':
    case 'guide-items':
    case 'guide-item':
    case 'guide-search':
    case 'guide-question':
    case 'guide-sample':
    case 'guide-printing':
      return beforeGuidePage(page) ?? { at: 'home' }
    case 'soon':
    case 'businesses':
    case 'ticket':
    case 'no-reprint':
    case 'take-card':
    case 'trouble':
      return { at: 'home' }
  }
}

function businessesAfter({ code }: BusinessView): Page {
  return { at: 'businesses', cameFrom: code }
}
