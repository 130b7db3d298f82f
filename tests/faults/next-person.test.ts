import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpHall, viewWhere, type HallOnADesk } from '../hall-on-a-desk.ts'
import type { PageConnection, TerminalProcess } from '../terminal-process.ts'
import { countInMemory } from './process-memory.ts'

/** What must not be found again: the specimen's name, number and address, and another one's typed number. */
const CARD = { name: '样本一', number: '11010519491231002X', address: '测试市测试区测试路' }
const TYPED = '440308199901101512'
const NEEDLES = [CARD.name, CARD.number, CARD.address, TYPED].flatMap((text) => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
])
const NOWHERE = NEEDLES.map(() => 0)

let hall: HallOnADesk
let terminal: TerminalProcess
let page: PageConnection
beforeAll(async () => {
  hall = await setUpHall()
  terminal = await hall.start()
  page = await terminal.connect()
  await page.client.kiosk.hello()
  await viewWhere(page, (view) => view.printer.state === 'ready' && view.card.state === 'absent')
})
afterAll(async () => {
  page.close()
  await hall.clear()
})

async function takeAs(identify: () => Promise<{ readonly outcome: string }>, business: string): Promise<void> {
  const { kiosk } = page.client
  await kiosk.open()
  await kiosk.agree({ version: 1 })
  expect(await identify()).toMatchObject({ outcome: 'identified' })
  const taken = await kiosk.takeNumber({ requestId: randomUUID(), business, paper: 'ticket' })
  expect(taken).toMatchObject({ outcome: 'issued' })
  await viewWhere(page, (view) => view.session?.sheet?.settled === true)
  await kiosk.end()
}

describe('when a person has left, nothing of them can be read', () => {
  beforeAll(async () => {
    hall.reader.place(specimenOf('domestic'))
    await viewWhere(page, (view) => view.card.state === 'present')
    await takeAs(() => page.client.kiosk.identifyByCard(), 'B')
    hall.reader.remove()
    await viewWhere(page, (view) => view.card.state === 'absent')
    await takeAs(() => page.client.kiosk.identifyByNumber({ number: TYPED }), 'A')
  })

  test.skipIf(process.platform !== 'linux')('in the memory of the terminal, as a core file would hold it (needs Linux)', async () => {
    // The wipe follows the end of the session; this waits for it to have happened, not for luck.
    await vi.waitFor(async () => expect(await countInMemory(terminal.ready.pid, NEEDLES)).toEqual(NOWHERE), {
      timeout: 20_000,
      interval: 500,
    })
  })

  test('in any file of the terminal: ledger, its journal, the log', async () => {
    const files = (await readdir(hall.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    expect(files.map((file) => file.name)).toEqual(expect.arrayContaining(['ledger.sqlite', 'ledger.sqlite-wal', 'terminal.log']))
    for (const file of files) {
      const bytes = await readFile(path.join(file.parentPath, file.name))
      const found = NEEDLES.filter((needle) => bytes.includes(needle))
      expect({ file: file.name, found }).toEqual({ file: file.name, found: [] })
    }
  })
})
