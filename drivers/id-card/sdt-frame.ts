import { strict as assert } from 'node:assert'

/**
 * The SDT frame, the same in both directions:
 *
 *     AA AA AA 96 69 | LenH LenL | body | CHK
 *
 * Len counts body and CHK; CHK is the XOR of everything after the preamble, so that the XOR from Len to CHK is 0.
 * A request's body is CMD PARA data, an answer's SW1 SW2 SW3 data. Nothing is escaped: a preamble may occur inside too.
 */
const PREAMBLE = Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69])
const LENGTH_BYTES = 2
const BODY_AT = PREAMBLE.length + LENGTH_BYTES
const CHECK_BYTES = 1
const STATUS_BYTES = 3
/** The longest answer in use is 0x090A; above 0x0FFF a length is noise. */
const MAX_LENGTH = 0x0fff
const MIN_ANSWER_LENGTH = STATUS_BYTES + CHECK_BYTES
const MAX_FRAME_BYTES = BODY_AT + MAX_LENGTH

/** One answer of a reader. `data` is the receiver's own copy: it may hold a person, whoever takes it wipes it. */
export interface SdtFrame {
  readonly sw1: number
  readonly sw2: number
  readonly sw3: number
  readonly data: Buffer
}

export type SdtEvent =
  | { readonly kind: 'frame'; readonly frame: SdtFrame }
  /** What looked like a frame of so many bytes, but its checksum is wrong. */
  | { readonly kind: 'badChecksum'; readonly bytes: number }
  /** So many bytes that belong to no frame, since the last frame. */
  | { readonly kind: 'noise'; readonly bytes: number }

/** Puts preamble, length and checksum around a body (CMD PARA data, or SW1 SW2 SW3 data). */
export function encodeFrame(body: Uint8Array): Buffer {
  const length = body.length + CHECK_BYTES
  assert(length <= MAX_LENGTH)
  const frame = Buffer.alloc(BODY_AT + length)
  PREAMBLE.copy(frame)
  frame.writeUInt16BE(length, PREAMBLE.length)
  frame.set(body, BODY_AT)
  let check = 0
  for (const byte of frame.subarray(PREAMBLE.length)) check ^= byte
  frame[frame.length - 1] = check
  return frame
}

/** Room for several frames, so that making room (copying at most one unfinished frame) is rare: O(n) over a stream. */
const BUFFER_BYTES = 8 * MAX_FRAME_BYTES

/**
 * Finds frames in a byte stream, however it is cut. A stretch that only looks like a frame (length out of range, wrong
 * checksum) costs one byte: the hunt goes on right behind its first, so that it cannot swallow a good frame inside it.
 * Every step is O(1) per byte: checksums come from running XORs, whatever candidates overlap.
 */
export class SdtDecoder {
  readonly #bytes = Buffer.alloc(BUFFER_BYTES)
  /** `#xors[i]` is the XOR of all bytes before `i`; the XOR of a stretch is the XOR of two of them. */
  readonly #xors = new Uint8Array(BUFFER_BYTES + 1)
  #start = 0
  #end = 0
  #noise = 0
  /** Whether a preamble stands at `#start`, or is still hunted for from there. */
  #at: 'noise' | 'preamble' = 'noise'

  /** Whether the bytes so far end inside something that may become a frame. */
  get midFrame(): boolean {
    return this.#at === 'preamble'
  }

  /** Takes bytes as they come and answers what they complete. Never throws. */
  push(bytes: Uint8Array): readonly SdtEvent[] {
    const events: SdtEvent[] = []
    for (let taken = 0; taken < bytes.length; ) {
      if (this.#end === BUFFER_BYTES) this.#makeRoom()
      const part = bytes.subarray(taken, taken + BUFFER_BYTES - this.#end)
      this.#append(part)
      taken += part.length
      this.#resolve(events)
    }
    return events
  }

  /**
   * The line has fallen silent: what is unfinished was no frame. Answers good frames that a false start was hiding,
   * then the rest as noise, and starts afresh.
   */
  settle(): readonly SdtEvent[] {
    const events: SdtEvent[] = []
    while (this.#at === 'preamble') {
      this.#skip(1)
      this.#resolve(events)
    }
    this.#skip(this.#end - this.#start)
    this.#reportNoise(events)
    this.reset()
    return events
  }

  /** Forgets, and wipes, all that came so far. */
  reset(): void {
    this.#bytes.fill(0, 0, this.#end)
    this.#start = 0
    this.#end = 0
    this.#noise = 0
    this.#at = 'noise'
  }

  #append(part: Uint8Array): void {
    this.#bytes.set(part, this.#end)
    let xor = this.#xors[this.#end] ?? 0
    for (const byte of part) {
      xor ^= byte
      this.#end += 1
      this.#xors[this.#end] = xor
    }
  }

  #makeRoom(): void {
    this.#bytes.copyWithin(0, this.#start, this.#end)
    this.#xors.copyWithin(0, this.#start, this.#end + 1)
    const kept = this.#end - this.#start
    this.#bytes.fill(0, kept, this.#end)
    this.#start = 0
    this.#end = kept
  }

  #resolve(events: SdtEvent[]): void {
    while (this.#at === 'preamble' || this.#hunt()) {
      const here = this.#end - this.#start
      if (here < BODY_AT) return
      const length = this.#bytes.readUInt16BE(this.#start + PREAMBLE.length)
      if (length < MIN_ANSWER_LENGTH || length > MAX_LENGTH) {
        this.#skip(1)
        continue
      }
      const whole = BODY_AT + length
      if (here < whole) return
      if (this.#xors[this.#start + PREAMBLE.length] !== this.#xors[this.#start + whole]) {
        events.push({ kind: 'badChecksum', bytes: whole })
        this.#skip(1)
        continue
      }
      this.#reportNoise(events)
      events.push({ kind: 'frame', frame: this.#take(whole) })
    }
  }

  /** Moves `#start` to the next preamble; without one, to the last bytes that could begin one. */
  #hunt(): boolean {
    const from = this.#start
    const found = this.#bytes.subarray(from, this.#end).indexOf(PREAMBLE)
    if (found >= 0) {
      this.#skip(found)
      this.#at = 'preamble'
      return true
    }
    const rest = Math.min(this.#end - from, PREAMBLE.length - 1)
    this.#skip(this.#end - rest - from)
    return false
  }

  #skip(bytes: number): void {
    this.#start += bytes
    this.#noise += bytes
    this.#at = 'noise'
  }

  #take(whole: number): SdtFrame {
    const body = this.#bytes.subarray(this.#start + BODY_AT, this.#start + whole - CHECK_BYTES)
    const [sw1 = 0, sw2 = 0, sw3 = 0] = body
    const data = Buffer.from(body.subarray(STATUS_BYTES))
    this.#bytes.fill(0, this.#start, this.#start + whole)
    this.#start += whole
    this.#at = 'noise'
    return { sw1, sw2, sw3, data }
  }

  #reportNoise(events: SdtEvent[]): void {
    if (this.#noise > 0) events.push({ kind: 'noise', bytes: this.#noise })
    this.#noise = 0
  }
}
