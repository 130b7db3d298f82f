import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { hallAsk, hallDial } from '../../../main/host/hall-dial.ts'
import type { HallClient, LineEnd } from '../../../main/queue/hall-link/line.ts'
import { selfMadeCertificate } from '../../self-made-certificate.ts'

const OWN = selfMadeCertificate()

/** A server over TLS that lets one credential in and answers every question with what it was asked. */
async function tlsServer(): Promise<string> {
  const server = createServer({ cert: OWN.certificate, key: OWN.key }, (request, response) => {
    if (request.url === '/enrol/terminal') request.pipe(response)
    else response.writeHead(503).end()
  })
  const upgrades = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, stream, head) => {
    if (request.headers.authorization === 'Bearer the-right-one') upgrades.handleUpgrade(request, stream, head, () => undefined)
    else stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const client of upgrades.clients) client.terminate()
    server.closeAllConnections()
    server.close()
  })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const endOf = (url: string, authority: string | null, credential: string) =>
  new Promise<LineEnd | 'open'>((resolve) => {
    const line = hallDial({ url, authority })(credential, { open: () => resolve('open'), end: resolve })
    onTestFinished(() => line.close())
  })

test('a hall server is believed by who signed its certificate, and says itself whom it does not know', async () => {
  const url = await tlsServer()
  expect(await endOf(url, OWN.certificate, 'the-right-one')).toBe('open')
  expect(await endOf(url, OWN.certificate, 'another')).toEqual({ kind: 'unknown' })
  expect(await endOf(url, null, 'the-right-one')).toEqual({ kind: 'lost', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(await endOf(url, selfMadeCertificate().certificate, 'the-right-one')).toMatchObject({ kind: 'lost' })
})

test('a question before there is a line goes to that server alone', async () => {
  const url = await tlsServer()
  const ask = hallAsk({ url, authority: OWN.certificate })
  expect(await ask('/enrol/terminal', { terminal: 'K01' })).toEqual({ ok: true, value: { terminal: 'K01' } })
  expect(await ask('/elsewhere', {})).toEqual({ ok: false, fault: 'the server answered 503' })
  expect(await hallAsk({ url, authority: null })('/enrol/terminal', {})).toEqual({ ok: false, fault: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(await hallAsk({ url: 'http://127.0.0.1:9', authority: null })('/enrol/terminal', {})).toEqual({ ok: false, fault: 'ECONNREFUSED' })
})

test('whoever gives a question up while the line closes hears so at once, and whoever asks then when it is closed', async () => {
  const server = createPlainServer()
  const upgraded = once(server, 'upgrade') as Promise<[{ readonly headers: Readonly<Record<string, string>> }, Socket]>
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const opened = new Promise<HallClient>((resolve) => {
    const dial = hallDial({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, authority: null })
    const line = dial('any', { open: resolve, end: () => undefined })
    onTestFinished(() => line.close())
  })
  // By hand, so that it begins to close (RFC 6455, 5.5.1) and never ends it.
  const [{ headers }, stream] = await upgraded
  const accept = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  stream.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
  const client = await opened
  const patience = new AbortController()
  const asked = client.hello(undefined, { signal: patience.signal })
  await once(stream, 'data')
  stream.write(Buffer.of(0x88, 0x00))
  await once(stream, 'data')

  patience.abort(new Error('too long'))
  await expect(asked).rejects.toThrow('too long')
  const late = client.hello(undefined)
  stream.destroy()
  await expect(late).rejects.toThrow(/closed or aborted/)
})
