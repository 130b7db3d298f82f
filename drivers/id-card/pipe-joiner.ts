/** AA AA AA 96 69, behind it the length in two bytes: what comes by the first of a reader's split pipes. */
const PREAMBLE = Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69])
export const HEAD_BYTES = PREAMBLE.length + 2
/** More than two of the longest answers on one pipe without the other's part is a pipe that babbles. */
const MOST_WAITING = 10_000

/**
 * Puts together again what readers with split pipes send apart: preamble and length by one pipe, what the length counts by
 * the other, in whatever order the two are heard. What belongs to nothing stays here until `reset` wipes it.
 */
export class PipeJoiner {
  readonly #waiting: [head: Buffer, body: Buffer] = [Buffer.alloc(0), Buffer.alloc(0)]
  /** So many bytes of the body belong behind the head that was last handed on. */
  #owed = 0

  /** Takes a packet of the first pipe (0) or the second (1), and answers what follows of the stream; the packet is wiped. */
  push(pipe: 0 | 1, packet: Buffer): Buffer {
    const before = this.#waiting[pipe]
    this.#waiting[pipe] = Buffer.concat([before, packet])
    before.fill(0)
    packet.fill(0)
    const parts: Buffer[] = []
    for (let part = this.#next(); part !== null; part = this.#next()) parts.push(part)
    const joined = Buffer.concat(parts)
    for (const part of parts) part.fill(0)
    if (this.#waiting[pipe].length > MOST_WAITING) this.reset()
    return joined
  }

  /** Forgets, and wipes, what waits for its other half: it belongs to no command that is still asked. */
  reset(): void {
    for (const waiting of this.#waiting) waiting.fill(0)
    this.#waiting.fill(Buffer.alloc(0))
    this.#owed = 0
  }

  #next(): Buffer | null {
    if (this.#owed > 0) {
      const part = this.#take(1, this.#owed)
      this.#owed -= part.length
      return part.length > 0 ? part : null
    }
    const [head] = this.#waiting
    const at = head.indexOf(PREAMBLE)
    if (at === -1 || head.length < at + HEAD_BYTES) return null
    this.#owed = head.readUInt16BE(at + PREAMBLE.length)
    return this.#take(0, at + HEAD_BYTES)
  }

  #take(pipe: 0 | 1, most: number): Buffer {
    const whole = this.#waiting[pipe]
    const part = whole.subarray(0, most)
    this.#waiting[pipe] = whole.subarray(part.length)
    return part
  }
}
