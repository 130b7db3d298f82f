import { openA4Printer, type A4Printer } from '../../printers/ipp/a4-printer.ts'
import { createGuidePrinter, type GuidePrinter } from '../catalogue/guide-printer.ts'
import { openCertificateOffice, type CertificateOffice } from '../certificates/office.ts'
import { openPages, type Pages } from '../certificates/pages.ts'
import { createReceiptPages, type ReceiptPages } from '../filings/receipt-pages.ts'
import { createPaperTrays } from '../ledger/paper-trays.ts'
import { createReportPrinter, type ReportPrinter } from '../operations/report-printer.ts'
import { watchTray, type TrayWatch } from '../operations/tray-watch.ts'
import type { Platform } from '../platform/platform.ts'
import type { Ground } from './ground.ts'
import type { LedgerAtStart } from './ledger-at-start.ts'

/** The A4 printer, its tray, the pages made for it, and all that comes out of it; without one, all of it is null. */
export interface A4Side {
  readonly printer: A4Printer | null
  readonly tray: TrayWatch | null
  readonly pages: Pages | null
  /** Null also without a platform, which has the certificates. */
  readonly office: CertificateOffice | null
  readonly report: ReportPrinter | null
  readonly guides: GuidePrinter | null
  readonly receipts: ReceiptPages | null
  /** No certificate's copy is begun any more, then the printer goes; what is in it settles by what is known. */
  closePrinter(): Promise<void>
  /** After `closePrinter`: resolves when every sheet is settled and neither the worker nor the ledger is asked any more. */
  close(): Promise<void>
}

const NO_A4_PRINTER: A4Side = {
  printer: null,
  tray: null,
  pages: null,
  office: null,
  report: null,
  guides: null,
  receipts: null,
  closePrinter: () => Promise.resolve(),
  close: () => Promise.resolve(),
}

/** `onChange`: what an operator sees of it stands otherwise. */
export function openA4Side(
  ground: Ground,
  parts: {
    readonly documentsInDoubt: LedgerAtStart['documentsInDoubt']
    readonly platform: Platform | null
    readonly onChange: () => void
  },
): A4Side {
  const { ledger, hall, hallTime, now, log, onFault, sheetLivesMs: livesMs } = ground
  const { machine, demonstration } = ground.configuration
  const a4 = machine.devices.document
  if (a4 === undefined) return NO_A4_PRINTER
  const terminal = machine.terminal.id
  const printer = openA4Printer({
    url: a4.port,
    inDoubt: parts.documentsInDoubt,
    log: (event, facts) => log.info({ device: 'document', ...facts }, event),
  })
  const tray = watchTray({ printer, ledger, trays: createPaperTrays(ledger, now), log, onChange: parts.onChange, onFault })
  const pages = openPages({ appFolder: ground.appFolder, fallbackFonts: machine.fonts.fallback, log })
  const { composer } = pages
  const office =
    parts.platform &&
    openCertificateOffice({ platform: parts.platform, printer, ledger, pages, terminal, demonstration, hallTime, livesMs, now, log })
  const report = createReportPrinter({
    ledger,
    composer,
    template: pages.report,
    printer,
    tray,
    hall,
    businessDay: ground.businessDay,
    now,
    terminal,
    demonstration,
    log,
  })
  const guides = createGuidePrinter({ ledger, composer, template: pages.guide, printer, tray, hallTime, livesMs, now, terminal, demonstration, log })
  const receipts = createReceiptPages({ composer, template: pages.receipt, printer, tray, sheets: ledger.sheets, hallTime, livesMs, now, log })
  let certificates: Promise<void> | undefined
  return {
    printer,
    tray,
    pages,
    office,
    report,
    guides,
    receipts,
    async closePrinter() {
      certificates = office?.desk.close()
      await printer.close()
    },
    async close() {
      await Promise.all([certificates, report.quiet(), guides.quiet()])
      await pages.close()
      await tray.close()
    },
  }
}
