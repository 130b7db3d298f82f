import type { Port, PortFault } from '../ports/port.ts'
import { rest } from '../rest.ts'
import { decodeAnswer, encodeWrite, type WriteRequest } from './modbus-frame.ts'

export type Reply = 'done' | 'silent' | 'lost' | { readonly refused: number }

/** Between frames the line is silent for 3.5 characters, 4 ms at 9600 baud: what ends a frame in Modbus RTU. */
const GAP_MS = 5
/** What is kept of a line that babbles: more than an answer, so that none is cut in two. */
const KEPT_BYTES = 64

/** One question, one answer, over a port. Noise before, behind and instead of the answer is nothing. */
export class DisplayLine {
  readonly #port: Port
  readonly #answerMs: number
  /** Ends the wait for an answer. */
  #waiting: { readonly request: WriteRequest; heard: Buffer; readonly settle: (reply: Reply) => void } | null = null
  #state: 'open' | 'lost' = 'open'
  /** Resolves when the line has ended, with why. */
  readonly ended: Promise<PortFault | null>

  constructor(port: Port, answerMs: number) {
    this.#port = port
    this.#answerMs = answerMs
    port.onData((bytes) => this.#hear(bytes))
    this.ended = new Promise((resolve) =>
      port.onClose((fault) => {
        this.#state = 'lost'
        this.#waiting?.settle('lost')
        resolve(fault)
      }),
    )
  }

  get open(): boolean {
    return this.#state === 'open'
  }

  /** One at a time on a bus. Never rejects. */
  async ask(request: WriteRequest): Promise<Reply> {
    await rest(GAP_MS)
    if (!this.open) return 'lost'
    return new Promise((resolve) => {
      const settle = (reply: Reply): void => {
        clearTimeout(patience)
        this.#waiting = null
        resolve(reply)
      }
      const patience = setTimeout(() => settle('silent'), this.#answerMs)
      this.#waiting = { request, heard: Buffer.alloc(0), settle }
      void this.#port.write(encodeWrite(request)).then((written) => {
        if (!written.ok) void this.close()
      })
    })
  }

  close(): Promise<void> {
    return this.#port.close('thrown-away')
  }

  #hear(bytes: Uint8Array): void {
    if (this.#waiting === null) return
    const heard = Buffer.concat([this.#waiting.heard, bytes])
    this.#waiting.heard = heard.subarray(-KEPT_BYTES)
    const answer = decodeAnswer(heard, this.#waiting.request)
    if (answer !== null) this.#waiting.settle(answer.kind === 'done' ? 'done' : { refused: answer.code })
  }
}
