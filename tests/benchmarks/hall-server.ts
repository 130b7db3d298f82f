import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import { loadHallServer } from '../../main/configuration/hall-server-file.ts'
import { hallClientOverSocket, type HallClient } from '../../main/contract/hall-client.ts'
import type { HallPlace } from '../../main/enrolment/hall-devices.ts'
import { openHallKeeping, type HallKeeping } from '../../main/hall/hall-keeping.ts'
import { openHallStore } from '../../main/hall/hall-store.ts'
import type { HallClient as TerminalClient } from '../../main/queue/hall-link/line.ts'
import { startHallServer, writeHallServer, type HallServerProcess } from '../hall-server-process.ts'
import { administer, makeCluster, type Cluster } from '../main/queue/store/postgres-cluster.ts'
import { OPEN_HALL } from '../terminal-process.ts'
import type { Group } from './groups.ts'
import type { Measurement } from './measurement.ts'
import { quantile } from './quantiles.ts'
import { megabytes, of } from './quantities.ts'

const TERMINALS = 300
const WINDOWS = 100
/** A busy hall gives under two numbers a second (reference hall.md 4.5). */
const NUMBERS_A_SECOND = 20
const WARM_UP_SECONDS = 5
const SECONDS = 30
const BOARDS = 10
const AT_ONCE = 500
/** Some, who sign in at all windows: a PIN costs the server its time, and that is not measured here. */
const CLERK = { name: '样本员', pin: '271828' }
const WINDOW_NUMBERS = Array.from({ length: WINDOWS }, (_, index) => index + 1)
const HALL = { businesses: OPEN_HALL.businesses.map((business) => ({ ...business, windows: WINDOW_NUMBERS })) }

/** A hall server under ten times a busy hall's load, seen from its terminals, windows and boards. */
export const HALL_SERVER: Group = {
  name: 'server of a hall',
  how: `the built hall server in a process of its own over Debian's PostgreSQL with its usual settings (durable); ${TERMINALS} terminals, ${WINDOWS} windows and ${BOARDS} boards on WebSockets of one other process, all on these same cores. ${NUMBERS_A_SECOND} numbers a second, each asked for by the next terminal, for ${SECONDS} s after ${WARM_UP_SECONDS} s; every window that is free calls, starts and finishes, as many a second. Beside the number a call over the same kind of line that asks PostgreSQL nothing (hello). A call is on the board from the window's asking to the board's hearing of it. Then ${AT_ONCE} boards whose lines are cut at once and that all come back at once, to the view of each. Memory is the server's own (VmHWM, with all of it done).`,
  measure: hallServer,
}

interface Hall {
  readonly cluster: Cluster
  readonly server: HallServerProcess
  readonly url: string
  readonly keeping: HallKeeping
  close(): Promise<void>
}

async function openHall(): Promise<Hall> {
  const cluster = await makeCluster({ max_connections: '100' })
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-bench-'))
  await cluster.start()
  const file = await writeHallServer(folder, cluster.address, { hall: HALL })
  const server = startHallServer(file)
  const { url } = await server.ready
  const configuration = await loadHallServer(file)
  if (!configuration.ok) throw new Error(configuration.fault.line)
  const now = () => new Date()
  const opened = await openHallStore(configuration.value, { now, promote: false, warn: () => undefined })
  if (!opened.ok) throw new Error(opened.fault.line)
  const keeping = await openHallKeeping(opened.value, { now, onFault: raise })
  await keeping.operators.add(CLERK.name, CLERK.pin, 'clerk', { kind: 'command-line' })
  return {
    cluster,
    server,
    url,
    keeping,
    async close() {
      await keeping.close()
      await opened.value.store.close()
      await server.stop()
      await cluster.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function raise(error: unknown): never {
  throw error
}

async function hallServer(): Promise<readonly Measurement[]> {
  const hall = await openHall()
  const sockets: WebSocket[] = []
  try {
    const lines = await linesOf(hall, sockets, TERMINALS, (at) => ({ kind: 'terminal', terminal: `K${at}`, window: null, area: null }))
    const terminals = lines.map((websocket): TerminalClient => createORPCClient(new RPCLink({ websocket })))
    for (const terminal of terminals) void follow(terminal)
    const boards = await pagesOf(hall, sockets, BOARDS, () => ({ kind: 'board', area: null, window: null }))
    const heard = new Map<string, number>()
    const [first] = boards
    if (first === undefined) throw new Error('no boards')
    for (const board of boards) void listen(board, board === first ? heard : null)
    const windows = await pagesOf(hall, sockets, WINDOWS, (at) => ({ kind: 'window', window: String(at + 1) }))
    for (const window of windows) {
      const signedIn = await window.window.signIn(CLERK)
      if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome)
    }

    const load = await underLoad(terminals, windows, heard)
    for (const socket of sockets) socket.terminate()
    const again = await allAtOnce(hall)
    const status = await readFile(`/proc/${hall.server.process.pid}/status`, 'utf8')
    const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
    const beside = { name: 'hello', ...of(quantile(load.hello, 0.99), 'ms') }
    const stored = await bytesOf(hall.cluster)
    return [
      { what: `a number, ${TERMINALS} terminals and ${WINDOWS} windows at ${NUMBERS_A_SECOND} a second, p50`, figure: of(quantile(load.take, 0.5), 'ms') },
      { what: 'the same, p99', figure: of(quantile(load.take, 0.99), 'ms'), beside },
      { what: 'a call at a window, p99', figure: of(quantile(load.call, 0.99), 'ms'), beside },
      { what: 'a call from the window to the board, p50', figure: of(quantile(load.toBoard, 0.5), 'ms') },
      { what: 'the same, p99', figure: of(quantile(load.toBoard, 0.99), 'ms') },
      { what: `${AT_ONCE} boards that reconnect at once, until half have their view`, figure: of(quantile(again, 0.5), 'ms') },
      { what: 'the same, until the last has', figure: of(quantile(again, 1), 'ms') },
      { what: 'memory of the hall server', figure: megabytes(peak) },
      { what: 'PostgreSQL, for each number taken, called and served', figure: of(stored / 1000, 'kB') },
    ]
  } finally {
    for (const socket of sockets) socket.terminate()
    await hall.close()
  }
}

interface Load {
  readonly take: number[]
  readonly hello: number[]
  readonly call: number[]
  readonly toBoard: number[]
}

async function underLoad(terminals: readonly TerminalClient[], windows: readonly HallClient[], heard: ReadonlyMap<string, number>): Promise<Load> {
  const load: Load = { take: [], hello: [], call: [], toBoard: [] }
  const calledAt = new Map<string, number>()
  const begun = performance.now()
  const counts = () => performance.now() - begun > WARM_UP_SECONDS * 1000
  const isOver = () => performance.now() - begun > (WARM_UP_SECONDS + SECONDS) * 1000

  async function timed<Value>(into: number[], ask: () => Promise<Value>): Promise<Value> {
    const from = performance.now()
    const answer = await ask()
    if (counts() && !isOver()) into.push(performance.now() - from)
    return answer
  }

  async function clerk(window: HallClient): Promise<void> {
    while (!isOver()) {
      const from = performance.now()
      const called = await timed(load.call, () => window.window.callNext({ requestId: randomUUID() }))
      if (called.outcome === 'done' && called.ticket !== null) {
        const { ticketId, number } = called.ticket
        if (counts()) calledAt.set(number, from)
        await window.window.start({ requestId: randomUUID(), ticketId })
        await window.window.finish({ requestId: randomUUID(), ticketId })
      }
      // All windows together are as fast as the numbers come.
      await sleep((1000 * windows.length) / NUMBERS_A_SECOND)
    }
  }

  async function takers(): Promise<void> {
    const asked: Promise<unknown>[] = []
    for (let at = 0; !isOver(); at += 1) {
      const terminal = terminals[at % terminals.length]
      if (terminal === undefined) return
      const wish = { requestId: randomUUID(), business: 'C', person: null, paper: 'ticket', precedence: null, bornOn: null } as const
      asked.push(timed(load.take, () => terminal.take(wish)))
      if (at % 5 === 0) asked.push(timed(load.hello, () => terminal.hello()))
      const next = begun + ((at + 1) * 1000) / NUMBERS_A_SECOND
      await sleep(Math.max(0, next - performance.now()))
    }
    await Promise.all(asked)
  }

  await Promise.all([
    takers(),
    ...windows.map(async (window, at) => {
      // Windows do not call in step.
      await sleep((at * 1000) / NUMBERS_A_SECOND)
      await clerk(window)
    }),
  ])
  await sleep(2_000)
  for (const [number, from] of calledAt) {
    const at = heard.get(number)
    if (at !== undefined) load.toBoard.push(at - from)
  }
  return load
}

/** As a terminal follows the hall, whoever asks it. */
async function follow(terminal: TerminalClient): Promise<void> {
  try {
    for await (const _ of await terminal.watch());
  } catch {
    // The bench has ended its line.
  }
}

async function listen(board: HallClient, heard: Map<string, number> | null): Promise<void> {
  try {
    for await (const { news } of await board.board.watch({ after: null, sounds: false })) {
      for (const { number } of news) if (heard !== null && !heard.has(number)) heard.set(number, performance.now())
    }
  } catch {
    // As above.
  }
}

/** How long each of them waits for its view, ms, from the moment at which all of their lines were cut. */
async function allAtOnce(hall: Hall): Promise<readonly number[]> {
  const credentials = await letIn(hall, AT_ONCE, () => ({ kind: 'board', area: null, window: null }))
  const cut = await Promise.all(credentials.map((credential) => seenBy(hall, credential)))
  const begun = performance.now()
  for (const socket of cut) socket.terminate()
  return await Promise.all(
    credentials.map(async (credential) => {
      const socket = await seenBy(hall, credential)
      const waited = performance.now() - begun
      socket.terminate()
      return waited
    }),
  )
}

/** A line to a board that has its first view and goes on hearing. */
async function seenBy(hall: Hall, credential: string): Promise<WebSocket> {
  const socket = await open(hall.url, 'board', credential)
  const views = await hallClientOverSocket(socket as unknown as globalThis.WebSocket).board.watch({ after: null, sounds: false })
  await views.next()
  return socket
}

async function pagesOf(hall: Hall, sockets: WebSocket[], many: number, place: (at: number) => HallPlace): Promise<readonly HallClient[]> {
  return (await linesOf(hall, sockets, many, place)).map(hallClientOverSocket)
}

async function linesOf(hall: Hall, sockets: WebSocket[], many: number, place: (at: number) => HallPlace): Promise<readonly globalThis.WebSocket[]> {
  const lines: globalThis.WebSocket[] = []
  for (const [at, credential] of (await letIn(hall, many, place)).entries()) {
    const socket = await open(hall.url, place(at).kind, credential)
    sockets.push(socket)
    lines.push(socket as unknown as globalThis.WebSocket)
  }
  return lines
}

/** Lets them in beside the server, and waits until it has heard of them. */
async function letIn({ keeping, url }: Hall, many: number, place: (at: number) => HallPlace): Promise<readonly string[]> {
  const credentials: string[] = []
  for (let at = 0; at < many; at += 1) credentials.push((await keeping.devices.enrol(place(at), 'bench')).credential)
  for (;;) {
    const last = await open(url, place(many - 1).kind, credentials.at(-1) ?? '').catch(() => null)
    last?.terminate()
    if (last !== null) return credentials
    await sleep(200)
  }
}

async function open(url: string, kind: HallPlace['kind'], credential: string): Promise<WebSocket> {
  const { port } = new URL(url)
  const headers = kind === 'terminal' ? { authorization: `Bearer ${credential}` } : { cookie: `yimen-${kind}-${port}=${credential}`, origin: url }
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/${kind}/rpc`, { headers })
  try {
    await once(socket, 'open')
  } catch (error) {
    socket.on('error', () => undefined)
    throw error
  }
  // The bench ends lines itself.
  socket.on('error', () => undefined)
  return socket
}

/** Of all tables and indexes of the queue, for each ticket in it. */
async function bytesOf({ address }: Cluster): Promise<number> {
  const [row] = await administer(
    address,
    `SELECT (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'yimen' AND c.relkind = 'r')::float8
      / (SELECT count(*) FROM yimen.ticket) AS bytes`,
  )
  return Number(row?.['bytes'])
}
