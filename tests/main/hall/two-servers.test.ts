import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { EnrolmentsView } from '../../../main/contract/enrolments.ts'
import { hallClientOverSocket, type HallClient } from '../../../main/contract/hall-client.ts'
import type { WindowView } from '../../../main/contract/window.ts'
import { runHallCommand } from '../../../main/hall/hall-commands.ts'
import { openHallKeeping } from '../../../main/hall/hall-keeping.ts'
import { openHallServer } from '../../../main/hall/hall-server.ts'
import { openLog } from '../../../main/operations/log.ts'
import { postgresOperators } from '../../../main/operations/postgres-operators.ts'
import type { PostgresAddress } from '../../../main/queue/store/postgres.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { dataFolder } from '../ledger/fixture.ts'
import { CHEAP, INSTALLER } from '../operations/staff-suite.ts'
import { NO_POSTGRESQL } from '../queue/store/postgres-cluster.ts'
import { HALL_KEY, newDatabase, openHall } from '../queue/store/postgres-hall.ts'

const PIN = '402917'
const now = () => new Date()
const becomes = <Value>(holds: () => Value | Promise<Value>) => vi.waitFor(holds, { timeout: 30_000, interval: 50 })

/** A server of the hall, and its pages as browsers have them. */
interface Server {
  readonly url: string
  /** A page that asks to be let in, with what its browser keeps. */
  ask(place: object): Promise<{ readonly code: string; readonly cookie: string }>
  /** The credential that the browser is given, once somebody has approved. */
  credential(cookie: string): Promise<string>
  /** The line of a page; `closed` says with which code it ended. */
  open(kind: 'window' | 'board' | 'manager', credential: string): Promise<{ readonly client: HallClient; readonly closed: Promise<number> }>
  close(): Promise<void>
}

describe.skipIf(NO_POSTGRESQL)('two servers of one hall (needs postgresql)', () => {
  let database: Promise<PostgresAddress> | null = null
  let halls = 0

  /** A hall with a manager and a clerk, on the first day of its servers. */
  async function hall() {
    const address = await (database ??= newDatabase())
    const file = HallFile.parse({ ...OPEN_HALL, hall: { ...OPEN_HALL.hall, code: `530323-${(halls += 1)}` } })
    const folder = await dataFolder()
    for (const page of ['window', 'board', 'manager', 'enrol']) {
      await mkdir(path.join(folder, 'out', 'renderer', page), { recursive: true })
      await writeFile(path.join(folder, 'out', 'renderer', page, 'index.html'), '<head></head>')
    }
    const { code } = file.hall
    const beside = await openHall(address, code)
    onTestFinished(() => beside.close())
    const operators = postgresOperators({ database: beside.database, key: HALL_KEY, now, cost: CHEAP })
    await operators.add('主任', PIN, 'manager', INSTALLER)
    await operators.add('赵敏', PIN, 'clerk', INSTALLER)
    const keeping = await openHallKeeping({ store: beside, key: HALL_KEY }, { now, onFault: (error) => expect.fail(String(error)) })
    onTestFinished(() => keeping.close())

    async function serve(): Promise<Server> {
      const store = await openHall(address, code)
      const opened = await openHallServer({
        configuration: { server: 'S1', hall: file, hallFile: path.join(folder, 'hall.yaml'), access: { listen: { host: '127.0.0.1', port: 0 }, tls: null }, database: address, key: { file: '' }, devices: {}, platform: null },
        hallStore: { store, key: HALL_KEY },
        version: '0',
        appFolder: folder,
        now,
        log: openLog('silent'),
        say: (line) => expect.fail(line),
        end: (line) => expect.fail(line),
      })
      if (!opened.ok) throw new Error(opened.fault.line)
      let open = true
      const server = serverAt(`http://127.0.0.1:${opened.value.listen.port}`, async () => {
        if (!open) return
        open = false
        await opened.value.close()
        await store.close()
      })
      onTestFinished(() => server.close())
      return server
    }
    return { serve, operators, command: (words: Parameters<typeof runHallCommand>[1]) => runHallCommand(keeping, words, () => expect.fail('asks for a PIN')) }
  }

  /** A manager's desk, let in by the command as the first is, and signed in. */
  async function managerAt(server: Server, command: Awaited<ReturnType<typeof hall>>['command']): Promise<{ readonly credential: string; readonly manager: HallClient['manager'] }> {
    const { code, cookie } = await server.ask({ kind: 'manager', area: null, window: null })
    expect((await command({ file: '', act: 'approve', what: code })).ok).toBe(true)
    const credential = await server.credential(cookie)
    const { manager } = (await server.open('manager', credential)).client
    expect(await manager.signIn({ name: '主任', pin: PIN })).toEqual({ outcome: 'signed-in', name: '主任' })
    return { credential, manager }
  }

  /** A window's page that the manager has let in. */
  const windowAt = (server: Server, manager: HallClient['manager'], window: string) => letIn(server, manager, { kind: 'window', window })

  async function letIn(server: Server, manager: HallClient['manager'], place: object): Promise<string> {
    const { code, cookie } = await server.ask(place)
    const { pairings } = await enrolmentsWhere(manager, (view) => view.pairings.some((each) => each.code === code))
    const asking = pairings.find((each) => each.code === code)
    expect(asking).toMatchObject({ place, address: '127.0.0.1' })
    expect(await manager.approve({ pairing: asking?.pairing ?? '', code })).toEqual({ done: true })
    return await server.credential(cookie)
  }

  test('a manager lets a window in at one that asked at the other; its clerk, signed in at one, works on at the other when that has gone, and is put out with the credential', async () => {
    const { serve, command } = await hall()
    const [one, other] = [await serve(), await serve()]
    const { credential: deskCredential, manager } = await managerAt(other, command)
    const credential = await windowAt(one, manager, '4')
    const first = (await one.open('window', credential)).client.window
    expect(await first.signIn({ name: '赵敏', pin: PIN })).toEqual({ outcome: 'signed-in', clerk: '赵敏' })
    const ask = { requestId: randomUUID(), business: 'C', green: null, document: null }
    expect(await first.issue(ask)).toMatchObject({ outcome: 'issued', number: 'C001' })
    expect(await first.callNext({ requestId: randomUUID() })).toMatchObject({ outcome: 'done', ticket: { number: 'C001' } })

    await one.close()
    const { client, closed } = await other.open('window', credential)
    const view = await viewWhere(client.window, ({ clerk }) => clerk !== null)
    expect(view).toMatchObject({ clerk: '赵敏', state: 'open', current: { number: 'C001' } })
    const ticketId = view.current?.ticketId ?? ''
    expect(await client.window.start({ requestId: randomUUID(), ticketId })).toMatchObject({ outcome: 'done', ticket: { status: 'serving' } })

    const again = await serve()
    expect(await (await again.open('manager', deskCredential)).client.manager.statistics({ length: 'day', day: null })).toMatchObject({ total: { taken: 1 } })
    const { devices } = await enrolmentsWhere(manager, (seen) => seen.devices.some(({ signedIn }) => signedIn?.name === '赵敏'))
    expect(devices.map(({ place, enrolledBy, connected, own }) => ({ place: place.kind, enrolledBy, connected, own }))).toEqual([
      { place: 'window', enrolledBy: '主任', connected: true, own: false },
      { place: 'manager', enrolledBy: null, connected: true, own: true },
    ])
    const there = await again.open('window', credential)
    expect(await manager.revoke({ device: devices[0]?.device ?? '' })).toEqual({ done: true })
    expect(await manager.revoke({ device: devices[0]?.device ?? '' })).toEqual({ done: false })
    expect([await closed, await there.closed]).toEqual([4003, 4003])
    await enrolmentsWhere(manager, (seen) => seen.devices.length === 1)
  })

  test('a PIN changed at one, or a member of staff removed by the command, ends that person’s other sign-ins at once, wherever they are, and nobody else’s', async () => {
    const { serve, command, operators } = await hall()
    const [one, other] = [await serve(), await serve()]
    const { manager } = await managerAt(one, command)
    const [third, fourth] = [await windowAt(one, manager, '3'), await windowAt(one, manager, '4')]
    const here = (await one.open('window', third)).client.window
    const there = await becomes(async () => (await other.open('window', fourth)).client.window)
    for (const page of [here, there]) expect(await page.signIn({ name: '赵敏', pin: PIN })).toMatchObject({ outcome: 'signed-in' })
    await viewWhere(there, ({ clerk }) => clerk === '赵敏')
    const putOut = viewWhere(there, ({ clerk }) => clerk === null)

    expect(await here.changePin({ pin: PIN, next: '693158' })).toEqual({ outcome: 'changed' })
    await expect(there.resume()).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    await putOut
    expect(await here.resume()).toMatchObject({ outcome: 'done' })

    expect((await command({ file: '', act: 'remove-staff', what: '赵敏' })).ok).toBe(true)
    await expect(here.resume()).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    expect(await manager.statistics({ length: 'day', day: null })).toMatchObject({ total: { taken: 0 } })
    await operators.remove('主任', INSTALLER)
    await expect(manager.approve({ pairing: 'x', code: '000000' })).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  })

  test('of two boards one speaks, and the other when its line is cut', async () => {
    const { serve, command } = await hall()
    const one = await serve()
    const { manager } = await managerAt(one, command)
    const place = { kind: 'board', area: null, window: null }
    async function board() {
      const { client } = await one.open('board', await letIn(one, manager, place))
      let spoken: readonly string[] | null = null
      const watching = (async () => {
        for await (const { voice } of await client.board.watch({ after: null, sounds: true })) spoken = voice.windows
      })()
      watching.catch(() => undefined) // cut, or the server has ended
      return { speaks: (...windows: readonly string[]) => becomes(() => expect(spoken).toEqual(windows)) }
    }
    const first = await board()
    await first.speaks('1', '2', '3', '4')
    const [{ device } = { device: '' }] = (await enrolmentsWhere(manager, ({ devices }) => devices.length === 2)).devices.filter((each) => each.place.kind === 'board')
    const second = await board()
    await second.speaks()
    expect(await manager.revoke({ device })).toEqual({ done: true })
    await second.speaks('1', '2', '3', '4')
  })

  test('a manager turns away who asks; a clerk does not sign in at a manager’s desk, and who is not signed in sees nobody and lets nobody in', async () => {
    const { serve, command } = await hall()
    const one = await serve()
    const { manager } = await managerAt(one, command)
    const { cookie, code } = await one.ask({ kind: 'board', area: null, window: null })
    const { pairings } = await enrolmentsWhere(manager, (view) => view.pairings.length === 1)
    const pairing = pairings[0]?.pairing ?? ''
    expect(await manager.approve({ pairing, code: code === '000000' ? '000001' : '000000' })).toEqual({ done: false })
    await manager.signOut()
    expect(await manager.signIn({ name: '赵敏', pin: PIN })).toMatchObject({ outcome: 'wrong' })
    const refused = { code: 'SIGNED_OUT' }
    for (const act of [() => manager.approve({ pairing, code }), () => manager.refuse({ pairing }), () => manager.revoke({ device: 'd' }), () => enrolmentsWhere(manager, () => true)]) {
      await expect(act()).rejects.toMatchObject(refused)
    }
    expect(await manager.signIn({ name: '主任', pin: PIN })).toMatchObject({ outcome: 'signed-in' })
    expect(await manager.refuse({ pairing })).toEqual({ done: true })
    await expect(one.credential(cookie)).rejects.toThrow('refused')
  })
})

function serverAt(url: string, close: () => Promise<void>): Server {
  const post = async (to: string, body: object, cookie = '') =>
    await fetch(`${url}${to}`, { method: 'POST', headers: { origin: url, 'content-type': 'application/json', cookie }, body: JSON.stringify(body) })
  return {
    url,
    close,
    async ask(place) {
      const response = await post('/enrol/ask', place)
      const { code } = (await response.json()) as { readonly code: string }
      return { code, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
    },
    async credential(cookie) {
      const response = await post('/enrol/standing', {}, cookie)
      const { state } = (await response.json()) as { readonly state: string }
      if (state !== 'enrolled') throw new Error(state)
      const given = response.headers.getSetCookie().map((each) => /^yimen-(?:window|board|manager)-\d+=([^;]+)/.exec(each)?.[1])
      return given.find((each) => each !== undefined) ?? ''
    },
    /** The server reads a moment later who was let in at the other. */
    open: (kind, credential) =>
      becomes(async () => {
        const headers = { cookie: `yimen-${kind}-${new URL(url).port}=${credential}`, origin: url }
        const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/${kind}/rpc`, { headers })
        await once(socket, 'open')
        onTestFinished(() => socket.terminate())
        const closed = new Promise<number>((resolve) => socket.on('close', resolve))
        return { client: hallClientOverSocket(socket as unknown as globalThis.WebSocket), closed }
      }),
  }
}

async function enrolmentsWhere(manager: HallClient['manager'], holds: (view: EnrolmentsView) => boolean): Promise<EnrolmentsView> {
  for await (const view of await manager.enrolments()) if (holds(view)) return view
  throw new Error('the watch has ended')
}

async function viewWhere(window: HallClient['window'], holds: (view: WindowView) => boolean): Promise<WindowView> {
  for await (const view of await window.watch()) if (holds(view)) return view
  throw new Error('the watch has ended')
}
