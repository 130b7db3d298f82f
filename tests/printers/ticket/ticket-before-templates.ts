import { err, type Result } from '../../../drivers/result.ts'
import type { Size } from '../../../printers/escpos/commands.ts'
import { printable } from '../../../printers/escpos/gb18030.ts'
import { cellsOf } from '../../../printers/escpos/layout.ts'
import type { OutlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import type { PrintJob } from '../../../printers/escpos/print-job.ts'
import type { PrinterProfile } from '../../../printers/escpos/profile.ts'
import { qrPicture } from '../../../printers/escpos/qr-picture.ts'
import { PLAIN, Sheet, type Style } from '../../../printers/escpos/sheet.ts'
import type { TicketContent, TicketFault } from '../../../printers/ticket/ticket.ts'

/**
 * The queue ticket as it was written by hand before templates: halls without a template print its very bytes, and their
 * paper must not change with the code.
 */
export function ticketBeforeTemplates(
  ticket: TicketContent,
  profile: PrinterProfile,
  fonts: OutlineFonts,
): Result<PrintJob, TicketFault> {
  const sheet = new Sheet(profile, fonts)
  const centred = (text: string, sizes: readonly Size[], bold = false) => {
    sheet.paragraph(text, { align: 'centre', size: largestFitting(text, sizes, profile.columns), bold })
  }

  if (ticket.demonstration) centred(DEMONSTRATION, TITLE)
  if (ticket.reprint) {
    centred('补打 REPRINT', TITLE)
    sheet.paragraph(`第${ticket.reprint.count}次 Copy ${ticket.reprint.count}  ${ticket.reprint.at}`, CENTRED)
  }
  centred(ticket.hall, TITLE)
  sheet.rule()
  centred(ticket.business.zh, TITLE)
  if (ticket.business.en) sheet.paragraph(ticket.business.en, CENTRED)
  if (ticket.department) sheet.paragraph(ticket.department, CENTRED)
  centred(ticket.number, NUMBER)
  sheet.rule()

  sheet.paragraph('请到 Please go to', CENTRED)
  centred(ticket.where.zh, LARGE, true)
  if (ticket.where.en) sheet.paragraph(ticket.where.en, CENTRED)
  const windows = ticket.windows.join('、')
  if (windows !== '' && windows !== ticket.where.zh) sheet.paragraph(`窗口 Windows: ${windows}`, CENTRED)
  centred(ticket.ahead === 0 ? '前面无人等候' : `前面还有 ${ticket.ahead} 人`, LARGE)
  sheet.paragraph(ticket.ahead === 0 ? 'No one ahead of you' : `${ticket.ahead} ahead of you`, CENTRED)
  sheet.rule()

  sheet.sides('取号时间 Issued', ticket.issuedAt)
  if (ticket.holder) sheet.sides('持票人 Holder', ticket.holder)
  if (ticket.offline) {
    sheet.paragraph('离线号，请以叫号为准', PLAIN)
    sheet.paragraph('Offline number. Go when called.', PLAIN)
  }
  for (const notice of ticket.notices) sheet.paragraph(notice, PLAIN)

  if (ticket.qr) {
    const qr = qrPicture(ticket.qr, profile.widthDots)
    if (!qr.ok) return err(qr.fault)
    sheet.skip(1) // a line is higher than the quiet zone of the largest module
    if (profile.nativeQr === 'yes') sheet.nativeQr(ticket.qr, qr.value)
    else sheet.picture(qr.value.bitmap, 'centre')
    sheet.skip(1)
  }
  if (ticket.demonstration) centred(DEMONSTRATION, TITLE)
  return sheet.finish()
}

const DEMONSTRATION = '演示 DEMONSTRATION'
const CENTRED: Style = { ...PLAIN, align: 'centre' }
const DOUBLE: Size = { width: 2, height: 2 }
/** One line if it can be; what is longer keeps the height and gives up the width. */
const TITLE: readonly Size[] = [DOUBLE, { width: 1, height: 2 }]
/** Large even if that takes several lines. */
const LARGE: readonly Size[] = [DOUBLE]
/** 18 mm high: a letter and four digits at 6 times take 30 of the 32 cells of 58 mm paper. */
const NUMBER: readonly Size[] = [6, 5, 4, 3, 2].map((times) => ({ width: times, height: times }))

/** The first size at which the text takes one line, or else the last. */
function largestFitting(text: string, sizes: readonly Size[], columns: number): Size {
  const cells = cellsOf(printable(text).trim())
  return sizes.find(({ width }) => cells * width <= columns) ?? sizes.at(-1) ?? DOUBLE
}
