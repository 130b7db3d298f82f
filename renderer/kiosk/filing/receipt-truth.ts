import type { FilingView } from '../../../main/contract/view.ts'
import type { Activity } from '../../components/case.tsx'
import type { Tone } from '../../components/page.tsx'
import type { FiledPage } from './pages.ts'

/**
 * What may be said of the paper of a receipt (design, promise 3: only what is known). `none`: it has none; `held`: it was
 * handed in before, and is asked for again.
 */
export type ReceiptTruth = 'printing' | 'printed' | 'sent' | 'unknown' | 'failed' | 'none' | 'held'

type Asked = Pick<FiledPage, 'receipt' | 'held' | 'reprint'>

/** The view may come after the answer, and may be of an application, or a paper of it, before this one. */
export function receiptTruth({ receipt, held, reprint }: Asked, filing: FilingView | null): ReceiptTruth {
  if (reprint?.state === 'asking') return 'printing'
  const wanted = reprint?.state === 'begun' ? reprint.count : null
  if (filing === null || filing.receipt !== receipt) return held !== undefined && wanted === null ? 'held' : 'printing'
  if (filing.paper === null) return wanted === null ? 'none' : 'printing'
  const { state, settled, copy } = filing.paper
  if (wanted !== null && copy < wanted) return 'printing'
  switch (state) {
    case 'printed':
    case 'failed':
    case 'unknown':
      return state
    case 'sent':
      return settled ? 'sent' : 'printing'
    case 'intended':
    case 'sending':
      return 'printing'
  }
}

/** Where the application itself is. Before anything is heard it is what its durable answer said: saved here. */
export function deliveryOf({ receipt, held }: Asked, filing: FilingView | null): FilingView['delivery'] {
  return filing?.receipt === receipt ? filing.delivery : (held?.delivery ?? 'saved')
}

export const RECEIPT_TONE: Record<ReceiptTruth, Tone> = {
  printing: 'calm',
  printed: 'done',
  sent: 'calm',
  unknown: 'attention',
  failed: 'attention',
  none: 'calm',
  held: 'calm',
}

export const RECEIPT_ACTIVITY: Record<ReceiptTruth, Activity> = {
  printing: 'working',
  printed: 'done',
  sent: 'waiting',
  unknown: 'waiting',
  failed: 'broken',
  none: 'broken',
  held: 'waiting',
}

export const DELIVERY_TONE: Record<FilingView['delivery'], Tone> = {
  saved: 'calm',
  sending: 'calm',
  received: 'done',
  refused: 'attention',
}
