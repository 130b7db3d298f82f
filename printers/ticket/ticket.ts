import { err, type Result } from '../../drivers/result.ts'
import type { Alignment, Size } from '../escpos/commands.ts'
import { printable } from '../escpos/gb18030.ts'
import { cellsOf } from '../escpos/layout.ts'
import type { OutlineFonts } from '../escpos/outline-glyph.ts'
import type { PrintJob } from '../escpos/print-job.ts'
import type { PrinterProfile } from '../escpos/profile.ts'
import { qrPicture, type QrPicture } from '../escpos/qr-picture.ts'
import { PLAIN, Sheet, type SheetFault, type Style } from '../escpos/sheet.ts'
import {
  DEFAULT_TEMPLATE,
  sizesOf,
  USUAL_STYLE,
  type BlockStyle,
  type TicketBlock,
  type TicketTemplate,
} from './template.ts'

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
  /** About how long until it is called, `约10–15分钟`; absent where nobody can say. */
  readonly wait?: Bilingual
  /** Of a booking (预约): `09:00–09:30`; it stands above everything of the hall's own. */
  readonly slot?: string
  /** 绿色通道: it goes first, and no more than that is said. */
  readonly green?: boolean
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
 * The ticket as a job for a thermal printer, ESC @ to cut: the hall's template between the marks that are never a
 * hall's to leave out (演示 at top and bottom, 补打, 预约 and 绿色通道 at the top, a number given offline above the notices).
 */
export function encodeTicket(
  ticket: TicketContent,
  profile: PrinterProfile,
  fonts: OutlineFonts,
  template: TicketTemplate = DEFAULT_TEMPLATE,
): Result<PrintJob, TicketFault> {
  const sheet = new Sheet(profile, fonts)
  const qr = ticket.qr && template.some(({ block }) => block === 'qr') ? qrPicture(ticket.qr, profile.widthDots) : null
  if (qr?.ok === false) return err(qr.fault)
  const paper: Paper = { sheet, profile, ticket, qr: qr?.value ?? null, template }

  if (ticket.demonstration) mark(paper, DEMONSTRATION)
  if (ticket.reprint) {
    mark(paper, REPRINT)
    sheet.paragraph(`第${ticket.reprint.count}次 Copy ${ticket.reprint.count}  ${ticket.reprint.at}`, below('centre'))
  }
  if (ticket.slot) {
    mark(paper, `预约 ${ticket.slot}`)
    sheet.paragraph('Appointment', below('centre'))
  }
  if (ticket.green) {
    mark(paper, '绿色通道')
    sheet.paragraph('Priority', below('centre'))
  }
  for (const block of template) {
    if (block.block === 'notices') printOffline(paper)
    printBlock(paper, block)
  }
  if (template.every(({ block }) => block !== 'notices')) printOffline(paper)
  if (ticket.demonstration) mark(paper, DEMONSTRATION)
  return sheet.finish()
}

interface Paper {
  readonly sheet: Sheet
  readonly profile: PrinterProfile
  readonly ticket: TicketContent
  readonly qr: QrPicture | null
  readonly template: TicketTemplate
}

function printBlock(paper: Paper, block: TicketBlock): void {
  const { sheet, profile, ticket } = paper
  switch (block.block) {
    case 'hall':
      return styled(paper, block, ticket.hall)
    case 'number':
      return styled(paper, block, ticket.number)
    case 'business':
      return bilingual(paper, block, ticket.business)
    case 'department':
      return styled(paper, block, ticket.department ?? '')
    case 'where':
      sheet.paragraph('请到 Please go to', below(block.align))
      return bilingual(paper, block, ticket.where)
    case 'windows':
      return printWindows(paper, block)
    case 'ahead':
      bilingual(
        paper,
        block,
        ticket.ahead === 0
          ? { zh: '前面无人等候', en: 'No one ahead of you' }
          : { zh: `前面还有 ${ticket.ahead} 人`, en: `${ticket.ahead} ahead of you` },
      )
      if (ticket.wait) bilingual(paper, block, ticket.wait)
      return
    case 'notices':
      for (const notice of ticket.notices) styled(paper, block, notice)
      return
    case 'text':
      return bilingual(paper, block, block)
    case 'issued':
      return sheet.sides('取号时间 Issued', ticket.issuedAt)
    case 'holder':
      if (ticket.holder) sheet.sides('持票人 Holder', ticket.holder)
      return
    case 'qr':
      return printQr(paper)
    case 'logo':
      return sheet.picture(block.logo.bitmapFor(profile.widthDots), 'centre')
    case 'rule':
      return sheet.rule()
    case 'blank':
      return sheet.skip(block.count)
  }
}

/** Where to go may be the windows themselves: they are not named twice. */
function printWindows(paper: Paper, block: StyledBlock): void {
  const windows = paper.ticket.windows.join('、')
  const said = windows === paper.ticket.where.zh && paper.template.some((each) => each.block === 'where')
  if (windows !== '' && !said) styled(paper, block, `窗口 Windows: ${windows}`)
}

function printQr({ sheet, profile, ticket, qr }: Paper): void {
  if (qr === null || !ticket.qr) return
  sheet.skip(1) // a line is higher than the quiet zone of the largest module
  if (profile.nativeQr === 'yes') sheet.nativeQr(ticket.qr, qr)
  else sheet.picture(qr.bitmap, 'centre')
  sheet.skip(1)
}

function printOffline({ sheet, ticket }: Paper): void {
  if (!ticket.offline) return
  sheet.paragraph('离线号，请以叫号为准', PLAIN)
  sheet.paragraph('Offline number. Go when called.', PLAIN)
}

function mark(paper: Paper, text: string): void {
  styled(paper, { block: 'hall', ...USUAL_STYLE.hall }, text)
}

type StyledBlock = Extract<TicketBlock, BlockStyle>

function bilingual(paper: Paper, block: StyledBlock, text: Bilingual): void {
  styled(paper, block, text.zh)
  if (text.en) paper.sheet.paragraph(text.en, below(block.align))
}

function styled({ sheet, profile }: Paper, { block, align, size, bold }: StyledBlock, text: string): void {
  sheet.paragraph(text, { align, size: largestFitting(text, sizesOf(block, size), profile.columns), bold })
}

function below(align: Alignment): Style {
  return { ...PLAIN, align }
}

export const DEMONSTRATION = '演示 DEMONSTRATION'
export const REPRINT = '补打 REPRINT'

/** The first size at which the text takes one line, or else the last. */
export function largestFitting(text: string, sizes: readonly Size[], columns: number): Size {
  const cells = cellsOf(printable(text).trim())
  return sizes.find(({ width }) => cells * width <= columns) ?? sizes.at(-1) ?? PLAIN.size
}
