import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Port, PortFault, Unsent } from './port.ts'

/** What serial and TCP do differently; all else about a port is the same for both. */
export interface ByteStream {
  /** Calls `done` once the bytes have left the process, with the fault if they could not: it ends the line. */
  send(bytes: Uint8Array, done: (fault: PortFault | null) => void): void
  /** Starts to end the line; the stream reports the end by `ended` of its `StreamPort`. */
  end(unsent: Unsent): void
}

/** A port, and the two things its stream has to report: bytes that came, and that the line is gone. */
export interface StreamPort {
  readonly port: Port
  received(bytes: Uint8Array): void
  /** The first call counts. `fault` is what the line itself reported, or null. */
  ended(fault: PortFault | null): void
}

const CLOSED: PortFault = { kind: 'closed', detail: 'the port is closed' }
const CLOSED_BY_DEVICE: PortFault = { kind: 'broken', detail: 'the other side ended the line' }

/** Makes a `Port` of a byte stream that is open: one data listener, one end, no write left without an answer. */
export function streamPort(stream: ByteStream): StreamPort {
  let life: 'open' | 'closing' | 'closed' = 'open'
  let end: PortFault | null = null
  let hear: ((bytes: Uint8Array) => void) | null = null
  const closeListeners: ((fault: PortFault | null) => void)[] = []
  /** Neither a socket nor a serial port promises to call back for bytes that were on their way when it ended. */
  const unanswered = new Set<(answer: Result<void, PortFault>) => void>()

  const ended = (fault: PortFault | null): void => {
    if (life === 'closed') return
    end = life === 'closing' ? null : (fault ?? CLOSED_BY_DEVICE)
    life = 'closed'
    for (const resolve of unanswered) resolve(err(end ?? CLOSED))
    unanswered.clear()
    for (const listener of closeListeners.splice(0)) listener(end)
  }

  const port: Port = {
    write: (bytes) =>
      new Promise((resolve) => {
        if (life !== 'open') {
          resolve(err(end ?? CLOSED))
          return
        }
        unanswered.add(resolve)
        stream.send(bytes, (fault) => {
          unanswered.delete(resolve)
          resolve(fault === null ? ok(undefined) : err(fault))
          // Some lines fall dead without a word, and a write is the first to find out.
          if (fault !== null && life === 'open') {
            ended(fault)
            stream.end('leaves')
          }
        })
      }),
    onData: (listener) => {
      hear = listener
    },
    onClose: (listener) => {
      if (life === 'closed') queueMicrotask(() => listener(end))
      else closeListeners.push(listener)
    },
    close: (unsent = 'leaves') =>
      new Promise((resolve) => {
        if (life === 'closed') {
          resolve()
          return
        }
        closeListeners.push(() => resolve())
        if (life === 'closing') return
        life = 'closing'
        stream.end(unsent)
      }),
  }

  return {
    port,
    received: (bytes) => {
      if (life === 'open') hear?.(bytes)
    },
    ended,
  }
}
