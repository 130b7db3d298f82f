import type { Server } from 'node:net'
import { err, ok, type Result } from '../../drivers/result.ts'
import { authorityOf, type HallListen } from './listen.ts'

/** Listens there alone; answers where, port 0 having become one that was free. `key`: what an installer set it with. */
export function bind<Place extends HallListen>(
  server: Server,
  asked: Place,
  key: string,
): Promise<Result<Place, { readonly line: string }>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(err({ line: `${key} ${authorityOf(asked)}: ${reasonOf(error)}` }))
    })
    server.listen({ host: asked.host, port: asked.port, exclusive: true }, () => resolve(ok(boundTo(server, asked))))
  })
}

/** Where it listens, once it does. */
export function boundTo<Place extends HallListen>(server: Server, asked: Place): Place {
  const address = server.address()
  return { ...asked, port: typeof address === 'object' && address !== null ? address.port : asked.port }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'the port is already in use; expected a free port, or 0 for any'
  if (error.code === 'EADDRNOTAVAIL') return 'this machine has no such address; expected one of its own, or 0.0.0.0 for all'
  return `${error.message}; expected a free port, or 0 for any`
}
