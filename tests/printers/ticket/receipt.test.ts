import { strict as assert } from 'node:assert'
import { describe, expect, test } from 'vitest'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { GENERIC_58MM, GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import { encodeReceipt, type ReceiptContent } from '../../../printers/ticket/receipt.ts'
import { codeIn, NO_ZBARIMG } from '../../zbarimg.ts'
import { NOTO_SANS } from '../escpos/fonts.ts'
import { onPaper } from '../on-paper.ts'

const FONTS = outlineFonts([NOTO_SANS])
const PAPERS = [
  ['58 mm', GENERIC_58MM],
  ['80 mm', GENERIC_80MM],
] as const

const RECEIPT: ReceiptContent = {
  hall: '示例县政务服务中心',
  item: { zh: '个体工商户设立登记', en: 'Registration of a self-employed business' },
  department: '示例县市场监督管理局',
  number: '5303230120261122K010001',
  code: '7KQ4M9XT',
  filedAt: '2026-11-22 10:05',
  terminal: 'K01',
  holder: '样**',
  applicant: '李*',
  toBring: ['经营场所使用证明（原件）'],
  owed: [{ name: '经营者身份证复印件', until: '2026-12-04' }],
  qr: 'https://zwfw.example.gov.cn/f/5303230120261122K010001/7KQ4M9XT',
  demonstration: true,
}

function sheetOf(receipt: ReceiptContent, profile: PrinterProfile) {
  const job = encodeReceipt(receipt, profile, FONTS)
  assert(job.ok, job.ok ? '' : job.fault.kind)
  const sheet = onPaper(job.value.bytes, profile.widthDots)
  expect(sheet.errors).toEqual([])
  return sheet
}

describe.each(PAPERS)('a receipt on %s paper', (_, profile) => {
  test('says what was handed in, what is still to come, and that handing in is not acceptance', () => {
    const said = sheetOf(RECEIPT, profile).text.replaceAll('\n', '')
    for (const words of ['示例县政务服务中心', '个体工商户设立登记', '5303230120261122K010001', '7KQ4M9XT', '已提交', '经营场所使用证明', '2026-12-04', '样**', '李*', 'K01', '2026-11-22 10:05']) {
      expect(said).toContain(words)
    }
    expect(said).toContain('本回执只表明已提交，不表明已受理')
    expect(said.split('演示')).toHaveLength(3)
  })

  test('of what was asked for says that, and nothing of acceptance', () => {
    const { applicant: _applicant, ...given } = RECEIPT
    const said = sheetOf({ ...given, supplement: true }, profile).text.replaceAll('\n', '')
    for (const words of ['补正回执', '补正材料已提交', '5303230120261122K010001', '7KQ4M9XT', '经营场所使用证明']) expect(said).toContain(words)
    expect(said).not.toMatch(/受理|申报/)
  })

  test('has no code where no phone could open it, and no 演示 where it counts', () => {
    const { qr: _qr, ...plain } = RECEIPT
    const said = sheetOf({ ...plain, demonstration: false, toBring: [], owed: [] }, profile).text
    for (const words of ['扫码', '演示', '请带到窗口', '容缺']) expect(said).not.toContain(words)
  })

  test.skipIf(NO_ZBARIMG)('has a code that a phone reads as its own address (needs zbarimg)', () => {
    expect(codeIn(sheetOf(RECEIPT, profile).png())).toBe(RECEIPT.qr)
  })
})
