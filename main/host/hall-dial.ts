import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { WebSocket } from 'ws'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { AskHall } from '../queue/hall-link/credential.ts'
import type { DialHall, HallClient, LineEnd } from '../queue/hall-link/line.ts'

/** Where the hall server is, and who signed its certificate. */
export interface HallServerPlace {
  /** `https://hall.local:8443`, without a slash at its end. */
  readonly url: string
  /** PEM; null: whoever the machine trusts. */
  readonly authority: string | null
}

/** A cable that was pulled is noticed within two of these; nothing else tells. */
const PING_EVERY_MS = 2_000
const OPENS_WITHIN_MS = 5_000
const ASK_MS = 5_000
const LARGEST_ANSWER_BYTES = 64 * 1024
/** The whole day of the largest hall is a few MiB. */
const LARGEST_NEWS_BYTES = 32 * 1024 * 1024

export function hallDial({ url, authority }: HallServerPlace): DialHall {
  return (credential, on) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/terminal/rpc`, {
      headers: { authorization: `Bearer ${credential}` },
      handshakeTimeout: OPENS_WITHIN_MS,
      maxPayload: LARGEST_NEWS_BYTES,
      perMessageDeflate: false,
      ...trusting(authority),
    })
    let why: LineEnd = { kind: 'lost', detail: 'the line was closed' }
    let heard = true
    const pings = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return
      if (!heard) {
        why = { kind: 'lost', detail: 'nothing was heard any more' }
        socket.terminate()
        return
      }
      heard = false
      socket.ping()
    }, PING_EVERY_MS)
    socket.on('pong', () => {
      heard = true
    })
    socket.on('message', () => {
      heard = true
    })
    socket.on('unexpected-response', (request, response) => {
      const { statusCode } = response
      why = statusCode === 401 || statusCode === 403 ? { kind: 'unknown' } : { kind: 'lost', detail: `the server answered ${statusCode ?? 'nothing'}` }
      request.destroy()
      socket.terminate()
    })
    socket.on('error', (error) => {
      if (why.kind === 'lost' && socket.readyState !== WebSocket.OPEN && why.detail === 'the line was closed') why = { kind: 'lost', detail: wordOf(error) }
    })
    socket.on('close', (code) => {
      clearInterval(pings)
      on.end(code === REVOKED ? { kind: 'refused' } : why)
    })
    const client: HallClient = createORPCClient(new RPCLink({ websocket: onlyAnswers(socket) }))
    socket.on('open', () => on.open(client))
    return { close: () => socket.terminate() }
  }
}

/** As for a page of the hall (hall-sockets.ts). */
const REVOKED = 4003

/** The library behind fails outside of any call at what it cannot read: what is no text of an answer ends the line. */
function onlyAnswers(socket: WebSocket): globalThis.WebSocket {
  const seen = {
    /**
     * A question that is given up while the line closes would be told to the server over it, and that this cannot be
     * done is thrown where nobody can catch it. Until the line is closed, and all that hangs on it is ended, what is said
     * is lost (`ws` sends nothing then).
     */
    get readyState() {
      return socket.readyState === WebSocket.CLOSING ? WebSocket.OPEN : socket.readyState
    },
    send: (data: string) => socket.send(data),
    addEventListener(type: 'message' | 'close' | 'open', listener: (event: { readonly data: unknown }) => void) {
      if (type !== 'message') {
        socket.on(type, () => listener({ data: null }))
        return
      }
      socket.on('message', (data, isBinary) => {
        const text = isBinary || !Buffer.isBuffer(data) ? null : data.toString('utf8')
        if (text !== null && isAnswer(text)) listener({ data: text })
        else socket.terminate()
      })
    },
    removeEventListener: () => undefined,
  }
  // oRPC's link uses no more of a socket than this.
  return seen as unknown as globalThis.WebSocket
}

function isAnswer(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null && 'i' in answer
  } catch {
    // Not JSON: no answer.
    return false
  }
}

export function hallAsk({ url, authority }: HallServerPlace): AskHall {
  return (path, body) =>
    new Promise((resolve) => {
      const text = JSON.stringify(body)
      const send = url.startsWith('https:') ? httpsRequest : httpRequest
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
      const request = send(`${url}${path}`, { method: 'POST', headers, timeout: ASK_MS, ...trusting(authority) }, (response) => {
        answerOf(response).then(resolve, (error: unknown) => resolve(err(wordOf(error))))
      })
      request.on('timeout', () => request.destroy(new Error('no answer')))
      request.on('error', (error) => resolve(err(wordOf(error))))
      request.end(text)
    })
}

async function answerOf(response: IncomingMessage): Promise<Result<unknown, string>> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > LARGEST_ANSWER_BYTES) return err('the answer is too long')
    pieces.push(piece)
  }
  if (response.statusCode !== 200) return err(`the server answered ${response.statusCode ?? 'nothing'}`)
  try {
    return ok(JSON.parse(Buffer.concat(pieces).toString('utf8')))
  } catch {
    // Somebody else's server answers at that address.
    return err('the answer is none of a hall server')
  }
}

function trusting(authority: string | null): { readonly ca?: string } {
  return authority === null ? {} : { ca: authority }
}

/** The code tells an installer more than the sentence: ECONNREFUSED, UNABLE_TO_VERIFY_LEAF_SIGNATURE. */
function wordOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' ? code : 'no answer'
}
