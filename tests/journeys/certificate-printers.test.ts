import { createHash, randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { comesWithFace, setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { viewWhere } from '../hall-on-a-desk.ts'
import { readLedger } from '../faults/ledger-reading.ts'
import { cupsQueue, ippEvePrinter, NO_CUPSD, NO_IPPEVEPRINTER } from '../printers/ipp/real-printers.ts'
import type { PageConnection, TerminalProcess } from '../terminal-process.ts'

let hall: CertificateHallOnADesk
let terminal: TerminalProcess
let page: PageConnection
afterEach(async () => {
  page.close()
  await terminal.stop()
  await hall.clear()
})

/** Somebody stands in front who may print, at a terminal with this printer. */
async function opensAt(document: string) {
  hall = await setUpCertificateHall({ document, case: { camera: 'top' } })
  terminal = await hall.start()
  page = await terminal.connect()
  const listed = await comesWithFace(hall, page)
  const wanted = listed.find(({ kind }) => kind === 'social-insurance')
  return {
    /** Half a year is two pages. */
    prints: () =>
      page.client.certificates.print({
        certificate: wanted?.id ?? '',
        period: { from: '2026-01', to: '2026-06' },
        purpose: 'work',
        requestId: randomUUID(),
        copies: 1,
      }),
  }
}

const cameOut = () => viewWhere(page, ({ session }) => session?.printing?.paper === 'lies')
/** As an auditor finds them in the ledger of a terminal that has been switched off. */
async function recorded(): Promise<readonly { readonly sha256: string; readonly state: string }[]> {
  page.close()
  await terminal.stop()
  return readLedger(hall.data, 'SELECT sha256, state FROM certificate_copy JOIN sheet ON sheet.subject = copy_key')
}

/** The paper ends after the first of two pages; somebody puts some in, and it goes on. */
async function runsOutInTheMiddle(real: Awaited<ReturnType<typeof ippEvePrinter>>, url: string): Promise<void> {
  const citizen = await opensAt(url)
  real.setPages(2)
  real.paperOutAt(2)
  expect(await citizen.prints()).toEqual({ outcome: 'printing' })
  const out = await viewWhere(page, ({ document }) => document.state === 'not-ready')
  expect(out.document).toEqual({ state: 'not-ready', reason: 'media-empty' })
  expect(out.session?.printing).toMatchObject({ copies: [{ state: 'printing' }], paper: 'none' })
  expect(real.outputs).toEqual([])
  real.putPaperIn()
  expect((await cameOut()).session?.printing?.copies).toEqual([{ state: 'printed', pages: 2 }])
  expect(real.outputs).toHaveLength(1)
}

describe.skipIf(NO_IPPEVEPRINTER)('a certificate at ippeveprinter (needs cups-ipp-utils, dbus and avahi-daemon with its folder in /run)', () => {
  test('comes out byte for byte as the ledger has it, and goes on when the paper that ended in the middle is put in', async () => {
    const real = await ippEvePrinter()
    await runsOutInTheMiddle(real, real.url)
    const sha256 = createHash('sha256').update(real.outputs[0]?.pdf ?? '').digest('hex')
    expect(await recorded()).toEqual([{ sha256, state: 'printed' }])
  })
})

describe.skipIf(NO_CUPSD)('a certificate through a queue of CUPS (needs cups, cups-client, cups-filters and what ippeveprinter needs)', () => {
  test('is called printed when the printer has it, not when CUPS has counted it', async () => {
    const real = await ippEvePrinter()
    await runsOutInTheMiddle(real, await cupsQueue(real.url, ['-m', 'everywhere']))
    expect(await recorded()).toMatchObject([{ state: 'printed' }])
  })
})
