import { strict as assert } from 'node:assert'
import { call } from '@orpc/server'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { createGuidePrinter, type GuidePrinter, letGuidesGo, type GuideOnPaper } from '../../../main/catalogue/guide-printer.ts'
import { guideOf } from '../../../main/catalogue/guide-view.ts'
import { guideProcedures } from '../../../main/catalogue/procedures.ts'
import { guideTemplate, loadCertificateTemplate } from '../../../main/configuration/certificate-template.ts'
import type { PrintingView } from '../../../main/contract/view.ts'
import { guideSubject } from '../../../main/ledger/guide-subject.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { createSessions } from '../../../main/session/sessions.ts'
import { checkTemplate } from '../../../printers/certificate/check-template.ts'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import type { A4Job } from '../../../printers/ipp/job-ticket.ts'
import type { Settlement } from '../../../printers/ipp/settlement.ts'
import type { A4Status } from '../../../printers/ipp/status.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'
import { readPdf } from '../../printers/certificate/read-pdf.ts'
import { ROOT, specimenFonts } from '../../printers/certificate/specimens.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'

const FONTS = specimenFonts()
const loaded = await loadCertificateTemplate(guideTemplate(ROOT), async (template) => checkTemplate(template, FONTS))
assert(loaded.ok)
const TEMPLATE = loaded.value
const [item] = CatalogueFile.parse(SPECIMEN_CATALOGUE).items.slice(-1)
assert(item)
const WANTED: GuideOnPaper = { guide: guideOf(item), version: '2026-11-21.1', from: 'platform', url: null }
const READY: A4Status = { state: 'ready', paperLow: false, detail: '' } as unknown as A4Status

async function printer(ends: () => Promise<Settlement>, status: A4Status = READY, ledger?: Ledger) {
  const book = ledger ?? (await open(await dataFolder()))
  const jobs: A4Job[] = []
  const used: number[] = []
  const guides = createGuidePrinter({
    ledger: book,
    composer: { compose: (content, template) => Promise.resolve(composeCertificate(content, template, FONTS)) },
    template: Promise.resolve(TEMPLATE),
    printer: {
      check: () => Promise.resolve(status),
      async print(job, progress) {
        await progress.sending()
        jobs.push(job)
        await progress.sent()
        return await ends()
      },
    },
    tray: {
      usedByOthers(pages) {
        used.push(pages)
        return Promise.resolve()
      },
    },
    hallTime: () => '2026-11-22 10:00',
    livesMs: () => 5_000,
    now: () => TEN_O_CLOCK,
    terminal: 'K01',
    demonstration: false,
    log: pino({ level: 'silent' }),
  })
  return { guides, ledger: book, jobs, used }
}

const sheets = (ledger: Ledger) => ledger.read<{ readonly state: string; readonly decision: string | null }>("SELECT state, decision FROM sheet WHERE device = 'document'")
const told = (ledger: Ledger) => ledger.read("SELECT 1 FROM outbox WHERE kind LIKE 'sheet.%'")

describe('a guide that is printed', () => {
  test('is one sheet of one request, however often it is asked for, which the audit log knows and the platform does not', async () => {
    const { guides, ledger, jobs, used } = await printer(() => Promise.resolve({ state: 'printed' }))
    const [one, other] = await Promise.all([guides.print('request-1', WANTED, () => undefined), guides.print('request-1', WANTED, () => undefined)])
    assert(one.outcome === 'printing' && other.outcome === 'printing')
    expect(other.printing).toBe(one.printing)
    await guides.quiet()
    expect(one.printing.view).toEqual({ requestId: 'request-1', guide: true, copies: [{ state: 'printed', pages: jobs[0]?.pages }], paper: 'none' })
    expect(one.printing.moving).toBe(false)
    const later = await guides.print('request-1', WANTED, () => undefined)
    expect(later).toMatchObject({ outcome: 'printing', printing: { moving: false, view: { copies: [{ state: 'printed' }] } } })
    expect(jobs).toHaveLength(1)
    expect(used).toEqual([jobs[0]?.pages])
    expect(readPdf(jobs[0]?.pdf ?? new Uint8Array()).pages[0]?.text.replaceAll(/\s/g, '')).toContain(WANTED.guide.codes.task)
    expect(await sheets(ledger)).toEqual([{ state: 'printed', decision: null }])
    expect(await told(ledger)).toEqual([])
    const [entry] = await ledger.read<{ readonly payload: string }>("SELECT payload FROM audit WHERE event = 'guide.print'")
    expect(JSON.parse(entry?.payload ?? '')).toMatchObject({ task: WANTED.guide.codes.task, version: '2026-11-21.1', pages: jobs[0]?.pages })
  })

  test('is in the ledger before a byte moves', async () => {
    let end: (settled: Settlement) => void = () => undefined
    const ending = new Promise<Settlement>((resolve) => {
      end = resolve
    })
    const { guides, ledger } = await printer(() => ending)
    const begun = await guides.print('request-1', WANTED, () => undefined)
    assert(begun.outcome === 'printing')
    expect(begun.printing.moving).toBe(true)
    expect(await sheets(ledger)).toHaveLength(1)
    end({ state: 'sent' })
    await guides.quiet()
    expect(begun.printing.view.copies).toMatchObject([{ state: 'sent' }])
  })

  test.each<[Settlement, readonly unknown[]]>([
    [{ state: 'failed', reason: 'media-empty' }, []],
    [{ state: 'unknown', reason: 'media-jam' }, [expect.any(Number)]],
  ])('that ended as %o waits for no operator, and a new wish is a new sheet', async (settlement, paper) => {
    const { guides, ledger, jobs, used } = await printer(() => Promise.resolve(settlement))
    await guides.print('request-1', WANTED, () => undefined)
    await guides.quiet()
    expect(await sheets(ledger)).toEqual([{ state: settlement.state, decision: 'void' }])
    expect(await ledger.sheets.undecided()).toEqual([])
    expect(await told(ledger)).toEqual([])
    expect(used).toEqual(paper)
    expect(await guides.print('request-1', WANTED, () => undefined)).toMatchObject({ printing: { view: { copies: [settlement] } } })
    await guides.print('request-2', WANTED, () => undefined)
    await guides.quiet()
    expect(jobs).toHaveLength(2)
  })

  test('is none while the printer cannot, or when a character has no shape: nothing is in the ledger', async () => {
    const empty = await printer(() => Promise.resolve({ state: 'printed' }), { state: 'not-ready', reason: 'media-empty', detail: '' } as unknown as A4Status)
    expect(await empty.guides.print('request-1', WANTED, () => undefined)).toEqual({ outcome: 'no-paper', reason: 'media-empty' })
    const { guides, ledger, jobs } = await printer(() => Promise.resolve({ state: 'printed' }))
    const rare = { ...WANTED, guide: { ...WANTED.guide, law: ['《\u{1F600}》'] } }
    expect(await guides.print('request-1', rare, () => undefined)).toEqual({ outcome: 'failed', reason: 'no-glyph' })
    expect([...(await sheets(ledger)), ...(await sheets(empty.ledger)), ...jobs]).toEqual([])
  })

  test('in the middle of which the power went is let go at the next start, and does not come out by itself', async () => {
    const data = await dataFolder()
    const ledger = await open(data)
    const intent = { device: 'document', subject: guideSubject(TEN_O_CLOCK), requestId: 'request-1', copy: 0, copyReason: null } as const
    const key = await ledger.transact((tx) => Promise.resolve(ledger.sheets.intend(tx, intent)))
    await ledger.sheets.sending(key, null)
    await ledger.sheets.settleOpenAtStart()
    await letGuidesGo(ledger)
    const { guides, jobs } = await printer(() => Promise.resolve({ state: 'printed' }), READY, ledger)
    expect(await guides.print('request-1', WANTED, () => undefined)).toMatchObject({ printing: { view: { copies: [{ state: 'unknown', reason: 'power-cut' }] } } })
    expect(jobs).toEqual([])
    expect(await ledger.sheets.undecided()).toEqual([])
    expect(await told(ledger)).toEqual([])
  })
})

describe('whoever asks for a guide on paper', () => {
  const FILE = CatalogueFile.parse(SPECIMEN_CATALOGUE)
  const code = WANTED.guide.codes.task
  const REQUEST = 'a5b0c7c2-6f0e-4d1e-9a4b-3f1f0c2d9e11'

  function page(guides: GuidePrinter | null) {
    const sessions = createSessions({ policy: () => ({ idleSeconds: 60, warningSeconds: 30 }), onChange: () => undefined, onEnd: () => undefined })
    onTestFinished(() => sessions.end('terminal-ends'))
    const { print } = guideProcedures({ catalogue: { current: { file: FILE, from: 'platform' } }, sessions, printer: guides, samples: null, publicUrl: 'https://zwfw.example.gov.cn/' })
    return { sessions, print: (requestId: string, of = code) => call(print, { code: of, requestId }) }
  }
  const certificates = (moving: boolean) => {
    const heard: string[] = []
    const view: PrintingView = { requestId: 'copies', copies: [{ state: moving ? 'printing' : 'printed', pages: 1 }], paper: moving ? 'none' : 'lies' }
    const printing = {
      view,
      moving,
      taken: () => {
        heard.push('taken')
        return Promise.resolve()
      },
      abandoned: () => void heard.push('abandoned'),
    }
    return { heard, printing }
  }

  test('stands there, has a printer and an item, and waits for certificates that still come out', async () => {
    const { guides, jobs } = await printer(() => Promise.resolve({ state: 'printed' }))
    const { sessions, print } = page(guides)
    await expect(print(REQUEST)).rejects.toMatchObject({ code: 'WRONG_STEP' })
    const session = sessions.open()
    session.printing = certificates(true).printing
    expect(await print(REQUEST)).toEqual({ outcome: 'busy' })
    session.printing = null
    expect(await print(REQUEST, 'NONE')).toEqual({ outcome: 'not-found' })
    const without = page(null)
    without.sessions.open()
    expect(await without.print(REQUEST)).toEqual({ outcome: 'no-printer' })
    expect(jobs).toEqual([])
  })

  test('finds its sheet in the session, in the place of certificates that are still asked about', async () => {
    const { guides, jobs } = await printer(() => Promise.resolve({ state: 'sent' }))
    const { sessions, print } = page(guides)
    const session = sessions.open()
    const before = certificates(false)
    session.printing = before.printing
    expect(await print(REQUEST)).toEqual({ outcome: 'printing' })
    await guides.quiet()
    expect(sessions.view()?.printing).toMatchObject({ requestId: REQUEST, guide: true, copies: [{ state: 'sent' }] })
    expect(readPdf(jobs[0]?.pdf ?? new Uint8Array()).pages[0]?.text.replaceAll(/\s/g, '')).toContain('用手机扫二维码')
    await session.printing?.taken()
    sessions.end('done')
    expect(before.heard).toEqual(['taken', 'abandoned'])
  })
})
