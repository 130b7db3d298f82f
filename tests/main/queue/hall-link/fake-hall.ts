import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { onTestFinished } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import type { HallTicket } from '../../../../main/contract/hall-terminal.ts'
import type { BadCasesAtTerminal } from '../../../../main/contract/manager.ts'
import { createTerminalFeed } from '../../../../main/hall/terminal-feed.ts'
import { terminalProcedures } from '../../../../main/hall/terminal-procedures.ts'
import type { Ledger } from '../../../../main/ledger/ledger.ts'
import type { QueueHall } from '../../../../main/queue/availability.ts'
import { businessDay } from '../../../../main/queue/calendar.ts'
import type { Calling } from '../../../../main/queue/calling/calling.ts'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import { createEvaluations } from '../../../../main/queue/evaluation/evaluations.ts'
import { ledgerEvaluations } from '../../../../main/queue/evaluation/ledger-evaluations.ts'
import { createHallWaits, type HallWaitsNow } from '../../../../main/queue/hall-waits.ts'
import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import type { QueueStore, TicketChange } from '../../../../main/queue/store/queue-store.ts'
import { QueueStoreUnavailable } from '../../../../main/queue/store/unavailable.ts'
import { dataFolder, open } from '../../ledger/fixture.ts'
import { ALWAYS_OPEN } from '../always-open.ts'

/** How an answer fares. `lose`: the act is done and nobody hears of it. `unavailable`: the database is gone. */
export type Weather = 'well' | 'lose' | 'unavailable'

/** A hall server as terminals meet it over a real WebSocket: its own handlers, over a queue in a ledger, and weather between. */
export interface FakeHall {
  readonly url: string
  readonly ledger: Ledger
  /** What its windows and boards have. */
  readonly pages: { readonly store: QueueStore; readonly calling: Calling; readonly waits: HallWaitsNow }
  weather: (call: 'take' | 'merge') => Weather
  /** Another server, of that epoch, stands in the place of this one. */
  become(epoch: number): void
  /** What each terminal has told of bad evaluations of its own. */
  readonly badCases: Map<string, BadCasesAtTerminal>
  /** Nobody gets in, and whoever is in is out. */
  cut(): void
  restore(): void
  /** All credentials are taken back; who pairs anew gets the same one. */
  revoke(): void
  tickets(): Promise<readonly HallTicket[]>
  change(number: string, change: TicketChange): Promise<void>
  /** A ticket of another terminal. */
  give(business: string, number: string | null): Promise<HallTicket>
  /** Who asks to be let in, and the operator's yes. */
  readonly pairings: { readonly code: string; readonly secret: string; readonly terminal: string; approved: boolean }[]
}

/** Of terminal K01, whose mark is 1. */
export function credentialOf(terminal: string): string {
  return `credential-of-${terminal}`
}

/** `tellsWaits`: false of a server of an earlier version. */
export async function fakeHall(options: { readonly now: () => Date; readonly hall?: QueueHall; readonly tellsWaits?: boolean }): Promise<FakeHall> {
  const { now } = options
  const queueHall = { ...(options.hall ?? ALWAYS_OPEN), policy: {} }
  const hall = () => ({ ...queueHall, hall: { ...queueHall.hall, code: '530323-01' } })
  const ledger = await open(await dataFolder(), now)
  const whole = createLedgerStore({ ledger, now })
  let gone = false
  const there = async () => {
    if (gone) throw new QueueStoreUnavailable('gone', 'nothing-kept', null)
  }
  const store: QueueStore = {
    ...whole,
    transact: (body) => there().then(() => whole.transact(body)),
    eventsAfter: (seq, atMost) => there().then(() => whole.eventsAfter(seq, atMost)),
    ticketsBetween: (from, to) => there().then(() => whole.ticketsBetween(from, to)),
  }
  const calling = createCalling({ store, hall, now, timeIsKnown: () => true })
  const waits = createHallWaits({ line: calling.picture, hall, now })
  const evaluations = createEvaluations({ store: ledgerEvaluations(ledger), calendar: () => ({ ...queueHall.calendar, ...queueHall.hall }), now, onBad: () => undefined })
  const onFault = () => undefined
  function serve(epoch: number) {
    const feed = createTerminalFeed({ store, calling, waits, epoch, hall, now, onFault })
    async function* earlierNews(signal: AbortSignal | undefined) {
      for await (const { waits: _, ...news } of feed.news(signal)) yield news
    }
    const tellBadCases = async (told: BadCasesAtTerminal) => void fake.badCases.set(told.terminal, told)
    return { feed, procedures: terminalProcedures({ store, feed: options.tellsWaits === false ? { news: earlierNews } : feed, evaluations, tellBadCases, epoch, hall, now, onFault }) }
  }
  let server = serve(1)
  const today = () => businessDay(now(), queueHall.hall.timeZone)
  let isCut = false
  let isRevoked = false

  /** The weather on the way of one answer. */
  async function through(call: string | undefined, socket: WebSocket, next: () => Promise<unknown>): Promise<unknown> {
    const weather = call === 'take' || call === 'merge' ? fake.weather(call) : 'well'
    gone = weather === 'unavailable'
    try {
      const answer = await next()
      if (weather !== 'lose') return answer
    } finally {
      gone = false
    }
    socket.terminate()
    return await new Promise(() => undefined)
  }

  const pairings: FakeHall['pairings'] = []
  const web = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const said = JSON.parse(Buffer.concat(pieces).toString()) as { readonly secret?: string; readonly terminal?: string }
      response.end(JSON.stringify(request.url === '/enrol/terminal' ? newPairing(said.terminal ?? '') : standing(said.secret)))
    })
  })
  function newPairing(terminal: string) {
    const pairing = { code: String(100_000 + pairings.length), secret: `secret-${pairings.length}`, terminal, approved: false }
    pairings.push(pairing)
    return { state: 'waiting', code: pairing.code, secret: pairing.secret, leftMs: 600_000 }
  }
  function standing(secret: string | undefined) {
    const pairing = pairings.find((each) => each.secret === secret)
    if (pairing === undefined) return { state: 'none' }
    if (!pairing.approved) return { state: 'waiting', leftMs: 1000 }
    isRevoked = false
    return { state: 'enrolled', credential: credentialOf(pairing.terminal) }
  }

  const upgrades = new WebSocketServer({ noServer: true })
  web.on('upgrade', (request, stream, head) => {
    const [, terminal] = /^Bearer credential-of-(K0\d)$/.exec(request.headers.authorization ?? '') ?? []
    if (isCut) stream.destroy()
    else if (terminal === undefined || isRevoked) stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    else {
      upgrades.handleUpgrade(request, stream, head, (socket) => {
        const road = new RPCHandler(server.procedures, { clientInterceptors: [(call) => through(call.path.at(-1), socket, () => call.next())] })
        void road.upgrade(socket, { context: { device: terminal, terminal, mark: terminal.slice(-1) } })
      })
    }
  })
  const out = () => {
    for (const socket of upgrades.clients) socket.terminate()
  }
  web.listen(0, '127.0.0.1')
  await once(web, 'listening')
  onTestFinished(() => {
    out()
    web.closeAllConnections()
    web.close()
    server.feed.close()
  })

  const fake: FakeHall = {
    url: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    ledger,
    pages: { store, calling, waits },
    weather: () => 'well',
    badCases: new Map(),
    pairings,
    tickets: () => whole.ticketsBetween(today(), today()),
    become(epoch) {
      server.feed.close()
      server = serve(epoch)
      out()
    },
    cut() {
      isCut = true
      out()
    },
    restore() {
      isCut = false
    },
    revoke() {
      isRevoked = true
      for (const socket of upgrades.clients) socket.close(4003, 'revoked')
    },
    async change(number, change) {
      await whole.transact(async (tx) => {
        const ticket = (await tx.open(today())).find((each) => each.number === number)
        if (ticket === undefined) throw new Error(`no open ticket ${number}`)
        const { ticketId, business, window } = await tx.change(ticket.ticketId, change)
        tx.record({ actor: 'terminal', kind: 'ticket.called', ticketId, number, business, window, facts: {} })
      })
    },
    async give(business, number) {
      const person = number === null ? null : { number, name: null }
      const terminal = createRouterClient(server.procedures, { context: { device: 'K09', terminal: 'K09', mark: '9' } })
      const given = await terminal.take({ requestId: randomUUID(), business, person, paper: 'ticket', precedence: null, bornOn: null })
      if (given.outcome !== 'issued') throw new Error(given.outcome)
      return given.ticket
    },
  }
  return fake
}
