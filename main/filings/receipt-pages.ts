import type { CertificateComposer } from '../../printers/certificate/composer.ts'
import type { CertificateTemplate } from '../../printers/certificate/template.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import { settleSheet, type SheetSettlement } from '../ledger/settle-sheet.ts'
import type { Sheets } from '../ledger/sheets.ts'
import type { Log } from '../operations/log.ts'
import type { TrayWatch } from '../operations/tray-watch.ts'
import type { SheetProgress } from '../queue/sheets-in-motion.ts'
import { receiptPage } from './receipt-page.ts'

/** Receipts on A4, where there is no roll, or the hall wants them so. */
export interface ReceiptPages {
  ready(): Promise<boolean>
  /** Brings one intended sheet to its end; each state is durable before it is told. */
  bringOut(sheetKey: string, content: ReceiptContent, onState: (progress: SheetProgress) => void): Promise<void>
}

export function createReceiptPages(parts: {
  readonly composer: Pick<CertificateComposer, 'compose'>
  /** `receiptTemplate` in main/configuration, once it is loaded; null: it cannot be used, which the log has said. */
  readonly template: Promise<CertificateTemplate | null>
  readonly printer: Pick<A4Printer, 'print' | 'check'>
  readonly tray: Pick<TrayWatch, 'usedByOthers'>
  readonly sheets: Sheets
  /** Hall time, `2026-11-22 10:05`. */
  readonly hallTime: (instant: Date) => string
  /** How long the printer may take to come to a sheet, ms. */
  readonly livesMs: () => number
  readonly now: () => Date
  readonly log: Log
}): ReceiptPages {
  const { printer, sheets, log } = parts

  async function composed(content: ReceiptContent) {
    const template = await parts.template
    if (template === null) return null
    const at = parts.now()
    const made = await parts.composer.compose({ ...receiptPage(content), printedAt: parts.hallTime(at), createdAt: at.toISOString() }, template)
    if (made.ok) return made.value
    log.error({ ...made.fault }, 'a receipt cannot be composed')
    return null
  }

  async function end(sheetKey: string, ended: SheetSettlement, onState: (progress: SheetProgress) => void): Promise<void> {
    await settleSheet(sheets, sheetKey, ended)
    onState({ state: ended.state, settled: true, ...('reason' in ended ? { reason: ended.reason } : {}) })
  }

  return {
    ready: async () => (await parts.template) !== null && (await printer.check()).state === 'ready',

    async bringOut(sheetKey, content, onState) {
      const page = await composed(content)
      if (page === null) {
        await end(sheetKey, { state: 'failed', reason: 'unprintable' }, onState)
        return
      }
      const { pdf, pages } = page
      const ended = await printer.print(
        { key: sheetKey, pdf, pages, sides: 'one-sided', color: 'monochrome' },
        {
          livesMs: parts.livesMs(),
          async sending() {
            await sheets.sending(sheetKey, null)
            onState({ state: 'sending', settled: false })
          },
          async sent() {
            await sheets.sent(sheetKey, 'awaited')
            onState({ state: 'sent', settled: false })
          },
        },
      )
      if (ended.state !== 'failed') await parts.tray.usedByOthers(pages)
      await end(sheetKey, ended, onState)
    },
  }
}
