import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OperatorView } from '../../main/contract/operator.ts'
import { comesWithFace, setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { viewWhere } from '../hall-on-a-desk.ts'
import { addOperator, OPERATOR } from '../operator-on-machine.ts'
import type { PageConnection } from '../terminal-process.ts'

let hall: CertificateHallOnADesk
let page: PageConnection
beforeEach(async () => {
  hall = await setUpCertificateHall()
  await addOperator(hall.data)
  page = await (await hall.start()).connect()
})
afterEach(async () => {
  page.close()
  await hall.clear()
})

async function seen(wanted: (view: OperatorView) => boolean): Promise<OperatorView> {
  for await (const view of await page.client.operator.watch()) if (wanted(view)) return view
  throw new Error('the operator was signed out')
}

test('a certificate that nobody took: found, spoiled, made again by an operator, and in the report that he signs', async () => {
  const { kiosk, certificates, operator } = page.client
  const [certificate] = (await comesWithFace(hall, page)).filter(({ period }) => period.kind === 'none')
  assert(certificate !== undefined)
  const wish = { certificate: certificate.id, period: null, purpose: certificate.purposes[0]?.code ?? null }
  expect(await certificates.print({ ...wish, requestId: randomUUID(), copies: 1 })).toEqual({ outcome: 'printing' })
  await vi.waitFor(() => expect(hall.document.outputs.length).toBeGreaterThan(0), { timeout: 30_000 })
  await vi.waitFor(async () => {
    for await (const view of await kiosk.watch()) {
      expect(view.session?.printing?.paper).toBe('lies')
      break
    }
  }, { timeout: 30_000 })
  await kiosk.end()

  await operator.signIn({ name: OPERATOR.name, pin: OPERATOR.pin })
  const { certificates: [left], tray } = await seen((view) => view.certificates.length > 0)
  assert(left !== undefined)
  expect(left).toMatchObject({ state: 'left', title: certificate.title.zh, place: 1, of: 1, holder: expect.stringMatching(/^样\*+$/) })
  expect(tray).toMatchObject({ left: null, nearEnd: false })
  expect(await operator.trayFilled({ sheets: 250, added: false })).toEqual({ left: 250 })

  const spoiled = { end: 'spoiled', reason: 'not-taken' } as const
  expect(await operator.settleCertificate({ key: left.key, end: spoiled })).toEqual({ settled: true })
  await seen(({ certificates: [row] }) => row?.state === 'spoiled')
  const pages = hall.document.outputs.length
  expect(await operator.replaceCertificate({ requestId: randomUUID(), copy: left.copy })).toEqual({ outcome: 'printing' })
  const { day } = await seen((view) => view.certificates.length === 0 && view.day.certificates.printed === 1)
  expect(day.certificates).toMatchObject({ authorised: 2, printed: 1, spoiled: 1, open: 0, pages: 2 * pages })
  expect(hall.document.outputs).toHaveLength(2 * pages)

  const steps: string[] = []
  for await (const progress of await operator.printReport()) steps.push(progress.step === 'ended' ? progress.end.outcome : progress.step)
  expect(steps).toEqual(['composing', 'printing', 'printed'])
  const reported = hall.document.outputs.length - 2 * pages
  expect(reported).toBeGreaterThan(0)
  await seen((view) => view.tray?.left === 250 - pages - reported)
})

test('an operator who comes to put paper in leaves the session be that waits for it, and ends one that waits for nothing', async () => {
  const { kiosk, certificates, operator } = page.client
  const wanted = (await comesWithFace(hall, page)).find(({ kind }) => kind === 'social-insurance')
  assert(wanted !== undefined)
  hall.document.setPaper(1)
  const wish = { certificate: wanted.id, period: { from: '2026-01', to: '2026-06' }, purpose: 'work' }
  expect(await certificates.print({ ...wish, requestId: randomUUID(), copies: 1 })).toEqual({ outcome: 'printing' })
  const waiting = await viewWhere(page, ({ document }) => document.state === 'not-ready')
  expect(waiting.session?.printing?.copies).toMatchObject([{ state: 'printing' }])
  await operator.signIn({ name: OPERATOR.name, pin: OPERATOR.pin })
  hall.document.setPaper(10)
  const printed = await viewWhere(page, ({ session }) => session === null || session.printing?.paper === 'lies')
  expect(printed.session).toMatchObject({ id: waiting.session?.id, printing: { copies: [{ state: 'printed', pages: 2 }] } })
  await operator.signOut()
  await certificates.taken()
  await viewWhere(page, ({ session }) => session?.printing?.paper === 'taken')
  await operator.signIn({ name: OPERATOR.name, pin: OPERATOR.pin })
  await viewWhere(page, ({ session }) => session === null)
  await kiosk.hello()
})
