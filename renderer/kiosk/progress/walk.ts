import type { DisputedMatter, FilingEntry, FilingList, FilingView } from '../../../main/contract/progress.ts'
import type { ScanView } from '../../../main/contract/scans.ts'
import type { FilingFault } from '../../../main/contract/filings.ts'
import type { WalkParts } from '../walk-parts.ts'
import type { ReceiptEntry, ReceiptField } from './pages.ts'
import { isOnlyOne } from './pages.ts'
import { fitsReceipt, receiptAfter } from './receipt-entry.ts'

/** All that a person can do in 进度查询. */
export interface ProgressWalk {
  /** Asks how far this person's filings have come. */
  readonly look: () => void
  readonly open: (list: FilingList, filing: FilingEntry) => void
  /** Opens the draft in which what was asked for (补正) is given; resolves to why it could not. */
  readonly supplement: (filing: FilingView) => Promise<FilingFault | 'no-answer' | null>
  readonly dispute: (filing: FilingView, what: DisputedMatter) => void
  readonly letter: (key: string) => void
  /** On to the code, or to the answer. */
  readonly receiptOn: () => void
  readonly scanned: (scan: ScanView) => void
  /** Asks how far the application of this receipt has come. */
  readonly check: (receipt: ReceiptEntry) => void
}

/** The platform is asked more than once where it does not answer, milliseconds. */
const PATIENCE_WITH_PLATFORM = 25_000

export function progressWalk({ state, change, go, ask, askAgain, here, failed }: WalkParts): ProgressWalk {
  function open(list: FilingList, { id }: FilingEntry): void {
    go({ at: 'progress-filing', list, filing: null })
    void here(
      ask((to, signal) => to.progress.filing({ filing: id }, { signal })),
      (answer) => (answer.kind === 'answered' ? go({ at: 'progress-filing', list, filing: answer.value }) : failed(answer, 'progress')),
    )
  }

  function check(receipt: ReceiptEntry): void {
    go({ at: 'progress-receipt', field: 'code', receipt, said: { state: 'checking' } })
    // The session ends with the third wrong code, and may be gone before the answer comes.
    const { comfort } = state()
    const asked = ask((to, signal) => to.progress.receipt(receipt, { signal }), PATIENCE_WITH_PLATFORM)
    void asked.then((answer) => {
      if (answer.kind === 'answered' && answer.value.outcome === 'shut-out') change({ type: 'shut-out', comfort, codes: 'receipt' })
    })
    void here(asked, (answer) => {
      const say = (said: Extract<ReturnType<typeof state>['page'], { at: 'progress-receipt' }>['said']) =>
        go({ at: 'progress-receipt', field: 'code', receipt: { ...receipt, code: '' }, said })
      if (answer.kind === 'wrong-step') failed(answer, 'progress')
      else if (answer.kind === 'no-answer') say({ state: 'failed', reason: 'no-answer' })
      else if (answer.value.outcome === 'known' || answer.value.outcome === 'saved-here') go({ at: 'progress-receipt-status', status: answer.value })
      else if (answer.value.outcome === 'unknown') say({ state: 'unknown', attemptsLeft: answer.value.attemptsLeft })
      else if (answer.value.outcome === 'failed') say({ state: 'failed', reason: answer.value.reason })
    })
  }

  /** The number leads to the code, and the code to the answer. */
  function walkOn(field: ReceiptField, receipt: ReceiptEntry): void {
    if (field === 'number') go({ at: 'progress-receipt', field: 'code', receipt, said: { state: 'typing' } })
    else check(receipt)
  }

  return {
    look: () => {
      const { page } = state()
      if (page.at !== 'progress-list' || page.listing.state !== 'looking') return
      void here(
        ask((to, signal) => to.progress.list(undefined, { signal }), PATIENCE_WITH_PLATFORM),
        (answer) => {
          if (answer.kind === 'wrong-step') failed(answer, 'progress')
          else if (answer.kind === 'no-answer') go({ at: 'progress-list', listing: { state: 'failed', reason: 'no-answer', waiting: [] } })
          else if (answer.value.outcome === 'failed') {
            const { reason, waiting } = answer.value
            go({ at: 'progress-list', listing: { state: 'failed', reason, waiting } })
          } else {
            const { filings, waiting } = answer.value
            const list = { filings, waiting }
            const [only] = filings
            if (only !== undefined && isOnlyOne(list)) open(list, only)
            else go({ at: 'progress-list', listing: { state: 'listed', list } })
          }
        },
      )
    },
    open,
    supplement: async ({ id }) => {
      let fault: FilingFault | 'no-answer' | null = null
      await here(
        ask((to, signal) => to.progress.supplement({ filing: id }, { signal })),
        (answer) => {
          if (answer.kind === 'wrong-step') failed(answer, 'progress')
          else if (answer.kind === 'no-answer') fault = 'no-answer'
          else if (answer.value.outcome === 'failed') fault = answer.value.reason
          else go({ at: 'filing-materials', draft: answer.value.draft })
        },
      )
      return fault
    },
    dispute: (filing, what) => {
      const { page } = state()
      if (page.at !== 'progress-dispute' || page.dispute.state === 'sending') return
      // The same wish again is the same report.
      const same = page.dispute.state === 'not-recorded' && page.dispute.what === what
      const requestId = page.dispute.state === 'not-recorded' && same ? page.dispute.requestId : crypto.randomUUID()
      go({ ...page, dispute: { state: 'sending', requestId, what } })
      void here(
        askAgain((to, signal) => to.progress.dispute({ requestId, filing: filing.id, what }, { signal })),
        (answer) => {
          if (answer.kind === 'wrong-step') failed(answer, 'progress')
          else go({ ...page, dispute: { state: answer.kind === 'answered' ? 'recorded' : 'not-recorded', requestId, what } })
        },
      )
    },
    letter: (key) => {
      const { page } = state()
      if (page.at !== 'progress-receipt' || page.said.state === 'checking') return
      go({ ...page, receipt: receiptAfter(page.field, page.receipt, key), said: { state: 'typing' } })
    },
    check,
    receiptOn: () => {
      const { page } = state()
      if (page.at !== 'progress-receipt' || page.said.state === 'checking') return
      if (fitsReceipt(page.field, page.receipt[page.field])) walkOn(page.field, page.receipt)
    },
    scanned: (scan) => {
      const { page } = state()
      if (page.at !== 'progress-receipt' || page.said.state === 'checking') return
      if (scan.kind === 'receipt') check({ number: scan.number, code: scan.code })
      else go({ ...page, said: { state: 'other-code' } })
    },
  }
}
