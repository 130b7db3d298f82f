import type { FilingView } from '../../../main/contract/view.ts'
import type { Activity } from '../../components/case.tsx'
import type { Tone } from '../../components/page.tsx'

/** What may be said of the paper of a receipt (design, promise 3: only what is known). `none`: it has none. */
export type ReceiptTruth = 'printing' | 'printed' | 'sent' | 'unknown' | 'failed' | 'none'

/** The view may come after the answer, and may be of an application before this one. */
export function receiptTruth(receipt: string, filing: FilingView | null): ReceiptTruth {
  if (filing === null || filing.receipt !== receipt) return 'printing'
  if (filing.paper === null) return 'none'
  const { state, settled } = filing.paper
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
export function deliveryOf(receipt: string, filing: FilingView | null): FilingView['delivery'] {
  return filing?.receipt === receipt ? filing.delivery : 'saved'
}

export const RECEIPT_TONE: Record<ReceiptTruth, Tone> = {
  printing: 'calm',
  printed: 'done',
  sent: 'calm',
  unknown: 'attention',
  failed: 'attention',
  none: 'calm',
}

export const RECEIPT_ACTIVITY: Record<ReceiptTruth, Activity> = {
  printing: 'working',
  printed: 'done',
  sent: 'waiting',
  unknown: 'waiting',
  failed: 'broken',
  none: 'broken',
}

export const DELIVERY_TONE: Record<FilingView['delivery'], Tone> = {
  saved: 'calm',
  sending: 'calm',
  received: 'done',
  refused: 'attention',
}
