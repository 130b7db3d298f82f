import type { JourneyName, TerminalFacts } from '../../main/contract/facts.ts'
import type { Availability, BusinessView, NumberFault, TicketView } from '../../main/contract/kiosk.ts'
import type { PaperFault, SessionView, TerminalView } from '../../main/contract/view.ts'
import { FIRST_LANGUAGE, type Language } from '../strings/strings.ts'

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
  /** The connection broke while a number was being taken; the person may still stand here. */
  | { readonly at: 'interrupted' }
  | { readonly at: 'home' }
  | { readonly at: 'soon'; readonly journey: JourneyName }
  | { readonly at: 'businesses' }
  | { readonly at: 'refused'; readonly business: BusinessView; readonly availability: Availability }
  | { readonly at: 'agreement'; readonly business: BusinessView }
  | { readonly at: 'declined'; readonly business: BusinessView }
  | { readonly at: 'identify'; readonly business: BusinessView; readonly reading: CardReading }
  | { readonly at: 'keypad'; readonly business: BusinessView; readonly entry: NumberEntry }
  | { readonly at: 'confirm'; readonly business: BusinessView }
  | { readonly at: 'taking'; readonly intent: NumberIntent }
  | { readonly at: 'no-paper'; readonly business: BusinessView; readonly reason: PaperFault; readonly byScreen: boolean }
  | { readonly at: 'already'; readonly business: BusinessView; readonly ticket: TicketView | null }
  | { readonly at: 'ticket'; readonly ticket: TicketView; readonly paper: Paper; readonly reprint: ReprintStep }
  | { readonly at: 'no-reprint'; readonly ticket: TicketView; readonly reason: PaperFault | 'over' | 'no-answer' }
  | { readonly at: 'take-card' }
  | { readonly at: 'trouble'; readonly trouble: Trouble }

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
}

/** What was typed, and what became of it. The number lives here only, until the page is left. */
export type NumberEntry =
  | { readonly state: 'typing'; readonly typed: string }
  | { readonly state: 'checking'; readonly typed: string }
  | { readonly state: 'wrong'; readonly typed: string; readonly fault: NumberFault }

/** Whether a reprint is being asked for at this moment, under which id. */
export type ReprintStep = { readonly state: 'none' } | { readonly state: 'asking'; readonly requestId: string }

/** Why a call came to nothing. `retry` is the same intent again, or null where the way back is home. */
export type Trouble =
  | { readonly kind: 'wrong-step' }
  | { readonly kind: 'no-answer'; readonly retry: NumberIntent | null }

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
  help: 'closed',
  direction: 'onward',
  operator: { state: 'closed' },
}

/** How long a number being taken holds the person on its page, milliseconds: an answer comes well within it. */
export const TAKING_HOLDS = 3000

/** The page that asks for the card, no card asked about yet. */
export function identifyPage(business: BusinessView): Page {
  return { at: 'identify', business, reading: 'not-asked' }
}

/** Digits and the check character of an ID number (GB 11643). */
export const NUMBER_LENGTH = 18

/**
 * The page after a business is chosen or a step done: agreement, identification, confirmation, each left out where the
 * session already has it. A card is always enough; a typed number is enough where the business says so.
 */
export function nextStep(business: BusinessView, session: SessionView | null, agreed: boolean): Page {
  if (business.identify === 'none') return { at: 'confirm', business }
  if (!agreed) return { at: 'agreement', business }
  const assurance = session?.person?.assurance
  const enough = assurance === 'card' || (assurance === 'typed' && business.identify === 'typed')
  return enough ? { at: 'confirm', business } : identifyPage(business)
}

/** The page that 返回 leads to, or null where back means leaving the terminal. */
export function pageBefore(page: Page, session: SessionView | null): Page | null {
  switch (page.at) {
    case 'attract':
    case 'interrupted':
    case 'home':
      return null
    case 'agreement':
    case 'refused':
    case 'declined':
    case 'identify':
    case 'already':
    case 'no-paper':
      return { at: 'businesses' }
    case 'keypad':
      return identifyPage(page.business)
    case 'confirm':
      return session?.person?.assurance === 'typed' && page.business.identify === 'typed'
        ? identifyPage(page.business)
        : { at: 'businesses' }
    case 'taking':
      return { at: 'confirm', business: page.intent.business }
    case 'soon':
    case 'businesses':
    case 'ticket':
    case 'no-reprint':
    case 'take-card':
    case 'trouble':
      return { at: 'home' }
  }
}
