import type { Sheet } from '../ledger/sheets.ts'
import type { ReprintReason } from './queue.ts'

/** Why a sheet is printed again, from how the last one ended. */
export function reprintReason(last: Sheet | undefined): ReprintReason {
  if (last?.state.state === 'failed') return 'failed-sheet'
  return last?.state.state === 'printed' ? 'asked-by-holder' : 'unknown-sheet'
}
