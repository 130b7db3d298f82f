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
  hall = await setUpHall()
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

test('a hall file that changes is taken over whole, a faulty one is told and the last good one stays in use', async () => {
  expect(await businessNames()).toEqual(['社会保险', '不动产登记', '咨询'])

  const [insurance] = OPEN_HALL.businesses
  await writeHall({ businesses: [{ ...insurance, name: '社保窗口', identify: 'face' }] })
  await vi.waitFor(
    async () => expect(await readFile(terminal.logFile, 'utf8')).toMatch(/hall\.yaml:\d+: businesses\.0\.identify: expected one of/),
    { timeout: 15_000, interval: 100 },
  )
  expect(await businessNames()).toEqual(['社会保险', '不动产登记', '咨询'])

  await writeHall({ businesses: [{ ...insurance, name: '社保窗口' }] })
  await vi.waitFor(async () => expect(await businessNames()).toEqual(['社保窗口']), { timeout: 15_000, interval: 100 })
  expect(await terminal.stop()).toBe(0)
})
