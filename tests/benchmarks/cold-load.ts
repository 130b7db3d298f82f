import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { zh } from '../../renderer/strings/zh.ts'
import { writeConfiguration } from '../terminal-process.ts'
import { loadToHome, seeHome } from './home-on-screen.ts'
import { startTerminal } from './running-terminal.ts'
import { temporaryFolder, tidily } from './tidily.ts'

/** Of each load, in ms; what the person waits at the attract screen is left out. */
export interface ColdLoadFigures {
  readonly loads: readonly number[]
  /** The same way on a page that has nothing but two buttons. */
  readonly floors: readonly number[]
}

/** From a navigation with an empty cache to home on screen, by a touch on the attract screen. */
export function coldLoadBench(options: { readonly loads: number }): Promise<ColdLoadFigures> {
  return tidily(async (later) => {
    const folder = await temporaryFolder(later)
    const configuration = await writeConfiguration(folder, {})
    const bare = await serveBarePage()
    later(() => bare.close())
    const loads: number[] = []
    const floors: number[] = []
    for (let load = 0; load < options.loads; load += 1) {
      floors.push(loadToHome(await seeHome(bare.url)))
      // A token opens one browser only, so each load has a terminal of its own, which is ready before it begins.
      const home = await tidily(async (thenLater) => {
        const terminal = await startTerminal(folder, configuration)
        thenLater(() => terminal.stop())
        return seeHome(terminal.url)
      })
      loads.push(loadToHome(home))
    }
    return { loads, floors }
  })
}

const BARE_PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>一门</title><button>${zh.attract.start}</button>
<script>document.querySelector('button').onclick = (event) => { event.target.textContent = '${zh.home.name['take-number']}' }</script>`

async function serveBarePage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(BARE_PAGE)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert(address !== null && typeof address === 'object')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
