import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { hallAsk, hallDial } from '../../../main/host/hall-dial.ts'
import type { LineEnd } from '../../../main/queue/hall-link/line.ts'
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
