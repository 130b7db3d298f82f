import { err, type Result } from '../../drivers/result.ts'
import type { Size } from '../escpos/commands.ts'
import { printable } from '../escpos/gb18030.ts'
import { cellsOf } from '../escpos/layout.ts'
import type { OutlineFonts } from '../escpos/outline-glyph.ts'
import type { PrinterProfile } from '../escpos/profile.ts'
import { qrPicture } from '../escpos/qr-picture.ts'
import { PLAIN, Sheet, type SheetFault, type Style } from '../escpos/sheet.ts'

/** What a queue ticket says. Every string is as it shall be read; nothing is formatted, masked or translated here. */
export interface TicketContent {
  readonly hall: string
  /** The number that will be called, `A007`. */
  readonly number: string
  /** What one queues for. */
  readonly business: Bilingual
  readonly department?: string
  /** Where to go now and wait. */
  readonly where: Bilingual
  /** The windows that serve this business, as their signs say. */
  readonly windows: readonly string[]
  /** People before this number. */
  readonly ahead: number
  /** Hall time, `2026-11-21 14:05`. */
  readonly issuedAt: string
  /** Masked, `张*`. */
  readonly holder?: string
  /** One paragraph each. */
  readonly notices: readonly string[]
  /** Text of the QR code, an address that a phone can open. */
  readonly qr?: string
  /** Marks the sheet 演示 at top and bottom. */
  readonly demonstration: boolean
  /** Marks the sheet 补打: when, and the how manieth copy. */
  readonly reprint?: { readonly at: string; readonly count: number }
  /** The number was given without the hall server. */
  readonly offline?: boolean
}

/** Chinese first; English only where the hall wrote some. */
export interface Bilingual {
  readonly zh: string
  readonly en?: string
}

export type TicketFault = SheetFault | { readonly kind: 'qr-too-long' }

/**
 * The ticket as a job for a thermal printer, ESC @ to cut. One template for 58 and 80 mm, read at arm's length by
 * someone walking: the number largest, then where to go, then how many are ahead.
 */
export function encodeTicket(
  ticket: TicketContent,
  profile: PrinterProfile,
  fonts: OutlineFonts,
): Result<Uint8Array, TicketFault> {
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
    sheet.paragraph('取号时网络中断，号码有效', PLAIN)
    sheet.paragraph('Issued offline, still valid', PLAIN)
  }
  for (const notice of ticket.notices) sheet.paragraph(notice, PLAIN)

  if (ticket.qr) {
    const qr = qrPicture(ticket.qr, profile.widthDots)
    if (!qr.ok) return err(qr.fault)
    sheet.skip(1) // a line is higher than the quiet zone of the largest module
    if (profile.nativeQr === 'yes') sheet.nativeQr(ticket.qr, qr.value.moduleDots)
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
