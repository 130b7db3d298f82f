import type { Result } from '../../drivers/result.ts'
import type { PrintJob } from '../../printers/escpos/print-job.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import type { TicketFault } from '../../printers/ticket/ticket.ts'
import type { SheetDevice } from '../ledger/sheets.ts'
import type { Log } from '../operations/log.ts'
import { bringOntoPaper, viewOfEnd, type SheetProgress, type SheetRecord } from '../queue/sheets-in-motion.ts'
import type { ReceiptPages } from './receipt-pages.ts'

/** Turns filings into paper: the sheet was intended with the filing, and is followed to its end here. */
export interface ReceiptDesk {
  /** Out of which printer a receipt can come now; null: of none. What is filed is filed without paper, too. */
  ready(): Promise<SheetDevice | null>
  /** Starts the sheet on its way; what becomes of it is heard through `onState`. */
  bringOut(sheet: {
    readonly sheetKey: string
    readonly device: SheetDevice
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
  /** On A4; null where the terminal has no printer for it. */
  readonly pages: ReceiptPages | null
  /** Which the hall wants first; the other is what is left where that one cannot print. */
  readonly first: () => SheetDevice
  readonly record: SheetRecord
  /** How long the printer may take to come to it, ms. */
  readonly livesMs: () => number
  readonly log: Log
}): ReceiptDesk {
  const { printer, record, log } = parts
  const onTheWay = new Set<Promise<void>>()

  async function onTheRoll({ sheetKey, content, onState }: Parameters<ReceiptDesk['bringOut']>[0]): Promise<void> {
    const encoded = parts.encode(content)
    if (!encoded.ok || printer === null) {
      await cannot(sheetKey, encoded.ok ? 'disconnected' : 'unprintable', onState)
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
      onState,
    })
  }

  async function cannot(sheetKey: string, reason: 'disconnected' | 'unprintable', onState: (progress: SheetProgress) => void): Promise<void> {
    const end = { state: 'failed', reason } as const
    await record.settle(sheetKey, end)
    onState(viewOfEnd({}, end))
  }

  async function bringOut(sheet: Parameters<ReceiptDesk['bringOut']>[0]): Promise<void> {
    const { sheetKey, device, content } = sheet
    const onState = (progress: SheetProgress): void => {
      if (progress.settled) log.info({ sheet: sheetKey, device, state: progress.state, reason: progress.reason }, 'sheet settled')
      sheet.onState(progress)
    }
    if (device === 'ticket') await onTheRoll({ ...sheet, onState })
    else if (parts.pages === null) await cannot(sheetKey, 'disconnected', onState)
    else await parts.pages.bringOut(sheetKey, content, onState)
  }

  const isReady: Readonly<Record<SheetDevice, () => Promise<boolean>>> = {
    ticket: async () => (await printer?.check())?.state === 'ready',
    document: async () => (await parts.pages?.ready()) ?? false,
  }

  return {
    async ready() {
      const first = parts.first()
      if (await isReady[first]()) return first
      const other = first === 'ticket' ? 'document' : 'ticket'
      return (await isReady[other]()) ? other : null
    },
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
