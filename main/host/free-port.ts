import { once } from 'node:events'
import { createServer } from 'node:net'
import type { HallListen } from './listen.ts'

/** A port of loopback that nobody listens on now: for the demonstration, whose desk is to know it before the hall opens. */
export async function freeLoopback(): Promise<HallListen> {
  const server = createServer().listen({ host: '127.0.0.1', port: 0, exclusive: true })
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  server.close()
  await once(server, 'close')
  return { host: '127.0.0.1', port }
}
