import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Specimen } from '../card-reader/specimens.ts'
import type { SocialSpecimen } from '../social-card/specimens.ts'
import type { DeskDevices, DeskState } from './desk-state.ts'

import { parseAct, perform } from './acts.ts'
import { hold } from './codes.ts'
import { deskStateOf } from './desk-state.ts'
import { pictureOfFirstPage } from './first-page.ts'
import { fontFaces, fontFile } from './fonts.ts'
import { renderPage } from './page.ts'

export interface DeskOptions extends DeskDevices {
  /** The cards on the desk, in order. */
  readonly specimens: readonly Specimen[]
  /** The social-security cards beside them. */
  readonly socialCards: readonly SocialSpecimen[]
  /** `http://127.0.0.1:PORT` of the hall's windows and boards, to which the desk leads; null where there are none. */
  readonly hall: string | null
  /** A loopback port; 0 lets the system choose. */
  readonly port: number
}

export interface Desk {
  /** `http://127.0.0.1:PORT/?token=…`; every call needs the token. */
  readonly url: string
  close(): Promise<void>
}

/** Loopback only: whoever sees the desk can act at it. */
const HOST = '127.0.0.1'

/** The longest act is some 60 bytes. */
const MOST_BODY_BYTES = 1024

/** Serves the page where a person plays the citizen: cards on the reader, codes on the phone, paper out of the printers. */
export async function startDesk(options: DeskOptions): Promise<Desk> {
  const { reader, slot, scanner, printer, a4, platform, specimens, socialCards } = options
  const token = randomBytes(24).toString('base64url')
  const watchers = new Map<ServerResponse, string>()
  let origin = ''
  let scanned: DeskState['scanner']['scanned'] = null

  function tellWatchers(): void {
    const state = JSON.stringify(deskStateOf(options, scanned))
    for (const [watcher, known] of watchers) {
      // A reader is polled three times a second; only what changes on the desk is worth a message.
      if (known === state) continue
      watchers.set(watcher, state)
      watcher.write(`data: ${state}\n\n`)
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    // A page of another site may reach loopback under a name of its own; it neither knows the token nor our address.
    const sender = request.headers.origin
    const foreign = `http://${request.headers.host}` !== origin || (sender !== undefined && sender !== origin)
    if (foreign || !sameToken(url.searchParams.get('token') ?? '', token)) {
      return answer(response, 403, 'text/plain', 'the address of the desk has a token; this call has not')
    }

    const call = `${request.method ?? ''} ${url.pathname}`
    if (call === 'GET /') return sendPage(response)
    if (call === 'GET /state') return answer(response, 200, 'application/json', JSON.stringify(deskStateOf(options, scanned)))
    if (call === 'GET /events') return watch(response)
    if (call === 'GET /fonts.css') return answer(response, 200, 'text/css', await fontFaces(token), 'max-age=3600')
    if (call === 'POST /act') return act(request, response)

    const [, folder, first, second] = url.pathname.split('/')
    if (request.method === 'GET' && folder === 'tickets') {
      const ticket = printer.tickets.find(({ id }) => `${id}.png` === first)
      if (ticket !== undefined) return answer(response, 200, 'image/png', ticket.png)
    }
    if (request.method === 'GET' && folder === 'documents') {
      const found = await paper(first ?? '')
      if (found !== undefined) return answer(response, 200, found.type, found.body)
    }
    if (request.method === 'GET' && folder === 'fonts') {
      const font = await fontFile(first ?? '', second ?? '')
      if (font !== undefined) return answer(response, 200, 'font/woff2', font, 'max-age=3600')
    }
    return answer(response, 404, 'text/plain', 'there is nothing of that name on the desk')
  }

  /** `3.pdf`: what the printer was given, byte for byte; `3.png`: its first page. Only while its paper lies in the tray. */
  async function paper(name: string): Promise<{ readonly type: string; readonly body: Buffer } | undefined> {
    const document = a4.outputs.find(({ serial }) => name === `${serial}.pdf` || name === `${serial}.png`)?.document
    if (document === undefined) return undefined
    if (name.endsWith('.pdf')) return { type: 'application/pdf', body: document }
    const picture = await pictureOfFirstPage(document)
    return picture && { type: 'image/png', body: picture }
  }

  function sendPage(response: ServerResponse): void {
    const nonce = randomBytes(16).toString('base64url')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; ` +
        `img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    answer(response, 200, 'text/html', renderPage(specimens, socialCards, deskStateOf(options, scanned), { hall: options.hall, token, nonce }))
  }

  function watch(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    watchers.set(response, '')
    response.once('close', () => watchers.delete(response))
    tellWatchers()
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const wanted = body === undefined ? undefined : parseAct(body, specimens, socialCards)
    if (wanted === undefined) return answer(response, 400, 'text/plain', 'nobody can do that at this desk')
    if (wanted.act === 'scan') {
      scanned = { what: wanted.what, read: hold(wanted.what, scanner, platform) }
      tellWatchers()
    } else await perform(wanted, options)
    return answer(response, 204, 'text/plain', '')
  }

  const server = createServer((request, response) => {
    // A page that goes away in the middle of its call; there is nobody to tell.
    serve(request, response).catch(() => response.destroy())
  })
  server.listen(options.port, HOST)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  origin = `http://${HOST}:${address.port}`
  const stops = [
    reader.onChange(tellWatchers),
    slot.onChange(tellWatchers),
    scanner.onChange(tellWatchers),
    printer.onChange(tellWatchers),
    a4.onChange(tellWatchers),
    platform.onCodeSent(tellWatchers),
    platform.phoneDesk.onChange(tellWatchers),
  ]

  return {
    url: `${origin}/?token=${token}`,
    async close() {
      for (const stop of stops) stop()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  caching = 'no-store',
): void {
  response.writeHead(status, {
    'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'cache-control': caching,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}

/** The body as text; `undefined` when it is longer than any act. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    // The rest is still taken in, so that the caller hears the answer.
    if (bytes <= MOST_BODY_BYTES) parts.push(part)
  }
  return bytes <= MOST_BODY_BYTES ? Buffer.concat(parts).toString() : undefined
}

function sameToken(given: string, token: string): boolean {
  const bytes = Buffer.from(given)
  return bytes.length === token.length && timingSafeEqual(bytes, Buffer.from(token))
}
