import type { OpenPort, Port, PortFault } from '../../drivers/ports/port.ts'
import { err, type Result } from '../../drivers/result.ts'
import { AUTOMATIC_STATUS, joined, realTimeStatusQuery, type RealTimeQuery } from './commands.ts'
import { Inbox } from './inbox.ts'
import {
  realTimeReading,
  RELEASED,
  sameStatus,
  statusOf,
  StatusReader,
  type PrinterStatus,
  type Reading,
  type StatusEvent,
} from './status.ts'

/** What a job in flight needs to hear. */
export type LineEvent =
  | { readonly kind: 'status'; readonly status: PrinterStatus }
  | Extract<StatusEvent, { kind: 'paper' | 'process-id' | 'buffers-cleared' }>

/** Where log lines go. Facts are plain values; no text of a sheet is ever among them. */
export type PrinterLog = (message: string, facts: Readonly<Record<string, string | number>>) => void

interface LineOptions {
  readonly open: OpenPort
  readonly queries: readonly RealTimeQuery[]
  /** How long one DLE EOT may go unanswered, in ms. */
  readonly answerMs: number
  readonly log: PrinterLog
  readonly onEvent: (event: LineEvent) => void
}

/**
 * The line to one printer: opened when needed, its status kept up to date from whatever the printer says by itself or is
 * asked. One question at a time.
 */
export class PrinterLine {
  readonly #options: LineOptions
  #port: Port | null = null
  #connecting: Promise<Port | null> | null = null
  #probing: Promise<PrinterStatus> | null = null
  #answers: Inbox<number | 'line-ended'> | null = null
  #queries: readonly RealTimeQuery[]
  #status: PrinterStatus = { state: 'disconnected', detail: 'not connected yet' }
  #heardAt = Number.NEGATIVE_INFINITY
  /** False for good at the end, and while another has the port. */
  #mayOpen = true
  /** How often the printer has told its status by itself. */
  #told = 0

  constructor(options: LineOptions) {
    this.#options = options
    this.#queries = options.queries
  }

  get status(): PrinterStatus {
    return this.#status
  }

  /** When the printer last told how it is, on `performance.now()`'s clock. */
  get heardAt(): number {
    return this.#heardAt
  }

  /** Asks the printer how it is, connecting first where needed. Never rejects; a second caller shares the answer. */
  probe(): Promise<PrinterStatus> {
    this.#probing ??= this.#probe().finally(() => {
      this.#probing = null
    })
    return this.#probing
  }

  /** As `Port.write`; a line that is not open is a fault at once and nothing leaves. */
  async write(bytes: Uint8Array): Promise<Result<void, PortFault>> {
    return this.#port === null ? err({ kind: 'closed', detail: 'no line' }) : this.#port.write(bytes)
  }

  /** Gives the port up and throws away what it still holds; the next probe opens a fresh one. */
  async drop(why: string): Promise<void> {
    const port = this.#port
    this.#lineEnded(port, why)
    await port?.close('thrown-away')
  }

  /** Gives up a line on which nobody answers; the status stays what it is until the next probe on a fresh one. */
  async renew(): Promise<void> {
    const port = this.#port
    this.#port = null
    await port?.close()
  }

  /** Closes the port for another to open; no probe opens a fresh one before `resume`. */
  async release(): Promise<void> {
    this.#mayOpen = false
    await this.#connecting
    const port = this.#port
    this.#lineEnded(port, RELEASED)
    await port?.close()
    this.#tell({ state: 'disconnected', detail: RELEASED })
  }

  resume(): void {
    this.#mayOpen = true
  }

  async end(): Promise<void> {
    this.#mayOpen = false
    await this.#connecting
    await this.drop('closed')
  }

  async #probe(): Promise<PrinterStatus> {
    const port = await this.#connected()
    if (port === null) return this.#status
    const toldBefore = this.#told
    const readings = await this.#askAll(port)
    if (port !== this.#port) return this.#status
    if (readings.length === 0) this.#tell({ state: 'silent' })
    // What the printer told by itself meanwhile is at least as new: its answers may have been on their way before.
    else if (this.#told === toldBefore) this.#tell(statusOf(readings))
    return this.#status
  }

  /**
   * All questions in one write, so that the answers cost one round trip. Answers do not say what they answer: when one
   * is missing the questions are asked again one by one, and what stays unanswered is not asked again on this line.
   */
  async #askAll(port: Port): Promise<readonly Reading[]> {
    const asked = this.#queries
    const bytes = await this.#ask(port, asked)
    if (bytes.length === asked.length) return asked.map((query, i) => realTimeReading(query, bytes[i] ?? 0))
    if (bytes.length === 0) return []
    const answered: RealTimeQuery[] = []
    const readings: Reading[] = []
    for (const query of asked) {
      const [byte] = await this.#ask(port, [query])
      if (byte !== undefined) {
        answered.push(query)
        readings.push(realTimeReading(query, byte))
      }
    }
    if (answered.length > 0 && port === this.#port) this.#queries = answered
    return readings
  }

  async #ask(port: Port, queries: readonly RealTimeQuery[]): Promise<readonly number[]> {
    if (port !== this.#port) return []
    const answers = new Inbox<number | 'line-ended'>()
    this.#answers = answers
    const bytes: number[] = []
    const written = await port.write(joined(...queries.map(realTimeStatusQuery)))
    while (written.ok && bytes.length < queries.length) {
      const answer = await answers.take(this.#options.answerMs)
      if (answer === null || answer === 'line-ended') break
      bytes.push(answer)
    }
    this.#answers = null
    return bytes
  }

  #connected(): Promise<Port | null> {
    if (this.#port !== null) return Promise.resolve(this.#port)
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null
    })
    return this.#connecting
  }

  async #connect(): Promise<Port | null> {
    if (!this.#mayOpen) return null
    const opened = await this.#options.open()
    if (!opened.ok) {
      this.#tell({ state: 'disconnected', detail: `${opened.fault.kind}: ${opened.fault.detail}` })
      return null
    }
    const port = opened.value
    const reader = new StatusReader()
    this.#port = port
    this.#queries = this.#options.queries
    port.onData((bytes) => {
      if (port === this.#port) for (const event of reader.push(bytes)) this.#heard(event)
    })
    port.onClose((fault) => this.#lineEnded(port, fault === null ? 'closed' : `${fault.kind}: ${fault.detail}`))
    this.#options.log('printer line open', {})
    // Its failure shows as the end of the line, which is heard above.
    await port.write(AUTOMATIC_STATUS)
    return this.#port
  }

  #heard(event: StatusEvent): void {
    switch (event.kind) {
      case 'real-time':
        this.#answers?.push(event.byte)
        break
      case 'automatic':
        this.#told += 1
        this.#tell(statusOf([event.reading]))
        break
      case 'paper':
      case 'process-id':
      case 'buffers-cleared':
        this.#options.onEvent(event)
        break
    }
  }

  #lineEnded(port: Port | null, why: string): void {
    if (port === null || port !== this.#port) return
    this.#port = null
    this.#answers?.push('line-ended')
    this.#options.log('printer line ended', { why })
    this.#tell({ state: 'disconnected', detail: why })
  }

  #tell(status: PrinterStatus): void {
    if (status.state === 'ready' || status.state === 'not-ready') this.#heardAt = performance.now()
    if (sameStatus(status, this.#status)) return
    this.#status = status
    this.#options.onEvent({ kind: 'status', status })
  }
}
