import { strict as assert } from 'node:assert'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { openPlatform } from '../../main/platform/client.ts'
import { startPlatform } from '../../simulators/platform/platform.ts'
import { filingDesk, type FilingDesk } from '../main/filings/desk.ts'
import { jpegOf } from '../main/filings/jpegs.ts'
import { temporaryFolder, tidily } from './tidily.ts'

const PAGES = 20
/** A page of A4 as the document camera takes it. */
const PAGE_BYTES = 600_000
/** As many as the delivery has under way. */
const AT_ONCE = 8

/** Milliseconds, of each page and of each filing. */
export interface HandingInFigures {
  /** From a page's bytes to the page's being kept. */
  readonly page: readonly number[]
  /** The same bytes written and flushed beside, with nothing else. */
  readonly barePage: readonly number[]
  /** From the tap on 提交 to the filing's being on the disk whole, its twenty pages read, held against their hashes and bound to one PDF. */
  readonly send: readonly number[]
  /** The same twenty files read and hashed, and 4 KiB written and flushed. */
  readonly bareSend: readonly number[]
}

export function handingInBench(options: { readonly filings: number }): Promise<HandingInFigures> {
  return tidily(async (later) => {
    const folder = await temporaryFolder(later)
    const desk = await filingDesk()
    const figures = { page: [] as number[], barePage: [] as number[], send: [] as number[], bareSend: [] as number[] }
    for (let filing = 0; filing < options.filings; filing += 1) {
      const draft = desk.begin()
      const files: string[] = []
      for (let page = 0; page < PAGES; page += 1) {
        const jpeg = jpegOf(PAGE_BYTES)
        figures.page.push(await timed(() => desk.addPage(draft, 'lease', jpeg)))
        const file = path.join(folder, `${filing} ${page}`)
        figures.barePage.push(await timed(() => flushed(file, jpeg)))
        files.push(file)
      }
      figures.send.push(await timed(async () => assert.equal((await desk.send(draft)).outcome, 'filed')))
      figures.bareSend.push(
        await timed(async () => {
          for (const file of files) createHash('sha256').update(await readFile(file)).digest()
          await flushed(path.join(folder, 'row'), Buffer.alloc(4096))
        }),
      )
    }
    return figures
  })
}

export interface AfterOutageFigures {
  /** Filings a second. */
  readonly ours: number
  readonly bare: number
}

/** So many filings of one small page, filed while there was no platform, from the first byte that leaves to the last acknowledgement. */
export function afterOutageBench(options: { readonly filings: number; readonly pageBytes: number }): Promise<AfterOutageFigures> {
  return tidily(async (later) => {
    const away = await filingDesk({ now: () => new Date() })
    for (let filing = 0; filing < options.filings; filing += 1) await fileOne(away, options.pageBytes)
    await away.intake.close()

    const simulator = await startPlatform({ listen: { host: '127.0.0.1', port: 0 }, terminal: 'K01' })
    later(() => simulator.close())
    const { publicKey: catalogueKey } = generateKeyPairSync('ed25519')
    const { url, credential, terminal } = simulator
    const client = openPlatform({ url, credential, terminal, catalogueKey, now: () => new Date() })
    assert(client.ok)
    let from = 0
    const platform: typeof client.value = {
      ...client.value,
      uploadPart(...asked) {
        from ||= performance.now()
        return client.value.uploadPart(...asked)
      },
    }
    const back = await filingDesk({ folder: away.folder, drafts: away.drafts, platform, now: () => new Date() })
    await new Promise<void>((resolve, reject) => {
      const look = setInterval(() => {
        back.ledger.outbox.waiting().then(({ waiting }) => {
          if (waiting > 0) return
          clearInterval(look)
          resolve()
        }, reject)
      }, 20)
    })
    const ours = performance.now() - from
    assert.equal(simulator.filingDesk.filings.length, options.filings)

    const bodies = simulator.filingDesk.filings.flatMap((filing) => {
      const { id: _id, receivedAt: _at, ...body } = filing
      const documents = filing.materials.flatMap((material) => (material.way === 'camera' ? [material.document] : []))
      return [...documents.map(({ sha256 }) => simulator.uploads.files.get(sha256) ?? Buffer.alloc(0)), Buffer.from(JSON.stringify(body))]
    })
    const bare = await putAll(bodies)
    const rate = (milliseconds: number) => (options.filings * 1000) / milliseconds
    return { ours: rate(ours), bare: rate(bare) }
  })
}

async function fileOne(desk: FilingDesk, pageBytes: number): Promise<void> {
  const draft = desk.begin()
  await desk.addPage(draft, 'lease', jpegOf(pageBytes))
  assert.equal((await desk.send(draft)).outcome, 'filed')
}

/** Each of the bodies by one PUT, as many at once as ours, to a server in this process that takes them in and says yes. */
async function putAll(bodies: readonly Buffer[]): Promise<number> {
  const server = createServer((incoming, answer) => {
    incoming.resume().on('end', () => answer.end('{}'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const put = (body: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', method: 'PUT', path: '/', agent, headers: { 'content-length': body.length } }, (response) => {
        response.resume().on('end', resolve)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  const waiting = [...bodies]
  const from = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) await put(body)
    }),
  )
  const milliseconds = performance.now() - from
  agent.destroy()
  server.close()
  await once(server, 'close')
  return milliseconds
}

async function flushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w')
  await handle.writeFile(bytes)
  await handle.sync()
  await handle.close()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
