import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpHall, viewWhere, type HallOnADesk } from '../hall-on-a-desk.ts'
import type { PageConnection, TerminalProcess } from '../terminal-process.ts'
import { countInMemory } from './process-memory.ts'

/** What must not be found again: the specimen's name, number and address, and another one's typed number. */
const CARD = { name: '样本一', number: '11010519491231002X', address: '测试市测试区测试路' }
const TYPED = '440308199901101512'
/** How the photo on every specimen begins, WLT as a reader hands it out; the rest of it is zeros. */
const PHOTO = Buffer.from('574C66007E00320000FF', 'hex')
const NEEDLES = [
  ...[CARD.name, CARD.number, CARD.address, TYPED].flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]),
  PHOTO,
]
/** A picture that is nothing but the beginning of the photo again and again: JPEG, 102 × 126 pixels, as far as anybody looks. */
const DECODER = `export const decodePhoto = (wlt) => Uint8Array.of(
  0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 126, 0, 102, 1, ...Array.from({ length: 30 }, () => [...wlt.subarray(0, 10)]).flat(), 0xff, 0xd9,
)`
const NOWHERE = NEEDLES.map(() => 0)
const LINUX = process.platform === 'linux'

let folder: string
let hall: HallOnADesk
let terminal: TerminalProcess
let page: PageConnection
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-decoder-'))
  const decoder = path.join(folder, 'wlt.mjs')
  await writeFile(decoder, DECODER)
  hall = await setUpHall({ photoDecoder: decoder })
  terminal = await hall.start()
  page = await terminal.connect()
  await page.client.kiosk.hello()
  await viewWhere(page, (view) => view.printer.state === 'ready' && view.card.state === 'absent')
})
afterAll(async () => {
  page.close()
  await hall.clear()
  await rm(folder, { recursive: true })
})

/** As a clerk sees it who confirms; what the page has had is its own to forget. */
async function showsThePhoto(): Promise<void> {
  const photo = await page.client.proof.cardPhoto()
  expect(Buffer.from(photo?.content ?? '', 'base64').includes(PHOTO)).toBe(true)
}

async function takeByCard(business: string): Promise<void> {
  await takeAs(async () => {
    const identified = await page.client.kiosk.identifyByCard()
    await showsThePhoto()
    return identified
  }, business)
}

async function readTheCard(): Promise<void> {
  const { kiosk } = page.client
  hall.reader.place(specimenOf('domestic'))
  await viewWhere(page, (view) => view.card.state === 'present')
  await kiosk.open()
  await kiosk.agree({ version: 1 })
  expect(await kiosk.identifyByCard()).toMatchObject({ outcome: 'identified' })
  await showsThePhoto()
  await kiosk.end()
  hall.reader.remove()
  await viewWhere(page, (view) => view.card.state === 'absent')
}

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

/** Looks until the wipe, which follows the end of a session, has happened; not for luck. */
async function memoryHoldsNothing(): Promise<void> {
  await vi.waitFor(async () => expect(await countInMemory(terminal.ready.pid, NEEDLES)).toEqual(NOWHERE), {
    timeout: 60_000,
    interval: 500,
  })
}

/** Since a moment in the reader's requests: an empty reader is asked once, at the start, for a card already selected. */
function askedOfTheCard(since: number): string[] {
  const names = hall.reader.requests.slice(since).map(({ name }) => name)
  return names.filter((name) => name === 'select' || name.startsWith('read-'))
}

async function cardIsSearchedForAgain(times: number): Promise<void> {
  const before = searches()
  await vi.waitUntil(() => searches() >= before + times, { timeout: 30_000 })
}

function searches(): number {
  return hall.reader.requests.filter(({ name }) => name === 'find').length
}

describe('a card that is laid down before anybody has agreed', () => {
  let laidAt: number

  test('is not read: not on the attract screen, and not in front of the notice', async () => {
    laidAt = hall.reader.requests.length
    hall.reader.place(specimenOf('domestic'))
    await viewWhere(page, (view) => view.card.state === 'present')
    await cardIsSearchedForAgain(3)
    await page.client.kiosk.open()
    await cardIsSearchedForAgain(3)
    expect(askedOfTheCard(laidAt)).toEqual([])
    if (LINUX) expect(await countInMemory(terminal.ready.pid, NEEDLES)).toEqual(NOWHERE)
  })

  test('is read as soon as its holder agrees', async () => {
    await page.client.kiosk.agree({ version: 1 })
    expect(await page.client.kiosk.identifyByCard()).toMatchObject({ outcome: 'identified' })
    expect(askedOfTheCard(laidAt).slice(0, 2)).toEqual(['select', 'read-base'])
    // While the person stands there the terminal knows them: the search of its memory finds what there is to find.
    if (LINUX) expect(await countInMemory(terminal.ready.pid, NEEDLES)).not.toEqual(NOWHERE)
  })

  afterAll(async () => {
    await page.client.kiosk.end()
    hall.reader.remove()
    await viewWhere(page, (view) => view.card.state === 'absent')
  })
})

describe('when a person has left and the card lies there still', () => {
  beforeAll(async () => {
    hall.reader.place(specimenOf('domestic'))
    await viewWhere(page, (view) => view.card.state === 'present')
    await takeByCard('A')
  })

  test.skipIf(!LINUX)('nothing of it is in the memory of the terminal (needs Linux)', memoryHoldsNothing)

  test('it is not read for the next person, though that one has agreed', async () => {
    const before = hall.reader.requests.length
    await page.client.kiosk.open()
    await page.client.kiosk.agree({ version: 1 })
    expect(await page.client.kiosk.identifyByCard()).toEqual({
      outcome: 'no-card',
      card: { state: 'present', leftBehind: true },
    })
    expect(askedOfTheCard(before)).not.toContain('read-base')
    if (LINUX) expect(await countInMemory(terminal.ready.pid, NEEDLES)).toEqual(NOWHERE)
  })

  afterAll(async () => {
    await page.client.kiosk.end()
    hall.reader.remove()
    await viewWhere(page, (view) => view.card.state === 'absent')
  })
})

describe('when a person has left, nothing of them can be read', () => {
  beforeAll(async () => {
    // What a read leaves behind where nobody wipes it is overwritten by chance: one read may hide what the next one shows.
    for (let reads = 0; reads < 4; reads += 1) await readTheCard()
    hall.reader.place(specimenOf('domestic'))
    await viewWhere(page, (view) => view.card.state === 'present')
    await takeByCard('B')
    hall.reader.remove()
    await viewWhere(page, (view) => view.card.state === 'absent')
    await takeAs(() => page.client.kiosk.identifyByNumber({ number: TYPED }), 'A')
  })

  test.skipIf(!LINUX)('in the memory of the terminal, as a core file would hold it (needs Linux)', memoryHoldsNothing)

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
