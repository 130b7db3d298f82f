import type { RealTimeQuery } from './commands.ts'

/**
 * What a printer answers, from bytes to meaning. Sources of the bits: Epson TM-T88III specification (DLE EOT n, GS a),
 * TM-L60II (GS r), TM-L90 (GS ( H and buffer clear). Everything here is pure.
 */

/** Why a printer does not print, the cause before its consequence: an open cover also reads as no paper. */
export type NotReadyReason = 'cover-open' | 'paper-out' | 'cutter' | 'head' | 'error' | 'offline'

export type PrinterStatus =
  | { readonly state: 'ready'; readonly paperLow: boolean }
  | { readonly state: 'not-ready'; readonly reason: NotReadyReason }
  /** No line to the printer; `detail` is for the log, and `RELEASED` while another was given the port on purpose. */
  | { readonly state: 'disconnected'; readonly detail: string }
  /** The line is there and nobody answers. */
  | { readonly state: 'silent' }

/** Why there is no line while `ThermalPrinter.release` has given the port to another. */
export const RELEASED = 'released'

/** What one answer says; several are put together by `statusOf`. */
export interface Reading {
  readonly troubles: readonly NotReadyReason[]
  readonly paperLow: boolean
}

const CAUSE_FIRST: readonly NotReadyReason[] = ['cover-open', 'paper-out', 'cutter', 'head', 'error', 'offline']

export function statusOf(readings: readonly Reading[]): PrinterStatus {
  const reason = CAUSE_FIRST.find((cause) => readings.some(({ troubles }) => troubles.includes(cause)))
  if (reason !== undefined) return { state: 'not-ready', reason }
  return { state: 'ready', paperLow: readings.some(({ paperLow }) => paperLow) }
}

export function sameStatus(one: PrinterStatus, other: PrinterStatus): boolean {
  if (one.state === 'ready') return other.state === 'ready' && one.paperLow === other.paperLow
  if (one.state === 'not-ready') return other.state === 'not-ready' && one.reason === other.reason
  if (one.state === 'disconnected') return other.state === 'disconnected' && isReleased(one) === isReleased(other)
  return one.state === other.state
}

function isReleased(status: Extract<PrinterStatus, { state: 'disconnected' }>): boolean {
  return status.detail === RELEASED
}

type Bits = readonly (readonly [mask: number, reason: NotReadyReason])[]

/** Roll paper (n = 4): any of bits 5 and 6 is out, because some 58 mm heads use bit 5 alone (Maxim MOB-58). */
const REAL_TIME_BITS: Readonly<Record<RealTimeQuery, Bits>> = {
  1: [[0x08, 'offline']],
  2: [
    [0x04, 'cover-open'],
    [0x08, 'offline'], // the feed button is held
    [0x20, 'paper-out'],
    [0x40, 'error'],
  ],
  3: [
    [0x04, 'error'],
    [0x08, 'cutter'],
    [0x20, 'error'],
    [0x40, 'head'], // recovers by itself: head too hot
  ],
  4: [[0x60, 'paper-out']],
}

/** One byte answered to DLE EOT `query`; the byte itself does not say which was asked. */
export function realTimeReading(query: RealTimeQuery, byte: number): Reading {
  return { troubles: troublesIn(byte, REAL_TIME_BITS[query]), paperLow: query === 4 && (byte & 0x0c) !== 0 }
}

/** The four bytes of automatic status back (GS a). */
function automaticReading(one: number, two: number, three: number): Reading {
  return {
    troubles: [
      ...troublesIn(one, [
        [0x20, 'cover-open'],
        [0x08, 'offline'],
      ]),
      ...troublesIn(two, [
        [0x04, 'error'],
        [0x08, 'cutter'],
        [0x20, 'error'],
        [0x40, 'head'],
      ]),
      ...troublesIn(three, [[0x0c, 'paper-out']]),
    ],
    paperLow: (three & 0x03) !== 0,
  }
}

/** The byte answered to GS r 1. */
function paperReading(byte: number): Reading {
  return { troubles: troublesIn(byte, [[0x0c, 'paper-out']]), paperLow: (byte & 0x03) !== 0 }
}

function troublesIn(byte: number, bits: Bits): readonly NotReadyReason[] {
  return bits.filter(([mask]) => (byte & mask) !== 0).map(([, reason]) => reason)
}

export type StatusEvent =
  /** An answer to DLE EOT n; which n is known by the order of asking. */
  | { readonly kind: 'real-time'; readonly byte: number }
  | { readonly kind: 'automatic'; readonly reading: Reading }
  /** An answer to GS r 1. */
  | { readonly kind: 'paper'; readonly reading: Reading }
  /** 37 22 id 00: the printing before GS ( H with this id is completed. */
  | { readonly kind: 'process-id'; readonly id: string }
  /** 37 25 00: the buffers are cleared. */
  | { readonly kind: 'buffers-cleared' }

/**
 * Takes bytes as they come, in any portions, and tells what they mean. Bytes that mean nothing are passed over; a
 * message that breaks off is given up at the first byte that can not belong to it, and that byte is looked at afresh.
 */
export class StatusReader {
  #pending: number[] = []

  push(bytes: Uint8Array): readonly StatusEvent[] {
    const events: StatusEvent[] = []
    for (const byte of bytes) {
      if (byte !== XON && byte !== XOFF) this.#take(byte, events)
    }
    return events
  }

  #take(byte: number, events: StatusEvent[]): void {
    const first = this.#pending[0]
    if (first === undefined) {
      this.#begin(byte, events)
    } else if (isAutomaticStart(first)) {
      if (isPaper(byte)) this.#automatic(byte, events)
      else this.#restart(byte, events)
    } else if (byte === BLOCK_END) {
      pushBlock(this.#pending, events)
      this.#pending = []
    } else if (isBlockPayload(byte)) {
      // An endless block is passed over to its end: its letters would read as answers to GS r.
      if (this.#pending.length < LONGEST_BLOCK) this.#pending.push(byte)
    } else {
      this.#restart(byte, events)
    }
  }

  #begin(byte: number, events: StatusEvent[]): void {
    if (BLOCK_STARTS.has(byte) || isAutomaticStart(byte)) this.#pending.push(byte)
    else if (isRealTime(byte)) events.push({ kind: 'real-time', byte })
    else if (isPaper(byte)) events.push({ kind: 'paper', reading: paperReading(byte) })
  }

  #automatic(byte: number, events: StatusEvent[]): void {
    this.#pending.push(byte)
    const [one, two, three, four] = this.#pending
    if (one === undefined || two === undefined || three === undefined || four === undefined) return
    events.push({ kind: 'automatic', reading: automaticReading(one, two, three) })
    this.#pending = []
  }

  #restart(byte: number, events: StatusEvent[]): void {
    this.#pending = []
    this.#begin(byte, events)
  }
}

const XON = 0x11
const XOFF = 0x13
const BLOCK_STARTS: ReadonlySet<number> = new Set([0x35, 0x37, 0x3b, 0x3d, 0x5f])
const BLOCK_END = 0x00
const LONGEST_BLOCK = 82 // header, identifier and at most 80 bytes, as GS I answers

function isRealTime(byte: number): boolean {
  return (byte & 0x93) === 0x12
}

function isAutomaticStart(byte: number): boolean {
  return (byte & 0x93) === 0x10
}

function isPaper(byte: number): boolean {
  return (byte & 0x90) === 0
}

function isBlockPayload(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x7e
}

function pushBlock(block: readonly number[], events: StatusEvent[]): void {
  const [header, identifier] = block
  if (header !== 0x37) return
  if (identifier === 0x22 && block.length === 6) {
    events.push({ kind: 'process-id', id: String.fromCharCode(...block.slice(2)) })
  } else if (identifier === 0x25 && block.length === 2) {
    events.push({ kind: 'buffers-cleared' })
  }
}
