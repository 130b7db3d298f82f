import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './faults.ts'
import { refuse, type Refusal, type Reply } from './replies.ts'

/** A call as it came, its body whole. */
export interface Incoming {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** What is done with a call, and what befalls it. */
export interface Handling {
  readonly faults: readonly Fault[]
  readonly act: () => Reply
}

export interface PlatformWire {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  close(): Promise<void>
}

/** A filing with twenty materials fits into it, and no more. */
const MOST_BODY_BYTES = 160 * 1024 * 1024

const GATEWAY_PAGE =
  '<!doctype html><html><head><title>Gateway</title></head><body><h1>Please log in</h1></body></html>'

/** The platform's web server. Every answer carries `Date`, by the platform's own clock. */
export async function openWire(parts: {
  readonly listen: { readonly host: string; readonly port: number }
  readonly now: () => Date
  readonly handle: (call: Incoming) => Handling
}): Promise<PlatformWire> {
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.sendDate = false
    const { host, port } = parts.listen
    const url = new URL(request.url ?? '/', `http://${host}:${port}`)
    const body = await bodyOf(request)
    if (body === undefined) return send(response, refuse(413, 'too-large', '请求过大 · The request is too large'), [])
    const { faults, act } = parts.handle({
      method: request.method ?? '',
      path: url.pathname,
      headers: request.headers,
      body,
    })

    for (const fault of faults) {
      if (fault.kind === 'lost-call') return void request.socket.destroy()
      if (fault.kind === 'redirect') {
        response.writeHead(302, { location: '/login', date: dateOf(parts.now()) })
        return void response.end()
      }
      if (fault.kind === 'web-page')
        return send(response, { kind: 'page', status: fault.status, html: GATEWAY_PAGE }, [])
      if (fault.kind === 'status') {
        const { status, code, retryAfterSeconds } = fault
        const refusal: Refusal = refuse(status, code, `按要求失败 · Failed as was asked (${status})`)
        return send(response, retryAfterSeconds === undefined ? refusal : { ...refusal, retryAfterSeconds }, [])
      }
    }
    if (faults.some(({ kind }) => kind === 'doubled')) act()
    const reply = act()
    if (faults.some(({ kind }) => kind === 'lost-answer')) return void request.socket.destroy()
    const milliseconds = faults.reduce((sum, fault) => sum + (fault.kind === 'slow' ? fault.milliseconds : 0), 0)
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: closing.signal })
    send(response, reply, faults)
  }

  function send(response: ServerResponse, reply: Reply, faults: readonly Fault[]): void {
    const { status, headers, body } = onTheWire(reply)
    let sent = body
    let cut: number | null = null
    for (const fault of faults) {
      if (fault.kind === 'half') sent = sent.subarray(0, Math.ceil(sent.length / 2))
      if (fault.kind === 'swollen') sent = Buffer.concat([sent, Buffer.alloc(fault.bytes, ' ')])
      if (fault.kind === 'other-bytes')
        sent = Buffer.concat([sent.subarray(0, -1), Buffer.from(sent.at(-1) === 0x0a ? ' ' : '\n')])
      if (fault.kind === 'field-missing') sent = withoutFirstField(sent)
      if (fault.kind === 'cut') cut = fault.bytes
    }
    response.writeHead(status, {
      date: dateOf(parts.now()),
      'cache-control': 'no-store',
      ...headers,
      ...(status === 204 || status === 304 ? {} : { 'content-length': sent.length }),
    })
    if (cut === null) response.end(sent)
    else response.write(sent.subarray(0, cut), () => response.destroy())
  }

  const closing = new AbortController()
  const server = createServer((request, response) => {
    // A caller that goes away in the middle of its call; there is nobody to tell.
    serve(request, response).catch(() => response.destroy())
  })
  server.listen(parts.listen)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  return {
    origin: `http://${parts.listen.host}:${address.port}`,
    async close() {
      closing.abort()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function onTheWire(reply: Reply): {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
} {
  switch (reply.kind) {
    case 'json':
      return {
        status: reply.status,
        headers: { 'content-type': 'application/json', ...reply.headers },
        body: Buffer.from(JSON.stringify(reply.body)),
      }
    case 'bytes':
      return { status: 200, headers: { 'content-type': reply.type, ...reply.headers }, body: Buffer.from(reply.body) }
    case 'page':
      return {
        status: reply.status,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
          'referrer-policy': 'no-referrer',
        },
        body: Buffer.from(reply.html),
      }
    case 'nothing':
      return { status: reply.status, headers: { ...reply.headers }, body: Buffer.alloc(0) }
    case 'problem': {
      const { status, code, title, retryAfterSeconds } = reply
      const headers = {
        'content-type': 'application/problem+json',
        ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
        ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      }
      return { status, headers, body: Buffer.from(JSON.stringify({ type: 'about:blank', title, status, code })) }
    }
    default:
      return reply satisfies never
  }
}

function withoutFirstField(body: Buffer): Buffer {
  const fields = Object.entries(JSON.parse(body.toString()) as Record<string, unknown>)
  return Buffer.from(JSON.stringify(Object.fromEntries(fields.slice(1))))
}

/** RFC 9110, 5.6.7: IMF-fixdate. */
function dateOf(at: Date): string {
  return at.toUTCString()
}

/** `undefined` when it is longer than anything that may be asked; the rest is still taken in, so that the caller hears it. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes <= MOST_BODY_BYTES) parts.push(part)
  }
  return bytes <= MOST_BODY_BYTES ? Buffer.concat(parts) : undefined
}
