import { strict as assert } from 'node:assert'

/**
 * The frame of Chinese call pads and evaluators on one RS-485 bus, the same in both directions (reference hall.md 5.1 (a);
 * an IEC 60870-5-1 FT1.2 long frame behind an FF; 9600 8N1):
 *
 *     FF 68 | LEN LEN | 68 | ADDR FUNC DATA… | CS | 16
 *
 * LEN counts ADDR, FUNC and DATA; CS is the low byte of their sum. Nothing is escaped.
 */
export interface BusFrame {
  /** Of the pad, 1 to 255, whoever sends. */
  readonly address: number
  readonly func: number
  readonly data: readonly number[]
}

export type BusEvent =
  | { readonly kind: 'frame'; readonly frame: BusFrame }
  /** What looked like a frame of so many bytes, but its checksum or its last byte is wrong. */
  | { readonly kind: 'damaged'; readonly bytes: number }
  /** So many bytes that belong to no frame, since the last frame. */
  | { readonly kind: 'noise'; readonly bytes: number }

const FIRST = 0xff
const START = 0x68
const END = 0x16
const HEAD_BYTES = 5
const TAIL_BYTES = 2
/** ADDR and FUNC, which LEN counts too. */
const NAMED_BYTES = 2
/** What a host may say: a beep has no data, the longest is six digits. */
const MOST_DATA = 6
/** A pad says a key and at most two digits before it; whatever else claims to be from a pad is noise (hall.md 5.1). */
const PAD_LENGTHS = { least: 3, most: 5 } as const

export function encodeBusFrame({ address, func, data }: BusFrame): Buffer {
  assert(data.length <= MOST_DATA)
  const length = NAMED_BYTES + data.length
  const body = [address, func, ...data]
  return Buffer.from([FIRST, START, length, length, START, ...body, sumOf(body), END])
}

function sumOf(bytes: Iterable<number>): number {
  let sum = 0
  for (const byte of bytes) sum += byte
  return sum & 0xff
}

/**
 * Finds what pads say in a stream of bytes, however it is cut. What only looks like a frame costs one byte: the hunt goes
 * on right behind its first. The longest claim, 12 bytes, is shorter than a false start and the shortest good frame behind
 * it, so that a false start hides none and nothing is held back for longer than one frame.
 */
export class BusDecoder {
  #rest: Buffer = Buffer.alloc(0)
  #noise = 0

  /** Takes bytes as they come and answers what they complete. Never throws. */
  push(bytes: Uint8Array): readonly BusEvent[] {
    const events: BusEvent[] = []
    const all = this.#rest.length === 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : Buffer.concat([this.#rest, bytes])
    let at = 0
    for (;;) {
      const start = all.indexOf(FIRST, at)
      this.#noise += (start === -1 ? all.length : start) - at
      at = start === -1 ? all.length : start
      if (at === all.length) break
      const claim = claimAt(all, at)
      if (claim === 'unfinished') break
      if (claim !== 'none' && isWhole(all, at, claim)) {
        if (this.#noise > 0) events.push({ kind: 'noise', bytes: this.#noise })
        this.#noise = 0
        events.push({ kind: 'frame', frame: frameAt(all, at, claim) })
        at += HEAD_BYTES + claim + TAIL_BYTES
        continue
      }
      if (claim !== 'none') events.push({ kind: 'damaged', bytes: HEAD_BYTES + claim + TAIL_BYTES })
      at += 1
      this.#noise += 1
    }
    this.#rest = Buffer.from(all.subarray(at))
    return events
  }

  /** The line was lost, or has fallen silent: what is unfinished was no frame. */
  reset(): void {
    this.#rest = Buffer.alloc(0)
    this.#noise = 0
  }
}

/** The LEN of what begins here, once all of its bytes are there. */
function claimAt(bytes: Buffer, at: number): number | 'none' | 'unfinished' {
  const [, start, length, again, second] = bytes.subarray(at, at + HEAD_BYTES)
  if (start !== undefined && start !== START) return 'none'
  if (length !== undefined && (length < PAD_LENGTHS.least || length > PAD_LENGTHS.most)) return 'none'
  if (again !== undefined && again !== length) return 'none'
  if (second !== undefined && second !== START) return 'none'
  if (length === undefined || second === undefined) return 'unfinished'
  return bytes.length - at < HEAD_BYTES + length + TAIL_BYTES ? 'unfinished' : length
}

function isWhole(bytes: Buffer, at: number, length: number): boolean {
  const tail = at + HEAD_BYTES + length
  return bytes[tail] === sumOf(bytes.subarray(at + HEAD_BYTES, tail)) && bytes[tail + 1] === END
}

function frameAt(bytes: Buffer, at: number, length: number): BusFrame {
  const [address = 0, func = 0, ...data] = bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length)
  return { address, func, data }
}
