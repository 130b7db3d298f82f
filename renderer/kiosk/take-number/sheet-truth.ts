import type { SheetView } from '../../../main/contract/view.ts'
import type { Activity } from '../../components/case.tsx'
import type { Tone } from '../../components/page.tsx'
import type { Paper, ReprintStep } from '../state.ts'

/** What may be said of a ticket's paper (design, promise 3: only what is known). */
export type SheetTruth = 'printing' | 'printed' | 'sent' | 'unknown' | 'failed' | 'screen'

export function sheetTruth(ticketId: string, paper: Paper, reprint: ReprintStep, sheet: SheetView | null): SheetTruth {
  if (paper === 'screen') return 'screen'
  if (reprint.state === 'asking' || sheet === null || sheet.ticketId !== ticketId) return 'printing'
  // The answer may come before the view that goes with it: the last paper's truth is not this one's.
  if (reprint.state === 'begun' && sheet.reprint < reprint.count) return 'printing'
  switch (sheet.state) {
    case 'printed':
    case 'failed':
    case 'unknown':
      return sheet.state
    case 'sent':
      return sheet.settled ? 'sent' : 'printing'
    case 'intended':
    case 'sending':
      return 'printing'
  }
}

export const TONE: Record<SheetTruth, Tone> = {
  printing: 'calm',
  printed: 'done',
  sent: 'calm',
  unknown: 'attention',
  failed: 'attention',
  screen: 'done',
}

export const ACTIVITY: Record<SheetTruth, Activity> = {
  printing: 'working',
  printed: 'done',
  sent: 'waiting',
  unknown: 'waiting',
  failed: 'broken',
  screen: 'broken',
}
