import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { startA4Printer } from '../../simulators/a4-printer/a4-printer.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import type { PlatformSimulator } from '../../simulators/platform/platform.ts'
import { comesWithFace, setUpCertificateHall } from '../certificate-hall.ts'
import { viewWhere } from '../hall-on-a-desk.ts'
import { tidily, type Later } from './tidily.ts'

/** Milliseconds, of each certificate. */
export interface TapToPrinterFigures {
  /** From the request for the pages leaving the page to the pages' having come. */
  readonly preview: readonly number[]
  /** From the request to print leaving the page to the first byte of the file at the printer. */
  readonly firstByte: readonly number[]
  /** The two calls to the platform that this wants, from a bare client, one after the other. */
  readonly bare: readonly number[]
}

const WARM_UP = 2
const LOOPBACK = { host: '127.0.0.1', port: 0 }
const PERIOD = { from: '2026-01', to: '2026-03' }

/** The built terminal in a process of its own, a client on its WebSocket, the reference platform and the A4 printer. */
export function tapToPrinterBench(certificates: number): Promise<TapToPrinterFigures> {
  return tidily(async (later) => {
    const printer = await startA4Printer({ listen: LOOPBACK, paper: 500 })
    later(() => printer.close())
    const wire = await openPdfWire(later, printer.url)
    const hall = await setUpCertificateHall({ document: wire.url, case: { camera: 'top' } })
    later(() => hall.clear())
    const terminal = await hall.start()
    const page = await terminal.connect()
    later(() => page.close())
    const listed = await comesWithFace(hall, page)
    const certificate = listed.find(({ kind }) => kind === 'social-insurance')?.id
    assert(certificate !== undefined)
    const wish = { certificate, period: PERIOD, purpose: 'work' }

    const figures = { preview: [] as number[], firstByte: [] as number[], bare: [] as number[] }
    for (let round = 0; round < WARM_UP + certificates; round += 1) {
      const asked = performance.now()
      assert.equal((await page.client.certificates.preview(wish)).outcome, 'ready')
      const seen = performance.now()
      const requestId = randomUUID()
      const tapped = performance.now()
      assert.equal((await page.client.certificates.print({ ...wish, requestId, copies: 1 })).outcome, 'printing')
      await viewWhere(page, ({ session }) => session?.printing?.requestId === requestId && session.printing.paper === 'lies')
      const bare = await bareCalls(hall.platform, certificate)
      if (round < WARM_UP) continue
      figures.preview.push(seen - asked)
      figures.firstByte.push((wire.firstBytes.at(-1) ?? NaN) - tapped)
      figures.bare.push(bare)
    }
    return figures
  })
}

/** What stands in the certificate, and the leave to print it. */
async function bareCalls(platform: PlatformSimulator, certificate: string): Promise<number> {
  const { number, name } = specimenOf('domestic').face
  const person = { document: 'resident-card', number, name }
  const question = { person, assurance: { level: 'clerk', clerk: 'bench' }, period: PERIOD, purpose: 'work' }
  const from = performance.now()
  for (const act of ['content', 'authorisations']) {
    const response = await fetch(`${platform.url}/certificates/${certificate}/${act}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${platform.credential}`,
        'yimen-terminal': platform.terminal,
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
      },
      body: JSON.stringify(question),
    })
    assert(response.ok, `the platform answers, not ${response.status}`)
    await response.arrayBuffer()
  }
  return performance.now() - from
}

/**
 * A port before the printer's own that lets everything through and notes when the first byte of each file passes. The
 * printer knows itself by its own address alone, so that the address is written over: both ports have five digits.
 */
async function openPdfWire(later: Later, printer: string): Promise<{ readonly url: string; readonly firstBytes: readonly number[] }> {
  const { hostname, port, pathname } = new URL(printer)
  const firstBytes: number[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (host) => {
    const device = connect({ host: hostname, port: Number(port), noDelay: true })
    for (const socket of [host, device]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    host.once('close', () => device.destroy())
    device.once('close', () => host.destroy())
    device.pipe(host)
    host.on('data', (bytes: Buffer) => {
      if (bytes.includes('%PDF-')) firstBytes.push(performance.now())
      const mine = `${hostname}:${host.localPort ?? 0}/`
      const at = bytes.indexOf(mine)
      if (at !== -1) bytes.write(`${hostname}:${port}/`, at)
      device.write(bytes)
    })
  })
  server.listen(0, hostname)
  await once(server, 'listening')
  later(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  return { url: `ipp://${hostname}:${typeof address === 'object' && address !== null ? address.port : 0}${pathname}`, firstBytes }
}
