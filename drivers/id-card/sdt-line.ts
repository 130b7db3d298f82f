import { strict as assert } from 'node:assert'
import type { Port, PortFault } from '../ports/port.ts'
import type { Pace } from './pace.ts'
import { SDT_COMMANDS, sdtStatus } from './sdt-codes.ts'
import type { SdtCommand, SdtStatus } from './sdt-codes.ts'
import { encodeFrame, SdtDecoder } from './sdt-frame.ts'
import type { SdtEvent, SdtFrame } from './sdt-frame.ts'
import { isWorthAsking, verdictOf } from './status.ts'

/** Tells what happened on the line in words and numbers; no fact is ever a byte of an answer's data. */
export type Log = (event: string, facts: Record<string, string | number>) => void

export type Answer =
  /** Whoever takes `data` wipes it. */
  | { readonly kind: 'answer'; readonly status: SdtStatus; readonly data: Buffer }
  | { readonly kind: 'silence' }
  /** Bytes came, but no answer that could be trusted. */
  | { readonly kind: 'garbled' }
  | { readonly kind: 'lost'; readonly fault: PortFault }

/** More than twice the longest frame without an answer in it is a line that babbles. */
const MAX_BYTES_PER_ANSWER = 10_000

const CLOSED: PortFault = { kind: 'closed', detail: 'the line was closed' }

/** One command, one answer, over a port: what the half-duplex protocol calls a transaction. */
export class SdtLine {
  readonly #port: Port
  readonly #pace: Pace
  readonly #log: Log
  readonly #decoder = new SdtDecoder()
  #hear: ((bytes: Uint8Array) => void) | null = null
  #whenLost: (() => void) | null = null
  #endRest: (() => void) | null = null
  #lost: PortFault | null = null

  constructor(port: Port, pace: Pace, log: Log) {
    this.#port = port
    this.#pace = pace
    this.#log = log
    port.onData((bytes) => {
      this.#hear?.(bytes)
      // The decoder has its own copy; what came over the wire may be a person.
      bytes.fill(0)
    })
    port.onClose((fault) => this.#lose(fault ?? CLOSED))
  }

  /**
   * Sends a command and answers what came of it. A damaged answer, or one that says nothing, is asked for again, once.
   * One command at a time: a second one before the answer is a bug.
   */
  async ask(command: SdtCommand): Promise<Answer> {
    const first = await this.#exchange(command)
    const again = first.kind === 'garbled' || (first.kind === 'answer' && isWorthAsking(first.status))
    if (!again) return first
    this.#log('asked-again', { command, because: first.kind === 'answer' ? first.status : first.kind })
    return this.#exchange(command)
  }

  /** Waits; a line that is lost meanwhile, or `endRest`, ends the wait. */
  rest(milliseconds: number): Promise<void> {
    if (this.#lost !== null) return Promise.resolve()
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer)
        this.#whenLost = null
        this.#endRest = null
        resolve()
      }
      const timer = setTimeout(finish, milliseconds)
      this.#whenLost = finish
      this.#endRest = finish
    })
  }

  endRest(): void {
    this.#endRest?.()
  }

  #lose(fault: PortFault): void {
    this.#lost ??= fault
    this.#decoder.reset()
    this.#whenLost?.()
  }

  #exchange(command: SdtCommand): Promise<Answer> {
    assert(this.#hear === null, 'SDT commands never overlap')
    if (this.#lost !== null) return Promise.resolve({ kind: 'lost', fault: this.#lost })
    // Whatever came since the last answer belongs to no command.
    this.#decoder.reset()
    return new Promise((resolve) => {
      let bytesHeard = 0
      let heard: 'nothing-wrong' | 'damage' = 'nothing-wrong'

      const finish = (answer: Answer): void => {
        clearTimeout(patience)
        this.#hear = null
        this.#whenLost = null
        resolve(answer)
      }
      const giveUp = (): void => {
        const answer = this.#answerAmong(this.#decoder.settle(), command)
        if (answer === null && bytesHeard === 0) this.#log('silence', { command })
        finish(answer ?? { kind: bytesHeard === 0 ? 'silence' : 'garbled' })
      }
      let patience = setTimeout(giveUp, this.#pace.answerMs[command])

      this.#hear = (bytes) => {
        bytesHeard += bytes.length
        const events = this.#decoder.push(bytes)
        const answer = this.#answerAmong(events, command)
        if (answer !== null) finish(answer)
        else if (bytesHeard > MAX_BYTES_PER_ANSWER) giveUp()
        else if (heard === 'damage') patience.refresh()
        else if (events.some((event) => event.kind === 'badChecksum')) {
          // Not at once: the good answer may be right behind a stretch that only looked like one, and a command sent
          // into it would leave every later answer one step behind.
          heard = 'damage'
          clearTimeout(patience)
          patience = setTimeout(giveUp, this.#pace.quietMs)
        } else if (this.#decoder.midFrame) patience.refresh()
      }
      this.#whenLost = () => finish({ kind: 'lost', fault: this.#lost ?? CLOSED })

      const { cmd, para } = SDT_COMMANDS[command]
      void this.#port.write(encodeFrame(Uint8Array.of(cmd, para))).then((written) => {
        if (written.ok) return
        this.#lose(written.fault)
        void this.#port.close()
      })
    })
  }

  /** The first frame that answers this command. Any other belongs to an earlier one and came late: it is wiped. */
  #answerAmong(events: readonly SdtEvent[], command: SdtCommand): Answer | null {
    let answer: Answer | null = null
    for (const event of events) {
      if (event.kind === 'noise') this.#log('noise', { command, bytes: event.bytes })
      else if (event.kind === 'badChecksum') this.#log('bad-checksum', { command, bytes: event.bytes })
      else if (answer === null && fits(event.frame, command)) answer = this.#accept(event.frame, command)
      else {
        this.#log('stray-answer', { command, sw3: event.frame.sw3, bytes: event.frame.data.length })
        event.frame.data.fill(0)
      }
    }
    return answer
  }

  #accept(frame: SdtFrame, command: SdtCommand): Answer {
    const { status, meaning } = sdtStatus(frame.sw3)
    if (verdictOf(status) !== 'done' && verdictOf(status) !== 'found' && status !== 'no-card') {
      this.#log('reader-refuses', { command, sw1: frame.sw1, sw2: frame.sw2, sw3: frame.sw3, meaning })
    }
    return { kind: 'answer', status, data: frame.data }
  }
}

/** A refusal may answer any command; a success carries what its own command asks for. */
function fits(frame: SdtFrame, command: SdtCommand): boolean {
  const { success, answer } = SDT_COMMANDS[command]
  const { status } = sdtStatus(frame.sw3)
  if (status !== 'ok' && status !== 'found') return true
  return frame.sw3 === success && frame.data.length >= answer.least && frame.data.length <= answer.most
}
