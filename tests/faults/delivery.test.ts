import { randomInt, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SPECIMEN_CATALOGUE } from '../../simulators/platform/catalogue.ts'
import { startPlatform, type PlatformSimulator } from '../../simulators/platform/platform.ts'
import { startThermalPrinter, type ThermalPrinterSimulator } from '../../simulators/thermal-printer/thermal-printer.ts'
import { viewWhere } from '../hall-on-a-desk.ts'
import { startTerminalProcess, writeConfiguration, type PageConnection, type TerminalProcess } from '../terminal-process.ts'
import { readLedger } from './ledger-reading.ts'
import { eventually } from '../eventually.ts'

// What a terminal has to tell goes over a real network to a platform that loses calls and answers, while the terminal
// is killed and started again.

const KILLS = process.env['YIMEN_LONG'] === '1' ? 200 : 6
/** Each start begins with a delivery at once; its first call is lost, its answer is lost, or it is sent twice. */
const FAULTS = ['lost-call', 'lost-answer', 'doubled'] as const

let folder: string
let platform: PlatformSimulator
let printer: ThermalPrinterSimulator
let configuration: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-delivery-'))
  platform = await startPlatform({ listen: { host: '127.0.0.1', port: 0 }, terminal: 'K01' })
  await writeCredential(platform)
  printer = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 } })
  configuration = await writeConfiguration(folder, {
    printer: printer.url,
    terminal: { platform: { url: platform.url, credential: { file: './platform.yaml' } } },
  })
})
afterEach(async () => {
  await Promise.all([platform.close(), printer.close()])
  await rm(folder, { recursive: true })
})

async function writeCredential({ credential, catalogueKey }: PlatformSimulator): Promise<void> {
  const key = catalogueKey.export({ format: 'der', type: 'spki' }).toString('base64')
  await writeFile(path.join(folder, 'platform.yaml'), JSON.stringify({ token: credential, catalogueKey: key }))
}

const start = () => startTerminalProcess({ folder, configuration })

interface Standing {
  readonly outbox: { readonly waiting: number; readonly shelf: number }
  readonly platform: { readonly delivery: { readonly state: string }; readonly auditLog: string }
}

async function standing({ ready }: TerminalProcess): Promise<Standing> {
  const answer = await fetch(new URL('/health', ready.url))
  return (await answer.json()) as Standing
}

/** So many people take a number; the last of them is still there. */
async function takeNumbers(terminal: TerminalProcess, many: number): Promise<PageConnection> {
  const page = await terminal.connect()
  await page.client.kiosk.hello()
  await page.client.kiosk.open()
  for (let taken = 0; taken < many; taken += 1) {
    // A number and its sheet are two events of one subject.
    await page.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper: 'ticket' })
  }
  return page
}

test(`each event arrives exactly once and in its order, though the terminal is killed ${KILLS} times and calls and answers are lost`, { timeout: 3_600_000 }, async () => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (const kind of FAULTS) if (randomInt(2) === 0) platform.faults.add('deliverEvents', { kind })
    const terminal = await start()
    const page = await takeNumbers(terminal, randomInt(1, 12))
    await sleep(randomInt(200))
    await terminal.cutPower()
    page.close()
  }
  platform.faults.clear()
  const terminal = await start()
  // Nothing more is to come once the last sheet has settled.
  const last = await takeNumbers(terminal, 1)
  await viewWhere(last, (view) => view.session?.sheet?.settled === true)
  last.close()
  await vi.waitFor(async () => expect((await standing(terminal)).outbox).toMatchObject({ waiting: 0, shelf: 0 }), { timeout: 60_000, interval: 100 })
  expect(await terminal.stop()).toBe(0)

  const kept = await readLedger<{ event_id: string; subject: string }>(path.join(folder, 'data'), 'SELECT event_id, subject FROM outbox ORDER BY rowid')
  expect(kept.length).toBeGreaterThan(KILLS)
  const arrived = platform.book.events
  expect(arrived.map(({ id }) => id).toSorted()).toEqual(kept.map(({ event_id: id }) => id).toSorted())
  for (const subject of new Set(kept.map((event) => event.subject))) {
    const inOrder = kept.filter((event) => event.subject === subject).map((event) => event.event_id)
    expect(arrived.filter((event) => event.subject === subject).map(({ id }) => id)).toEqual(inOrder)
  }
  expect(arrived.some(({ kind }) => kind === 'sheet.settled')).toBe(true)
})

test('without its platform a terminal gives numbers all the same, and says that nothing leaves it', async () => {
  await platform.close()
  const terminal = await start()
  const page = await takeNumbers(terminal, 3)
  await eventually(async () =>
    expect(await standing(terminal)).toMatchObject({
      outbox: { shelf: 0 },
      platform: { delivery: { state: 'waiting', lastFault: { kind: 'unreachable' } } },
    }),
  )
  page.close()
  expect(await terminal.stop()).toBe(0)
})

test('the platform’s catalogue is what the terminal goes by, also without the platform', async () => {
  const versionOf = async (terminal: TerminalProcess) =>
    ((await (await fetch(new URL('/health', terminal.ready.url))).json()) as { readonly catalogue?: string }).catalogue
  const first = await start()
  await eventually(async () => expect(await versionOf(first)).toBe(SPECIMEN_CATALOGUE.version))
  expect(await first.stop()).toBe(0)
  await platform.close()
  const second = await start()
  expect(await versionOf(second)).toBe(SPECIMEN_CATALOGUE.version)
  expect(await second.stop()).toBe(0)
})

test('a ledger that was put back to an earlier day is noticed by its platform', async () => {
  const first = await start()
  const page = await takeNumbers(first, 3)
  await eventually(() => expect(platform.auditHeads.longest.get('K01')?.count).toBeGreaterThan(0))
  page.close()
  expect(await first.stop()).toBe(0)
  const known = platform.auditHeads.longest.get('K01')
  platform.auditHeads.foresee({ terminal: 'K01', count: (known?.count ?? 0) + 100, hash: 'ab'.repeat(32) })
  const second = await start()
  await eventually(async () => expect((await standing(second)).platform.auditLog).toBe('behind'))
  expect(await second.stop()).toBe(0)
})
