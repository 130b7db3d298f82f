import { strict as assert } from 'node:assert'
import { expect, test } from 'vitest'
import { loadCertificateTemplate, receiptTemplate } from '../../../main/configuration/certificate-template.ts'
import { createReceiptPages } from '../../../main/filings/receipt-pages.ts'
import type { SheetProgress } from '../../../main/queue/sheets-in-motion.ts'
import { checkTemplate } from '../../../printers/certificate/check-template.ts'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import type { A4Printer } from '../../../printers/ipp/a4-printer.ts'
import type { ReceiptContent } from '../../../printers/ticket/receipt.ts'
import { readPdf } from '../../printers/certificate/read-pdf.ts'
import { ROOT, specimenFonts } from '../../printers/certificate/specimens.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'

const FONTS = specimenFonts()
const loaded = await loadCertificateTemplate(receiptTemplate(ROOT), async (template) => checkTemplate(template, FONTS))
assert(loaded.ok, loaded.ok ? '' : loaded.fault.line)
const TEMPLATE = loaded.value

const URL = 'https://zwfw.example.gov.cn/f/5303230120261122K010001/K7MQ2XWT'
const RECEIPT: ReceiptContent = {
  hall: '示例县政务服务中心',
  item: { zh: '个体工商户设立登记', en: 'Registration of a self-employed business' },
  department: '示例县市场监督管理局',
  number: '5303230120261122K010001',
  code: 'K7MQ2XWT',
  filedAt: '2026-11-22 10:00',
  terminal: 'K01',
  holder: '样**',
  toBring: ['经营场所使用证明'],
  owed: [{ name: '店面照片', until: '2026-11-30' }],
  qr: URL,
  demonstration: false,
}

/** A ledger with one intended sheet, and a printer that ends it so. */
async function printing(end: { readonly state: 'printed' } | { readonly state: 'failed'; readonly reason: string }) {
  const ledger = await open(await dataFolder())
  const sheetKey = await ledger.transact((tx) =>
    ledger.sheets.intend(tx, { device: 'document', subject: 'receipt:f', requestId: 'r', copy: 0, copyReason: null }),
  )
  const printed: { readonly pdf: Uint8Array }[] = []
  const used: number[] = []
  const printer = {
    check: () => Promise.resolve({ state: 'ready' }),
    async print(job: { readonly pdf: Uint8Array }, { sending, sent }: Readonly<Record<'sending' | 'sent', () => Promise<void>>>) {
      printed.push(job)
      await sending()
      if (end.state === 'printed') await sent()
      return end
    },
  } as unknown as A4Printer
  const pages = createReceiptPages({
    composer: { compose: (content, template) => Promise.resolve(composeCertificate(content, template, FONTS)) },
    template: Promise.resolve(TEMPLATE),
    printer,
    tray: { usedByOthers: (count) => Promise.resolve(void used.push(count)) },
    sheets: ledger.sheets,
    hallTime: () => '2026-11-22 10:01',
    livesMs: () => 60_000,
    now: () => TEN_O_CLOCK,
    log: { info: () => undefined, error: () => undefined } as never,
  })
  const told: SheetProgress[] = []
  return { ledger, sheetKey, printed, used, pages, told, bringOut: (content: ReceiptContent) => pages.bringOut(sheetKey, content, (progress) => told.push(progress)) }
}

const wordsOf = (pdf: Uint8Array) => readPdf(Buffer.from(pdf)).pages.map(({ text }) => text.replaceAll(/\s/g, '')).join('')

test('comes out as one page that says what the sheet from a roll says, and that it is not accepted', async () => {
  const a4 = await printing({ state: 'printed' })
  await a4.bringOut({ ...RECEIPT, reprint: { at: '2026-11-22 10:01', count: 2 } })
  expect(a4.told).toEqual([{ state: 'sending', settled: false }, { state: 'sent', settled: false }, { state: 'printed', settled: true }])
  expect(a4.used).toEqual([1])
  expect((await a4.ledger.sheets.sheet(a4.sheetKey))?.state).toEqual({ state: 'printed' })
  const words = wordsOf(a4.printed[0]?.pdf ?? Buffer.alloc(0))
  const said = ['申报回执', RECEIPT.number, RECEIPT.code, '已提交', '不表明已受理', RECEIPT.item.zh, '样**', '经营场所使用证明', '店面照片', '2026-11-30', '补打', '扫二维码']
  expect(said.filter((each) => !words.includes(each))).toEqual([])
})

test('says of one that failed that it failed, in the ledger first, and takes no paper from the tray', async () => {
  const a4 = await printing({ state: 'failed', reason: 'media-empty' })
  await a4.bringOut(RECEIPT)
  expect(a4.told.at(-1)).toEqual({ state: 'failed', settled: true, reason: 'media-empty' })
  expect([a4.used, (await a4.ledger.sheets.sheet(a4.sheetKey))?.state]).toEqual([[], { state: 'failed', reason: 'media-empty' }])
})

test('what no font has does not come out, and its sheet says so', async () => {
  const a4 = await printing({ state: 'printed' })
  await a4.bringOut({ ...RECEIPT, item: { zh: '\u{2A6D7}' } })
  expect([a4.printed, a4.told]).toEqual([[], [{ state: 'failed', settled: true, reason: 'unprintable' }]])
})

test('the platform hears of its sheet as of a receipt’s, and of no certificate', async () => {
  const a4 = await printing({ state: 'printed' })
  await a4.bringOut(RECEIPT)
  const due = await a4.ledger.outbox.due(10)
  expect(due.map(({ kind, payload }) => [kind, payload['filing'], 'certificate' in payload])).toEqual([['sheet.settled', 'f', false]])
})

