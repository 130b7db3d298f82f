import type { WebSocket } from 'ws'
import type { HallDevice, HallDevices } from '../enrolment/hall-devices.ts'
import type { Log } from '../operations/log.ts'
import { forgetsWhatItHeard, NO_CALL, onlyCalls, TAKEN_OVER, type CallSocket } from './calls.ts'

/** Its credential was taken back: the page goes to `/enrol/`. */
export const REVOKED = 4003

/** What a window or a board asks is well under 1 KiB. */
export const LARGEST_HALL_CALL_BYTES = 16 * 1024
/** Two hundred tickets that a terminal gave alone, each with its holder. */
export const LARGEST_TERMINAL_CALL_BYTES = 512 * 1024

/** A board that speaks for its area and whose cable was pulled is to be silent for seconds: another one speaks then. */
const PING_EVERY_MS = 5_000
/** A line that answered none of so many is dead: its device may come again at once. */
const UNANSWERED_AT_MOST = 2
/** Of a page or terminal that does not read what it is sent, the bytes that wait for it. A view is some kilobytes, the day of a hall a few megabytes. */
const UNREAD_AT_MOST = { page: 1024 * 1024, terminal: 16 * 1024 * 1024 }

/** The open sockets of the hall: one for each browser or terminal. */
export interface HallSockets {
  /** The newer one stays; the older is told (`TAKEN_OVER`). */
  take(socket: WebSocket, device: HallDevice, address: string): void
  close(): void
}

interface Open {
  readonly socket: WebSocket
  readonly address: string
  readonly unreadAtMost: number
  unanswered: number
}

export function createHallSockets(parts: {
  readonly devices: Pick<HallDevices, 'seen' | 'usedTwice' | 'onRevoked'>
  readonly connect: (socket: CallSocket, device: HallDevice) => void
  /** These devices are connected now. */
  readonly onChange: (connected: ReadonlySet<string>) => void
  readonly log: Log
  readonly pingEveryMs?: number
}): HallSockets {
  const { devices, log } = parts
  const open = new Map<string, Open>()
  const onChange = () => parts.onChange(new Set(open.keys()))
  const pings = setInterval(() => {
    for (const [device, each] of open) {
      if (each.unanswered < UNANSWERED_AT_MOST && each.socket.bufferedAmount <= each.unreadAtMost) {
        each.unanswered += 1
        each.socket.ping()
        devices.seen(device)
      } else each.socket.terminate()
    }
  }, parts.pingEveryMs ?? PING_EVERY_MS)
  devices.onRevoked((device) => open.get(device)?.socket.close(REVOKED, 'revoked'))

  /** The older page answers its closing: both were there at once, and only one browser has ever been let in by this credential. */
  function giveWay(device: string, older: Open, newer: string): void {
    older.socket.once('close', (code) => {
      if (code !== TAKEN_OVER) return
      log.warn({ device, newer, older: older.address }, 'a credential of the hall is used from two pages at once')
      devices.usedTwice(device, { newer, older: older.address }).catch((error: unknown) => {
        log.error({ error: error instanceof Error ? error.name : typeof error }, 'a credential that is used twice could not be recorded')
      })
    })
    older.socket.close(TAKEN_OVER, 'taken over')
  }

  return {
    take(socket, device, address) {
      const { id } = device
      const before = open.get(id)
      const unreadAtMost = UNREAD_AT_MOST[device.place.kind === 'terminal' ? 'terminal' : 'page']
      const mine: Open = { socket, address, unreadAtMost, unanswered: 0 }
      open.set(id, mine)
      if (before !== undefined) giveWay(id, before, address)
      socket.on('error', (error) => log.warn({ device: id, error: error.message }, 'a page of the hall sent what it may not'))
      socket.on('pong', () => {
        mine.unanswered = 0
      })
      socket.on('close', () => {
        if (open.get(id) !== mine) return
        open.delete(id)
        devices.seen(id)
        onChange()
      })
      parts.connect(
        onlyCalls(socket, () => {
          log.warn({ device: id }, 'a page of the hall sent something that is no call')
          socket.close(NO_CALL, 'no call')
        }),
        device,
      )
      forgetsWhatItHeard(socket)
      devices.seen(id)
      onChange()
    },
    close() {
      clearInterval(pings)
      for (const { socket } of open.values()) socket.terminate()
    },
  }
}
