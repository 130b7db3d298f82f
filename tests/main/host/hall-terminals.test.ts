import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { HallDevice, HallDevices } from '../../../main/enrolment/hall-devices.ts'
import type { Pairings, PairingStanding } from '../../../main/enrolment/pairings.ts'
import { openHallHost } from '../../../main/host/hall-host.ts'
import { openLog } from '../../../main/operations/log.ts'
import { dataFolder } from '../ledger/fixture.ts'

const TERMINAL: HallDevice = {
  id: 'device-1',
  place: { kind: 'terminal', terminal: 'K01', window: null, area: null },
  mark: '1',
  enrolledAt: new Date(0),
  enrolledBy: 'command-line',
  lastSeenAt: null,
  usedTwiceAt: null,
}
const BOARD: HallDevice = { ...TERMINAL, id: 'device-2', place: { kind: 'board', area: null, window: null }, mark: null }

/** A hall's web server before a terminal and a board that have been let in, and pairings that a test sets. */
async function hall({ serves = true }: { readonly serves?: boolean } = {}) {
  const folder = await dataFolder()
  for (const page of ['window', 'board', 'manager', 'enrol']) {
    await mkdir(path.join(folder, page), { recursive: true })
    await writeFile(path.join(folder, page, 'index.html'), '<head></head>')
  }
  const credentials = new Map([
    ['of-the-terminal', TERMINAL],
    ['of-the-board', BOARD],
  ])
  const devices = { holderOf: (credential: string) => credentials.get(credential) ?? null, seen: () => undefined, onRevoked: () => undefined } as Partial<HallDevices> as HallDevices
  let standing: PairingStanding = { state: 'none' }
  const asked: unknown[] = []
  const pairings = {
    ask: async (place, address) => {
      asked.push([place, address])
      return { ok: true, value: { secret: 's', code: '012345', leftMs: 600_000 } }
    },
    standing: async () => standing,
  } as Partial<Pairings> as Pairings
  const connected: HallDevice[] = []
  const opened = await openHallHost({
    access: { listen: { host: '127.0.0.1', port: 0 }, tls: null },
    listenKey: 'listen',
    folder,
    log: openLog('silent'),
    service: {
      devices,
      pairings,
      places: () => ({ hall: { zh: '示例大厅', en: 'Example hall' }, terminal: null, demonstration: false, windows: [], areas: [] }),
      clips: () => undefined,
      demonstrate: null,
      connect: () => undefined,
      connectTerminal: serves ? (_, device) => void connected.push(device) : null,
      health: serves ? () => Promise.resolve({ server: 'S1' }) : null,
      onChange: () => undefined,
    },
  })
  if (!opened.ok) throw new Error(opened.fault.line)
  onTestFinished(() => opened.value.close())
  const url = `http://127.0.0.1:${opened.value.listen.port}`
  return {
    connected,
    asked,
    stands: (now: PairingStanding) => (standing = now),
    get: (at: string) => fetch(`${url}${at}`),
    post: (at: string, body: unknown, headers: Readonly<Record<string, string>> = {}) => fetch(`${url}${at}`, { method: 'POST', body: JSON.stringify(body), headers }),
    /** Open, or the status with which it was refused. */
    dial: (authorization: string) =>
      new Promise<number | 'open'>((resolve) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/terminal/rpc`, { headers: { authorization } })
        socket.once('open', () => resolve('open'))
        socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
        socket.on('error', () => undefined) // it was refused
        onTestFinished(() => socket.terminate())
      }),
  }
}

describe('a terminal of the hall', () => {
  test('comes in by its own credential, and by nothing else', async () => {
    const { dial, connected } = await hall()
    for (const wrong of ['', 'Bearer', 'Bearer nobody’s'.replace('’', ''), 'Bearer of-the-board', 'Basic of-the-terminal']) expect(await dial(wrong)).toBe(403)
    expect(await dial('Bearer of-the-terminal')).toBe('open')
    expect(connected).toEqual([TERMINAL])
  })

  test('asks to be one by a code, and hears its credential', async () => {
    const { post, asked, stands } = await hall()
    expect(await (await post('/enrol/terminal', { terminal: 'K01' })).json()).toEqual({ state: 'waiting', code: '012345', secret: 's', leftMs: 600_000 })
    expect(asked).toEqual([[TERMINAL.place, '127.0.0.1']])
    const standing = async () => (await (await post('/enrol/terminal/standing', { secret: 's' })).json()) as unknown
    stands({ state: 'waiting', code: '012345', place: TERMINAL.place, leftMs: 1000 })
    expect(await standing()).toEqual({ state: 'waiting', leftMs: 1000 })
    stands({ state: 'enrolled', device: TERMINAL, credential: 'of-the-terminal' })
    expect(await standing()).toEqual({ state: 'enrolled', credential: 'of-the-terminal' })
    stands({ state: 'refused' })
    expect(await standing()).toEqual({ state: 'refused' })
  })

  test('is no browser: its ways are closed to pages, a page’s secret is none of a terminal’s, and a wrong name none of a hall’s', async () => {
    const { post, asked, stands } = await hall()
    expect((await post('/enrol/terminal', { terminal: 'K01' }, { origin: 'http://elsewhere.example' })).status).toBe(403)
    expect((await post('/enrol/ask', { kind: 'terminal', terminal: 'K01', window: null, area: null })).status).toBe(404)
    for (const wrong of [{}, { terminal: '' }, { terminal: '终端' }, { terminal: 'K01', mark: '1' }, 'K01']) expect((await post('/enrol/terminal', wrong)).status).toBe(400)
    stands({ state: 'enrolled', device: BOARD, credential: 'of-the-board' })
    expect(await (await post('/enrol/terminal/standing', { secret: 's' })).json()).toEqual({ state: 'none' })
    expect(asked).toEqual([])
  })

  test('has no place where a terminal serves its own hall', async () => {
    const { post, dial, get } = await hall({ serves: false })
    expect((await post('/enrol/terminal', { terminal: 'K01' })).status).toBe(403)
    expect(await dial('Bearer of-the-terminal')).toBe(403)
    expect((await get('/health')).status).toBe(404)
  })

  test('and whoever watches this machine are told how it is', async () => {
    expect(await (await (await hall()).get('/health')).json()).toEqual({ server: 'S1' })
  })
})
