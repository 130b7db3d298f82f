import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { openPty } from '../pty.ts'
import { switchParser } from './switch-parser.ts'

/** A relay that was switched, as its contact clicks. */
export interface Switching {
  readonly channel: number
  readonly on: boolean
}

export interface RelayOptions {
  /** Relays on the board, 1 to 8. */
  readonly channels: number
  /** Hears each command that the board carries out, also one that changes nothing. */
  readonly onSwitch?: (switching: Switching) => void
}

/** A virtual board of USB relays of the LCUS type. It answers nothing, as the plain one. */
export interface RelaySimulator {
  /** `tcp://HOST:PORT`, or `serial:PATH?baudRate=9600` on a pty. */
  readonly url: string
  /** All that was switched, oldest first. */
  readonly switchings: readonly Switching[]
  /** Channels that are on; they stay on when the host goes, and go off with the board's own power. */
  readonly on: ReadonlySet<number>
  /** What the host did wrong, in plain words. */
  readonly errors: readonly string[]
  /** Drops the line: a TCP host may connect again, a pty is gone. The board keeps its power. */
  disconnect(): void
  close(): Promise<void>
}

export type PtyRelay =
  | { readonly kind: 'open'; readonly relay: RelaySimulator }
  | { readonly kind: 'no-pty'; readonly reason: string }

/** The speed that the boards are sold with. */
const BAUD = 9_600

/** A board behind a TCP port. Rejects when the port cannot be had. */
export async function startRelay(
  options: RelayOptions & { readonly listen: { readonly host: string; readonly port: number } },
): Promise<RelaySimulator> {
  const board = createBoard(options)
  const hosts = new Set<Socket>()
  const server = createServer((socket) => {
    hosts.add(socket)
    // A host that goes away without a word is the everyday case; `close` follows.
    socket.on('error', () => undefined)
    socket.once('close', () => hosts.delete(socket))
    const take = board.newLine()
    socket.on('data', take)
  })
  server.listen(options.listen)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  const disconnect = (): void => {
    for (const host of hosts) host.destroy()
  }
  return board.simulator(`tcp://${options.listen.host}:${address.port}`, {
    disconnect,
    async close() {
      server.close()
      disconnect()
      await once(server, 'close')
    },
  })
}

/** The same board behind a serial device of its own (Linux and other systems with ptys and `python3`). */
export async function startRelayOnPty(options: RelayOptions): Promise<PtyRelay> {
  const pty = await openPty()
  if (pty.kind === 'no-pty') return pty
  const board = createBoard(options)
  pty.line.onData(board.newLine())
  const relay = board.simulator(`serial:${pty.path}?baudRate=${BAUD}`, {
    disconnect: () => pty.line.end(),
    close: () => pty.close(),
  })
  return { kind: 'open', relay }
}

/** The board itself, whatever line it hangs on. */
function createBoard(options: RelayOptions) {
  const switchings: Switching[] = []
  const on = new Set<number>()
  const errors: string[] = []

  return {
    newLine: () =>
      switchParser({
        switched(channel, isOn) {
          if (channel > options.channels) {
            errors.push(`channel ${channel} of a board of ${options.channels}`)
            return
          }
          if (isOn) on.add(channel)
          else on.delete(channel)
          switchings.push({ channel, on: isOn })
          options.onSwitch?.({ channel, on: isOn })
        },
        wrong: (words) => errors.push(words),
      }),
    simulator: (url: string, line: Pick<RelaySimulator, 'disconnect' | 'close'>): RelaySimulator => ({
      url,
      switchings,
      on,
      errors,
      disconnect: line.disconnect,
      close: line.close,
    }),
  }
}
