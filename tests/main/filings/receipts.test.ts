import { randomUUID } from 'node:crypto'
import { call } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { GENERIC_80MM } from '../../../printers/escpos/profile.ts'
import type { ThermalPrinter } from '../../../printers/escpos/thermal-printer.ts'
import { encodeReceipt, type ReceiptContent } from '../../../printers/ticket/receipt.ts'
import type { ReceiptPages } from '../../../main/filings/receipt-pages.ts'
import { receiptPage } from '../../../main/filings/receipt-page.ts'
import { sheetsForOperator } from '../../../main/queue/sheets-for-operator.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { eventually } from '../../eventually.ts'
import { NOTO_SANS } from '../../printers/escpos/fonts.ts'
import { textsOf } from '../../printers/escpos/read-job.ts'
import { person } from '../../simulators/platform/caller.ts'
import { filingDesk, type FilingDesk } from './desk.ts'
import { fakeDrafts } from './fake-drafts.ts'

type End = { readonly state: 'printed' } | { readonly state: 'unknown' | 'failed'; readonly reason: string }

/** A printer that ends each sheet as it is told. */
function scripted() {
  const jobs: Uint8Array[] = []
  const roll = {
    jobs,
    end: { state: 'printed' } as End,
    ready: true,
    printer: {
      check: () => Promise.resolve(roll.ready ? { state: 'ready' } : { state: 'not-ready', reason: 'paper-out' }),
      async print(bytes: Uint8Array, { sending, sent }: Readonly<Record<'sending' | 'sent', () => Promise<void>>>) {
        jobs.push(bytes)
        await sending()
        if (roll.end.state === 'printed') await sent()
        return roll.end
      },
    } as unknown as ThermalPrinter,
  }
  return roll
}

const receipts = async (desk: FilingDesk) => (await call(desk.intake.procedures.receipts, undefined)).receipts
const reprint = (desk: FilingDesk, receipt: unknown, requestId: string = randomUUID()) =>
  call(desk.intake.procedures.reprintReceipt, { receipt: String(receipt), requestId })
const paper = (desk: FilingDesk) => desk.sessions.view()?.filing?.paper
const inFront = (desk: FilingDesk, who: string) => {
  desk.sessions.end('done')
  desk.sessions.open().identity = identityOf({ assurance: 'card', ...person(who) })
}

describe('a receipt of today', () => {
  test('is offered to the same card again, and to no other', async () => {
    const roll = scripted()
    roll.end = { state: 'unknown', reason: 'disconnected' }
    const desk = await filingDesk({ printer: roll.printer })
    const { receipt, code } = await desk.send(desk.begin())
    await eventually(() => expect(paper(desk)).toMatchObject({ state: 'unknown', settled: true, device: 'ticket', copy: 0 }))
    inFront(desk, 'domestic')
    const item = { name: { zh: '个体工商户设立登记' }, immediate: false }
    expect(await receipts(desk)).toMatchObject([{ receipt, code, filedAt: '10:00', item, toBring: [], owed: [], paper: 'unknown' }])
    inFront(desk, 'domestic-3')
    expect(await receipts(desk)).toEqual([])
    await expect(reprint(desk, receipt)).rejects.toMatchObject({ code: 'WRONG_STEP' })
    desk.sessions.end('done')
    await expect(receipts(desk)).rejects.toMatchObject({ code: 'WRONG_STEP' })
    expect(roll.jobs).toHaveLength(1)
  })

  test('of several matters in one visit says which went, as its paper does', async () => {
    const drafts = fakeDrafts()
    const member = (code: string, zh: string) => ({ code, name: { zh, en: code }, department: { zh: '示例县公安局', en: 'Police' }, always: code !== 'c' })
    const members = [member('a', '出生登记'), member('b', '户口登记'), member('c', '生育津贴')]
    const view: typeof drafts.view = (draft) => {
      const shown = drafts.view(draft)
      return { ...shown, item: { ...shown.item, members }, together: ['a', 'b'] }
    }
    const desk = await filingDesk({ drafts: { ...drafts, view } })
    await desk.send(desk.begin())
    expect(await receipts(desk)).toMatchObject([{ together: [{ zh: '出生登记' }, { zh: '户口登记' }] }])
  })

  test('is printed again with 补打 and its count on it, one sheet for one request, and ends the doubt about the last', async () => {
    const roll = scripted()
    roll.end = { state: 'unknown', reason: 'power-cut' }
    const desk = await filingDesk({ printer: roll.printer })
    const { receipt } = await desk.send(desk.begin())
    await eventually(() => expect(paper(desk)?.settled).toBe(true))
    expect(await sheetsForOperator(desk.ledger, () => '')).toMatchObject([{ number: receipt, state: 'unknown' }])
    roll.end = { state: 'printed' }
    inFront(desk, 'domestic')
    const requestId = randomUUID()
    expect(await Promise.all([reprint(desk, receipt, requestId), reprint(desk, receipt, requestId)])).toEqual([
      { outcome: 'reprinting', count: 1 },
      { outcome: 'reprinting', count: 1 },
    ])
    await eventually(() => expect(paper(desk)).toMatchObject({ state: 'printed', settled: true, copy: 1 }))
    expect(await reprint(desk, receipt, requestId)).toEqual({ outcome: 'reprinting', count: 1 })
    expect(roll.jobs).toHaveLength(2)
    const [first, again] = roll.jobs.map((job) => textsOf(job).join('\n'))
    expect(first).not.toContain('补打')
    expect(again).toContain('补打')
    expect(again).toContain('第1次')
    expect(again).toContain(receipt)
    expect(await sheetsForOperator(desk.ledger, () => '')).toEqual([])
    const rows = await desk.ledger.read<{ copy: number; copy_reason: string | null; decision: string | null }>('SELECT copy, copy_reason, decision FROM sheet ORDER BY copy')
    expect(rows).toEqual([
      { copy: 0, copy_reason: null, decision: 'reprinted' },
      { copy: 1, copy_reason: 'unknown-sheet', decision: null },
    ])
  })

  test('is not begun while one is on its way, nor where no printer can print', async () => {
    const roll = scripted()
    let goOn: () => void = () => undefined
    const waits = { ...roll.printer, print: () => new Promise((resolve) => { goOn = () => resolve({ state: 'failed', reason: 'paper-out' }) }) }
    const desk = await filingDesk({ printer: waits as unknown as ThermalPrinter })
    const { receipt } = await desk.send(desk.begin())
    expect(await reprint(desk, receipt)).toEqual({ outcome: 'reprinting', count: 0 })
    goOn()
    await eventually(() => expect(paper(desk)?.state).toBe('failed'))
    roll.ready = false
    expect(await reprint(desk, receipt)).toEqual({ outcome: 'no-paper' })
    expect(await desk.ledger.read('SELECT copy FROM sheet')).toEqual([{ copy: 0 }])
  })

  test('comes out for who filed without paper, once there is some', async () => {
    const roll = scripted()
    roll.ready = false
    const desk = await filingDesk({ printer: roll.printer })
    const { receipt } = await desk.send(desk.begin())
    expect([paper(desk), (await receipts(desk))[0]?.paper]).toEqual([null, 'none'])
    roll.ready = true
    expect(await reprint(desk, receipt)).toEqual({ outcome: 'reprinting', count: 1 })
    await eventually(() => expect(paper(desk)).toMatchObject({ state: 'printed', copy: 1 }))
  })
})

test('where there is no roll, or it cannot print, the receipt is a page of A4 with a sheet of its own', async () => {
  const roll = scripted()
  roll.ready = false
  const pages: ReceiptContent[] = []
  const receiptPages: ReceiptPages = {
    ready: () => Promise.resolve(true),
    async bringOut(sheetKey, content, onState) {
      pages.push(content)
      await desk.ledger.sheets.sending(sheetKey, null)
      await desk.ledger.sheets.sent(sheetKey, 'awaited')
      await desk.ledger.sheets.printed(sheetKey)
      onState({ state: 'printed', settled: true })
    },
  }
  const desk: FilingDesk = await filingDesk({ printer: roll.printer, receiptPages })
  const { receipt } = await desk.send(desk.begin())
  await eventually(() => expect(paper(desk)).toEqual({ device: 'document', copy: 0, state: 'printed', settled: true }))
  expect([roll.jobs, pages.map(({ number }) => number)]).toEqual([[], [receipt]])
  expect(await desk.ledger.read('SELECT device, state FROM sheet')).toEqual([{ device: 'document', state: 'printed' }])
})

const RECEIPT: ReceiptContent = {
  hall: '示例县政务服务中心',
  item: { zh: '食品经营许可', en: 'Food business licence' },
  number: '5303230120261122K010001',
  code: 'K7MQ2XWT',
  filedAt: '2026-11-22 14:05',
  terminal: 'K01',
  toBring: Array.from({ length: 15 }, (_, at) => `材料${at + 1}`),
  owed: Array.from({ length: 8 }, (_, at) => ({ name: `欠缺${at + 1}`, until: '2026-11-30' })),
  demonstration: false,
}

test('the page of A4 says what the sheet says, and names how much it leaves out', () => {
  const { number, fields, tables, reprint: mark } = receiptPage({ ...RECEIPT, together: ['出生医学证明', '户口登记'], reprint: { at: '2026-11-22 15:00', count: 2 } })
  expect(number).toBe(RECEIPT.number)
  expect(fields).toMatchObject({ item: '食品经营许可\nFood business licence\n1. 出生医学证明\n2. 户口登记', code: RECEIPT.code, filedAt: RECEIPT.filedAt })
  const { rows = [] } = tables['materials'] ?? {}
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([
    20,
    { name: '材料1', how: '请带到窗口', until: '—' },
    { name: '另有 4 样材料', how: '请到窗口询问', until: '—' },
  ])
  expect(mark).toEqual({ at: '2026-11-22 15:00', count: 2 })
})

test('a receipt that is printed again says so first', () => {
  const job = encodeReceipt({ ...RECEIPT, reprint: { at: '2026-11-22 15:00', count: 2 } }, GENERIC_80MM, outlineFonts([NOTO_SANS]))
  expect(job.ok && textsOf(job.value.bytes)[0]).toBe('补打 REPRINT')
})
