import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { viewWhere } from '../hall-on-a-desk.ts'
import type { PageConnection, TerminalProcess } from '../terminal-process.ts'

let hall: CertificateHallOnADesk
let terminal: TerminalProcess
let page: PageConnection
beforeAll(async () => {
  hall = await setUpCertificateHall()
  terminal = await hall.start()
  page = await terminal.connect()
})
afterAll(async () => {
  page.close()
  await terminal.stop()
  await hall.clear()
})

describe('a certificate from wire to paper, without a screen', () => {
  test('a citizen with a card and a code prints two copies, each with its own number', async () => {
    const { kiosk, proof, certificates } = page.client
    const facts = await kiosk.hello()
    expect(facts).toMatchObject({ journeys: expect.arrayContaining(['take-number', 'certificate']), proofs: ['sms'] })
    await kiosk.open()
    await kiosk.agree({ version: facts.consent.version })
    await viewWhere(page, (view) => view.card.state === 'absent' && view.document.state === 'ready')
    hall.reader.place(specimenOf('domestic'))
    await viewWhere(page, (view) => view.card.state === 'present')
    expect(await kiosk.identifyByCard()).toMatchObject({ outcome: 'identified' })
    expect(await certificates.list()).toEqual({ outcome: 'listed', certificates: [] })

    expect(await proof.sendCode()).toMatchObject({ outcome: 'sent', phone: '138****0001', digits: 6 })
    const code = hall.platform.sentCodes.at(-1)?.code ?? ''
    expect(await proof.checkCode({ code })).toMatchObject({ outcome: 'confirmed', person: { proven: 'sms' } })
    const listed = await certificates.list()
    const all = listed.outcome === 'listed' ? listed.certificates : []
    const wanted = all.find(({ kind }) => kind === 'social-insurance')
    const wish = { certificate: wanted?.id ?? '', period: { from: '2026-01', to: '2026-03' }, purpose: 'work' }

    const seen = await certificates.preview(wish)
    expect(seen).toMatchObject({ outcome: 'ready', pages: 1 })
    const request = { ...wish, requestId: randomUUID(), copies: 2 }
    expect(await certificates.print(request)).toEqual({ outcome: 'printing' })
    const settled = await viewWhere(page, (view) => view.session?.printing?.paper === 'lies')
    expect(settled.session?.printing?.copies).toEqual([
      { state: 'printed', pages: 1 },
      { state: 'printed', pages: 1 },
    ])
    expect(hall.document.outputs.length).toBe(2)
    expect(hall.platform.papers.issued.map(({ kind }) => kind)).toEqual(['social-insurance', 'social-insurance'])
    expect(new Set(hall.platform.papers.issued.map(({ number }) => number)).size).toBe(2)
    expect(await certificates.print(request)).toEqual({ outcome: 'printing' })
    expect(hall.document.outputs.length).toBe(2)

    await certificates.taken()
    await viewWhere(page, (view) => view.session?.printing?.paper === 'taken')
    const { number = '', code: check = '' } = hall.platform.papers.issued[0] ?? {}
    expect(await certificates.verify({ number, code: check })).toMatchObject({ outcome: 'genuine', holder: '样**' })
    await kiosk.end()
    await vi.waitFor(() => expect(hall.platform.book.events.filter(({ kind }) => kind === 'sheet.settled')).toHaveLength(2), {
      timeout: 30_000,
    })
  })
})
