import { spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { loadHallServer } from '../../main/configuration/hall-server-file.ts'
import { openHallKeeping, type HallKeeping } from '../../main/hall/hall-keeping.ts'
import { openHallStore } from '../../main/hall/hall-store.ts'
import { freeLoopback } from '../../main/host/free-port.ts'
import { authorityOf } from '../../main/host/listen.ts'
import { startPlatform, type PlatformSimulator } from '../../simulators/platform/platform.ts'
import { builtScript } from '../built-script.ts'
import { platformKeys, startHallServer, writeHallServer, writePlatformCredential, writeServerBeside, type HallServerProcess } from '../hall-server-process.ts'
import { administer, NO_POSTGRESQL } from '../main/queue/store/postgres-cluster.ts'
import { newDatabase } from '../main/queue/store/postgres-hall.ts'
import { layCable, type NetworkCable } from '../network-cable.ts'
import { MAY_HAVE_OWN_NETWORK, runInOwnNetwork } from '../own-network.ts'
import { OPEN_HALL, startTerminalProcess, writeConfiguration, type PageConnection, type TerminalProcess } from '../terminal-process.ts'

// Eight terminals and twenty windows, each a process of its own, at two hall servers over one PostgreSQL. The network
// between them is cut and mended at random (by the kernel, where a network namespace of its own is allowed), and the server
// that delivers for both is killed, while numbers are taken and called. Of those who were at it some are led to the other,
// as behind one address; the others wait until it is back.

const TERMINALS = 8
const NAMES = Array.from({ length: TERMINALS }, (_, at) => `K0${at + 1}`)
const WINDOWS = 20
const ROUNDS = process.env['YIMEN_LONG'] === '1' ? 40 : 4
const CLERK = { name: '样本员', pin: '271828' }
/** Takes a number of A at two terminals that can ask nobody. */
const HOLDER = '440308199901101512'
const PATIENT = { timeout: 120_000, interval: 250 }
const WINDOW_NUMBERS = Array.from({ length: WINDOWS }, (_, index) => index + 1)
/** Nobody sits at the window of A. */
const HALL = { businesses: OPEN_HALL.businesses.map((business) => ({ ...business, windows: business.code === 'A' ? [WINDOWS + 1] : WINDOW_NUMBERS })) }

interface Given {
  readonly ticketId: string
  readonly number: string
}

interface Terminal {
  readonly name: string
  readonly process: TerminalProcess
  readonly page: PageConnection
  readonly cable: NetworkCable
  readonly at: Server
  readonly given: Given[]
}

interface Window {
  readonly told: { readonly what: 'called' | 'finished'; readonly ticketId: string }[]
  readonly cable: NetworkCable
  readonly at: Server
  /** No further call once nobody waits; resolves with the exit status. */
  end(): Promise<number | null>
}

test.skipIf(NO_POSTGRESQL)('eight terminals and twenty windows whose lines are cut, at two servers of which one is killed: no number twice, nobody called twice, each event at the platform once (needs PostgreSQL)', { timeout: 3_600_000 }, async () => {
  if (!MAY_HAVE_OWN_NETWORK) return await hallOfProcesses()
  const { status, said } = await runInOwnNetwork(import.meta.filename)
  expect(status, said).toBe(0)
})

async function hallOfProcesses(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-processes-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const address = await newDatabase()
  const platforms = new Map<string, PlatformSimulator>()
  for (const teller of ['HALL', ...NAMES]) platforms.set(teller, await platformOf(teller))
  const listen = await freeLoopback()
  const file = await writeHallServer(folder, address, { hall: HALL, listen: authorityOf(listen), ...platformFor(platforms, 'HALL') })
  const beside = await writeServerBeside(file, 'S2', authorityOf({ ...listen, host: '127.0.3.1' }))
  const servers = await Promise.all([file, beside].map(servedBy))
  const keeping = await keepingOf(file)
  await keeping.operators.add(CLERK.name, CLERK.pin, 'clerk', { kind: 'command-line' })
  const script = await builtScript(path.join(import.meta.dirname, 'clerk-at-window.ts'))

  const admitted = new Map<string, string>()
  for (const terminal of NAMES) admitted.set(terminal, (await keeping.devices.enrol({ kind: 'terminal', terminal, window: null, area: null }, 'test')).credential)
  for (const window of WINDOW_NUMBERS.map(String)) admitted.set(window, (await keeping.devices.enrol({ kind: 'window', window }, 'test')).credential)
  for (const { url } of servers) {
    await vi.waitFor(async () => expect(await healthOf(url)).toMatchObject({ terminals: { enrolled: TERMINALS }, windows: { enrolled: WINDOWS } }), PATIENT)
  }

  /** Every second one is at the second server. */
  let laidSoFar = 0
  async function laid(name: string, host: string): Promise<Laid> {
    const at = servers[(laidSoFar += 1) % servers.length] ?? raise(new Error('no server'))
    const cable = await layCable(host, at.url)
    return { credential: admitted.get(name) ?? '', cable, at }
  }
  const terminals = await Promise.all(NAMES.map(async (name, at) => await terminalAt(path.join(folder, name), name, platformFor(platforms, name), await laid(name, `127.0.1.${at + 1}`))))
  const windows = await Promise.all(WINDOW_NUMBERS.map(async (window) => windowAt(script, await laid(String(window), `127.0.2.${window}`))))
  await vi.waitFor(async () => expect(await linesOf(terminals)).toEqual(Array.from({ length: TERMINALS }, () => 'up')), PATIENT)

  for (let round = 0; round < ROUNDS; round += 1) {
    const cut = [...terminals, ...windows].filter(() => randomInt(3) === 0).map(({ cable }) => cable)
    for (const cable of cut) cable.cut()
    const taking = Promise.all(terminals.map((terminal) => takeNumbers(terminal, randomInt(1, 4))))
    if (round % 10 === 1) await kill(servers, [...terminals, ...windows])
    await taking
    for (const cable of cut) cable.mend()
    await Promise.all(terminals.map((terminal) => takeNumbers(terminal, randomInt(2))))
  }

  // One person, at two terminals that know nothing of each other.
  const [one, other] = terminals
  if (one === undefined || other === undefined) throw new Error('no terminals')
  for (const { cable } of [one, other]) cable.cut()
  await Promise.all([one, other].map((terminal) => takeAs(terminal, HOLDER)))
  for (const { cable } of [one, other]) cable.mend()

  await vi.waitFor(async () => expect(await waitingToBeMerged(terminals)).toBe(0), PATIENT)
  const ended = await Promise.all(windows.map((window) => window.end()))
  expect(ended).toEqual(windows.map(() => 0))

  const given = terminals.flatMap((terminal) => terminal.given)
  const kept = (await administer(address, 'SELECT ticket_id, number, business, status, series FROM yimen.ticket')) as unknown as readonly {
    readonly ticket_id: string
    readonly number: string
    readonly business: string
    readonly status: string
    readonly series: string
  }[]
  // Each number that somebody holds is in the hall's line, once, under its own id.
  const named = (each: { readonly ticketId: string; readonly number: string }) => `${each.ticketId} ${each.number}`
  const holders = new Set(given.map(named))
  const isHeld = (each: (typeof kept)[number]) => holders.has(`${each.ticket_id} ${each.number}`)
  expect(kept.filter(isHeld).map(({ ticket_id: ticketId, number }) => named({ ticketId, number })).toSorted()).toEqual(given.map(named).toSorted())
  expect(new Set(given.map(({ number }) => number)).size).toBe(given.length)
  expect(kept.some(({ series }) => series.startsWith('X'))).toBe(true)
  // A number whose answer was lost is in nobody's hand, and nobody waits by it: whoever asked holds one that stands in its place.
  const unseen = kept.filter((each) => !isHeld(each))
  expect(unseen.every(({ status, series }) => ['cancelled', 'done'].includes(status) && !series.startsWith('X'))).toBe(true)
  // At most one of each terminal whenever its line was cut or its server killed.
  expect(unseen.length).toBeLessThanOrEqual((ROUNDS + 1 + Math.ceil(ROUNDS / 10)) * TERMINALS)
  // Of the person's two tickets the earlier stays.
  expect(kept.filter((each) => each.business === 'A' && isHeld(each)).map(({ status }) => status).toSorted()).toEqual(['cancelled', 'waiting'])
  expect(kept.filter((each) => each.business === 'C' && isHeld(each)).every(({ status }) => status === 'done')).toBe(true)
  // Who was called at one window was called at no other.
  const called = windows.flatMap(({ told }) => told.filter(({ what }) => what === 'called').map(({ ticketId }) => ticketId))
  expect(new Set(called).size).toBe(called.length)
  const finished = windows.flatMap(({ told }) => told.filter(({ what }) => what === 'finished').map(({ ticketId }) => ticketId))
  expect(new Set(finished).size).toBe(finished.length)
  const calls = (await administer(address, `SELECT ticket_id FROM yimen.event WHERE kind = 'ticket.called' ORDER BY ticket_id`)).map((row) => row['ticket_id'])
  expect(new Set(calls).size).toBe(calls.length)
  // Whoever gave a number told of it: the terminal of one given alone, else one of the servers.
  const known = (of: readonly (typeof kept)[number][]) => of.map(({ ticket_id: ticketId }) => ticketId).toSorted()
  await vi.waitFor(() => expect(told(platforms, 'ticket.done')).toEqual(known(kept.filter(({ status }) => status === 'done'))), PATIENT)
  await vi.waitFor(() => expect(told(platforms, 'ticket.issued')).toEqual(known(kept)), PATIENT)
  expect(told(platforms, 'ticket.called')).toEqual(calls)
}

/** Whoever delivers for the hall is gone in the midst of it: the other one delivers, some of those who were there go to it, and then it is back. */
async function kill(servers: readonly Server[], hung: readonly { readonly at: Server; readonly cable: NetworkCable }[]): Promise<void> {
  const [one, other] = servers
  if (one === undefined || other === undefined) throw new Error('no servers')
  await vi.waitFor(async () => expect(await Promise.all([delivers(one), delivers(other)])).toContain(true), PATIENT)
  const [leader, heir] = (await delivers(one)) ? [one, other] : [other, one]
  expect(await delivers(heir)).toBe(false)
  leader.process.process.kill('SIGKILL')
  await leader.process.ended
  for (const { cable } of hung.filter(({ at }) => at === leader && randomInt(2) === 0)) cable.moveTo(heir.url)
  await vi.waitFor(async () => expect(await delivers(heir)).toBe(true), PATIENT)
  leader.process = (await servedBy(leader.file)).process
}

async function delivers({ url }: Server): Promise<boolean> {
  return (await healthOf<{ readonly platform: unknown }>(url)).platform !== null
}

/** What the platform has heard of whoever tells it: a simulator stands for each, since one knows one credential. */
async function platformOf(terminal: string): Promise<PlatformSimulator> {
  const platform = await startPlatform({ listen: { host: '127.0.0.1', port: 0 }, terminal })
  onTestFinished(() => platform.close())
  return platform
}

function platformFor(platforms: ReadonlyMap<string, PlatformSimulator>, teller: string): { readonly platform: PlatformSimulator } {
  const platform = platforms.get(teller)
  if (platform === undefined) throw new Error(teller)
  return { platform }
}

/** The tickets of which that was told, each as often as it was. */
function told(platforms: ReadonlyMap<string, PlatformSimulator>, kind: string): readonly string[] {
  const events = [...platforms.values()].flatMap(({ book }) => book.events)
  return events.filter((event) => event.kind === kind).map(({ subject }) => subject).toSorted()
}

interface Server {
  readonly file: string
  readonly url: string
  process: HallServerProcess
}

async function servedBy(file: string): Promise<Server> {
  const started = startHallServer(file)
  onTestFinished(() => void started.process.kill('SIGKILL'))
  const { url } = await started.ready
  return { file, url, process: started }
}

function raise(error: unknown): never {
  throw error
}

/** Who belongs to the hall, without the codes that an operator would compare. */
async function keepingOf(file: string): Promise<HallKeeping> {
  const configuration = await loadHallServer(file)
  if (!configuration.ok) throw new Error(configuration.fault.line)
  const now = () => new Date()
  const opened = await openHallStore(configuration.value, { now, promote: false, warn: () => undefined })
  if (!opened.ok) throw new Error(opened.fault.line)
  const keeping = await openHallKeeping(opened.value, { now, onFault: raise })
  onTestFinished(async () => {
    await keeping.close()
    await opened.value.store.close()
  })
  return keeping
}

interface Laid {
  readonly credential: string
  readonly cable: NetworkCable
  /** Where it is at first. */
  readonly at: Server
}

async function terminalAt(folder: string, name: string, { platform }: { readonly platform: PlatformSimulator }, { credential, cable, at }: Laid): Promise<Terminal> {
  onTestFinished(() => cable.close())
  await mkdir(path.join(folder, 'data'), { recursive: true })
  await writePlatformCredential(folder, platform)
  await writeFile(path.join(folder, 'hall-credential'), `${credential}\n`, { mode: 0o600 })
  const configuration = await writeConfiguration(folder, {
    hall: HALL,
    terminal: {
      terminal: { id: name, screen: { width: 1080, height: 1920, diagonal: 21.5 } },
      server: { hall: cable.url, credential: { file: './hall-credential' } },
      platform: platformKeys(platform),
    },
  })
  const starting = startTerminalProcess({ folder, configuration })
  // Also of one that is ready only when another's start has ended the test already.
  onTestFinished(async () => {
    const begun = await starting.catch(() => null)
    await begun?.cutPower()
  })
  const started = await starting
  const page = await started.connect()
  await page.client.kiosk.hello()
  return { name, process: started, page, cable, at, given: [] }
}

function windowAt(script: string, { credential, cable, at }: Laid): Window {
  onTestFinished(() => cable.close())
  const cookie = `yimen-window-${new URL(cable.url).port}=${credential}`
  const child = spawn(process.execPath, [script, cable.url, cookie, CLERK.name, CLERK.pin], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit').then(() => child.exitCode)
  onTestFinished(() => void child.kill('SIGKILL'))
  const told: Window['told'] = []
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    const lines = (text + piece).split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) told.push(JSON.parse(line) as Window['told'][number])
  })
  return {
    told,
    cable,
    at,
    end() {
      child.kill('SIGTERM')
      return exited
    },
  }
}

/** Numbers of a business that asks for no person. */
async function takeNumbers(terminal: Terminal, many: number): Promise<void> {
  const { kiosk } = terminal.page.client
  await kiosk.open()
  for (let taken = 0; taken < many; taken += 1) await take(terminal, 'C')
}

async function takeAs(terminal: Terminal, number: string): Promise<void> {
  const { kiosk } = terminal.page.client
  await kiosk.open()
  await kiosk.agree({ version: 1 })
  expect(await kiosk.identifyByNumber({ number })).toMatchObject({ outcome: 'identified' })
  await take(terminal, 'A')
}

async function take({ page, given }: Terminal, business: string): Promise<void> {
  const taken = await page.client.kiosk.takeNumber({ requestId: randomUUID(), business, paper: 'screen' })
  if (taken.outcome !== 'issued') throw new Error(taken.outcome)
  const { ticketId, number } = taken.ticket
  given.push({ ticketId, number })
}

interface Standing {
  readonly hallServer: { readonly state: string; readonly offlineWaiting: number }
}

async function healthOf<Health>(url: string): Promise<Health> {
  return (await (await fetch(new URL('/health', url))).json()) as Health
}

async function standings(terminals: readonly Terminal[]): Promise<readonly Standing['hallServer'][]> {
  return await Promise.all(
    terminals.map(async ({ process: { ready } }) => (await healthOf<Standing>(ready.url)).hallServer),
  )
}

const linesOf = async (terminals: readonly Terminal[]) => (await standings(terminals)).map(({ state }) => state)
const waitingToBeMerged = async (terminals: readonly Terminal[]) => (await standings(terminals)).reduce((sum, { offlineWaiting }) => sum + offlineWaiting, 0)
