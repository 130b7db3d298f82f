import type { OpenPort, Port, PortFault } from '../../../drivers/ports/port.ts'
import { err, ok, type Result } from '../../../drivers/result.ts'

const GONE: PortFault = { kind: 'refused', detail: 'nobody listens' }
const BROKEN: PortFault = { kind: 'broken', detail: 'pulled out' }

/** Answers to DLE EOT 1–4; null is no answer. */
type RealTime = readonly [number | null, number | null, number | null, number | null]

export const WELL: RealTime = [0x12, 0x12, 0x12, 0x12]
export const NO_PAPER: RealTime = [0x1a, 0x32, 0x12, 0x7e]
export const COVER_OPEN: RealTime = [0x1a, 0x16, 0x12, 0x7e]
export const JAMMED: RealTime = [0x1a, 0x52, 0x1a, 0x12]
export const MUTE: RealTime = [null, null, null, null]

export const ASB_WELL = [0x10, 0x00, 0x00, 0x00]
export const ASB_NO_PAPER = [0x18, 0x00, 0x0f, 0x00]
export const ASB_COVER_OPEN = [0x38, 0x00, 0x0c, 0x00]

const CLEAR = Buffer.from('10140801031401060208', 'hex')

/** The other end of a printer's line, which does what a test tells it: answers, stays mute, or breaks off. */
export class ScriptedPrinter {
  realTime: RealTime = WELL
  /** GS r 1 and GS ( H are answered. */
  confirms = true
  /** DLE DC4 fn 8 is answered. */
  clears = false
  /** Nobody is there to open. */
  unplugged = false
  /** Bytes of jobs taken before the line breaks; null is never. */
  breaksAfter: number | null = null
  /** Writes of jobs do not drain while this is true. */
  stuck = false
  /** Writes of jobs fail and the line seems open all the same. */
  refusesJobs = false
  opened = 0
  /** Lines that were closed with all that they still held. */
  thrownAway = 0
  /** Each write of a job or fence, in order: everything but questions of status. */
  readonly received: Buffer[] = []
  #waiting: (() => void)[] = []
  #data: ((bytes: Uint8Array) => void) | null = null
  #close: ((fault: PortFault | null) => void) | null = null

  readonly open: OpenPort = async () => {
    if (this.unplugged) return err(GONE)
    this.opened += 1
    return ok(this.#port())
  }

  /** Jobs only: what begins with ESC @. */
  get jobs(): readonly Buffer[] {
    return this.received.filter((bytes) => bytes[0] === 0x1b && bytes[1] === 0x40)
  }

  /** How often it was told to clear its buffers. */
  get toldToClear(): number {
    return this.received.filter((bytes) => bytes.equals(CLEAR)).length
  }

  say(bytes: readonly number[]): void {
    this.#data?.(Uint8Array.from(bytes))
  }

  pullOut(): void {
    this.unplugged = true
    this.#end(BROKEN)
  }

  #end(fault: PortFault | null): void {
    const close = this.#close
    this.#close = null
    this.#data = null
    for (const release of this.#waiting.splice(0)) release()
    close?.(fault)
  }

  #port(): Port {
    let open = true
    return {
      write: async (bytes): Promise<Result<void, PortFault>> => {
        if (!open) return err({ kind: 'closed', detail: 'closed' })
        return this.#take(Buffer.from(bytes), () => open)
      },
      onData: (listener) => {
        this.#data = listener
      },
      onClose: (listener) => {
        this.#close = (fault) => {
          open = false
          listener(fault)
        }
      },
      close: async (unsent) => {
        if (open && unsent === 'thrown-away') this.thrownAway += 1
        if (open) this.#end(null)
      },
    }
  }

  async #take(bytes: Buffer, isOpen: () => boolean): Promise<Result<void, PortFault>> {
    if (bytes[0] === 0x10 && bytes[1] === 0x04) {
      for (let at = 2; at < bytes.length; at += 3) this.#answerSoon(this.realTime[(bytes[at] ?? 1) - 1] ?? null)
      return ok(undefined)
    }
    if (bytes.equals(Buffer.of(0x1d, 0x61, 0x0f))) return ok(undefined)
    this.received.push(bytes)
    if (this.breaksAfter !== null && this.breaksAfter < bytes.length) {
      this.received.push(this.received.pop()?.subarray(0, this.breaksAfter) ?? bytes)
      this.pullOut()
      return err(BROKEN)
    }
    if (bytes.equals(CLEAR)) {
      if (this.clears) this.#saySoon([0x37, 0x25, 0x00])
      return ok(undefined)
    }
    if (this.refusesJobs) return err(BROKEN)
    if (this.stuck) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    if (!isOpen()) return err(BROKEN)
    if (this.confirms) this.confirm(bytes)
    return ok(undefined)
  }

  /** Answers the fences that end a job. */
  confirm(bytes: Buffer): void {
    const named = bytes.indexOf(Buffer.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30))
    if (bytes.includes(Buffer.of(0x1d, 0x72, 0x01))) this.#saySoon([0x00])
    if (named !== -1) this.#saySoon([0x37, 0x22, ...bytes.subarray(named + 7, named + 11), 0x00])
  }

  #answerSoon(byte: number | null): void {
    if (byte !== null) this.#saySoon([byte])
  }

  #saySoon(bytes: readonly number[]): void {
    queueMicrotask(() => this.say(bytes))
  }
}
