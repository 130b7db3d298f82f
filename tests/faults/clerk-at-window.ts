import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { hallClientOverSocket, type HallClient } from '../../main/contract/hall-client.ts'

// A window in a process of its own: a clerk who signs in, and calls, serves and finishes one after another until nobody
// waits and they are told to end. What becomes of each call is one line on standard output.

const [url = '', cookie = '', name = '', pin = ''] = process.argv.slice(2)
const socketUrl = `${url.replace(/^http/, 'ws')}/window/rpc`
/** A clerk whose page hears nothing for so long loads it again. */
const PATIENCE_MS = 4_000
let ending = false
process.on('SIGTERM', () => (ending = true))

function say(what: string, ticketId: string): void {
  process.stdout.write(`${JSON.stringify({ what, ticketId })}\n`)
}

/** Resolves when the clerk has been told to end and nobody waits; rejects with the line. */
async function work(client: HallClient): Promise<void> {
  const patience = { signal: AbortSignal.timeout(60_000) }
  const signedIn = await client.window.signIn({ name, pin }, patience)
  if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome)
  const acting = async <Value>(act: (options: { readonly signal: AbortSignal }) => Promise<Value>) => await act({ signal: AbortSignal.timeout(PATIENCE_MS) })
  for (;;) {
    const called = await acting((options) => client.window.callNext({ requestId: nextCall }, options))
    nextCall = randomUUID()
    if (called.outcome === 'refused' && called.reason === 'nobody-waits') {
      if (ending) return
      await sleep(100)
      continue
    }
    const ticketId = called.outcome === 'done' ? called.ticket?.ticketId : (await current(client))
    if (ticketId === undefined) {
      await sleep(100)
      continue
    }
    if (called.outcome === 'done') say('called', ticketId)
    await acting((options) => client.window.start({ requestId: randomUUID(), ticketId }, options))
    const finished = await acting((options) => client.window.finish({ requestId: randomUUID(), ticketId }, options))
    if (finished.outcome === 'done') say('finished', ticketId)
  }
}

/** Who stands at the window, after a call whose answer was lost. */
async function current(client: HallClient): Promise<string | undefined> {
  for await (const view of await client.window.watch(undefined, { signal: AbortSignal.timeout(PATIENCE_MS) })) return view.current?.ticketId
  return undefined
}

/** A call whose answer was lost is asked for again under its own id. */
let nextCall = randomUUID()
for (;;) {
  const socket = new WebSocket(socketUrl, { headers: { cookie, origin: url }, handshakeTimeout: PATIENCE_MS })
  // That the line is lost is heard by who waits on it.
  socket.on('error', () => undefined)
  try {
    await once(socket, 'open', { signal: AbortSignal.timeout(PATIENCE_MS) })
    await work(hallClientOverSocket(socket as unknown as globalThis.WebSocket))
    break
  } catch {
    // The page is loaded again.
    await sleep(200)
  } finally {
    socket.terminate()
  }
}
process.exit(0)
