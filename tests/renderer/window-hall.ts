import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import { hallPagesContract, type HallSeat } from '../../main/contract/hall-pages.ts'
import type { Reason, WindowOutcome, WindowTicket, WindowView } from '../../main/contract/window.ts'
import { launchHeadless } from './chromium-page.ts'
import { buildStandIn, serveStandIn } from './stand-in/build.ts'

const PAGE = 'renderer/window/index.html'
const SEAT: HallSeat = { device: 'page-3', place: { kind: 'window', window: '3' } }
export const RIGHT_PIN = '246813'

/** A hall that answers one window's page over the real contract and a real line, as a test scripts it. */
export interface WindowHall {
  view: WindowView
  /** Tells the page how things stand now. */
  readonly tell: (change: Partial<WindowView>) => void
  /** What every act was asked with, in order. */
  readonly heard: (readonly [act: string, input: Readonly<Record<string, unknown>>])[]
  /** What acts answer; null lets them succeed. */
  answer: WindowOutcome | null
  /** Acts are noted and never answered. */
  mute: boolean
  /** Cuts the line; while `away`, none can be opened. */
  readonly cut: () => void
  away: boolean
  readonly open: (size: { readonly width: number; readonly height: number }) => Promise<{ readonly page: Page; readonly complaints: readonly string[] }>
  readonly close: () => Promise<void>
}

export async function openWindowHall(view: WindowView): Promise<WindowHall> {
  const folder = await mkdtemp(join(tmpdir(), 'yimen-window-'))
  await buildStandIn(folder, 'production', PAGE)
  const { url, server } = await serveStandIn(() => Promise.resolve(folder), PAGE)
  const news = new EventEmitter()
  news.setMaxListeners(0)
  const hall = { view, heard: [] as WindowHall['heard'], answer: null as WindowOutcome | null, mute: false, away: false }
  const tell = (change: Partial<WindowView>) => {
    hall.view = { ...hall.view, ...change }
    news.emit('change')
  }

  const socket = new RPCHandler(scripted(hall, tell, news))
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, stream, head) => {
    if (hall.away || request.url !== '/renderer/window/rpc') {
      stream.destroy()
      return
    }
    sockets.handleUpgrade(request, stream, head, (opened) => {
      void socket.upgrade(opened, { context: SEAT })
    })
  })

  let browser: Browser | null = null
  return Object.assign(hall, {
    tell,
    cut: () => {
      for (const each of sockets.clients) each.terminate()
    },
    open: async (size: { readonly width: number; readonly height: number }) => {
      browser ??= await launchHeadless()
      const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' })
      context.setDefaultTimeout(30_000)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(url)
      return { page, complaints }
    },
    close: async () => {
      await browser?.close()
      for (const each of sockets.clients) each.terminate()
      server.close()
      server.closeAllConnections()
      await rm(folder, { recursive: true, force: true })
    },
  })
}

function scripted(
  hall: Pick<WindowHall, 'view' | 'heard' | 'answer' | 'mute'>,
  tell: WindowHall['tell'],
  news: EventEmitter,
) {
  const { window } = hallPagesContract
  const done = (ticket: WindowTicket | null): WindowOutcome => ({ outcome: 'done', ticket })

  async function act(name: string, input: object | undefined, now: () => WindowOutcome): Promise<WindowOutcome> {
    hall.heard.push([name, { ...input }])
    if (hall.mute) await new Promise(() => undefined)
    if (hall.view.clerk === null) throw new ORPCError('SIGNED_OUT', { defined: true })
    return hall.answer ?? now()
  }
  function becomes(change: Partial<WindowTicket>): WindowOutcome {
    const { current } = hall.view
    if (current === null) throw new Error('nobody is at the window')
    const ticket = { ...current, ...change }
    const stays = ticket.status === 'called' || ticket.status === 'serving'
    tell({
      current: stays ? ticket : null,
      held: ticket.status === 'held' ? [...hall.view.held, ticket] : hall.view.held,
      passed: ticket.status === 'no-show' ? [ticket, ...hall.view.passed].slice(0, 3) : hall.view.passed,
      served: hall.view.served + (ticket.status === 'done' ? 1 : 0),
    })
    return done(ticket)
  }
  function comes(ticketId: string | undefined): WindowOutcome {
    const { waiting, held, passed } = hall.view
    const ticket = [...waiting, ...held, ...passed].find((each) => ticketId === undefined || each.ticketId === ticketId)
    if (ticket === undefined) throw new Error('nobody waits')
    const others = (list: readonly WindowTicket[]) => list.filter((each) => each !== ticket)
    const current: WindowTicket = { ...ticket, status: 'called', calls: ticket.calls + 1, lastCalledAt: hall.view.now }
    tell({ current, waiting: others(waiting), held: others(held), passed: others(passed) })
    return done(current)
  }

  return {
    window: {
      watch: window.watch.handler(async function* watch({ signal }) {
        for (;;) {
          const change = once(news, 'change', signal === undefined ? {} : { signal })
          // whoever leaves before the next change waits for none
          change.catch(() => undefined)
          yield hall.view
          await change
        }
      }),
      signIn: window.signIn.handler(({ input }) => {
        if (input.pin !== RIGHT_PIN) return Promise.resolve({ outcome: 'wrong', triesLeft: 4 })
        tell({ clerk: input.name, state: 'open' })
        return Promise.resolve({ outcome: 'signed-in', clerk: input.name })
      }),
      changePin: window.changePin.handler(({ input }) => {
        hall.heard.push(['changePin', { ...input }])
        return Promise.resolve(input.pin === RIGHT_PIN ? { outcome: 'changed' } : { outcome: 'wrong', triesLeft: 4 })
      }),
      signOut: window.signOut.handler(() =>
        act('signOut', undefined, () => {
          tell({ clerk: null, state: 'closed' })
          return done(null)
        }),
      ),
      pause: window.pause.handler(({ input }) =>
        act('pause', input, () => {
          tell({ state: 'paused', pauseReason: wordsOf(input.reason) })
          return done(null)
        }),
      ),
      resume: window.resume.handler(() =>
        act('resume', undefined, () => {
          tell({ state: 'open', pauseReason: null })
          return done(null)
        }),
      ),
      issue: window.issue.handler(({ input }) => {
        hall.heard.push(['issue', { ...input }])
        return Promise.resolve({ outcome: 'issued', number: `${input.business}046`, paper: 'ticket' })
      }),
      callNext: window.callNext.handler(({ input }) => act('callNext', input, () => comes(undefined))),
      callTicket: window.callTicket.handler(({ input }) => act('callTicket', input, () => comes(input.ticketId))),
      callBack: window.callBack.handler(({ input }) => act('callBack', input, () => comes(input.ticketId))),
      takeBack: window.takeBack.handler(({ input }) => act('takeBack', input, () => comes(input.ticketId))),
      recall: window.recall.handler(({ input }) => act('recall', input, () => becomes({ calls: (hall.view.current?.calls ?? 0) + 1 }))),
      start: window.start.handler(({ input }) => act('start', input, () => becomes({ status: 'serving', servingAt: hall.view.now }))),
      finish: window.finish.handler(({ input }) => act('finish', input, () => becomes({ status: 'done' }))),
      addItem: window.addItem.handler(({ input }) =>
        act('addItem', input, () => {
          const name = hall.view.items.find(({ zh }) => zh === input.item) ?? { zh: input.item, en: input.item }
          return becomes({ items: [...(hall.view.current?.items ?? []), { name, done: false }] })
        }),
      ),
      itemDone: window.itemDone.handler(({ input }) =>
        act('itemDone', input, () =>
          becomes({ items: (hall.view.current?.items ?? []).map((item, index) => (index === input.index ? { ...item, done: input.done } : item)) }),
        ),
      ),
      hold: window.hold.handler(({ input }) => act('hold', input, () => becomes({ status: 'held', reason: wordsOf(input.reason) }))),
      pass: window.pass.handler(({ input }) => act('pass', input, () => becomes({ status: 'no-show', reason: wordsOf(input.reason) }))),
      transfer: window.transfer.handler(({ input }) => act('transfer', input, () => becomes({ status: 'waiting' }))),
      top: window.top.handler(({ input }) =>
        act('top', input, () => {
          const ticket = hall.view.waiting.find(({ ticketId }) => ticketId === input.ticketId)
          if (ticket === undefined) throw new Error('it does not wait')
          const topped = { ...ticket, onTop: input.on }
          tell({ waiting: [topped, ...hall.view.waiting.filter((each) => each !== ticket)] })
          return done(topped)
        }),
      ),
      cancel: window.cancel.handler(({ input }) =>
        act('cancel', input, () => {
          const ticket = hall.view.waiting.find(({ ticketId }) => ticketId === input.ticketId) ?? null
          tell({ waiting: hall.view.waiting.filter((each) => each !== ticket) })
          return done(ticket)
        }),
      ),
    },
  }
}

function wordsOf(reason: Reason): string {
  return typeof reason === 'string' ? reason : reason.own
}
