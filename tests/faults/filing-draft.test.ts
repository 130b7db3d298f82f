import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { SPECIMEN_CATALOGUE } from '../../simulators/platform/catalogue.ts'
import { setUpHall, viewWhere } from '../hall-on-a-desk.ts'
import { bytesOf } from '../main/ledger/fixture.ts'
import type { PageConnection } from '../terminal-process.ts'

const hall = await setUpHall({ terminal: { catalogue: './catalogue.json' } })
await writeFile(path.join(hall.folder, 'catalogue.json'), JSON.stringify(SPECIMEN_CATALOGUE))
afterAll(() => hall.clear())

const ITEM = SPECIMEN_CATALOGUE.items.find(({ task_name }) => task_name === '居住证签注')
const OWNER = specimenOf('domestic')

/** Somebody agrees, lays their card and opens the application. */
async function comesTo(page: PageConnection, card = OWNER) {
  hall.reader.remove()
  await viewWhere(page, (view) => view.card.state === 'absent')
  const { facts } = await page.client.kiosk.open()
  expect(facts.journeys).toContain('filing')
  await page.client.kiosk.agree({ version: 1 })
  hall.reader.place(card)
  await viewWhere(page, (view) => view.card.state === 'present')
  expect(await page.client.kiosk.identifyByCard()).toMatchObject({ outcome: 'identified' })
  const begun = await page.client.filings.begin({ item: String(ITEM?.['task_code']), applicant: { kind: 'self' } })
  if (begun.outcome !== 'open') throw new Error(begun.reason)
  return begun
}

test('what somebody has written is there when the power is back, for their card alone, and nowhere to be read', async () => {
  const first = await hall.start()
  const page = await first.connect()
  const { draft } = await comesTo(page)
  expect(draft.answers).toEqual({ name: OWNER.face.name, number: OWNER.face.number })
  const answers = { permit: '530323202601010016' }
  expect(await page.client.filings.answer({ draft: draft.draft, page: 0, answers })).toMatchObject({ outcome: 'open', draft: { answered: [0] } })
  await first.cutPower()

  for (const [name, bytes] of await bytesOf(hall.data)) {
    for (const word of [answers.permit, OWNER.face.number, OWNER.face.name]) expect([name, bytes.includes(word)]).toEqual([name, false])
  }
  const second = await hall.start()
  const again = await second.connect()
  const others = await comesTo(again, specimenOf('domestic-3'))
  expect(others).toMatchObject({ resumed: false, draft: { answered: [] } })
  await again.client.kiosk.end()
  expect(await comesTo(again)).toMatchObject({ resumed: true, changed: false, draft: { draft: draft.draft, answered: [0], answers } })

  await again.client.kiosk.end()
  again.close()
  const log = await readFile(second.logFile, 'utf8')
  for (const word of [answers.permit, OWNER.face.number, OWNER.face.name, OWNER.face.address]) expect(log).not.toContain(word)
})
