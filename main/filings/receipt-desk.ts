import type { Result } from '../../drivers/result.ts'
import type { PrintJob } from '../../printers/escpos/print-job.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import type { TicketFault } from '../../printers/ticket/ticket.ts'
import type { Log } from '../operations/log.ts'
import { bringOntoPaper, viewOfEnd, type SheetProgress, type SheetRecord } from '../queue/sheets-in-motion.ts'

/** Turns filings into paper: the sheet was intended with the filing, and is followed to its end here. */
export interface ReceiptDesk {
  /** Whether a receipt can be printed now. What is filed is filed without paper, too. */
  ready(): Promise<boolean>
  /** Starts the sheet on its way; what becomes of it is heard through `onState`. */
  bringOut(sheet: {
    readonly sheetKey: string
    readonly content: ReceiptContent
    readonly onState: (progress: SheetProgress) => void
  }): void
  /** Resolves when no receipt is on its way. */
  quiet(): Promise<void>
}

export function createReceiptDesk(parts: {
  /** Null where the terminal has no printer. */
  readonly printer: ThermalPrinter | null
  readonly encode: (content: ReceiptContent) => Result<PrintJob, TicketFault>
  readonly record: SheetRecord
  /** How long the printer may take to come to it, ms. */
  readonly livesMs: () => number
  readonly log: Log
}): ReceiptDesk {
  const { printer, record, log } = parts
  const onTheWay = new Set<Promise<void>>()

  async function bringOut({ sheetKey, content, onState }: Parameters<ReceiptDesk['bringOut']>[0]): Promise<void> {
    const encoded = parts.encode(content)
    if (!encoded.ok || printer === null) {
      const end = { state: 'failed', reason: encoded.ok ? 'disconnected' : 'unprintable' } as const
      log.error({ sheet: sheetKey, reason: end.reason }, 'a receipt cannot be printed')
      await record.settle(sheetKey, end)
      onState(viewOfEnd({}, end))
      return
    }
    await bringOntoPaper({
      key: sheetKey,
      of: {},
      bytes: encoded.value.bytes,
      lengthMm: Math.round(encoded.value.lengthMm),
      printer,
      record,
      livesMs: parts.livesMs(),
      onState(progress) {
        if (progress.settled) log.info({ sheet: sheetKey, state: progress.state, reason: progress.reason }, 'sheet settled')
        onState(progress)
      },
    })
  }

  return {
    ready: async () => (await printer?.check())?.state === 'ready',
    bringOut(sheet) {
      sheet.onState({ state: 'intended', settled: false })
      // A ledger that can no longer write is not something a page can be told of: the process must not go on.
      const way = bringOut(sheet).finally(() => onTheWay.delete(way))
      onTheWay.add(way)
      way.catch((fault: unknown) => {
        queueMicrotask(() => {
          throw fault
        })
      })
    },
    async quiet() {
      await Promise.allSettled(onTheWay)
    },
  }
}
