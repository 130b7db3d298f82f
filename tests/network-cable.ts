import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { IN_OWN_NETWORK } from './own-network.ts'

/** A cable between a client and a server on this machine, which can be pulled out. */
export interface NetworkCable {
  /** What the client connects to, instead of the server. */
  readonly url: string
  /** Nothing passes any more, and nobody is told: who waits for an answer waits. */
  cut(): void
  /** Whoever connects from now on gets through; what hung on the line ends, or goes on if it is a real network. */
  mend(): void
  /** The same address is another server's, at the same port: what hung on the line ends, and whoever connects from now on is there. */
  moveTo(server: string): void
  close(): Promise<void>
}

/**
 * Lays a cable to a server (`http://127.0.0.1:PORT`). `host` is a loopback address of its own, as `127.0.1.1`; the port stays the
 * server's, which a Host header names. In a network namespace of its own a cut is the kernel's: what the client sends is lost and
 * sent again as long as its TCP likes; it hears still, and nobody hears that it has heard.
 */
export async function layCable(host: string, server: string): Promise<NetworkCable> {
  const { port } = new URL(server)
  let { hostname } = new URL(server)
  let isCut = false
  const ends = new Set<Socket>()

  const listener = createServer((client) => {
    const far = connect(Number(port), hostname)
    for (const [end, other] of [[client, far], [far, client]] as const) {
      ends.add(end)
      end.setNoDelay(true)
      // Either end may go at any time; the other goes with it.
      end.on('error', () => undefined)
      end.on('data', (bytes) => {
        if (!isCut) other.write(bytes)
      })
      end.once('close', () => {
        ends.delete(end)
        if (!isCut) other.destroy()
      })
    }
  })
  listener.listen(Number(port), host)
  await once(listener, 'listening')

  return {
    url: `http://${host}:${port}`,
    cut() {
      if (IN_OWN_NETWORK) route('add', host)
      else isCut = true
    },
    mend() {
      if (IN_OWN_NETWORK) return route('del', host)
      isCut = false
      for (const end of ends) end.destroy()
    },
    moveTo(other) {
      ;({ hostname } = new URL(other))
      for (const end of ends) end.destroy()
    },
    async close() {
      isCut = false
      const closed = once(listener, 'close')
      listener.close()
      for (const end of ends) end.destroy()
      await closed
    },
  }
}

/** Whatever is sent there is lost from now on (`add`), or no longer (`del`). */
function route(change: 'add' | 'del', host: string): void {
  const { status, stderr } = spawnSync('ip', ['route', change, 'blackhole', `${host}/32`, 'table', 'local'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ip route ${change}: ${stderr}`)
}
