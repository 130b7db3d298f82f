import type { CopyView, PrintingView } from '../../../main/contract/view.ts'
import type { Activity } from '../../components/case.tsx'
import type { Tone } from '../../components/page.tsx'

/** What may be said of all copies together (design, promise 3: only what is known). `some`: some are printed, some failed. */
export type PrintTruth = 'printing' | 'printed' | 'some' | 'sent' | 'unknown' | 'failed'

const MOVES: Record<CopyView['state'], boolean> = {
  waiting: true,
  preparing: true,
  printing: true,
  printed: false,
  sent: false,
  failed: false,
  unknown: false,
}

/** Some copy is still on its way. */
export function copiesMove({ copies }: PrintingView): boolean {
  return copies.some(({ state }) => MOVES[state])
}

/** Paper lies in the slot, as far as anybody knows. */
export function paperWaits({ paper }: PrintingView): boolean {
  return paper === 'lies' || paper === 'reminded' || paper === 'left'
}

/** Nothing is printed until every copy is; one doubt is a doubt of the whole. */
export function printTruth(requestId: string, printing: PrintingView | null): PrintTruth {
  if (printing === null || printing.requestId !== requestId || printing.copies.length === 0 || copiesMove(printing)) return 'printing'
  const any = (state: CopyView['state']) => printing.copies.some((copy) => copy.state === state)
  if (any('unknown')) return 'unknown'
  if (any('sent')) return 'sent'
  if (any('failed')) return any('printed') ? 'some' : 'failed'
  return 'printed'
}

export const PRINT_TONE: Record<PrintTruth, Tone> = {
  printing: 'calm',
  printed: 'done',
  some: 'attention',
  sent: 'calm',
  unknown: 'attention',
  failed: 'attention',
}

export const PRINT_ACTIVITY: Record<PrintTruth, Activity> = {
  printing: 'working',
  printed: 'done',
  some: 'done',
  sent: 'waiting',
  unknown: 'waiting',
  failed: 'broken',
}
