import type { Sheets } from './sheets.ts'

/** How a printer's sheet ended, whatever the printer. */
export type SheetSettlement =
  | { readonly state: 'printed' | 'sent' }
  | { readonly state: 'failed' | 'unknown'; readonly reason: string }

/** Writes the end of a sheet; `sent` is the end of it on a printer that cannot confirm. */
export function settleSheet(sheets: Sheets, key: string, end: SheetSettlement): Promise<void> {
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
}
