import { once } from 'node:events'
import type { Server } from 'node:net'

/** Below the ports that systems hand out by themselves: Linux those from 32768 on, others from 49152. */
const FIRST = 20_000
const COUNT = 12_000
/** Processes that are begun one after the other begin so far apart. */
const APART = 257

let next = (process.pid * APART) % COUNT

/**
 * Listens at this port, or for 0 at a free one, and answers which. Whoever is switched off and on again finds it free as a
 * rule: in the meantime the system gives it to nobody, and this process to no other device for the next `COUNT`.
 */
export async function listenAt(server: Server, place: { readonly host: string; readonly port: number }): Promise<number> {
  const { host } = place
  if (place.port !== 0) {
    server.listen(place.port, host)
    await once(server, 'listening')
    return place.port
  }
  for (let tried = 0; ; tried += 1) {
    const port = FIRST + next
    next = (next + 1) % COUNT
    server.listen(port, host)
    try {
      await once(server, 'listening')
      return port
    } catch (error) {
      if (tried === COUNT || !isTaken(error)) throw error
    }
  }
}

/** Windows refuses those that it keeps for itself. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
}
