import { once } from 'node:events'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { stringify } from 'yaml'
import { loadHallServer } from '../../main/configuration/hall-server-file.ts'
import { hallClientOverSocket, type HallClient } from '../../main/contract/hall-client.ts'
import type { HallSeat } from '../../main/contract/hall-pages.ts'
import { openHallKeeping } from '../../main/hall/hall-keeping.ts'
import { openHallStore } from '../../main/hall/hall-store.ts'
import { createEvaluations } from '../../main/queue/evaluation/evaluations.ts'
import { startCallPads } from '../../simulators/call-pad/call-pad.ts'
import { startPlatform } from '../../simulators/platform/platform.ts'
import { startWindowDisplays } from '../../simulators/window-display/window-display.ts'
import { hallCommand, startHallServer, writeHallServer } from '../hall-server-process.ts'
import { administer, makeCluster, NO_POSTGRESQL } from '../main/queue/store/postgres-cluster.ts'
import { startTerminalProcess, writeConfiguration } from '../terminal-process.ts'

const WRITTEN = '等了三趟才办成'
const PATIENT = { timeout: 60_000, interval: 100 }
/** Where a bus can be had: a converter on the network. */
const END = { host: '127.0.0.1', port: 0 }
const healthAt = async (origin: string) => (await (await fetch(`${origin}/health`)).json()) as unknown

describe.skipIf(NO_POSTGRESQL)('the hall server (needs postgresql)', () => {
  test('lets a terminal in and gives it numbers; PostgreSQL goes, the terminal gives its own, and all stand in one line when it is back; another is promoted, with pads and displays, and it ends; who was served there is dissatisfied, and manager and platform hear of it', async () => {
    const cluster = await makeCluster()
    const folder = await mkdtemp(path.join(tmpdir(), 'yimen-hall-server-'))
    onTestFinished(async () => {
      await cluster.remove()
      await rm(folder, { recursive: true })
    })
    const platform = await startPlatform({ listen: { host: '127.0.0.1', port: 0 }, terminal: 'HALL-530323' })
    onTestFinished(() => platform.close())
    const told = () => platform.book.events.map(({ terminal: by, kind, payload }) => [by, kind, payload['number']])
    const file = await writeHallServer(folder, cluster.address, { platform })
    const desk = path.join(folder, 'desk')

    // PostgreSQL is not there yet: it says so, once, and waits
    const server = startHallServer(file)
    onTestFinished(() => void server.process.kill('SIGKILL'))
    await vi.waitFor(() => expect(server.said()).toMatch(/^yimen: PostgreSQL at .* cannot be reached as postgres .* The server starts as soon as it can be\.$/m), PATIENT)
    await cluster.start()
    const { url } = await server.ready

    expect(hallCommand(file, ['--add-staff', '1001', '--role', 'clerk'], '271828\n')).toMatchObject({ status: 0, lines: ['added 1001'] })
    const place = { server: { hall: url, credential: { file: './data/hall' } } }
    const terminal = await startTerminalProcess({ folder: desk, configuration: await writeConfiguration(desk, { terminal: place }) })
    onTestFinished(() => terminal.cutPower())
    const hallOf = async () => {
      const { hallServer } = (await healthAt(new URL(terminal.ready.url).origin)) as { hallServer: { readonly state: string; readonly code?: string } }
      return hallServer
    }
    await vi.waitFor(async () => expect(await hallOf()).toMatchObject({ state: 'asking', code: expect.stringMatching(/^\d{6}$/) as string }), PATIENT)
    const { code = '' } = await hallOf()
    expect(hallCommand(file, ['--enrolments']).lines).toEqual([`asks ${code} terminal K01 from 127.0.0.1, 10 min left`])
    expect(hallCommand(file, ['--approve', code])).toMatchObject({ status: 0, lines: ['approved terminal K01 at 127.0.0.1'] })
    await vi.waitFor(async () => expect(await hallOf()).toMatchObject({ state: 'up' }), PATIENT)
    const well = { server: 'S1', epoch: 1, database: { ok: true, goneSince: null, clocksAgree: true } }
    await vi.waitFor(async () => expect(await healthAt(url)).toMatchObject({ ...well, terminals: { enrolled: 1, connected: 1 } }), PATIENT)
    const { kiosk } = (await terminal.connect()).client
    const number = async () => {
      await kiosk.open()
      const taken = await kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper: 'screen' })
      await kiosk.end()
      return taken.outcome === 'issued' ? taken.ticket.number : taken.outcome
    }
    expect(await number()).toBe('C001')
    await vi.waitFor(async () => expect(await healthAt(url)).toMatchObject({ outbox: { waiting: 0, shelf: 0 }, platform: { auditLog: 'taken' } }), PATIENT)
    expect(told()).toEqual([['HALL-530323', 'ticket.issued', 'C001']])

    await cluster.stop('fast')
    expect(await number()).toBe('X1001')
    await vi.waitFor(() => expect(server.said()).toMatch(/^yimen: PostgreSQL does not answer for the queue .*terminals give numbers of their own/m), PATIENT)
    expect(await healthAt(url)).toMatchObject({ database: { ok: false }, outbox: null })
    await vi.waitFor(async () => expect(await hallOf()).toMatchObject({ state: 'down', why: 'database' }), PATIENT)
    await cluster.start()
    await vi.waitFor(async () => expect(await hallOf()).toMatchObject({ state: 'up', offlineWaiting: 0 }), PATIENT)
    expect(await number()).toBe('C002')
    await vi.waitFor(() => expect(server.said()).toMatch(/^yimen: PostgreSQL answers again\.$/m), PATIENT)
    const line = await administer(cluster.address, 'SELECT number, origin FROM yimen.ticket ORDER BY rank')
    expect(line).toEqual([{ number: 'C001', origin: 'kiosk' }, { number: 'X1001', origin: 'offline' }, { number: 'C002', origin: 'kiosk' }])
    // what the terminal gave alone it tells the platform itself
    const posted = await administer(cluster.address, "SELECT payload::json->>'number' AS number FROM yimen.outbox ORDER BY created_at")
    expect(posted).toEqual([{ number: 'C001' }, { number: 'C002' }])

    const pads = await startCallPads({ end: END, addresses: [1] })
    const displays = await startWindowDisplays({ end: END, units: [1] })
    onTestFinished(async () => void (await Promise.all([pads.close(), displays.close()])))
    const devices = {
      callPads: { port: pads.url, pads: [{ address: 1, window: 4 }] },
      windowDisplays: { port: displays.url, displays: [{ unit: 1, window: 4 }] },
    }
    await appendFile(file, stringify({ devices }))
    const next = startHallServer(file, '--promote')
    onTestFinished(() => void next.process.kill('SIGKILL'))
    const { url: nextUrl } = await next.ready
    expect(await server.ended).toBe(1)
    expect(server.said()).toMatch(/^yimen: Another server has taken over the queue of hall 530323-01 \(epoch 2; this server's is 1\)\.$/m)
    await vi.waitFor(() => expect(told().map(([, , given]) => given)).toEqual(['C001', 'C002']), PATIENT)
    expect(hallCommand(file, ['--release'])).toMatchObject({ status: 0, lines: ['released 0'] })

    const { window: clerk } = await pageAt(file, nextUrl, { kind: 'window', window: '4' })
    expect(await clerk.signIn({ name: '1001', pin: '271828' })).toMatchObject({ outcome: 'signed-in' })
    expect(await clerk.changePin({ pin: '271828', next: '314159' })).toEqual({ outcome: 'changed' })
    const face = () => ({ ...pads.face(1), display: displays.text(1) })
    await vi.waitFor(() => expect(face()).toMatchObject({ waiting: '003', ticket: '___', display: '      ' }), PATIENT)
    pads.press(1, 'call')
    await vi.waitFor(() => expect(face()).toMatchObject({ waiting: '002', ticket: '001', display: 'C00104' }), PATIENT)
    expect(await healthAt(nextUrl)).toMatchObject({ devices: { callPads: { state: 'ready' }, windowDisplays: { state: 'ready' } } })
    const called = await administer(cluster.address, "SELECT number, at_window FROM yimen.ticket WHERE status = 'called'")
    expect(called).toEqual([{ number: 'C001', at_window: '4' }])

    expect(hallCommand(file, ['--add-staff', '主任', '--role', 'manager'], '314159\n')).toMatchObject({ status: 0 })
    const { manager } = await pageAt(file, nextUrl, { kind: 'manager', window: null, area: null })
    expect(await manager.signIn({ name: '主任', pin: '314159' })).toMatchObject({ outcome: 'signed-in' })
    const heard = (await manager.badCases())[Symbol.asyncIterator]()
    expect((await heard.next()).value).toMatchObject({ cases: [], readAt: 'server' })
    pads.press(1, 'evaluate')
    await vi.waitUntil(() => pads.face(1).evaluator === 'asks', PATIENT)
    pads.answer(1, 1)
    await vi.waitFor(async () => expect((await heard.next()).value).toMatchObject({ cases: [{ about: 'C001', level: 1, window: '4', next: 'accepted' }] }), PATIENT)
    expect((await manager.statistics({ length: 'day', day: null })).evaluations).toMatchObject({ given: 1, goodShare: 0 })
    const rated = () => platform.book.events.filter(({ kind }) => kind.startsWith('evaluation.')).map(({ terminal: by, kind }) => [by, kind])
    await vi.waitFor(() => expect(rated()).toEqual([['HALL-530323', 'evaluation.given'], ['HALL-530323', 'evaluation.bad']]), PATIENT)
    await rateAtTerminal(file, WRITTEN)
    await vi.waitFor(() => expect(platform.book.events.map(({ payload }) => payload['words'])).toContain(WRITTEN), PATIENT)
    const { lines } = hallCommand(file, ['--bad-cases'])
    expect(lines).toEqual([expect.stringMatching(/^C001 at window 4, level 1, given .*, to be put right by /), '  next: accepted', expect.stringMatching(/^T-2 at a terminal, level 2, /), `  wrote "${WRITTEN}"`, '  next: accepted'])
    expect([await next.stop(), pads.errors, displays.errors]).toEqual([0, [], []])
  })

  test('with a wrong word or file says so in one line and ends with 2', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'yimen-hall-server-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = await writeHallServer(folder, { host: folder, port: 5432, database: 'postgres', user: 'postgres' })
    expect(hallCommand(file, ['--start'])).toMatchObject({ status: 2, said: expect.stringMatching(/^yimen: unknown option start; usage: .*\n$/) as string })
    expect(hallCommand(`${file}x`, [])).toMatchObject({ status: 2, said: expect.stringMatching(/^yimen: .*hall-server\.yamlx: there is no such file\n$/) as string })
    expect(hallCommand(file, ['--staff'])).toMatchObject({ status: 2, said: expect.stringMatching(/^yimen: PostgreSQL at .* cannot be reached as postgres \(ENOENT\)\.\n$/) as string })
    await rm(path.join(folder, 'queue.key'))
    expect(hallCommand(file, ['--staff'])).toMatchObject({ status: 2, said: expect.stringMatching(/^yimen: key: There is no key file .*queue\.key\.\n$/) as string })
  })
})

/** What whoever scans their ticket at a terminal says of it. */
async function rateAtTerminal(file: string, words: string): Promise<void> {
  const beside = await hallBeside(file)
  const { hall } = beside.configuration
  const calendar = () => ({ ...hall.calendar, timeZone: hall.hall.timeZone })
  const evaluations = createEvaluations({ store: beside.keeping.evaluations, calendar, now: () => new Date(), onBad: () => undefined })
  await evaluations.give({
    requestId: randomUUID(),
    matter: 'ticket',
    subject: 'T-2',
    service: 'C',
    channel: 'kiosk',
    window: null,
    verdict: { level: 2, reasons: [], words },
    mayAppend: true,
  })
  await beside.close()
}

/** What a browser of the hall asks that has been let in, without the code that somebody would compare. */
async function pageAt(file: string, url: string, place: HallSeat['place']): Promise<HallClient> {
  const beside = await hallBeside(file)
  const { credential } = await beside.keeping.devices.enrol(place, 'test')
  await beside.close()
  const headers = { cookie: `yimen-${place.kind}-${new URL(url).port}=${credential}`, origin: url }
  // The server reads who is let in a moment later.
  const socket = await vi.waitFor(async () => {
    const line = new WebSocket(`${url.replace(/^http/, 'ws')}/${place.kind}/rpc`, { headers })
    await once(line, 'open')
    return line
  }, PATIENT)
  onTestFinished(() => socket.terminate())
  return hallClientOverSocket(socket as unknown as globalThis.WebSocket)
}

/** The hall's database, beside the servers that run on it. */
async function hallBeside(file: string) {
  const configuration = await loadHallServer(file)
  if (!configuration.ok) throw new Error(configuration.fault.line)
  const now = () => new Date()
  const opened = await openHallStore(configuration.value, { now, promote: false, warn: () => undefined })
  if (!opened.ok) throw new Error(opened.fault.line)
  const keeping = await openHallKeeping(opened.value, {
    now,
    onFault(error) {
      throw error
    },
  })
  return {
    configuration: configuration.value,
    keeping,
    async close() {
      await keeping.close()
      await opened.value.store.close()
    },
  }
}
