import type { Sheets } from '../ledger/sheets.ts'
import type { SheetRecord } from './sheets-in-motion.ts'

/** The ledger's sheets, as the printing of a ticket moves them. */
export function sheetRecord(sheets: Sheets): SheetRecord {
  return {
    sending: (key, lengthMm) => sheets.sending(key, lengthMm),
    // Whether this printer confirms is known only when it has, or has had its time.
    sent: (key) => sheets.sent(key, 'awaited'),
    settle(key, end) {
      switch (end.state) {
        case 'printed':
          return sheets.printed(key)
        case 'sent':
          return sheets.sent(key, 'not-possible')
        case 'failed':
          return sheets.failed(key, end.reason)
        case 'unknown':
          return sheets.unknown(key, end.reason)
      }
    },
  }
}
