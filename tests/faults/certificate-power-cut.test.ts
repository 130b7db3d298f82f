import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { CertificateView } from '../../main/contract/certificates.ts'
import { comesWithFace, setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { viewWhere } from '../hall-on-a-desk.ts'
import type { PageConnection } from '../terminal-process.ts'
import { readLedger } from './ledger-reading.ts'

const LONG = process.env['YIMEN_LONG'] === '1'
const POWER_CUTS = LONG ? 250 : 6
/** Within a second a certificate is asked for, authorised, made, sent and confirmed several times over. */
const DAY_MS = 1_000

let hall: CertificateHallOnADesk
afterEach(() => hall.clear())

interface CopyRow {
  readonly copy_key: string
  readonly sheet_key: string
  readonly state: string
  readonly detail: string | null
  readonly authorised_at: string | null
  readonly sha256: string | null
  readonly pages: number | null
}
const COPIES = `SELECT copy_key, sheet_key, state, detail, authorised_at, sha256, pages
  FROM certificate_copy JOIN sheet ON sheet.subject = copy_key ORDER BY certificate_copy.rowid`

/** Prints one certificate after the other until the line dies; `lies` is told of each that has come out. */
async function printOn(page: PageConnection, all: readonly CertificateView[], lies: () => void): Promise<void> {
  const some = all.filter(({ yearly }) => yearly === null)
  for (;;) {
    const wanted = some[randomInt(some.length)]
    if (wanted === undefined) throw new Error('there is nothing to print')
    const period = wanted.period.kind === 'none' ? null : { from: '2026-01', to: '2026-03' }
    const requestId = randomUUID()
    const copies = randomInt(1, wanted.most + 1)
    const request = { certificate: wanted.id, period, purpose: wanted.purposes[0]?.code ?? null, copies, requestId }
    try {
      expect(await page.client.certificates.print(request)).toEqual({ outcome: 'printing' })
      await viewWhere(page, ({ session }) => session?.printing?.requestId === requestId && session.printing.paper === 'lies')
      lies()
    } catch (error) {
      if (page.socket.readyState === page.socket.OPEN) throw error
      return
    }
  }
}

describe(`the power fails ${POWER_CUTS} times while certificates are printed`, () => {
  test('none comes out twice, none is called printed that did not, nothing prints by itself, and the platform knows each end', { timeout: LONG ? 3_600_000 : 180_000 }, async () => {
    hall = await setUpCertificateHall({ case: { camera: 'top' } })
    for (let cut = 0; cut < POWER_CUTS; cut += 1) {
      const before = hall.document.jobs.length
      const terminal = await hall.start()
      const page = await terminal.connect()
      const all = await comesWithFace(hall, page)
      // Nobody has asked for anything since the start.
      expect(hall.document.jobs.length).toBe(before)
      let printed = 0
      const printing = printOn(page, all, () => {
        printed += 1
      })
      // The first is cut when one has been called printed already, however slow the machine.
      if (cut === 0) await vi.waitFor(() => expect(printed).toBeGreaterThan(0), { timeout: 60_000 })
      await sleep(randomInt(5, DAY_MS))
      await terminal.cutPower()
      await printing
      page.close()
      hall.document.setPaper(500)
    }

    const terminal = await hall.start()
    const settled = () => hall.platform.book.events.filter(({ kind }) => kind === 'sheet.settled')
    const outbox = async () => ((await (await fetch(new URL('/health', terminal.ready.url))).json()) as { outbox: { waiting: number } }).outbox
    await vi.waitFor(async () => expect(await outbox()).toMatchObject({ waiting: 0, shelf: 0 }), { timeout: 60_000, interval: 200 })
    expect(await terminal.stop()).toBe(0)

    const copies = await readLedger<CopyRow>(hall.data, COPIES)
    const ofSheet = (key: string) => hall.document.outputs.filter(({ jobName }) => jobName.includes(key))
    for (const { sheet_key, state, sha256, pages } of copies) {
      expect(['printed', 'failed', 'unknown']).toContain(state)
      const came = ofSheet(sheet_key)
      // Each page once, whatever was asked again.
      expect(new Set(came.map(({ page }) => page)).size).toBe(came.length)
      if (state === 'printed') expect(came).toHaveLength(pages ?? 0)
      if (state === 'failed') expect(came).toEqual([])
      for (const sheet of came) expect(sheet.sha256).toBe(sha256)
    }
    // Nothing lies in the tray that the ledger does not know.
    const known = copies.reduce((sum, { sheet_key }) => sum + ofSheet(sheet_key).length, 0)
    expect(known).toBe(hall.document.outputs.length)
    expect(copies.filter(({ state }) => state === 'printed').length).toBeGreaterThan(0)

    // Whatever the platform authorised has an end under its own key, and the platform was told each end once.
    const told = settled().map(({ subject }) => subject)
    expect(new Set(told).size).toBe(told.length)
    expect(new Set(told)).toEqual(new Set(copies.map(({ copy_key }) => copy_key)))
    const { issued } = hall.platform.papers
    const stateOf = new Map(issued.map(({ key, state }) => [key, state]))
    for (const { copy_key: key, authorised_at, state } of copies) {
      // One whose answer was lost has failed there, too; one that was never authorised is not there.
      expect([key, stateOf.get(key) ?? (authorised_at === null ? 'failed' : 'missing')]).toEqual([key, authorised_at === null ? 'failed' : state])
    }
    expect(issued.filter(({ key }) => !copies.some(({ copy_key }) => copy_key === key))).toEqual([])
  })
})
