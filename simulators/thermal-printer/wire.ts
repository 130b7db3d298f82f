import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** What a wire tells the printer at its end. */
export interface WireEvents {
  connected(): void
  disconnected(): void
  received(bytes: Uint8Array): void
  failed(message: string): void
}

/** The printer's end of a wire that carries one host at a time. */
export interface Wire {
  readonly url: string
  readonly isConnected: boolean
  /** False when no host is there. */
  send(bytes: readonly number[]): boolean
  /** Stops or resumes taking bytes in; the host's writes pile up on its side. */
  hold(on: boolean): void
  /** Cuts the connection once this many more bytes have come in; the bytes behind them are lost. */
  disconnectAfterBytes(count: number): void
  /** Nobody answers at the address any more, or somebody does again. */
  unplug(): void
  plug(): void
  close(): Promise<void>
}

/** How long a newcomer is left waiting for the last host's farewell, which may still be on its way, before refusal. */
const FAREWELL_MS = 50
/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10
const PACE_INTERVAL_MS = 2

/** A printer's TCP port (raw, as on 9100). With `baud` its bytes come in no faster than a serial line of that speed. */
export async function openTcpWire(
  options: { readonly host: string; readonly port: number; readonly baud: number | undefined },
  events: WireEvents,
): Promise<Wire> {
  let server: Server | undefined
  let host: Socket | undefined
  let held = false
  let untilDisconnect: number | undefined
  let line: Uint8Array[] = []
  let lineFreeAt = 0
  let timer: NodeJS.Timeout | undefined

  const deliver = (bytes: Uint8Array): void => {
    if (untilDisconnect === undefined || bytes.length < untilDisconnect) {
      if (untilDisconnect !== undefined) untilDisconnect -= bytes.length
      events.received(bytes)
      return
    }
    const last = bytes.subarray(0, untilDisconnect)
    untilDisconnect = undefined
    line = []
    events.received(last)
    host?.destroy()
  }

  /** Lets through what a line of this speed would have carried by now. */
  const drain = (baud: number): void => {
    timer = undefined
    const msPerByte = (1_000 * BITS_PER_BYTE) / baud
    const now = performance.now()
    for (;;) {
      // What is delivered may fill the printer's buffer and hold the line.
      if (held) return
      const first = line[0]
      if (first === undefined) return
      const count = Math.min(first.length, Math.floor((now - lineFreeAt) / msPerByte))
      if (count <= 0) break
      lineFreeAt += count * msPerByte
      if (count === first.length) line.shift()
      else line[0] = first.subarray(count)
      deliver(first.subarray(0, count))
    }
    timer ??= setTimeout(() => drain(baud), PACE_INTERVAL_MS)
  }

  const arrive = (bytes: Uint8Array): void => {
    if (options.baud === undefined) return deliver(bytes)
    if (line.length === 0) lineFreeAt = Math.max(lineFreeAt, performance.now())
    line.push(bytes)
    if (timer === undefined) drain(options.baud)
  }

  const welcome = (socket: Socket): void => {
    host = socket
    socket.setNoDelay(true)
    socket.on('data', arrive)
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
    if (timer !== undefined) clearTimeout(timer)
    timer = undefined
    line = []
    host?.destroy()
    if (stopping === undefined) return Promise.resolve()
    return new Promise((resolve) => {
      stopping.close(() => resolve())
    })
  }

  return {
    url: `tcp://${options.host}:${port}`,
    get isConnected() {
      return host !== undefined
    },
    send: (bytes) => {
      if (host === undefined || !host.writable) return false
      host.write(Uint8Array.from(bytes))
      return true
    },
    hold: (on) => {
      if (held === on) return
      held = on
      if (on) {
        host?.pause()
        return
      }
      host?.resume()
      if (options.baud !== undefined && timer === undefined) {
        lineFreeAt = performance.now()
        drain(options.baud)
      }
    },
    disconnectAfterBytes: (count) => {
      untilDisconnect = count
    },
    unplug: () => void stop(),
    plug: () => {
      if (server !== undefined) return
      server = listen(port)
      server.on('error', (error) => events.failed(`the port is lost: ${error.message}`))
    },
    close: stop,
  }
}
