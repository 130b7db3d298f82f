import { createServer, type IncomingMessage } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { ok, type Result } from '../../drivers/result.ts'
import type { Log } from '../operations/log.ts'
import type { Health } from '../terminal.ts'
import { openGate, type Admission, type Gate } from './admission.ts'
import { plain, redirect, refuseUpgrade, send } from './answers.ts'
import { bind, boundTo } from './bind.ts'
import { forgetsWhatItHeard, MAXIMUM_MESSAGE_BYTES, NO_CALL, onlyCalls, TAKEN_OVER, type CallSocket } from './calls.ts'
import { LOCK_SCRIPT } from './keys.ts'
import { authorityOf, originOf, type Listen } from './listen.ts'
import { openPages, type Pages } from './pages.ts'
import { plainHeaders } from './policy.ts'

/** What the server does for a page. Without it (Electron, whose page has its own protocol) there is `/health` only. */
export interface PageService {
  /** The folder that the build wrote. */
  readonly folder: string
  readonly admission: Admission
  /** Nothing stands before the page (Chromium), so the page itself keeps out the keys that lead out of it. */
  readonly lockKeys: boolean
  /** Connects a page's socket, its Origin, Host and cookie already checked, to what pages may ask. */
  readonly connect: (socket: CallSocket) => void
  /** The token has been exchanged for the cookie. */
  readonly onAdmitted: () => void
  /** A page has made its first call over a new socket. */
  readonly onCalled: () => void
  /** The page's socket closed and no other page has taken its place. */
  readonly onLeft: () => void
}

export interface Host {
  readonly listen: Listen
  /** Lets one more page in by this token. */
  readonly admit: (token: string) => void
  close(): Promise<void>
}

/**
 * The one web server of a terminal, on loopback: `GET /health` for anybody on the machine, and for the browser shell
 * the page and its WebSocket `/rpc`. The fault is a port that is taken, or pages that are not built.
 */
export async function openHost(options: {
  readonly listen: Listen
  readonly health: () => Promise<Health>
  readonly page: PageService | null
  readonly log: Log
}): Promise<Result<Host, { readonly line: string }>> {
  const server = createServer({ maxHeaderSize: 8 * 1024, headersTimeout: 5_000, requestTimeout: 10_000 })
  // A page that reconnects may ask the moment the port is open: its request waits until the pages are, too.
  let open: (page: OpenPage | null) => void = () => undefined
  const opened = new Promise<OpenPage | null>((resolve) => {
    open = resolve
  })
  server.on('request', (request, response) => {
    opened
      .then((page) => answer(request, boundTo(server, options.listen), options.health, page))
      .then(
        (answered) => send(response, answered, request.method === 'HEAD'),
        (error: unknown) => {
          options.log.error({ error: String(error) }, 'a request could not be answered')
          void send(response, plain(500, 'Something went wrong on this terminal.'), false)
        },
      )
  })
  const bound = await bind(server, options.listen, '--listen')
  if (!bound.ok) return bound
  const listen = bound.value

  const service = options.page
  const pages = service === null ? null : await openPages(service.folder, { '/': 'kiosk' }, service.lockKeys ? LOCK_SCRIPT : null)
  if (pages !== null && !pages.ok) {
    server.close()
    server.closeAllConnections()
    return pages
  }
  const gate = service === null ? null : openGate(service.admission, listen.port)
  const page = service === null || gate === null || pages === null ? null : { service, gate, pages: pages.value }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAXIMUM_MESSAGE_BYTES, perMessageDeflate: false })
  open(page)
  server.on('upgrade', (request, stream, head) => {
    if (page === null || !mayConnect(request, listen, page.gate)) {
      refuseUpgrade(stream)
      return
    }
    sockets.handleUpgrade(request, stream, head, (socket) => onlyPage(socket, page.service, options.log))
  })

  let current: WebSocket | null = null
  function onlyPage(socket: WebSocket, pageService: PageService, log: Log): void {
    const before = current
    current = socket
    before?.close(TAKEN_OVER, 'taken over')
    socket.on('error', (error) => log.warn({ error: error.message }, 'a page sent what it may not'))
    socket.once('message', () => pageService.onCalled())
    socket.on('close', () => {
      if (current !== socket) return
      current = null
      pageService.onLeft()
    })
    pageService.connect(
      onlyCalls(socket, () => {
        log.warn('a page sent something that is no call')
        socket.close(NO_CALL, 'no call')
      }),
    )
    forgetsWhatItHeard(socket)
  }

  return ok({
    listen,
    admit: (token) => gate?.renew(token),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

interface OpenPage {
  readonly service: PageService
  readonly gate: Gate
  readonly pages: Pages
}

async function answer(
  request: IncomingMessage,
  listen: Listen,
  health: () => Promise<Health>,
  page: OpenPage | null,
): Promise<Response> {
  if (!isOwnHost(request.headers.host, listen)) return plain(421, 'This is not the terminal you asked for.')
  const origin = originOf(listen)
  const asked = URL.canParse(request.url ?? '/', origin) ? new URL(request.url ?? '/', origin) : null
  // `//name/` and `http://name/` are read as another site's address.
  if (asked?.origin !== origin) return plain(400, 'Not an address of this terminal.')
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET.')
  if (asked.pathname === '/health') {
    return new Response(JSON.stringify(await health()), { headers: plainHeaders('application/json') })
  }
  if (page === null) return plain(404, 'Not found')
  const token = asked.searchParams.get('token')
  if (asked.pathname === '/' && token !== null) {
    const cookie = request.method === 'GET' ? page.gate.exchange(token) : null
    if (cookie !== null) {
      page.service.onAdmitted()
      return redirectHome(cookie)
    }
    if (page.gate.admits(request.headers.cookie)) return redirectHome(null)
  }
  if (!page.gate.admits(request.headers.cookie)) {
    return plain(401, 'This page opens from the address that the terminal printed when it started, once.')
  }
  return page.pages.answer(asked.pathname, `ws://${authorityOf(listen)}`)
}

/** So that the token leaves the address bar and the history. */
function redirectHome(cookie: string | null): Response {
  return redirect('/', cookie === null ? [] : [cookie])
}

/** A name that an outsider's DNS points at this machine (DNS rebinding) arrives with the outsider's Host header. */
function isOwnHost(host: string | undefined, listen: Listen): boolean {
  return host === authorityOf(listen) || host === `localhost:${listen.port}`
}

/** A browser sends Origin truthfully; a program on this machine that does not still lacks the cookie. */
function mayConnect(request: IncomingMessage, listen: Listen, gate: Gate): boolean {
  return (
    request.url === '/rpc' &&
    request.headers.host === authorityOf(listen) &&
    request.headers.origin === originOf(listen) &&
    gate.admits(request.headers.cookie)
  )
}
