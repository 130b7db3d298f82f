import assert from 'node:assert/strict'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createCertificateCopies } from '../../../main/certificates/copies.ts'
import { settleCertificate } from '../../../main/certificates/sheets-for-operator.ts'
import { loadCertificateTemplate, reportTemplate } from '../../../main/configuration/certificate-template.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { ReportProgress } from '../../../main/contract/operator.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dayReport } from '../../../main/operations/day-report.ts'
import { createReportPrinter } from '../../../main/operations/report-printer.ts'
import { reasonWords } from '../../../main/operations/report-words.ts'
import { checkTemplate } from '../../../printers/certificate/check-template.ts'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import type { CertificateTemplate } from '../../../printers/certificate/template.ts'
import type { A4Job } from '../../../printers/ipp/job-ticket.ts'
import type { Settlement } from '../../../printers/ipp/settlement.ts'
import { operatorZh } from '../../../renderer/strings/operator-zh.ts'
import { readPdf } from '../../printers/certificate/read-pdf.ts'
import { ROOT, specimenFonts } from '../../printers/certificate/specimens.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { HOLDER, WISH } from '../certificates/fixture.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { queueOn, request } from '../queue/fixture.ts'

const DAY = '2026-11-22'
const HALL = HallFile.parse(OPEN_HALL)
const FONTS = specimenFonts()
const TEMPLATE = await loadCertificateTemplate(reportTemplate(ROOT), async (template) => checkTemplate(template, FONTS))

/** A day with a ticket that was not printed, and certificates that ended in every way. */
async function day(): Promise<Ledger> {
  const ledger = await open(await dataFolder())
  const queue = queueOn(ledger)
  const taken = await queue.takeNumber(request('first'))
  assert(taken.outcome === 'issued' && taken.sheetKey !== null)
  await ledger.sheets.failed(taken.sheetKey, 'paper-out')
  const copies = createCertificateCopies(ledger, () => TEN_O_CLOCK)
  for (const way of ['printed', 'sent', 'spoiled', 'failed', 'unknown', 'not-authorised'] as const) {
    const intended = await copies.intend({ requestId: way, wish: WISH, holder: HOLDER, copies: 1, businessDay: DAY })
    assert(intended.outcome === 'intended' && intended.copies[0] !== undefined)
    const { copy, sheetKey } = intended.copies[0]
    if (way === 'not-authorised') {
      await ledger.sheets.failed(sheetKey, 'platform-unreachable')
      continue
    }
    await copies.authorised(copy.key, { id: way, number: `530323-${way}` })
    await copies.made(copy.key, { sha256: '0'.repeat(64), pages: 2 })
    if (way === 'failed') {
      await ledger.sheets.failed(sheetKey, 'media-jam')
      continue
    }
    await ledger.sheets.sending(sheetKey, null)
    if (way === 'unknown') {
      await ledger.sheets.unknown(sheetKey, 'pages-missing')
      continue
    }
    await ledger.sheets.sent(sheetKey, 'awaited')
    await (way === 'sent' ? ledger.sheets.sent(sheetKey, 'not-possible') : ledger.sheets.printed(sheetKey))
    if (way !== 'spoiled') continue
    const end = { end: 'spoiled', reason: 'torn' } as const
    await ledger.transact((tx) => settleCertificate(ledger, tx, { key: sheetKey, end, by: 'operator:1001', at: TEN_O_CLOCK }))
  }
  return ledger
}

assert(TEMPLATE.ok, TEMPLATE.ok ? '' : TEMPLATE.fault.line)
const LOADED = TEMPLATE.value

async function printed(
  ledger: Ledger,
  settlement: Settlement,
  { demonstration = false, template = LOADED }: { readonly demonstration?: boolean; readonly template?: CertificateTemplate | null } = {},
) {
  const jobs: A4Job[] = []
  const used: number[] = []
  const report = createReportPrinter({
    ledger,
    composer: { compose: (content, template) => Promise.resolve(composeCertificate(content, template, FONTS)) },
    template: Promise.resolve(template),
    printer: {
      print(job) {
        jobs.push(job)
        return Promise.resolve(settlement)
      },
    },
    tray: {
      usedByOthers(pages) {
        used.push(pages)
        return Promise.resolve()
      },
    },
    hall: () => HALL,
    businessDay: () => DAY,
    now: () => TEN_O_CLOCK,
    terminal: 'K01',
    demonstration,
    log: pino({ level: 'silent' }),
  })
  const steps: ReportProgress[] = []
  for await (const step of report.print('王工')) steps.push(step)
  return { jobs, used, steps }
}

describe('the report of a day', () => {
  test('is the balance with each sheet that did not end as it should, and nothing of a person', async () => {
    const ledger = await day()
    const { fields, tables } = await dayReport(ledger, DAY, HALL.businesses)
    expect(fields).toMatchObject({
      authorised: '5', printed: '1', sent: '1', spoiled: '1', failed: '1', open: '1', notAuthorised: '1', pages: '6',
      tickets: '1', ticketsFailed: '1', ticketsOpen: '0',
    })
    expect(tables['certificates']?.rows).toMatchObject([{ title: '参保缴费证明', authorised: '5', open: '1' }])
    expect(tables['sheets']?.rows).toEqual([
      { number: '530323-spoiled', what: '参保缴费证明', end: '作废', reason: '破损' },
      { number: '530323-failed', what: '参保缴费证明', end: '没有打印', reason: '卡纸' },
      { number: '530323-unknown', what: '参保缴费证明', end: '未了结', reason: '打出的页数不够' },
      { number: 'A001', what: expect.stringMatching(/^号票 /), end: '没有打印', reason: '缺纸' },
    ])
    expect(JSON.stringify({ fields, tables })).not.toMatch(/样本|11010519/)
  })

  test('comes onto paper with the equation, the hall, who printed it and where to sign, and the audit log knows', async () => {
    const ledger = await day()
    const { jobs, used, steps } = await printed(ledger, { state: 'printed' })
    const [job] = jobs
    assert(job)
    expect(steps).toEqual([{ step: 'composing' }, { step: 'printing', pages: job.pages }, { step: 'ended', end: { outcome: 'printed' } }])
    expect(used).toEqual([job.pages])
    const text = readPdf(job.pdf).pages.map((page) => page.text).join('')
    expect(text).toContain('授权5＝已打印1＋已送出1＋作废1＋没有打印1＋未了结1')
    for (const words of ['自助终端打印日结报表', HALL.hall.name.zh, '2026年11月22日', '王工', '打印人签字：', '复核人签字：', '530323-spoiled', '报表编号K01-20261122100000']) {
      expect(text).toContain(words.replaceAll(' ', ''))
    }
    expect(text).not.toMatch(/演示|验证码|样本/)
    expect(await ledger.read("SELECT actor, event FROM audit WHERE event LIKE 'report.%' ORDER BY seq")).toEqual([
      { actor: 'operator:王工', event: 'report.print' },
      { actor: 'operator:王工', event: 'report.printed' },
    ])
  })

  test('says 演示 in the demonstration hall', async () => {
    const { jobs } = await printed(await day(), { state: 'sent' }, { demonstration: true })
    expect(readPdf(jobs[0]?.pdf ?? new Uint8Array()).pages.map(({ text }) => /演示/.test(text))).not.toContain(false)
  })

  test.each<[Settlement, readonly number[]]>([
    [{ state: 'failed', reason: 'media-empty' }, []],
    [{ state: 'unknown', reason: 'media-jam' }, [2]],
  ])('that ended as %o is told so', async (settlement, used) => {
    const seen = await printed(await open(await dataFolder()), settlement)
    expect(seen.steps.at(-1)).toEqual({ step: 'ended', end: { outcome: settlement.state, ...('reason' in settlement ? { reason: settlement.reason } : {}) } })
    expect(seen.used).toEqual(used)
  })

  test('is not printed without its template', async () => {
    const { jobs, steps } = await printed(await open(await dataFolder()), { state: 'printed' }, { template: null })
    expect(jobs).toEqual([])
    expect(steps.at(-1)).toEqual({ step: 'ended', end: { outcome: 'failed', reason: 'bad-template' } })
  })

  test('has the words of the operator’s screen for every reason', () => {
    const ofDevices = ['reader-out-of-order', 'remove-and-place-again', 'other-document', 'unknown-card', 'out-of-order', 'none', 'other', 'faulty']
    const { fault, spoil } = operatorZh
    for (const [reason, words] of Object.entries(fault)) if (!ofDevices.includes(reason)) expect(reasonWords(reason)).toBe(words)
    for (const [reason, words] of Object.entries(spoil.reason)) expect(reasonWords(reason)).toBe(words)
    expect(reasonWords('on-fire')).toBe('on-fire')
  })
})
