import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createIntake } from './intake.ts'
import type { Wire, WireEvents } from './wire.ts'

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
    cut: () => void host?.destroy(),
  })

  const welcome = (socket: Socket): void => {
    host = socket
    socket.setNoDelay(true)
    socket.on('data', (bytes) => intake.arrive(bytes))
    socket.once('close', () => {
      if (host === socket) host = undefined
      events.disconnected()
    })
    if (held) socket.pause()
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
      if (!held) socket.resume()
    }
    last.once('close', enter)
  }

  const listen = (port: number): Server => {
    const listening = createServer(meet)
    listening.listen(port, options.host)
    return listening
  }

  server = listen(options.port)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
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
      if (on) host?.pause()
      else host?.resume()
      intake.hold(on)
    },
    disconnectAfterBytes: (count) => intake.cutAfterBytes(count),
    // Nobody answers at the address any more.
    switchOff: () => void stop(),
    switchOn: () => {
      if (server !== undefined) return
      server = listen(port)
      server.on('error', (error) => events.failed(`the port is lost: ${error.message}`))
    },
    close: stop,
  }
}
