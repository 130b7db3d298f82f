import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { OPEN_HALL, type PageConnection, type TerminalProcess } from '../terminal-process.ts'

let hall: HallOnADesk
let terminal: TerminalProcess
let page: PageConnection
beforeAll(async () => {
  hall = await setUpHall({ terminal: { catalogue: './catalogue.json' } })
  await writeCatalogue(CATALOGUE)
  terminal = await hall.start()
  page = await terminal.connect()
  await page.client.kiosk.hello()
})
afterAll(async () => {
  page.close()
  await hall.clear()
})

const writeHall = (changes: object) => writeFile(path.join(hall.folder, 'hall.yaml'), stringify({ ...OPEN_HALL, ...changes }))
const businessNames = async () => (await page.client.kiosk.businesses()).map((business) => business.name.zh)

/** Fictional, with codes of the right lengths. */
const CATALOGUE = {
  version: '2026-11-21.1',
  items: [
    {
      catalog_code: '532099001000',
      task_code: '11530323MB0A00018C4532099001000',
      task_name: '个人社会保险参保缴费证明打印',
      dept_name: '示例县人力资源和社会保障局',
      task_version: 3,
      promise_day: 0,
    },
  ],
}
const writeCatalogue = (content: object) => writeFile(path.join(hall.folder, 'catalogue.json'), JSON.stringify(content, null, 1))
const catalogueInUse = async () => ((await (await fetch(new URL('/health', terminal.ready.url))).json()) as Record<string, unknown>)['catalogue']
const logged = () => readFile(terminal.logFile, 'utf8')

test('a catalogue that changes is taken over whole, a faulty one is told and the last good one stays in use', async () => {
  expect(await catalogueInUse()).toBe('2026-11-21.1')
  const [item] = CATALOGUE.items
  await writeCatalogue({ version: '2026-11-22.1', items: [{ ...item, task_code: '1153' }] })
  await vi.waitFor(async () => expect(await logged()).toMatch(/catalogue\.json:\d+: items\.0\.task_code: expected 31 digits/), {
    timeout: 30_000,
    interval: 100,
  })
  expect(await catalogueInUse()).toBe('2026-11-21.1')

  await writeCatalogue({ ...CATALOGUE, version: '2026-11-22.2' })
  await vi.waitFor(async () => expect(await catalogueInUse()).toBe('2026-11-22.2'), { timeout: 30_000, interval: 100 })
})

test('a hall file that changes is taken over whole, a faulty one is told and the last good one stays in use', async () => {
  expect(await businessNames()).toEqual(['社会保险', '不动产登记', '咨询'])

  const [insurance] = OPEN_HALL.businesses
  await writeHall({ businesses: [{ ...insurance, name: '社保窗口', identify: 'face' }] })
  await vi.waitFor(
    async () => expect(await logged()).toMatch(/hall\.yaml:\d+: businesses\.0\.identify: expected one of/),
    { timeout: 30_000, interval: 100 },
  )
  expect(await businessNames()).toEqual(['社会保险', '不动产登记', '咨询'])

  await writeHall({ businesses: [{ ...insurance, name: '社保窗口' }] })
  await vi.waitFor(async () => expect(await businessNames()).toEqual(['社保窗口']), { timeout: 30_000, interval: 100 })
  expect(await terminal.stop()).toBe(0)
})
