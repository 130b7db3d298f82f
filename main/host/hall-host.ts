import { X509Certificate } from 'node:crypto'
import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { isIP } from 'node:net'
import { WebSocketServer } from 'ws'
import { ok, type Result } from '../../drivers/result.ts'
import type { CallClips } from '../configuration/call-clips.ts'
import type { HallPagesAccess } from '../configuration/hall-pages-place.ts'
import type { EnrolPlaces } from '../contract/enrol.ts'
import type { HallSeat } from '../contract/hall-pages.ts'
import type { HallDevice, HallDevices } from '../enrolment/hall-devices.ts'
import type { Pairings } from '../enrolment/pairings.ts'
import type { Log } from '../operations/log.ts'
import { plain, redirect, refuseUpgrade, send } from './answers.ts'
import { bind } from './bind.ts'
import type { CallSocket } from './calls.ts'
import { clipAnswer, CLIPS_AT } from './clip-answers.ts'
import { enrolAnswers } from './enrol-answers.ts'
import { CREDENTIAL_SECONDS, hallCookies, type HallCookies } from './hall-cookies.ts'
import { createHallSockets, LARGEST_HALL_CALL_BYTES, LARGEST_TERMINAL_CALL_BYTES } from './hall-sockets.ts'
import { isLoopback, type HallListen } from './listen.ts'
import { openPages } from './pages.ts'
import { plainHeaders } from './policy.ts'

export interface HallHost {
  readonly listen: HallListen
  close(): Promise<void>
}

/** What the hall's web server needs of the terminal, or of the hall server, behind it. */
export interface HallPagesService {
  readonly devices: HallDevices
  readonly pairings: Pairings
  readonly places: () => EnrolPlaces
  /** The hall's own recordings for its boards, where it has any. */
  readonly clips: () => CallClips | undefined
  /** Makes ready for a page that lets itself in; null but in the demonstration hall. */
  readonly demonstrate: (() => Promise<void>) | null
  /** Connects a page's socket, its seat known from its credential, to what windows and boards may ask. */
  readonly connect: (socket: CallSocket, seat: HallSeat) => void
  /** The same for a terminal of the hall; null where none may ask, since a terminal serves its own windows alone. */
  readonly connectTerminal: ((socket: CallSocket, device: HallDevice) => void) | null
  /** What `GET /health` tells whoever asks from this very machine; null where it is told elsewhere. */
  readonly health: (() => Promise<object>) | null
  /** A device has come or gone; these are there now. */
  readonly onChange: (connected: ReadonlySet<string>) => void
}

/**
 * The server for windows and boards elsewhere in the hall, apart from the terminal's own on loopback: nothing of the
 * kiosk's contract can be asked here. A page is `/window/`, `/board/`, `/manager/` or `/enrol/`; all but the last, and the socket below
 * them (`/window/rpc`), are for browsers that an operator has let in. Of a hall server, `/terminal/rpc` is for terminals that
 * were. The fault is a port that is taken, or pages that are not built.
 */
export async function openHallHost(options: {
  readonly access: HallPagesAccess
  /** The key of the file by which an installer has said where to listen. */
  readonly listenKey: string
  /** The folder that the build wrote. */
  readonly folder: string
  readonly service: HallPagesService
  readonly log: Log
}): Promise<Result<HallHost, { readonly line: string }>> {
  const { access, service, log } = options
  const pages = await openPages(options.folder, { '/window/': 'window', '/board/': 'board', '/manager/': 'manager', '/enrol/': 'enrol' }, service.demonstrate === null ? null : SAYS_DEMONSTRATION)
  if (!pages.ok) return pages
  const sockets = createHallSockets({ devices: service.devices, connect, onChange: service.onChange, log })
  function connect(socket: CallSocket, device: HallDevice): void {
    const { id, place } = device
    if (place.kind === 'terminal') service.connectTerminal?.(socket, device)
    else service.connect(socket, { device: id, place })
  }
  let answer: (request: IncomingMessage) => Promise<Response> = () => Promise.resolve(plain(503, 'Not open yet.'))
  const server = createServer(access, (request, response) => {
    answer(request).then(
      (answered) => send(response, answered, request.method === 'HEAD'),
      (error: unknown) => {
        log.error({ error: error instanceof Error ? error.name : typeof error }, 'a request of the hall could not be answered')
        return send(response, plain(500, 'Something went wrong on this terminal.'), false)
      },
    ).catch((error: unknown) => log.warn({ error: error instanceof Error ? error.name : typeof error }, 'an answer did not reach the hall'))
  })
  server.maxConnections = CONNECTIONS_AT_MOST
  const bound = await bind(server, access.listen, options.listenKey)
  if (!bound.ok) return bound
  const listen = bound.value

  const cookies = hallCookies({ port: listen.port, tls: access.tls !== null })
  const isOwn = ownHosts(access, listen)
  const scheme = access.tls === null ? 'http' : 'https'
  const enrol = enrolAnswers({ ...service, cookies })

  answer = async (request) => {
    const { host } = request.headers
    if (service.health !== null && request.url === '/health' && isFromHere(request) && (access.tls !== null || isOwn(host ?? ''))) {
      return new Response(JSON.stringify(await service.health()), { headers: plainHeaders('application/json') })
    }
    if (host === undefined || !isOwn(host)) return plain(421, 'This is not the terminal you asked for.')
    const origin = `${scheme}://${host}`
    const asked = URL.canParse(request.url ?? '/', origin) ? new URL(request.url ?? '/', origin) : null
    // `//name/` and `http://name/` are read as another site's address.
    if (asked?.origin !== origin) return plain(400, 'Not an address of this terminal.')
    if (request.method === 'POST') {
      // A browser always says where a POST comes from, a terminal never.
      if (request.headers.origin === undefined && service.connectTerminal !== null) return await enrol.postOfTerminal(asked.pathname, request)
      return request.headers.origin === origin ? await enrol.post(asked.pathname, request) : plain(403, 'Not from another page.')
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET and POST.')
    if (asked.pathname === '/') return redirect('/enrol/')
    if (asked.pathname === '/enrol/places') return enrol.places()
    const kind = KINDS.find((each) => asked.pathname === `/${each}/`)
    if (kind !== undefined && (deviceOf(kind, request, cookies, service.devices) === null || asked.search !== '')) {
      return (await demonstrated(kind, request, asked)) ?? redirect(asked.search === '' ? '/enrol/' : asked.pathname)
    }
    if (asked.pathname.startsWith(CLIPS_AT)) {
      return deviceOf('board', request, cookies, service.devices) === null ? plain(403, 'For boards of this hall.') : clipAnswer(service.clips(), asked.pathname)
    }
    const answered = await pages.value.answer(asked.pathname, `${scheme === 'https' ? 'wss' : 'ws'}://${host}`)
    const credential = kind === undefined ? null : cookies.read(request.headers.cookie, kind)
    if (kind !== undefined && credential !== null) answered.headers.append('Set-Cookie', cookies.set(kind, credential, CREDENTIAL_SECONDS))
    return answered
  }

  /** In a demonstration hall, which is on loopback, a page lets itself in, unless another site's page sends somebody there. */
  async function demonstrated(kind: (typeof KINDS)[number], request: IncomingMessage, asked: URL): Promise<Response | null> {
    if (service.demonstrate === null || !isLoopback(listen) || request.method !== 'GET') return null
    if (request.headers['sec-fetch-site'] === 'cross-site') return null
    await service.demonstrate()
    return await enrol.demonstrate(kind, asked.searchParams.get('as'))
  }

  const upgrades = new WebSocketServer({ noServer: true, maxPayload: LARGEST_HALL_CALL_BYTES, perMessageDeflate: false })
  const upgradesOfTerminals = new WebSocketServer({ noServer: true, maxPayload: LARGEST_TERMINAL_CALL_BYTES, perMessageDeflate: false })
  server.on('upgrade', (request, stream, head) => {
    const { host, origin } = request.headers
    const kind = KINDS.find((each) => request.url === `/${each}/rpc`)
    const mayAsk = host !== undefined && isOwn(host) && origin === `${scheme}://${host}`
    const isTerminal = service.connectTerminal !== null && request.url === '/terminal/rpc' && host !== undefined && isOwn(host)
    const page = mayAsk && kind !== undefined ? deviceOf(kind, request, cookies, service.devices) : null
    const device = isTerminal ? terminalOf(request, service.devices) : page
    if (device === null) {
      refuseUpgrade(stream)
      return
    }
    const address = request.socket.remoteAddress ?? ''
    const upgrading = isTerminal ? upgradesOfTerminals : upgrades
    upgrading.handleUpgrade(request, stream, head, (socket) => sockets.take(socket, device, address))
  })

  return ok({
    listen,
    close: () =>
      new Promise((resolve) => {
        sockets.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

/** Marks a page of the demonstration hall before it draws anything (renderer/components/demonstration.css). */
const SAYS_DEMONSTRATION = "document.documentElement.dataset.demonstration = ''"

const KINDS = ['window', 'board', 'manager'] as const

/** Far more than a hall has browsers, and what a small machine carries. */
const CONNECTIONS_AT_MOST = 2_000

/** Whoever sends slowly, or nothing, is let go of: headers within 5 s, a whole request within 10 s, looked at every 2 s. */
const PATIENCE = { maxHeaderSize: 8 * 1024, headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 2_000 }

function createServer({ tls }: HallPagesAccess, onRequest: RequestListener): Server {
  if (tls === null) return createPlainServer(PATIENCE, onRequest)
  return createTlsServer({ ...PATIENCE, cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2', handshakeTimeout: 10_000 }, onRequest)
}

/**
 * Whether a Host header names this terminal: with TLS whatever its certificate is for, without it loopback. A name that
 * an outsider's DNS points at this machine (DNS rebinding) arrives with the outsider's Host header.
 */
function ownHosts({ tls }: HallPagesAccess, listen: HallListen): (host: string) => boolean {
  const certificate = tls === null ? null : new X509Certificate(tls.certificate)
  return (host) => {
    const [, six, name, port] = /^(?:\[([\da-f:.]+)\]|([^:[\]/@\s]+))(?::(\d{1,5}))?$/i.exec(host) ?? []
    if (Number(port ?? (tls === null ? 80 : 443)) !== listen.port) return false
    const asked = six ?? name ?? ''
    if (certificate === null) return asked === 'localhost' || isLoopback({ host: asked, port: 0 })
    return (isIP(asked) === 0 ? certificate.checkHost(asked) : certificate.checkIP(asked)) !== undefined
  }
}

/** Whoever asks from this very machine, at whichever of its addresses. */
function isFromHere({ socket: { remoteAddress = '', localAddress } }: IncomingMessage): boolean {
  return remoteAddress === localAddress || isLoopback({ host: remoteAddress.replace(/^::ffff:/, ''), port: 0 })
}

function terminalOf(request: IncomingMessage, devices: HallDevices): HallDevice | null {
  const [, credential] = /^Bearer ([\w-]{1,128})$/.exec(request.headers.authorization ?? '') ?? []
  const device = credential === undefined ? null : devices.holderOf(credential)
  return device?.place.kind === 'terminal' ? device : null
}

function deviceOf(kind: (typeof KINDS)[number], request: IncomingMessage, cookies: HallCookies, devices: HallDevices): HallDevice | null {
  const credential = cookies.read(request.headers.cookie, kind)
  const device = credential === null ? null : devices.holderOf(credential)
  return device?.place.kind === kind ? device : null
}
