import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { exchange, ExchangeFault } from '../../../main/platform/exchange.ts'

/** A server of one kind of answer, on loopback. */
async function server(answer: RequestListener): Promise<string> {
  const made = createServer(answer).listen(0, '127.0.0.1')
  await once(made, 'listening')
  onTestFinished(() => {
    made.close()
    made.closeAllConnections()
  })
  const address = made.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return `http://127.0.0.1:${address.port}/`
}

async function lineOf(
  url: string,
  limits: { timeoutMs?: number; mostBytes?: number; signal?: AbortSignal } = {},
): Promise<string> {
  const all = { timeoutMs: 10_000, mostBytes: 1000, signal: undefined, ...limits }
  try {
    await exchange(new Request(url), all, () => new Date())
  } catch (error) {
    if (error instanceof ExchangeFault) return error.fault.line
    throw error
  }
  return 'answered'
}

test('a platform that says nothing, or never ends, is waited for no longer than allowed', async () => {
  const silent = await server(() => undefined)
  expect(await lineOf(silent, { timeoutMs: 50 })).toBe('the platform did not answer within 0.05 s')
  const endless = await server((_, response) => void response.writeHead(200).write('{'))
  expect(await lineOf(endless, { timeoutMs: 50 })).toBe('the platform did not answer within 0.05 s')
})

test('an answer is measured as it is unpacked: a small one may hold a large one', async () => {
  const packed = gzipSync(Buffer.alloc(1_000_000, ' '))
  expect(packed.length).toBeLessThan(2_000)
  const bomb = await server((_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed))
  expect(await lineOf(bomb)).toContain('more than such an answer can be')
  expect(await lineOf(bomb, { mostBytes: 1_000_000 })).toBe('answered')
})

test('an answer that is no HTTP, or breaks off, is no answer', async () => {
  const torn = await server((_, response) => void response.socket?.end('HTTP/1.1 banana\r\n\r\n'))
  expect(await lineOf(torn)).toMatch(/broke off|cannot be reached/)
  const cut = await server((_, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('{', () => response.destroy())
  })
  expect(await lineOf(cut)).toBe('the platform did not answer: the connection broke off')
})

test('a name that nobody has, or a certificate that is wrong, is told with its code', async () => {
  expect(await lineOf('http://platform.invalid/')).toMatch(/^the platform cannot be reached \(E[A-Z_]+\)$/)
  const plain = await server((_, response) => void response.end())
  expect(await lineOf(plain.replace('http:', 'https:'))).toMatch(/^the platform cannot be reached \(E[A-Z_]+\)$/)
})

test('whoever gives up is told so at once', async () => {
  const silent = await server(() => undefined)
  const stop = new AbortController()
  const line = lineOf(silent, { signal: stop.signal })
  stop.abort()
  expect(await line).toBe('the call to the platform was given up')
})
