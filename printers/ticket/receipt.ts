import { err, type Result } from '../../drivers/result.ts'
import type { OutlineFonts } from '../escpos/outline-glyph.ts'
import type { PrintJob } from '../escpos/print-job.ts'
import type { PrinterProfile } from '../escpos/profile.ts'
import { qrPicture } from '../escpos/qr-picture.ts'
import { PLAIN, Sheet, type Style } from '../escpos/sheet.ts'
import type { Size } from '../escpos/commands.ts'
import { DEMONSTRATION, largestFitting, REPRINT, type Bilingual, type TicketFault } from './ticket.ts'

/**
 * What the receipt of an application says (回执). Every string is as it shall be read; nothing is formatted or masked here.
 * It says that something was handed in (提交), never that it was accepted (受理): that is the authority's to say, later.
 */
export interface ReceiptContent {
  readonly hall: string
  /** Of papers that were asked for (补正), and not of an application. */
  readonly supplement?: boolean
  readonly item: Bilingual
  readonly department?: string
  /** 一件事: the items that were handed in together, in their order; of a single item none. */
  readonly together?: readonly string[]
  /** 回执号 */
  readonly number: string
  /** With the number it opens the progress, for whoever holds the paper. */
  readonly code: string
  /** Hall time, `2026-11-22 14:05`. */
  readonly filedAt: string
  readonly terminal: string
  /** Masked, `张*`: whose card it was. */
  readonly holder?: string
  /** Masked: in whose name, where that is another's. */
  readonly applicant?: string
  /** What is brought to the window. */
  readonly toBring: readonly string[]
  /** 容缺: what is owed, and until which day. */
  readonly owed: readonly { readonly name: string; readonly until: string }[]
  /** Text of the QR code, an address that a phone can open. */
  readonly qr?: string
  /** Marks the sheet 演示 at top and bottom. */
  readonly demonstration: boolean
  /** Marks the sheet 补打: when, and the how manieth copy. */
  readonly reprint?: { readonly at: string; readonly count: number }
}

const NUMBER_SIZES: readonly Size[] = [
  { width: 2, height: 3 },
  { width: 1, height: 3 },
  { width: 1, height: 2 },
]
const TITLE_SIZES: readonly Size[] = [
  { width: 2, height: 2 },
  { width: 1, height: 2 },
]
const CODE_SIZES: readonly Size[] = [{ width: 3, height: 3 }]
const CENTRED: Style = { ...PLAIN, align: 'centre' }
const STRONG: Style = { ...PLAIN, bold: true }

const OF_APPLICATION = {
  title: '申报回执',
  english: 'Receipt of an application',
  state: '已提交',
  only: '本回执只表明已提交，不表明已受理。',
  onlyEnglish: 'It was handed in. Whether it is accepted is decided by the authority.',
}
const OF_SUPPLEMENT: typeof OF_APPLICATION = {
  title: '补正回执',
  english: 'Receipt of papers that were asked for',
  state: '补正材料已提交',
  only: '本回执只表明补正材料已提交，由部门另行审核。',
  onlyEnglish: 'The papers were handed in. The authority will look at them.',
}

/** The receipt as a job for a thermal printer, ESC @ to cut. */
export function encodeReceipt(receipt: ReceiptContent, profile: PrinterProfile, fonts: OutlineFonts): Result<PrintJob, TicketFault> {
  const sheet = new Sheet(profile, fonts)
  const large = (text: string, sizes: readonly Size[]) =>
    sheet.paragraph(text, { align: 'centre', size: largestFitting(text, sizes, profile.columns), bold: true })

  if (receipt.demonstration) large(DEMONSTRATION, TITLE_SIZES)
  if (receipt.reprint) {
    large(REPRINT, TITLE_SIZES)
    sheet.paragraph(`第${receipt.reprint.count}次 Copy ${receipt.reprint.count}  ${receipt.reprint.at}`, CENTRED)
  }
  large(receipt.hall, TITLE_SIZES)
  const { title, english, state, only, onlyEnglish } = receipt.supplement === true ? OF_SUPPLEMENT : OF_APPLICATION
  large(title, TITLE_SIZES)
  sheet.paragraph(english, CENTRED)
  sheet.rule()
  large(receipt.item.zh, TITLE_SIZES)
  if (receipt.item.en) sheet.paragraph(receipt.item.en, CENTRED)
  if (receipt.department) sheet.paragraph(receipt.department, CENTRED)
  sheet.rule()
  sheet.paragraph('回执号 Receipt no.', CENTRED)
  large(receipt.number, NUMBER_SIZES)
  sheet.paragraph('查询码 Code', CENTRED)
  large(receipt.code, CODE_SIZES)
  sheet.rule()
  large(state, TITLE_SIZES)
  sheet.paragraph(only, STRONG)
  sheet.paragraph(onlyEnglish, PLAIN)
  if (receipt.together !== undefined && receipt.together.length > 0) {
    sheet.rule()
    sheet.paragraph('一并提交的事项 Handed in together', STRONG)
    for (const [at, name] of receipt.together.entries()) sheet.paragraph(`${at + 1}. ${name}`, PLAIN)
    sheet.paragraph('是否受理，由各部门分别决定。', PLAIN)
    sheet.paragraph('Each is decided on by its own authority.', PLAIN)
  }
  if (receipt.toBring.length > 0) {
    sheet.rule()
    sheet.paragraph('请带到窗口 Bring to the window', STRONG)
    for (const name of receipt.toBring) sheet.paragraph(`□ ${name}`, PLAIN)
  }
  if (receipt.owed.length > 0) {
    sheet.rule()
    sheet.paragraph('容缺材料，请按期补交 Still owed', STRONG)
    for (const { name, until } of receipt.owed) {
      sheet.paragraph(`□ ${name}`, PLAIN)
      sheet.sides('  最迟 until', until)
    }
  }
  sheet.rule()
  if (receipt.holder) sheet.sides('提交人 Handed in by', receipt.holder)
  if (receipt.applicant) sheet.sides('申请人 Applicant', receipt.applicant)
  sheet.sides('提交时间 Time', receipt.filedAt)
  sheet.sides('终端 Terminal', receipt.terminal)
  if (receipt.qr) {
    const qr = qrPicture(receipt.qr, profile.widthDots)
    if (!qr.ok) return err(qr.fault)
    sheet.skip(1) // a line is higher than the quiet zone of the largest module
    if (profile.nativeQr === 'yes') sheet.nativeQr(receipt.qr, qr.value)
    else sheet.picture(qr.value.bitmap, 'centre')
    sheet.skip(1)
    sheet.paragraph('扫码查看办理进度 Scan for its progress', CENTRED)
  }
  sheet.paragraph('请妥善保管：凭回执号和查询码可查询进度。', PLAIN)
  sheet.paragraph('Keep it: number and code show the progress.', PLAIN)
  if (receipt.demonstration) large(DEMONSTRATION, TITLE_SIZES)
  return sheet.finish()
}
