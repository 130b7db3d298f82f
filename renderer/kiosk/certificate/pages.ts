import type { CertificateFault, CertificateView, VerifyOutcome } from '../../../main/contract/certificates.ts'
import type { TerminalFacts } from '../../../main/contract/facts.ts'
import type { PlatformReason } from '../../../main/contract/platform-reason.ts'
import type { DocumentFault, SessionView } from '../../../main/contract/view.ts'
import type { Page } from '../state.ts'
import { type Draft, questionBefore } from './draft.ts'
import { copiesMove, paperWaits } from './print-truth.ts'

/** Where the person stands on the way to a certificate. As everywhere, leaving a page forgets what it knew. */
export type CertificatePage =
  | { readonly at: 'certificates'; readonly listing: Listing }
  /** `ways`: those that are left. None, and only a window helps. */
  | { readonly at: 'prove'; readonly ways: Ways }
  | { readonly at: 'sms'; readonly ways: Ways; readonly step: SmsStep }
  | { readonly at: 'face'; readonly ways: Ways; readonly step: FaceStep }
  | { readonly at: 'clerk'; readonly ways: Ways; readonly name: string | null }
  | { readonly at: 'period'; readonly draft: Draft }
  | { readonly at: 'purpose'; readonly draft: Draft }
  | { readonly at: 'copies'; readonly draft: Draft }
  /** The pages of a person's document are here and nowhere else. */
  | { readonly at: 'preview'; readonly draft: Draft; readonly preview: Preview }
  | { readonly at: 'print-asked'; readonly intent: PrintIntent }
  | { readonly at: 'no-document'; readonly draft: Draft; readonly reason: DocumentFault }
  | { readonly at: 'printing'; readonly requestId: string }
  /** Three wrong codes: the session has ended, and whoever stands here is told why. */
  | { readonly at: 'shut-out'; readonly codes?: WrongCodes }
  | {
      readonly at: 'verify'
      readonly field: PaperField
      readonly paper: PaperEntry
      readonly checking: boolean
      /** What was scanned last is no certificate's QR code. */
      readonly otherCode?: boolean
    }
  | { readonly at: 'verified'; readonly paper: PaperEntry; readonly truth: PaperTruth }

/** Which codes were wrong three times, where they were not those of text messages. */
export type WrongCodes = 'receipt'

export type Proof = TerminalFacts['proofs'][number]
export type Ways = readonly Proof[]

/** Why something of a certificate came to nothing: the terminal's reason, or that it did not answer. */
export type Fault = CertificateFault | 'no-answer'

/** The same of a proof, whatever it is for. */
export type ProofFault = PlatformReason | 'no-answer'

export type Listing =
  | { readonly state: 'looking' }
  | { readonly state: 'listed'; readonly certificates: readonly CertificateView[] }
  | { readonly state: 'failed'; readonly reason: Fault }

/** A code that was sent. Times are `performance.now()`. */
export interface SentCode {
  readonly phone: string
  readonly digits: number
  readonly againAt: number
  readonly expiresAt: number
}

export type CodeSaid =
  | { readonly kind: 'wrong'; readonly attemptsLeft: number }
  | { readonly kind: 'ended'; readonly reason: 'expired' | 'replaced' }
  | { readonly kind: 'failed'; readonly reason: ProofFault }

export type SmsStep =
  | { readonly state: 'sending' }
  | { readonly state: 'not-sent'; readonly why: 'no-phone' | 'too-many' | ProofFault }
  | { readonly state: 'typing'; readonly sent: SentCode; readonly typed: string; readonly said: CodeSaid | null }
  | { readonly state: 'checking'; readonly sent: SentCode; readonly typed: string }

export type CameraFault = 'refused' | 'none' | 'broken'

export type FaceStep =
  | { readonly state: 'looking' }
  | { readonly state: 'comparing' }
  | { readonly state: 'no-match'; readonly attemptsLeft: number }
  | { readonly state: 'no-photo' }
  | { readonly state: 'no-camera'; readonly fault: CameraFault }
  | { readonly state: 'failed'; readonly reason: ProofFault }

export type Preview =
  | { readonly state: 'making' }
  | { readonly state: 'ready'; readonly pages: number; readonly pdf: string }
  | { readonly state: 'failed'; readonly reason: Fault }

/** One wish for one set of copies: its id is made once and repeated with every retry (design, promise 2). */
export interface PrintIntent {
  readonly requestId: string
  readonly draft: Draft
}

/** What stands on a paper that is to be verified. */
export interface PaperEntry {
  readonly number: string
  readonly code: string
}
export type PaperField = keyof PaperEntry

export type PaperTruth =
  | Exclude<VerifyOutcome, { readonly outcome: 'failed' }>
  | { readonly outcome: 'failed'; readonly reason: Fault }

export const LOOKING: CertificatePage = { at: 'certificates', listing: { state: 'looking' } }
export const FIRST_FIELD: CertificatePage = { at: 'verify', field: 'number', paper: { number: '', code: '' }, checking: false }

const CERTIFICATE_PAGES: Record<CertificatePage['at'], true> = {
  certificates: true,
  prove: true,
  sms: true,
  face: true,
  clerk: true,
  period: true,
  purpose: true,
  copies: true,
  preview: true,
  'print-asked': true,
  'no-document': true,
  printing: true,
  'shut-out': true,
  verify: true,
  verified: true,
}

/** Whether the page is one of this journey's own. */
export function isCertificatePage(page: Page): page is CertificatePage {
  return Object.hasOwn(CERTIFICATE_PAGES, page.at)
}

/** Whether the page is a step of proving that the person is the one on the card, for whatever errand. */
export function isProofPage({ at }: CertificatePage): boolean {
  return at === 'prove' || at === 'sms' || at === 'face' || at === 'clerk'
}

/** Where 证明打印 goes on for a person known by card: to the copies that still come out, or to the list. */
export function certificateStep(session: SessionView | null): CertificatePage {
  const printing = session?.printing ?? null
  return printing !== null && printing.guide !== true && (copiesMove(printing) || paperWaits(printing))
    ? { at: 'printing', requestId: printing.requestId }
    : LOOKING
}

/** Whoever is in the middle of this may find paper in the slot after the wire broke. */
export function mayHavePrinted(page: Page): boolean {
  return page.at === 'print-asked' || page.at === 'printing'
}

/** Where 返回 leads from here; the list is asked for anew. */
export function beforeCertificatePage(page: CertificatePage): Page | null {
  switch (page.at) {
    case 'shut-out':
      return null
    case 'certificates':
    case 'printing':
      return { at: 'home' }
    case 'prove':
    case 'print-asked':
    case 'no-document':
      return LOOKING
    case 'sms':
    case 'face':
      return page.ways.length > 1 ? { at: 'prove', ways: page.ways } : LOOKING
    case 'clerk':
      if (page.name !== null) return { ...page, name: null }
      return page.ways.length > 1 ? { at: 'prove', ways: page.ways } : LOOKING
    case 'period':
    case 'purpose':
    case 'copies':
    case 'preview': {
      const question = questionBefore(page.draft.certificate, page.at)
      return question === null ? LOOKING : { at: question, draft: page.draft }
    }
    case 'verify':
      return page.field === 'code' ? { ...page, field: 'number', checking: false } : { at: 'home' }
    case 'verified':
      return { at: 'verify', field: 'code', paper: page.paper, checking: false }
  }
}
