import type { WebSocket } from 'ws'
import { z } from 'zod'

/**
 * Whether a message has the form of a call as the contract's clients send it: a text that starts a call, or stops one
 * whose answers still come. Which call it is and what it carries is checked by the contract; this stands before it
 * because the library behind writes what it cannot read, perhaps a person's number, to standard error or dies of it.
 */
export function isCall(message: unknown): message is string {
  if (typeof message !== 'string' || message.length > MAXIMUM_MESSAGE_BYTES) return false
  try {
    const call = Call.safeParse(JSON.parse(message))
    if (!call.success) return false
    return message.length <= ORDINARY_MESSAGE_BYTES || ('p' in call.data && LARGE.has(call.data.p.u))
  } catch {
    // Not JSON: no call.
    return false
  }
}

/** A call is well under 1 KiB. */
const ORDINARY_MESSAGE_BYTES = 64 * 1024
/** A frame of the camera, in base64 (contract, `compareFace` and `addPage`: 2.8 million characters at most), and what is around it. */
export const MAXIMUM_MESSAGE_BYTES = 2_804_096
/** The calls that carry a picture, of a face, of a paper, or of signatures with their strokes; and a terminal's tickets, at its hall server. */
const LARGE: ReadonlySet<string> = new Set(['/proof/compareFace', '/filings/addPage', '/filings/answer', '/merge'])

const Id = z.string().max(32)
/** `t` of oRPC's peer protocol 1.16: none starts a call, 4 ends it. Nothing in the contract streams from the page. */
const Call = z.union([
  z.strictObject({
    i: Id,
    p: z.strictObject({
      u: z.string().regex(/^\/[\w/-]{1,100}$/),
      b: z.looseObject({}).optional(),
      h: z.strictObject({ 'last-event-id': z.string().max(100) }).optional(),
    }),
  }),
  z.strictObject({ i: Id, t: z.literal(4) }),
])

/** The newer page has taken over; the older one stays silent and does not reconnect. */
export const TAKEN_OVER = 4001

/** RFC 6455 7.4.1, policy violation: the page sent something that is no call. */
export const NO_CALL = 1008

/** The call has its text by then; what came over the wire may be a person's number and is not left in memory. */
export function forgetsWhatItHeard(socket: WebSocket): void {
  socket.on('message', (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data)) data.fill(0)
  })
}

/** What the contract's handler needs of a page's socket. */
export type CallSocket = Pick<WebSocket, 'addEventListener' | 'send'>

/** The socket as the contract's handler sees it: calls pass; `onOther` is told of anything else. */
export function onlyCalls(socket: WebSocket, onOther: () => void): CallSocket {
  const listen = (type: 'message' | 'close', listener: (event: { data: unknown }) => void) => {
    if (type === 'close') socket.on('close', () => listener({ data: null }))
    else socket.addEventListener('message', (event) => (isCall(event.data) ? listener(event) : onOther()))
  }
  return { addEventListener: listen as WebSocket['addEventListener'], send: socket.send.bind(socket) }
}

/** The terminal process's end of a page's channel: a MessagePort of Electron's main side. */
export interface PagePort {
  on(event: 'message' | 'close', listener: (event?: { data: unknown }) => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** The port as the contract's handler sees it: calls pass; `onOther` is told of anything else. */
export function onlyCallsOfPort(
  port: PagePort,
  tell: { readonly onCall: () => void; readonly onOther: () => void },
) {
  const on = (event: string, listener: (event?: { data: unknown }) => void) => {
    if (event === 'close') port.on('close', () => listener())
    if (event !== 'message') return
    port.on('message', (message) => {
      if (isCall(message?.data)) {
        tell.onCall()
        listener(message)
      } else tell.onOther()
    })
  }
  return { on, postMessage: (message: unknown) => port.postMessage(message) }
}
