import type { TerminalFacts } from '../../main/contract/facts.ts'
import type { TerminalView } from '../../main/contract/view.ts'
import {
  type CardReading,
  type Comfort,
  type CutShort,
  type Errand,
  FIRST_STATE,
  type KioskState,
  type NumberIntent,
  type Page,
  pageBefore,
  standsOutside,
} from './state.ts'
import { numberAfter } from './document-number/shapes.ts'
import { mayHavePrinted, type PrintIntent, type WrongCodes } from './certificate/pages.ts'
import { type FilingIntent, mayHaveFiled } from './filing/pages.ts'

/** Everything that can happen to the kiosk page. */
export type Change =
  | { readonly type: 'linked'; readonly facts: TerminalFacts }
  | { readonly type: 'unlinked' }
  | { readonly type: 'elsewhere' }
  | { readonly type: 'seen'; readonly view: TerminalView; readonly at: number }
  | { readonly type: 'opened'; readonly session: string; readonly facts: TerminalFacts }
  | { readonly type: 'gone'; readonly page: Page }
  | { readonly type: 'back' }
  | { readonly type: 'proving'; readonly errand: Errand }
  | { readonly type: 'reading'; readonly reading: CardReading }
  | { readonly type: 'help'; readonly help: KioskState['help'] }
  | { readonly type: 'comforted'; readonly comfort: Partial<Comfort> }
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'wiped' }
  /** The terminal has ended the session over wrong codes; `comfort` is how whoever typed them reads. */
  | { readonly type: 'shut-out'; readonly comfort: Comfort; readonly codes?: WrongCodes }
  | { readonly type: 'operator'; readonly door: 'open' | 'closed' }

/** The page's one reducer. What befalls the citizen under an open operator's screen befalls them as it would without. */
export function changed(state: KioskState, change: Change): KioskState {
  const { operator, comfort } = state
  if (change.type === 'operator') return doorMoved(state, change.door)
  if (operator.state === 'closed' || change.type === 'comforted') return citizens(state, change)
  const beneath = citizens({ ...state, comfort: operator.citizens }, change)
  return { ...beneath, comfort, operator: { state: 'open', citizens: beneath.comfort } }
}

function doorMoved(state: KioskState, door: 'open' | 'closed'): KioskState {
  const { operator } = state
  if (operator.state === door) return state
  if (operator.state === 'closed') return { ...state, operator: { state: 'open', citizens: state.comfort }, direction: 'onward' }
  return { ...state, operator: { state: 'closed' }, comfort: operator.citizens, direction: 'back' }
}

function citizens(state: KioskState, change: Exclude<Change, { readonly type: 'operator' }>): KioskState {
  switch (change.type) {
    case 'linked':
      return { ...state, link: 'up', facts: change.facts }
    case 'unlinked':
      return unlinked(state, 'waiting')
    case 'elsewhere':
      return unlinked(state, 'elsewhere')
    case 'seen':
      return seen(state, change.view, change.at)
    case 'opened':
      return opened({ ...state, facts: change.facts }, change.session)
    case 'gone':
      return gone(state, change.page)
    case 'reading':
      return state.page.at === 'identify' ? { ...state, page: { ...state.page, reading: change.reading } } : state
    case 'proving':
      return { ...state, proving: change.errand }
    case 'back':
      return back(state)
    case 'help':
      return { ...state, help: change.help, direction: change.help === 'open' ? 'onward' : 'back' }
    case 'comforted':
      return { ...state, comfort: { ...state.comfort, ...change.comfort } }
    case 'key':
      return keyed(state, change.key)
    case 'wiped':
      return wiped(state)
    case 'shut-out':
      return shutOut(state, change.comfort, change.codes)
  }
}

/** The next person finds the page as it was when it loaded: no page state, no language, no type size of the last one. */
function wiped(state: KioskState): KioskState {
  return { ...FIRST_STATE, link: state.link, facts: state.facts, view: state.view, viewAt: state.viewAt, direction: 'back' }
}

function gone(state: KioskState, page: Page): KioskState {
  const direction = page.at === 'home' ? 'back' : 'onward'
  const unanswered = unansweredAfter(state, page)
  return { ...state, page, unanswered, unansweredPrint: unansweredPrintAfter(state, page), unansweredFiling: unansweredFilingAfter(state, page), help: 'closed', direction }
}

/** Leaving the page before the answer keeps the wish; the pages that an answer leads to end it. */
function unansweredAfter(state: KioskState, page: Page): NumberIntent | null {
  if (page.at === 'taking') return page.intent
  const answered = page.at === 'ticket' || page.at === 'already' || page.at === 'refused' || page.at === 'no-paper'
  return state.page.at === 'taking' && answered ? null : state.unanswered
}

function unansweredPrintAfter(state: KioskState, page: Page): PrintIntent | null {
  if (page.at === 'print-asked') return page.intent
  const answered = page.at === 'printing' || page.at === 'no-document'
  return state.page.at === 'print-asked' && answered ? null : state.unansweredPrint
}

function unansweredFilingAfter(state: KioskState, page: Page): FilingIntent | null {
  if (page.at === 'filing-sending') return page.intent
  const answered = page.at === 'filing-filed' || page.at === 'filing-gaps'
  return state.page.at === 'filing-sending' && answered ? null : state.unansweredFiling
}

/**
 * Whoever typed the third wrong code is told so, whether the session's end or the answer came first; not the next person,
 * whose session may have begun meanwhile.
 */
function shutOut(state: KioskState, comfort: Comfort, codes?: WrongCodes): KioskState {
  const theirs = state.page.at === (codes === 'receipt' ? 'progress-receipt' : 'sms') || (state.view?.session ?? null) === null
  return theirs ? { ...wiped(state), page: { at: 'shut-out', ...(codes === undefined ? {} : { codes }) }, comfort } : state
}

/**
 * The session begins with the facts as they are now, which may not be those that the page was loaded with. The door opens
 * when its view shows the session too: before that a late word of the last session's end would send its holder out again.
 */
function opened(state: KioskState, session: string): KioskState {
  const isSeen = state.view?.session?.id === session
  return isSeen && standsOutside(state.page) ? { ...state, page: { at: 'home' }, direction: 'onward' } : state
}

/**
 * The wire is gone, and with it the session (contract, `hello`). Who was in the middle of taking a number or printing is
 * told that it may have been done; nothing of theirs is kept but how they read.
 */
function unlinked(state: KioskState, link: 'waiting' | 'elsewhere'): KioskState {
  const errand = cutShort(state.page)
  const clean = { ...wiped(state), link, view: null }
  return errand !== null && link === 'waiting' ? { ...clean, page: { at: 'interrupted', errand }, comfort: state.comfort } : clean
}

/** The errand that may have been done though nobody could say so. */
function cutShort(page: Page): CutShort | null {
  if (page.at === 'interrupted') return page.errand
  if (page.at === 'taking' || page.at === 'ticket') return 'number'
  if (mayHaveFiled(page)) return 'filing'
  return mayHavePrinted(page) ? 'certificate' : null
}

/** A session that ended or changed hands wipes the page, whoever ended it. */
function seen(state: KioskState, view: TerminalView, at: number): KioskState {
  const before = state.view?.session?.id
  const now = view.session?.id
  const next = { ...state, view, viewAt: at }
  if (before !== undefined && before !== now) {
    const clean = wiped(next)
    if (now !== undefined) return { ...clean, page: { at: 'home' } }
    return state.page.at === 'shut-out' ? { ...clean, page: state.page, comfort: state.comfort } : clean
  }
  if (now !== undefined && before === undefined && standsOutside(state.page))
    return { ...next, page: { at: 'home' }, direction: 'onward' }
  return next
}

function back(state: KioskState): KioskState {
  if (state.help === 'open') return { ...state, help: 'closed', direction: 'back' }
  const before = pageBefore(state.page, state.view?.session ?? null, state.proving)
  return before === null ? state : { ...state, page: before, direction: 'back' }
}

function keyed(state: KioskState, key: string): KioskState {
  const { page } = state
  if (page.at !== 'keypad' || page.entry.state === 'checking') return state
  const { document, typed } = page.entry
  const next = numberAfter(document, typed, key)
  if (next === typed && key !== 'delete') return state
  return { ...state, page: { ...page, entry: { document, state: 'typing', typed: next } } }
}
