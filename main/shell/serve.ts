import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { version } from '../../package.json'
import { hallRoadInto, roadsInto } from '../contract/server.ts'
import { onlyCallsOfPort, type PagePort } from '../host/calls.ts'
import { openHallHost, type HallHost } from '../host/hall-host.ts'
import { openHost } from '../host/host.ts'
import type { Listen } from '../host/listen.ts'
import type { Log } from '../operations/log.ts'
import { startTerminal, type Terminal } from '../terminal.ts'
import type { FromTerminal, Start } from './messages.ts'
import { readSource } from './source.ts'

/** A running terminal with its server. */
export interface Serving {
  readonly listen: Listen
  readonly admit: (token: string) => void
  /** Connects a page that comes by a port; the page before it, if any, loses its own. */
  takePort(port: PagePort): void
  close(): Promise<void>
}

/**
 * Opens a hall's terminal and its server: the body of the terminal process, and of `--shell none` as a whole. The fault
 * is the one line that an installer reads.
 */
export async function serve(
  start: Start,
  log: Log,
  tell: (message: FromTerminal) => void,
): Promise<Result<Serving, { readonly line: string }>> {
  const configuration = await readSource(start.source)
  if (!configuration.ok) return configuration
  const terminal = await startTerminal({
    configuration: configuration.value,
    version,
    log,
    appFolder: start.appFolder,
    end: (how) => tell({ type: how }),
    async configurationFault() {
      const read = await readSource(start.source)
      return read.ok ? null : read.fault.line
    },
  })
  if (!terminal.ok) return err({ line: terminal.fault.line })
  const running = terminal.value
  const roads = roadsInto(running.router, (error) => running.noteFault(error))

  const host = await openHost({
    listen: start.listen,
    health: () => running.health(),
    log,
    page:
      start.page === null
        ? null
        : {
            ...start.page,
            connect: (socket) => {
              roads.socket.upgrade(socket).catch((error: unknown) => {
                log.error({ error: String(error) }, 'a page could not be connected')
              })
            },
            onAdmitted: () => tell({ type: 'admitted' }),
            onCalled: () => tell({ type: 'called' }),
            onLeft: () => tell({ type: 'left' }),
          },
  })
  if (!host.ok) {
    await running.close()
    return host
  }
  const hall = await openHall(running, start.appFolder, log)
  if (!hall.ok) {
    await host.value.close()
    await running.close()
    return hall
  }

  let current: PagePort | null = null
  return ok({
    listen: host.value.listen,
    admit: host.value.admit,
    takePort: (port) => {
      current?.close()
      current = port
      let called = false
      const calls = onlyCallsOfPort(port, {
        onCall: () => {
          if (!called) tell({ type: 'called' })
          called = true
        },
        onOther: () => {
          log.warn('a page sent something that is no call')
          port.close()
        },
      })
      roads.port.upgrade(calls)
      port.start()
    },
    close: async () => {
      await Promise.all([host.value.close(), hall.value?.close()])
      current?.close()
      await running.close()
    },
  })
}

/** The hall's own server, where the configuration asks for one. */
async function openHall(running: Terminal, appFolder: string, log: Log): Promise<Result<HallHost | null, { readonly line: string }>> {
  const { hallSide } = running
  if (hallSide === null) return ok(null)
  const road = hallRoadInto(hallSide.router, (error) => running.noteFault(error))
  return await openHallHost({
    access: hallSide.access,
    listenKey: 'hall.listen',
    folder: path.join(appFolder, 'out', 'renderer'),
    service: {
      ...hallSide.service,
      connect: (socket, seat) => {
        road.upgrade(socket, { context: seat }).catch((error: unknown) => {
          log.error({ error: String(error) }, 'a page of the hall could not be connected')
        })
      },
    },
    log,
  })
}
