import { once } from 'node:events'
import { createServer } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

import type { Fault, FaultScript } from './faults.ts'
import type { Line } from './line.ts'
import type { CommandName, Request } from './sdt.ts'
import type { Specimen } from './specimens.ts'

import { openPty } from '../pty.ts'
import { createFaultScript, delayOf, spoil } from './faults.ts'
import { hidLine, type Cut, type HidReaderDevice } from './hid-line.ts'
import { lineOf } from './line.ts'
import { waitUntil, wireTimeMs, writePaced } from './pace.ts'
import { createSam } from './sam.ts'
import { answerFrame, requestParser } from './sdt.ts'
import { usbLine, type Pipes, type UsbReaderDevice } from './usb-line.ts'

/** How the answers leave the reader. */
export interface LineOptions {
  /**
   * The speed of a serial line, both ways: a request counts as received when its wire time has passed, an answer's last
   * byte leaves when the frame's has. CMD 60 changes it. Without a pace, bytes go at once.
   */
  readonly pace?: { readonly baud: number }
  /** At most so many bytes to a write: 1 for byte by byte, 64 as a full-speed USB reader. Ignored when paced. */
  readonly chunk?: number
}

export interface CardReaderOptions extends LineOptions {
  /** Port 0 lets the system choose. */
  readonly listen: { readonly host: string; readonly port: number }
}

/** One request as it was understood and the SW3 it was answered with; `undefined` when the answer never left. */
export interface LoggedRequest {
  readonly name: CommandName | 'unknown' | 'bad-length' | 'bad-checksum'
  readonly status: number | undefined
}

/** A virtual ID card reader with a security module, and the hand that lays cards on it. */
export interface CardReaderSimulator {
  /** `tcp://HOST:PORT`, or `serial:PATH?baudRate=N` on a pty. */
  readonly url: string
  /** The card that lies on it. */
  readonly card: Specimen | undefined
  /** The command that is at work on a card this moment; the reader's lamp. */
  readonly busy: CommandName | undefined
  /** Whether a host is on the line. A pty always counts as connected. */
  readonly connected: boolean
  /** The last thousand requests, oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** What the host did wrong, in plain words; the last hundred. */
  readonly errors: readonly string[]
  readonly faults: FaultScript
  /** Lays a card on the reader; one that lies there is taken away first. */
  place(specimen: Specimen): void
  remove(): void
  /** Drops the line now. A TCP host may connect again; a pty is gone, as an unplugged adapter is. */
  disconnect(): void
  /** Calls for every change of card, connection, requests or errors. Returns how to stop listening. */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

/** The answer on a machine where a pty cannot be had. */
export type PtyCardReader =
  | { readonly kind: 'open'; readonly reader: CardReaderSimulator }
  | { readonly kind: 'no-pty'; readonly reason: string }

/** The speed a SAM reader has when it leaves the factory [2+]. */
const FACTORY_BAUD = 115_200

const KEPT_REQUESTS = 1000
const KEPT_ERRORS = 100

/**
 * A reader on a TCP port. One host at a time, as on a serial line: a new connection takes the place of the old one.
 * Rejects when the port cannot be had.
 */
export async function startCardReader(options: CardReaderOptions): Promise<CardReaderSimulator> {
  const device = createDevice(options)
  const server = createServer((socket) => device.attach(lineOf(socket)))
  server.listen(options.listen)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  return device.simulator(`tcp://${options.listen.host}:${address.port}`, async () => {
    server.close()
    await once(server, 'close')
  })
}

/**
 * The same reader behind a serial device of its own (Linux and other systems with ptys and `python3`). One that was `setTo`
 * a rate hears and says noise at every other.
 */
export async function startCardReaderOnPty(options: LineOptions & { readonly setTo?: number } = {}): Promise<PtyCardReader> {
  const pty = await openPty(options.setTo)
  if (pty.kind === 'no-pty') return pty
  const device = createDevice(options)
  device.attach(pty.line)
  const baud = options.pace?.baud ?? FACTORY_BAUD
  return { kind: 'open', reader: device.simulator(`serial:${pty.path}?baudRate=${baud}`, () => pty.close()) }
}

/** A reader whose cable ends in a device that the host's library would hand out; `plugIn` answers a new one each time. */
export interface CardReaderOnCable<Device> {
  readonly reader: CardReaderSimulator
  readonly plugIn: () => Device
}

/** The same reader on USB HID. No kernel here offers a HID device that is none: what is plugged in has the library's shape. */
export function startCardReaderOnHid(cut: Cut): CardReaderOnCable<HidReaderDevice> {
  return onCable('hid:10C4:0007', () => hidLine(cut))
}

/** The same reader on USB bulk pipes, which no kernel here offers either. */
export function startCardReaderOnUsb(pipes: Pipes): CardReaderOnCable<UsbReaderDevice> {
  return onCable('usb:0400:C35A', () => usbLine(pipes))
}

function onCable<Device>(url: string, cable: () => { readonly line: Line; readonly device: Device }): CardReaderOnCable<Device> {
  const reader = createDevice({})
  return {
    reader: reader.simulator(url, () => Promise.resolve()),
    plugIn() {
      const { line, device } = cable()
      reader.attach(line)
      return device
    },
  }
}

/** The reader itself, whatever line it hangs on. */
function createDevice(options: LineOptions) {
  const sam = createSam()
  const faults = createFaultScript()
  const requests: LoggedRequest[] = []
  const errors: string[] = []
  const listeners = new Set<() => void>()
  const closing = new AbortController()
  let line: Line | undefined
  let baud = options.pace?.baud
  let busy: CommandName | undefined

  function changed(): void {
    for (const listener of listeners) listener()
  }

  function attach(host: Line): void {
    line?.end()
    line = host
    const parser = requestParser()
    // When the last byte of the host has passed a paced line, by `performance.now()`.
    let receivedMs = 0
    // Half duplex: a request is worked on when the answer to the one before has left.
    let work = Promise.resolve()
    host.onData((bytes) => {
      const nowMs = performance.now()
      if (baud !== undefined) receivedMs = Math.max(nowMs, receivedMs) + wireTimeMs(bytes.length, baud)
      const startMs = receivedMs
      for (const request of parser.push(bytes, nowMs)) {
        work = work.then(() => serve(host, request, startMs))
      }
    })
    host.onClose(() => {
      if (line === host) line = undefined
      changed()
    })
    changed()
  }

  async function serve(on: Line, request: Request, startMs: number): Promise<void> {
    const complaint = complaintAbout(request)
    if (complaint !== undefined) keep(errors, complaint, KEPT_ERRORS)
    if (request.kind === 'noise') return changed()

    const name = request.kind === 'command' ? request.command.name : request.kind
    const befalling = request.kind === 'command' ? faults.take(request.command.name) : []
    const delayMs = delayOf(befalling)
    if (delayMs > 0 && request.kind === 'command') {
      busy = request.command.name
      changed()
      // Only `close` interrupts the wait; after it there is nobody to answer.
      await sleep(delayMs, undefined, { signal: closing.signal }).catch(() => undefined)
      busy = undefined
      if (closing.signal.aborted) return
    }

    const answer = read(request, befalling)
    const { bytes, after } = spoil(answerFrame(answer.status, answer.data, answer.apdu), befalling)
    keep(requests, { name, status: bytes.length > 0 ? answer.status : undefined }, KEPT_REQUESTS)
    changed()
    await send(on, bytes, startMs)
    if (after === 'disconnect') on.end()
    // Whether CMD 60 is answered at the old or the new rate is not documented; here the old one.
    if (baud !== undefined && request.kind === 'command' && request.command.name === 'set-baud') {
      baud = request.command.baud
    }
  }

  /** What the reader has to say, with the faults that befall the reading itself. */
  function read(request: Exclude<Request, { kind: 'noise' }>, befalling: readonly Fault[]) {
    if (befalling.some((fault) => fault.kind === 'removed')) sam.remove()
    const scripted = befalling.find((fault) => fault.kind === 'status')
    if (scripted === undefined) return { ...sam.answer(request), apdu: 0 }
    // A card that broke off has to be found again; `status` and the like leave it as it was.
    if (request.kind === 'command' && /^(find|select|read)/.test(request.command.name)) sam.loseSelection()
    return { status: scripted.status, data: new Uint8Array(), apdu: scripted.apdu ?? 0 }
  }

  async function send(on: Line, bytes: Uint8Array, startMs: number): Promise<void> {
    if (baud !== undefined) {
      await waitUntil(startMs)
      await writePaced(bytes, baud, Math.max(startMs, performance.now()), (part) => on.write(part))
      return
    }
    const chunk = options.chunk ?? Math.max(1, bytes.length)
    for (let start = 0; start < bytes.length; start += chunk) {
      if (!on.write(bytes.subarray(start, start + chunk))) return
      if (start + chunk < bytes.length) await nextTurn()
    }
  }

  function simulator(url: string, closeLine: () => Promise<void>): CardReaderSimulator {
    return {
      url,
      requests,
      errors,
      faults,
      get card() {
        return sam.card
      },
      get busy() {
        return busy
      },
      get connected() {
        return line !== undefined
      },
      place(specimen) {
        sam.place(specimen)
        changed()
      },
      remove() {
        sam.remove()
        changed()
      },
      disconnect() {
        line?.end()
      },
      onChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      async close() {
        closing.abort()
        line?.end()
        await closeLine()
      },
    }
  }

  return { attach, simulator }
}

/** What is wrong with a request, for the person at the desk; `undefined` when nothing is. */
function complaintAbout(request: Request): string | undefined {
  if (request.kind === 'command') return undefined
  if (request.kind === 'noise') return `${request.bytes} bytes that belong to no request`
  if (request.kind === 'bad-length') return `a request of a wrong length (${request.length})`
  if (request.kind === 'bad-checksum') return 'a request with a wrong checksum'
  return `an unknown command ${hex(request.cmd)} ${hex(request.para)}`
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}

function keep<Entry>(entries: Entry[], entry: Entry, most: number): void {
  entries.push(entry)
  if (entries.length > most) entries.shift()
}
