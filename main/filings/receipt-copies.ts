import type { Ledger } from '../ledger/ledger.ts'
import { RECEIPT_OF } from '../ledger/sheet-news.ts'
import { isSettled, type Sheet, type SheetDevice } from '../ledger/sheets.ts'
import { reprintReason } from '../queue/reprint-reason.ts'
import type { Filed } from './filing-register.ts'

type Copied =
  /** `count` is 1 for the first reprint and stands on the paper. */
  | { readonly outcome: 'reprint'; readonly sheetKey: string; readonly count: number }
  /** This very request was answered before, or a receipt of it is on its way: nothing more comes out. */
  | { readonly outcome: 'on-its-way'; readonly count: number }
  /** The id was used for another act before. */
  | { readonly outcome: 'request-conflict' }

/** Receipts in the ledger once more (补打): the same number on a new sheet, with a reason and a count. */
export interface ReceiptCopies {
  /** How its last sheet stands; null where it never had one. */
  last(filingId: string): Promise<Sheet | null>
  /** Ends the matter of its sheets that went wrong before. */
  again(wish: { readonly requestId: string; readonly filed: Filed; readonly device: SheetDevice }): Promise<Copied>
}

export function createReceiptCopies(ledger: Pick<Ledger, 'transact' | 'sheets' | 'audit'>): ReceiptCopies {
  const last = async (filingId: string): Promise<Sheet | null> => (await ledger.sheets.sheetsOf(RECEIPT_OF + filingId)).at(-1) ?? null

  return {
    last,

    async again({ requestId, filed, device }) {
      const subject = RECEIPT_OF + filed.filingId
      const before = await last(filed.filingId)
      return await ledger.transact(async (tx): Promise<Copied> => {
        const rows = await tx.all<{ readonly request_id: string; readonly subject: string; readonly copy: number }>(
          'SELECT request_id, subject, copy FROM sheet WHERE request_id = ? OR subject = ? ORDER BY copy DESC',
          [requestId, subject],
        )
        const same = rows.find((row) => row.request_id === requestId)
        if (same !== undefined) {
          const isReprint = same.subject === subject && same.copy > 0
          return isReprint ? { outcome: 'on-its-way', count: same.copy } : { outcome: 'request-conflict' }
        }
        const latest = rows.at(0)?.copy ?? 0
        if (before !== null && (!isSettled(before.state) || before.copy < latest)) return { outcome: 'on-its-way', count: latest }
        const [count, reason] = [latest + 1, reprintReason(before ?? undefined)]
        ledger.sheets.reprinted(tx, subject, 'citizen')
        const sheetKey = ledger.sheets.intend(tx, { device, subject, requestId, copy: count, copyReason: reason })
        const payload = { filing: filed.filingId, receipt: filed.receipt, sheet: sheetKey, reason, count }
        ledger.audit.append(tx, { actor: 'citizen', event: 'filing.receipt-reprinted', payload })
        return { outcome: 'reprint', sheetKey, count }
      })
    },
  }
}
