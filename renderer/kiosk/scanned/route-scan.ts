import type { ScanView } from '../../../main/contract/scans.ts'
import type { IdentifyByCodeOutcome } from '../../../main/contract/kiosk.ts'
import { progressWalk } from '../progress/walk.ts'
import { type Errand, identified, type KioskState, type Page, standsOutside } from '../state.ts'
import type { WalkParts } from '../walk-parts.ts'
import type { CodeRefusal, ScannedTold } from './pages.ts'

/** What the router of scans walks with. */
export interface ScanWalk extends WalkParts {
  readonly verifyPaper: (paper: { readonly number: string; readonly code: string }) => void
}

/** The platform asks the code's issuer, while somebody holds up their phone; milliseconds. */
const PATIENCE_WITH_ISSUER = 12_000

/** Leads to where a code belongs that nobody on screen has asked for. Nothing of the page under it is lost. */
export function routeScan(scan: ScanView, walk: ScanWalk): void {
  const state = walk.state()
  const { page } = state
  if (state.operator.state === 'open' || standsOutside(page) || isBusy(page)) return
  if (scan.kind === 'opaque' && page.at === 'identify') identifyByCode(scan, page.errand, walk)
  else if (scan.kind === 'ticket') askTicket(scan, walk)
  else if (holdsNothing(page) && openPaper(scan, walk)) return
  else tell(scan, { state: 'known' }, walk)
}

/** The page that such a code is for, from wherever the person stands; whether there is one. */
export function openPaper(scan: ScanView, walk: ScanWalk): boolean {
  switch (scan.kind) {
    case 'receipt':
      progressWalk(walk).check({ number: scan.number, code: scan.code })
      return true
    case 'certificate':
      walk.verifyPaper({ number: scan.number, code: scan.code })
      return true
    case 'guide':
      walk.go({ at: 'guide-search', by: 'code', typed: scan.code })
      return true
    case 'ticket':
    case 'licence':
    case 'travel-document':
    case 'opaque':
      return false
  }
}

/** A wish is out, or a hand is wanted elsewhere: whoever scans then waits for something else. */
function isBusy({ at }: Page): boolean {
  return at === 'taking' || at === 'print-asked' || at === 'filing-sending' || at === 'take-card'
}

/** Pages that nobody minds leaving: nothing was typed or chosen there. */
function holdsNothing({ at }: Page): boolean {
  return at === 'home' || at === 'businesses' || at === 'soon' || at === 'progress' || at === 'guide' || at === 'scanned'
}

/** A second code takes the place of the first, over the same page. */
const under = (page: Page): Page => (page.at === 'scanned' ? page.from : page)

function tell(scan: ScanView, told: ScannedTold, { state, go }: ScanWalk): void {
  go({ at: 'scanned', scan, from: under(state().page), told })
}

function askTicket(scan: Extract<ScanView, { readonly kind: 'ticket' }>, walk: ScanWalk): void {
  tell(scan, { state: 'asking' }, walk)
  void walk.here(
    walk.ask((to, signal) => to.kiosk.scannedTicket({ handle: scan.handle }, { signal })),
    (answer) => tell(scan, answer.kind === 'answered' ? { state: 'ticket', found: answer.value } : { state: 'no-answer' }, walk),
  )
}

function identifyByCode(scan: Extract<ScanView, { readonly handle: string }>, errand: Errand, walk: ScanWalk): void {
  tell(scan, { state: 'asking' }, walk)
  void walk.here(
    walk.ask((to, signal) => to.kiosk.identifyByCode({ handle: scan.handle }, { signal }), PATIENCE_WITH_ISSUER),
    (answer) => {
      if (answer.kind !== 'answered') return tell(scan, { state: 'no-answer' }, walk)
      const refusal = refusalOf(answer.value, errand)
      if (refusal === null) walk.go(identified(errand, sessionOf(walk.state())))
      else tell(scan, { state: 'refused', reason: refusal }, walk)
    },
  )
}

/** A code that vouches for no more than a typed number opens what a typed number opens (design, promise 8). */
function refusalOf(outcome: IdentifyByCodeOutcome, errand: Errand): CodeRefusal | null {
  if (outcome.outcome === 'refused') return outcome.reason
  if (outcome.person.assurance === 'card') return null
  return errand.kind === 'number' && errand.business.identify === 'typed' ? null : 'not-enough'
}

const sessionOf = (state: KioskState) => state.view?.session ?? null
