import path from 'node:path'
import { openPort } from '../../drivers/ports/open-port.ts'
import type { Result } from '../../drivers/result.ts'
import { outlineFonts } from '../../printers/escpos/outline-glyph.ts'
import type { PrintJob } from '../../printers/escpos/print-job.ts'
import { openThermalPrinter, type ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import { rareFonts } from '../../printers/rare-fonts.ts'
import { encodeReceipt, type ReceiptContent } from '../../printers/ticket/receipt.ts'
import { encodeTicket, type TicketFault } from '../../printers/ticket/ticket.ts'
import { watchPaper, type PaperWatch } from '../operations/paper-watch.ts'
import { phonesOpen } from '../configuration/phones-open.ts'
import { sheetRecord } from '../queue/sheet-record.ts'
import { createTicketDesk, type TicketDesk } from '../queue/ticket-desk.ts'
import type { Ground } from './ground.ts'
import type { LedgerAtStart } from './ledger-at-start.ts'

/** The roll: its printer, the account of its paper, and who brings tickets out. */
export interface TicketSide {
  /** Null where the terminal has none. */
  readonly printer: ThermalPrinter | null
  readonly paper: PaperWatch | null
  readonly desk: TicketDesk
  /** An application's receipt, for the roll. */
  readonly receipt: (content: ReceiptContent) => Result<PrintJob, TicketFault>
}

/** `onChange`: what an operator sees of it stands otherwise. */
export function openTicketSide(ground: Ground, parts: { readonly lastSheet: LedgerAtStart['lastSheet']; readonly onChange: () => void }): TicketSide {
  const { ledger, hall, now, log, onFault } = ground
  const { machine, ticketProfile: profile, demonstration } = ground.configuration
  const { ticket } = machine.devices
  const printer = ticket
    ? openThermalPrinter({
        open: openPort(ticket.port),
        profile,
        lastSheet: parts.lastSheet,
        log: (event, facts) => log.info({ device: 'ticket', ...facts }, event),
      })
    : null
  const fontFolder = path.join(ground.appFolder, 'printers/certificate/fonts')
  const fonts = outlineFonts([path.join(fontFolder, 'NotoSansSC-Regular.ttf'), ...machine.fonts.fallback], rareFonts(path.join(fontFolder, 'rare')))
  return {
    printer,
    paper: printer && watchPaper({ printer, ledger, log, onChange: parts.onChange, onFault }),
    desk: createTicketDesk({
      printer,
      encode: (content) => encodeTicket(content, profile, fonts, hall().ticket),
      record: sheetRecord(ledger.sheets),
      hall,
      publicUrl: phonesOpen(ground.configuration),
      demonstration,
      log,
      now,
    }),
    receipt: (content) => encodeReceipt(content, profile, fonts),
  }
}
