import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { openPty } from './pty.ts'

/** An RS-485 bus as its devices see it: who sends is heard by the host alone, who hosts by all devices. */
export interface BusWire {
  /** `tcp://HOST:PORT` of an adapter on the network, or `serial:PATH?baudRate=9600`. */
  readonly url: string
  /** Whether a host is on it; a pty always has one. */
  readonly connected: boolean
  send(bytes: Uint8Array): void
  /** Drops the line: a TCP host may connect again, a pty is gone. */
  disconnect(): void
  close(): Promise<void>
}

/** Where a bus ends: behind a TCP port (0: the system chooses), or in a serial device of its own. */
export type BusEnd = { readonly host: string; readonly port: number } | 'pty'

/** Of displays and pads as they are sold. */
const BAUD = 9_600

/** Rejects where neither the port nor a pty can be had. `newHost` is called for each host, `heard` for what it says. */
export async function openBus(end: BusEnd, devices: { newHost(): void; heard(bytes: Uint8Array): void; changed(): void }): Promise<BusWire> {
  if (end === 'pty') {
    const pty = await openPty()
    if (pty.kind === 'no-pty') throw new Error(pty.reason)
    devices.newHost()
    pty.line.onData((bytes) => devices.heard(bytes))
    return {
      url: `serial:${pty.path}?baudRate=${BAUD}`,
      connected: true,
      send: (bytes) => void pty.line.write(bytes),
      disconnect: () => pty.line.end(),
      close: () => pty.close(),
    }
  }
  const hosts = new Set<Socket>()
  const server = createServer((socket) => {
    // One host, as on a wire: a new one takes the place of the old.
    for (const host of hosts) host.destroy()
    hosts.add(socket)
    socket.setNoDelay(true)
    // A host that goes away without a word is the everyday case; `close` follows.
    socket.on('error', () => undefined)
    socket.once('close', () => {
      hosts.delete(socket)
      devices.changed()
    })
    devices.newHost()
    socket.on('data', (bytes: Buffer) => devices.heard(bytes))
    devices.changed()
  })
  server.listen(end)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  const disconnect = (): void => {
    for (const host of hosts) host.destroy()
  }
  return {
    url: `tcp://${end.host}:${address.port}`,
    get connected() {
      return hosts.size > 0
    },
    send(bytes) {
      for (const host of hosts) host.write(bytes)
    },
    disconnect,
    async close() {
      server.close()
      disconnect()
      await once(server, 'close')
    },
  }
}
