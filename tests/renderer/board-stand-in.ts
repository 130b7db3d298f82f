import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { RPCHandler } from '@orpc/server/ws'
import type { Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import type { BoardView } from '../../main/contract/board.ts'
import { hallPagesContract } from '../../main/contract/hall-pages.ts'
import { specimenView } from './board-specimen.ts'
import { LANDSCAPE, launchHeadless } from './chromium-page.ts'
import { buildStandIn, serveStandIn } from './stand-in/build.ts'

/** A hall that tells its boards what a test says, over the contract and a real WebSocket. */
export interface BoardHall {
  readonly open: () => Promise<{ readonly page: Page; readonly complaints: readonly string[] }>
  /** What boards are shown from now on, and those that are open at once. */
  readonly tell: (change: Partial<BoardView>) => void
  /** Calls that are new, the latest last. */
  readonly call: (...calls: readonly { readonly number: string; readonly window: string }[]) => void
  /** What boards asked to go on from. */
  readonly asked: readonly (number | null)[]
  /** Whether the page that asked last is heard by whoever stands there. */
  readonly sounds: () => boolean
  /** The hall's own recordings from now on, below `clips/` and this. */
  readonly lay: (version: string, clips: Readonly<Record<string, Uint8Array>>) => Promise<void>
  readonly breakLine: () => void
  readonly mendLine: () => void
  readonly close: () => Promise<void>
}

const PAGE = 'renderer/board/index.html'

export async function openBoardHall(): Promise<BoardHall> {
  const folder = await mkdtemp(join(tmpdir(), 'yimen-board-'))
  await buildStandIn(folder, 'production', PAGE)
  const { url, server } = await serveStandIn(() => Promise.resolve(folder), PAGE)

  let view = specimenView()
  const asked: (number | null)[] = []
  let sounds = false
  const ears = new Set<(view: BoardView) => void>()
  const tellAll = (told: BoardView) => {
    for (const ear of ears) ear(told)
  }
  const router = {
    board: {
      watch: hallPagesContract.board.watch.handler(async function* ({ input, signal }) {
        asked.push(input.after)
        sounds = input.sounds
        const told: BoardView[] = [view]
        let wake = () => {}
        const ear = (next: BoardView) => {
          told.push(next)
          wake()
        }
        ears.add(ear)
        const gone = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
        const left = gone.then(() => 'gone' as const)
        try {
          for (;;) {
            const next = told.shift()
            if (next !== undefined) yield next
            else if ((await Promise.race([left, new Promise<void>((resolve) => (wake = resolve))])) === 'gone') return
          }
        } finally {
          ears.delete(ear)
        }
      }),
    },
  }
  const handler = new RPCHandler(router)
  const sockets = new WebSocketServer({ noServer: true })
  let broken = false
  server.on('upgrade', (request, stream, head) => {
    if (broken || request.url !== '/renderer/board/rpc') return void stream.destroy()
    sockets.handleUpgrade(request, stream, head, (socket) => {
      void handler.upgrade(socket, { context: { device: 'B1', place: { kind: 'board', area: null, window: null } } })
    })
  })

  const browser = await launchHeadless(['--autoplay-policy=no-user-gesture-required'])
  return {
    open: async () => {
      const context = await browser.newContext({ viewport: LANDSCAPE, reducedMotion: 'reduce' })
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
    tell: (change) => {
      view = { ...view, ...change, news: [] }
      tellAll(view)
    },
    call: (...calls) => {
      const news = calls.map((call, at) => ({ ...call, seq: view.seq + at + 1, calls: 1, at: view.now }))
      const later = [...news.toReversed(), ...view.calls.filter(({ number }) => !news.some((call) => call.number === number))]
      view = { ...view, seq: view.seq + news.length, calls: later.slice(0, 10), news: [] }
      tellAll({ ...view, news })
    },
    asked,
    sounds: () => sounds,
    lay: async (version, clips) => {
      const files = { ...clips, 'names.json': JSON.stringify(Object.keys(clips)) }
      for (const [name, bytes] of Object.entries(files)) {
        const file = join(folder, dirname(PAGE), 'clips', version, name)
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, bytes)
      }
    },
    breakLine: () => {
      broken = true
      for (const socket of sockets.clients) socket.terminate()
    },
    mendLine: () => {
      broken = false
    },
    close: async () => {
      await browser.close()
      sockets.close()
      server.close()
      server.closeAllConnections()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
