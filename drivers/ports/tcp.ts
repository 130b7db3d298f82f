import { connect } from 'node:net'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Port, PortFault } from './port.ts'
import { streamPort } from './stream-port.ts'

/** A device on the hall's own network answers in milliseconds; one that is off must not hold a screen for long. */
const CONNECT_TIMEOUT_MS = 3_000
/** How long bytes already written may take to leave when a port is closed. */
const CLOSE_TIMEOUT_MS = 500
/** A converter box that lost its power sends no FIN; the system's probes find that out. */
const KEEP_ALIVE_AFTER_MS = 10_000

/** What one read takes at most; an answer of a card reader has 2.3 kB, of a printer some bytes. */
const READ_BYTES = 16 * 1024

const CUT_OFF: PortFault = { kind: 'broken', detail: 'the connection ended before the bytes were out' }

/** Opens `tcp://host:port`: a network printer, or a serial line behind a pass-through box. No delay (Nagle off). */
export function openTcp(place: {
  readonly host: string
  readonly port: number
}): Promise<Result<Port, PortFault>> {
  return new Promise((resolve) => {
    // Left to itself, Node reads into memory of its own and gives that back unwiped, with the card that was read in it.
    const read = Buffer.alloc(READ_BYTES)
    const socket = connect({
      host: place.host,
      port: place.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
      onread: {
        buffer: read,
        callback: (bytesRead) => {
          const bytes = Buffer.from(read.subarray(0, bytesRead))
          read.fill(0, 0, bytesRead)
          line.received(bytes)
          return true
        },
      },
    })
    let fault: PortFault | null = null
    const tooLate = setTimeout(() => {
      fault = { kind: 'timed-out', detail: `no connection within ${CONNECT_TIMEOUT_MS} ms` }
      socket.destroy()
    }, CONNECT_TIMEOUT_MS)

    const line = streamPort({
      send: (bytes, done) => {
        // Node calls back without an error for what a destroyed socket still held.
        socket.write(bytes, (error) => done(error ? tcpFault(error) : socket.destroyed ? CUT_OFF : null))
      },
      end: (unsent) => {
        // Anything but a reset lets the system go on sending what it holds, for as long as the other side is there.
        if (unsent === 'thrown-away') return void socket.resetAndDestroy()
        socket.destroySoon()
        const tooSlow = setTimeout(() => socket.destroy(), CLOSE_TIMEOUT_MS)
        socket.once('close', () => clearTimeout(tooSlow))
      },
    })
    socket.on('error', (error) => {
      fault ??= tcpFault(error)
    })
    socket.once('connect', () => {
      clearTimeout(tooLate)
      resolve(ok(line.port))
    })
    socket.once('close', () => {
      clearTimeout(tooLate)
      resolve(err(fault ?? { kind: 'broken', detail: 'the connection ended before it was open' }))
      line.ended(fault)
    })
  })
}

function tcpFault(error: NodeJS.ErrnoException): PortFault {
  const detail = error.code ?? error.message
  switch (error.code) {
    case 'ECONNREFUSED':
    case 'EACCES':
      return { kind: 'refused', detail }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { kind: 'not-found', detail }
    case 'ETIMEDOUT':
      return { kind: 'timed-out', detail }
    case undefined:
    default:
      return { kind: 'broken', detail }
  }
}
