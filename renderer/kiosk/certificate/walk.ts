import type { CertificateView, Period } from '../../../main/contract/certificates.ts'
import type { CardPhoto } from '../../../main/contract/proof.ts'
import type { ScanView } from '../../../main/contract/scans.ts'
import type { DigitKey } from '../../components/digits.ts'
import type { PinTry } from '../../components/pin-question.tsx'
import type { Answer } from '../asking.ts'
import { type Errand, nextStep } from '../state.ts'
import type { WalkParts } from '../walk-parts.ts'
import { copiesAtMost, type Draft, draftOf, type Question, questionAfter, sameWish } from './draft.ts'
import { type CertificatePage, type PaperEntry, type PrintIntent, type Proof, type Ways } from './pages.ts'
import { proofWalk } from './proof-walk.ts'
import { fieldComplete, fieldAfter } from './paper-entry.ts'

/** All that a person can do on the way to a certificate. */
export interface CertificateWalk {
  readonly begin: () => void
  /** Asks what the terminal may show of this person's certificates. */
  readonly look: () => void
  /** To the ways in which the person can prove to be the one on the card. */
  readonly prove: () => void
  /** The same for another errand, which then goes on. */
  readonly proveFor: (errand: Errand) => void
  readonly proveBy: (way: Proof, ways: Ways) => void
  readonly sendCode: () => void
  readonly digit: (key: DigitKey) => void
  readonly checkCode: () => void
  /** One frame of the camera, JPEG in base64. */
  readonly frame: (frame: string) => void
  /** The photo on the card that lies there, for a clerk to look at; null where none can be shown. */
  readonly cardPhoto: () => Promise<Answer<CardPhoto | null>>
  readonly clerks: () => Promise<Answer<string[]>>
  readonly clerkConfirms: (name: string, pin: string) => Promise<PinTry>
  readonly choose: (certificate: CertificateView) => void
  readonly during: (period: Period) => void
  readonly count: (by: 1 | -1) => void
  /** The question is answered: to the next, or to the pages. */
  readonly answered: (question: Question, draft: Draft) => void
  readonly preview: (draft: Draft) => void
  readonly print: (draft: Draft) => void
  readonly retry: (intent: PrintIntent) => void
  /** The person holds the paper. Where that is not heard, the record says in time that it was not taken. */
  readonly taken: () => Promise<void>
  readonly letter: (key: string) => void
  readonly verifyOn: () => void
  readonly verify: (paper: PaperEntry) => void
  /** A scanner has typed this over what was `typed` before. */
  readonly scanned: (scan: ScanView) => void
}

/** The authority makes the document while the person waits, milliseconds. */
const PATIENCE_WITH_AUTHORITY = 60_000

export function certificateWalk(parts: WalkParts): CertificateWalk {
  const { state, go, ask, askAgain, here, failed } = parts
  const session = () => state().view?.session ?? null

  function preview(draft: Draft): void {
    go({ at: 'preview', draft, preview: { state: 'making' } })
    const { certificate, period, purpose } = draft
    void here(
      ask((to, signal) => to.certificates.preview({ certificate: certificate.id, period, purpose }, { signal }), PATIENCE_WITH_AUTHORITY),
      (answer) => {
        if (answer.kind === 'wrong-step') failed(answer, 'certificate')
        else if (answer.kind === 'no-answer') go({ at: 'preview', draft, preview: { state: 'failed', reason: 'no-answer' } })
        else if (answer.value.outcome === 'failed')
          go({ at: 'preview', draft, preview: { state: 'failed', reason: answer.value.reason } })
        else go({ at: 'preview', draft, preview: { state: 'ready', pages: answer.value.pages, pdf: answer.value.pdf } })
      },
    )
  }

  function askNext(question: Question | null, draft: Draft): void {
    const next = questionAfter(draft.certificate, question)
    if (next === null) preview(draft)
    else go({ at: next, draft })
  }

  function print(intent: PrintIntent): void {
    go({ at: 'print-asked', intent })
    const { requestId, draft } = intent
    const { certificate, period, purpose, copies } = draft
    void here(
      askAgain((to, signal) =>
        to.certificates.print({ requestId, certificate: certificate.id, period, purpose, copies }, { signal }),
      ),
      (answer) => {
        if (answer.kind !== 'answered') failed(answer, { errand: 'certificate', intent })
        else if (answer.value.outcome === 'printing') go({ at: 'printing', requestId })
        else go({ at: 'no-document', draft, reason: answer.value.reason })
      },
    )
  }

  function walkOn(page: Extract<CertificatePage, { at: 'verify' }>): void {
    if (!fieldComplete(page.field, page.paper[page.field])) return
    if (page.field === 'number') go({ ...page, field: 'code', otherCode: false })
    else verify(page.paper)
  }

  function verify(paper: PaperEntry): void {
    go({ at: 'verify', field: 'code', paper, checking: true })
    void here(
      ask((to, signal) => to.certificates.verify(paper, { signal })),
      (answer) => go({ at: 'verified', paper, truth: answer.kind === 'answered' ? answer.value : { outcome: 'failed', reason: 'no-answer' } }),
    )
  }

  return {
    ...proofWalk(parts),
    begin: () => go(nextStep({ kind: 'certificate' }, session(), session()?.agreed ?? false)),
    look: () => {
      const { page } = state()
      if (page.at !== 'certificates' || page.listing.state !== 'looking') return
      void here(
        ask((to, signal) => to.certificates.list(undefined, { signal }), PATIENCE_WITH_AUTHORITY),
        (answer) => {
          if (answer.kind === 'wrong-step') failed(answer, 'certificate')
          else if (answer.kind === 'no-answer') go({ at: 'certificates', listing: { state: 'failed', reason: 'no-answer' } })
          else if (answer.value.outcome === 'failed')
            go({ at: 'certificates', listing: { state: 'failed', reason: answer.value.reason } })
          else go({ at: 'certificates', listing: { state: 'listed', certificates: answer.value.certificates } })
        },
      )
    },
    choose: (certificate) => askNext(null, draftOf(certificate)),
    during: (period) => {
      const { page } = state()
      if (page.at === 'period') go({ at: 'period', draft: { ...page.draft, period } })
    },
    count: (by) => {
      const { page } = state()
      if (page.at !== 'copies') return
      const copies = Math.min(Math.max(1, page.draft.copies + by), copiesAtMost(page.draft.certificate))
      go({ at: 'copies', draft: { ...page.draft, copies } })
    },
    answered: askNext,
    preview,
    print: (draft) => {
      // A trembling hand touches twice before the page has gone.
      if (state().page.at === 'print-asked') return
      const { unansweredPrint } = state()
      const same = unansweredPrint !== null && sameWish(unansweredPrint.draft, draft)
      print({ requestId: same ? unansweredPrint.requestId : crypto.randomUUID(), draft })
    },
    retry: print,
    taken: async () => {
      await ask((to, signal) => to.certificates.taken(undefined, { signal }))
    },
    letter: (key) => {
      const { page } = state()
      if (page.at !== 'verify' || page.checking) return
      go({ ...page, otherCode: false, paper: { ...page.paper, [page.field]: fieldAfter(page.field, page.paper[page.field], key) } })
    },
    verifyOn: () => {
      const { page } = state()
      if (page.at === 'verify' && !page.checking) walkOn(page)
    },
    verify,
    scanned: (scan) => {
      const { page } = state()
      if (page.at !== 'verify' || page.checking) return
      if (scan.kind === 'certificate') verify({ number: scan.number, code: scan.code })
      else go({ ...page, otherCode: true })
    },
  }
}
