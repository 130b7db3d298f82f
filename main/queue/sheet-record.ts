import { settleSheet } from '../ledger/settle-sheet.ts'
import type { Sheets } from '../ledger/sheets.ts'
import type { SheetRecord } from './sheets-in-motion.ts'

/** The ledger's sheets, as the printing of a ticket moves them. */
export function sheetRecord(sheets: Sheets): SheetRecord {
  return {
    sending: (key, lengthMm) => sheets.sending(key, lengthMm),
    // Whether this printer confirms is known only when it has, or has had its time.
    sent: (key) => sheets.sent(key, 'awaited'),
    settle: (key, end) => settleSheet(sheets, key, end),
  }
}
