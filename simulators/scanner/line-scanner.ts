import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** A scanner on a line, and the hand that holds codes before its window. */
export interface LineScanner {
  /** `tcp://HOST:PORT` */
  readonly url: string
  /** Whether a terminal is on the line. */
  readonly connected: boolean
  /** Sends what is in a code and CR behind it, as scanners leave the factory; of several lines each with its own. */
  scan(text: string): void
  /** Any bytes, as a scanner that misbehaves sends them. */
  send(bytes: Uint8Array): void
  /** Calls when a terminal comes or goes; answers what ends that. */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

export async function startLineScanner(listen: { readonly host: string; readonly port: number }): Promise<LineScanner> {
  const listeners = new Set<() => void>()
  const hosts = new Set<Socket>()
  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const server = createServer((socket) => {
    hosts.add(socket)
    changed()
    socket.on('error', () => undefined)
    socket.resume()
    socket.once('close', () => {
      hosts.delete(socket)
      changed()
    })
  })
  server.listen(listen)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  const send = (bytes: Uint8Array): void => {
    for (const socket of hosts) socket.write(bytes)
  }
  return {
    url: `tcp://${listen.host}:${address.port}`,
    get connected() {
      return hosts.size > 0
    },
    scan: (text) => send(Buffer.from(text.split('\n').map((line) => `${line}\r`).join(''), 'utf8')),
    send,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      for (const socket of hosts) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
