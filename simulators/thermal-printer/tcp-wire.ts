import { createServer, type Server, type Socket } from 'node:net'
import { listenAt } from '../own-port.ts'
import { createIntake } from './intake.ts'
import type { Wire, WireEvents } from './wire.ts'

/** What the network side of a held printer still takes in before the host's own side fills up: a usual TCP window. */
const WINDOW_BYTES = 65_536
/** How long a newcomer is left waiting for the last host's farewell, which may still be on its way, before refusal. */
const FAREWELL_MS = 50

/** A printer's TCP port (raw, as on 9100). With `baud` its bytes come in no faster than a serial line of that speed. */
export async function openTcpWire(
  options: { readonly host: string; readonly port: number; readonly baud: number | undefined },
  events: WireEvents,
): Promise<Wire> {
  let server: Server | undefined
  let host: Socket | undefined
  let held = false

  const intake = createIntake(options.baud, {
    received: (bytes) => events.received(bytes),
    room: () => events.room(),
  })

  /** A host is read on while the printer is held, so that its reset is noticed; what it gave up is not taken in then. */
  const flow = (): void => {
    if (held && intake.waiting >= WINDOW_BYTES) host?.pause()
    else host?.resume()
  }

  const welcome = (socket: Socket): void => {
    host = socket
    socket.setNoDelay(true)
    socket.on('data', (bytes) => {
      intake.arrive(bytes)
      flow()
    })
    socket.once('error', () => intake.clear())
    socket.once('end', () => {
      // Now and then a reset is read as an end (libuv): only then has the connection no other side any more.
      if (socket.remoteAddress === undefined) intake.clear()
    })
    socket.once('close', () => {
      if (host === socket) host = undefined
      intake.whenIn(() => events.disconnected())
    })
    flow()
    events.connected()
  }

  const meet = (socket: Socket): void => {
    // A reset is one way of leaving, and no fault of the printer's; 'close' follows it.
    socket.on('error', () => socket.destroy())
    if (host === undefined) return welcome(socket)
    socket.pause()
    const last = host
    const refuse = setTimeout(() => {
      last.off('close', enter)
      socket.resetAndDestroy()
    }, FAREWELL_MS)
    const enter = (): void => {
      clearTimeout(refuse)
      if (socket.destroyed) return
      if (host !== undefined) return void socket.resetAndDestroy()
      welcome(socket)
    }
    last.once('close', enter)
  }

  server = createServer(meet)
  const port = await listenAt(server, options)
  server.on('error', (error) => events.failed(`the port is lost: ${error.message}`))

  const stop = (): Promise<void> => {
    const stopping = server
    server = undefined
    intake.clear()
    host?.destroy()
    if (stopping === undefined) return Promise.resolve()
    return new Promise((resolve) => {
      stopping.close(() => resolve())
    })
  }

  return {
    url: `tcp://${options.host}:${port}`,
    send: (bytes) => {
      if (host === undefined || !host.writable) return false
      host.write(Uint8Array.from(bytes))
      return true
    },
    hold: (on) => {
      if (held === on) return
      held = on
      intake.hold(on)
      flow()
    },
    loseBytes: (after, count) => intake.loseBytes(after, count),
    delayBytes: (milliseconds) => intake.delay(milliseconds),
    afterBytes: (count, act) => intake.afterBytes(count, act),
    disconnect: () => {
      intake.clear()
      host?.destroy()
    },
    // Nobody answers at the address any more.
    switchOff: () => void stop(),
    switchOn: () => {
      if (server !== undefined) return
      server = createServer(meet).listen(port, options.host)
      server.on('error', (error) => events.failed(`the port is lost: ${error.message}`))
    },
    close: stop,
  }
}
