import type { PrintProgress } from '../escpos/thermal-printer.ts'
import { IppClient } from './client.ts'
import { follow, type Landing } from './flight.ts'
import { handOver, validate, type SheetInFlight } from './hand-over.ts'
import type { A4Job } from './job-ticket.ts'
import { Leftover } from './leftover.ts'
import { look, type Look } from './printer-talk.ts'
import { parsePrinterUrl } from './printer-url.ts'
import type { Settlement } from './settlement.ts'
import { a4Fault, sameStatus, type A4Status } from './status.ts'
import { A4_TIMING, type A4Timing } from './timing.ts'
import { ippTransport, type Transport } from './transport.ts'

export interface A4Printer {
  /** As last heard; `unreachable` until the printer has answered for the first time. */
  readonly status: A4Status
  /** Hears every change of status, in the middle of a sheet too; answers how to stop hearing. */
  onStatus(listener: (status: A4Status) => void): () => void
  /** Asks the printer now (one request); while a sheet is in flight, answers what is known. */
  check(): Promise<A4Status>
  /**
   * Prints one document and says how it ended; a second call waits for the first to end. Nothing is ever sent twice
   * unless the printer is known not to have the first, and nothing once the job's time is over. `sending` is awaited
   * before the first byte moves, and nothing moves when it rejects; `sent` follows when the printer has taken all of it.
   * Never rejects.
   */
  print(job: A4Job, progress: PrintProgress): Promise<Settlement>
  /** Asks no more; a sheet in flight settles by what is known, and its job, if it is in doubt, stays in the printer. */
  close(): Promise<void>
}

export interface A4PrinterOptions {
  /** `ipp://HOST[:PORT]/PATH` or `ipps:`, of a printer or of its queue in CUPS. */
  readonly url: string
  /** For `ipps:`: SHA-256 of the certificate that the printer has signed itself (see `ippTransport`). */
  readonly certificate?: string
  /** Keys of sheets that this machine began and never settled; their jobs are cancelled where they are still waiting. */
  readonly inDoubt?: readonly string[]
  readonly log?: A4PrinterLog
  readonly timing?: Partial<A4Timing>
}

/** Hears what an operator may read: conditions and codes, never a name or a page. */
export type A4PrinterLog = (event: string, details: Readonly<Record<string, string | number | boolean>>) => void

/** Begins to look after the printer at once and keeps `status` up to date. A wrong URL is the answer of every attempt. */
export function openA4Printer(options: A4PrinterOptions): A4Printer {
  return new IppA4Printer(options)
}

class IppA4Printer implements A4Printer {
  readonly #timing: A4Timing
  readonly #log: A4PrinterLog
  readonly #client: IppClient
  readonly #leftover: Leftover
  readonly #listeners = new Set<(status: A4Status) => void>()
  #status: A4Status = { state: 'unreachable', detail: 'not asked yet' }
  #queue: Promise<unknown> = Promise.resolve()
  #flying = false
  #closed = false
  #timer: NodeJS.Timeout | null = null
  #wakes = new Set<() => void>()

  constructor(options: A4PrinterOptions) {
    this.#timing = { ...A4_TIMING, ...options.timing }
    this.#log = options.log ?? (() => undefined)
    this.#client = clientOf(options, this.#timing)
    this.#leftover = new Leftover(this.#client, this.#timing, options.inDoubt ?? [])
    this.#lookAfter(0)
  }

  get status(): A4Status {
    return this.#status
  }

  onStatus(listener: (status: A4Status) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async check(): Promise<A4Status> {
    if (!this.#flying && !this.#closed) await this.#look()
    return this.#status
  }

  print(job: A4Job, progress: PrintProgress): Promise<Settlement> {
    const until = performance.now() + progress.livesMs
    const settled = this.#queue.then(() => this.#print(job, progress, until))
    this.#queue = settled
    return settled
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    for (const wake of this.#wakes) wake()
    await this.#queue
  }

  async #print(job: A4Job, progress: PrintProgress, until: number): Promise<Settlement> {
    if (this.#closed) return { state: 'failed', reason: 'unreachable' }
    this.#flying = true
    const settled = await this.#fly(job, progress, until)
    this.#flying = false
    // What was last heard was heard of a printer at work on this sheet.
    if (!this.#closed) this.#lookAfter(0)
    this.#log('sheet settled', { ...settled })
    return settled
  }

  async #fly(job: A4Job, progress: PrintProgress, until: number): Promise<Settlement> {
    const seen = await this.#look()
    const before = a4Fault(this.#status)
    if (seen === null || before !== null) return { state: 'failed', reason: before ?? 'unreachable' }
    if ((await this.#leftover.end(this.#pause)) === 'still-there') return { state: 'failed', reason: 'earlier-sheet' }
    const sheet = this.#sheet(job, until, seen)
    const validated = await validate(sheet)
    if ('state' in validated) return validated
    if (performance.now() > until) return { state: 'failed', reason: 'too-late' }
    try {
      await progress.sending()
    } catch (fault) {
      this.#log('sheet not recorded, not sent', { fault: nameOf(fault) })
      return { state: 'failed', reason: 'not-recorded' }
    }
    const handed = await handOver(sheet, validated.left)
    if (handed.kind === 'settled') {
      if (handed.settlement.state === 'unknown') this.#leftover.add(job.key, null)
      return handed.settlement
    }
    if (handed.document === 'accepted') await this.#recordSent(progress)
    const { settlement, mayComeLater }: Landing = await follow(sheet, handed.id)
    if (mayComeLater) this.#leftover.add(job.key, handed.id)
    const isOut = settlement.state === 'printed' || settlement.state === 'sent'
    if (isOut && handed.document === 'in-doubt') await this.#recordSent(progress)
    return settlement
  }

  #sheet(job: A4Job, until: number, before: Look): SheetInFlight {
    return {
      client: this.#client,
      job,
      before,
      until,
      timing: this.#timing,
      log: this.#log,
      pause: this.#pause,
      isClosed: () => this.#closed,
      onStatus: (status) => this.#heard(status),
    }
  }

  async #recordSent(progress: PrintProgress): Promise<void> {
    try {
      await progress.sent()
    } catch (fault) {
      this.#log('sheet sent, not recorded as sent', { fault: nameOf(fault) })
    }
  }

  readonly #pause = (milliseconds: number): Promise<void> => {
    if (this.#closed) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#wakes.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds)
      this.#wakes.add(wake)
    })
  }

  /** Null when nobody answers. */
  async #look(): Promise<Look | null> {
    const seen = await look(this.#client)
    this.#heard(seen.ok ? seen.value.status : seen.fault)
    return seen.ok ? seen.value : null
  }

  #heard(status: A4Status): void {
    const changed = !sameStatus(status, this.#status)
    this.#status = status
    if (!changed) return
    this.#log('printer status', { ...status })
    for (const listener of this.#listeners) listener(status)
  }

  #lookAfter(milliseconds: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#lookWhileIdle(), milliseconds)
  }

  /** Never rejects: a look does not. Takes its turn among the jobs when something is left to be cancelled. */
  async #lookWhileIdle(): Promise<void> {
    if (!this.#flying) {
      const seen = await this.#look()
      if (seen !== null && !this.#leftover.isEmpty && !this.#closed) {
        const ended = this.#queue.then(() => this.#leftover.end(this.#pause))
        this.#queue = ended
        await ended
      }
    }
    if (!this.#closed) this.#lookAfter(this.#timing.idlePollMs)
  }
}

function clientOf(options: A4PrinterOptions, timing: A4Timing): IppClient {
  const parsed = parsePrinterUrl(options.url)
  if (parsed.ok) {
    return new IppClient(parsed.value, ippTransport({ url: parsed.value, certificate: options.certificate ?? null }), timing)
  }
  const detail = `not a printer: expected ${parsed.fault.expected}`
  const nobody: Transport = async () => ({ ok: false, fault: { kind: 'unreachable', detail } })
  return new IppClient({ secure: false, host: '', port: 0, path: '/', uri: 'ipp://localhost/' }, nobody, timing)
}

/** Of what a caller's callback threw, only the class goes to the log. */
function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.name : typeof fault
}
