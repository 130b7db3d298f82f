import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { DraftView } from '../../main/contract/filings.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { SPECIMEN_CATALOGUE } from '../../simulators/platform/catalogue.ts'
import { startPlatform } from '../../simulators/platform/platform.ts'
import { eventually } from '../eventually.ts'
import { setUpHall, viewWhere } from '../hall-on-a-desk.ts'
import { jpegOf } from '../main/filings/jpegs.ts'
import { picturesIn } from '../main/filings/pictures-in-pdf.ts'
import { SIGNED } from '../main/filings/specimen.ts'
import { bytesOf } from '../main/ledger/fixture.ts'
import type { PageConnection } from '../terminal-process.ts'
import { readLedger } from './ledger-reading.ts'

const ITEM = String(SPECIMEN_CATALOGUE.items.find(({ task_name }) => task_name === '居住证签注')?.['task_code'])
const OWNER = specimenOf('domestic')
const ADDRESS = '示例县示例街道1号'
const ANSWERS = [
  { permit: '530323202601010016' },
  { region: '530323001001', address: ADDRESS, since: '2024-05-01', reason: 'work' },
  { phone: '13800000001', consent: true, signature: SIGNED },
] as const

function opened(outcome: { readonly outcome: string; readonly draft?: DraftView }): DraftView {
  if (outcome.draft === undefined || outcome.outcome !== 'open') throw new Error(JSON.stringify(outcome))
  return outcome.draft
}

async function begin({ client }: PageConnection) {
  return await client.filings.begin({ item: ITEM, applicant: { kind: 'self' } })
}

test('an application that was handed in while the platform was away is there when the power has been cut and both are back: once, whole', async () => {
  const platform = await startPlatform({ listen: { host: '127.0.0.1', port: 0 }, terminal: 'K01' })
  const publicUrl = 'https://zwfw.example.gov.cn'
  const hall = await setUpHall({
    terminal: { catalogue: './catalogue.json', platform: { url: platform.url, credential: { file: './platform.yaml' }, publicUrl } },
  })
  try {
    const key = platform.catalogueKey.export({ format: 'der', type: 'spki' }).toString('base64')
    await writeFile(path.join(hall.folder, 'platform.yaml'), JSON.stringify({ token: platform.credential, catalogueKey: key }))
    await writeFile(path.join(hall.folder, 'catalogue.json'), JSON.stringify(SPECIMEN_CATALOGUE))
    platform.faults.add('any', { kind: 'lost-call' }, Infinity)
    const first = await hall.start()
    const page = await first.connect()
    await page.client.kiosk.open()
    await page.client.kiosk.agree({ version: 1 })
    hall.reader.place(OWNER)
    await viewWhere(page, (view) => view.card.state === 'present')
    await page.client.kiosk.identifyByCard()

    const { draft } = opened(await begin(page))
    for (const [at, answers] of ANSWERS.entries()) opened(await page.client.filings.answer({ draft, page: at, answers }))
    const jpeg = jpegOf(700_000)
    opened(await page.client.filings.addPage({ draft, material: 'permit', jpeg: jpeg.toString('base64'), requestId: randomUUID() }))
    opened(await page.client.filings.settle({ draft, material: 'dwelling', way: 'owed' }))
    const requestId = randomUUID()
    const filed = await page.client.filings.send({ draft, requestId })
    if (filed.outcome !== 'filed') throw new Error(JSON.stringify(filed))
    const { filing } = (await viewWhere(page, (view) => view.session?.filing?.paper?.settled === true)).session ?? {}
    expect(filing).toMatchObject({ receipt: filed.receipt, delivery: expect.stringMatching(/^(saved|sending)$/), paper: { state: 'printed' } })
    const said = hall.printer.tickets.at(-1)?.text ?? ''
    for (const words of [filed.receipt, filed.code, '居住证签注', '不表明已受理', '居住证明']) expect(said).toContain(words)
    expect(said).not.toContain(OWNER.face.name)
    await first.cutPower()
    page.close()
    for (const [name, bytes] of await bytesOf(hall.data)) {
      for (const word of [ADDRESS, OWNER.face.number, OWNER.face.name, filed.code]) expect([name, bytes.includes(word)]).toEqual([name, false])
    }

    platform.faults.clear()
    const second = await hall.start()
    await eventually(() => expect(platform.filingDesk.filings).toHaveLength(1))
    const [arrived] = platform.filingDesk.filings
    expect(arrived).toMatchObject({ receipt: filed.receipt, code: filed.code, form: { address: ADDRESS, signature: SIGNED } })
    expect(arrived?.materials).toMatchObject([{ key: 'permit', document: { pages: 1 } }, { key: 'dwelling', way: 'owed' }])
    const [permit] = arrived?.materials ?? []
    const pdf = permit?.way === 'camera' ? platform.uploads.files.get(permit.document.sha256) : undefined
    expect(pdf && picturesIn(pdf).map((picture) => picture.equals(jpeg))).toEqual([true])

    // The draft is gone: whoever comes again with the same card begins anew.
    const again = await second.connect()
    hall.reader.remove()
    await viewWhere(again, (view) => view.card.state === 'absent')
    await again.client.kiosk.open()
    await again.client.kiosk.agree({ version: 1 })
    hall.reader.place(OWNER)
    await viewWhere(again, (view) => view.card.state === 'present')
    await again.client.kiosk.identifyByCard()
    expect(await begin(again)).toMatchObject({ outcome: 'open', resumed: false, draft: { answered: [] } })
    again.close()
    expect(await second.stop()).toBe(0)
    const drafts = await readLedger<{ readonly event: string }>(hall.data, "SELECT event FROM audit WHERE event LIKE 'draft.%' ORDER BY seq")
    expect(drafts.map(({ event }) => event)).toEqual(['draft.begun', 'draft.handed-in', 'draft.begun'])
  } finally {
    await hall.clear()
    await platform.close()
  }
})
