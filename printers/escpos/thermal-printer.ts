import type { OpenPort } from '../../drivers/ports/port.ts'
import {
  CLEAR_BUFFERS,
  CUT,
  joined,
  LINE_FEED,
  processId,
  RECOVER_FROM_JAM_CLEARED,
  SEND_PAPER_STATUS,
} from './commands.ts'
import { Inbox } from './inbox.ts'
import { PrinterLine, type LineEvent, type PrinterLog } from './printer-line.ts'
import type { PrinterProfile } from './profile.ts'
import { settlement, type Fence, type FlightEvent, type Settlement, type SheetDoubt, type SheetFailure } from './settlement.ts'
import type { PrinterStatus } from './status.ts'

export { RELEASED, type PrinterStatus } from './status.ts'
export type { Settlement } from './settlement.ts'

export interface ThermalPrinter {
  /** As last heard; `disconnected` until the printer has spoken for the first time. */
  readonly status: PrinterStatus
  /** Hears every change of status, as soon as the printer tells of it; answers how to stop hearing. */
  onStatus(listener: (status: PrinterStatus) => void): () => void
  /** Asks the printer now (DLE EOT, one round trip); while a sheet is in flight, answers what is known. */
  check(): Promise<PrinterStatus>
  /**
   * Prints one job (from `encodeTicket`: ESC @ to cut) and says how it ended; a second call waits for the first to end.
   * Nothing is ever sent twice, and nothing once the job's time is over. `sending` is awaited before the first byte moves, and nothing moves when it rejects;
   * `sent` follows the last byte's leaving. Never rejects.
   */
  print(job: Uint8Array, progress: PrintProgress): Promise<Settlement>
  /**
   * Waits for the sheet in flight, then closes the line so that another may open the port (`probePrinter`), and opens it
   * no more until the function it answers is called. Meanwhile the status is `disconnected` with the detail `RELEASED`, and
   * sheets fail so. Never rejects.
   */
  release(): Promise<() => void>
  /** Ends the line; a sheet in flight settles by what is known. */
  close(): Promise<void>
}

export interface PrintProgress {
  /** Counted from the call, ms: a job that has not begun to leave by then fails, lest paper comes out for nobody. */
  readonly livesMs: number
  sending(): Promise<void>
  sent(): Promise<void>
}

/** All in ms. */
export interface PrinterTiming {
  /** One DLE EOT unanswered: nobody is there. */
  readonly answerMs: number
  /** Between questions to an idle printer; changes are also told by the printer itself (ASB). */
  readonly idlePollMs: number
  /** Between attempts to open the line. */
  readonly reconnectMs: number
  /** A status heard within this time need not be asked for again before a job. */
  readonly freshMs: number
  /** Between questions while a job waits for its fence. */
  readonly flightPollMs: number
  /** For all bytes to leave: a ticket of pictures takes 48 s at 9600 baud. */
  readonly writeMs: number
  /** From the last byte's leaving to the fence: what the printer has buffered takes about 3 s of paper. */
  readonly fenceMs: number
  /** From trouble (paper, cover) to a fence after reloading; a citizen waits for it. */
  readonly lateFenceMs: number
  /** From the answer to GS r to the process id. */
  readonly idAfterMs: number
  /** Without a further answer to GS r after this, no older one is owed. */
  readonly quietMs: number
}

export const PRINTER_TIMING: PrinterTiming = {
  answerMs: 500,
  idlePollMs: 3_000,
  reconnectMs: 1_000,
  freshMs: 1_000,
  flightPollMs: 1_000,
  writeMs: 60_000,
  fenceMs: 8_000,
  lateFenceMs: 10_000,
  idAfterMs: 2_000,
  quietMs: 500,
}

export interface ThermalPrinterOptions {
  readonly open: OpenPort
  readonly profile: PrinterProfile
  /** How the last sheet ended that any terminal sent here; of one in doubt, half a job may lie in the printer still. */
  readonly lastSheet?: 'settled' | 'in-doubt'
  readonly log?: PrinterLog
  readonly timing?: Partial<PrinterTiming>
}

/** Begins to look after the printer at once: connects, reconnects, and keeps `status` up to date. */
export function openThermalPrinter(options: ThermalPrinterOptions): ThermalPrinter {
  return new EscPosPrinter(options)
}

/** What may lie in the printer, or hang in it, of a job that nobody waits for any more. */
type Leftover = 'nothing' | 'a-whole-job' | 'half-a-job'

/** An idle printer that stays silent this often gets a fresh line: a rebooted one no longer knows the old. */
const SILENCES_BEFORE_RECONNECT = 2

class EscPosPrinter implements ThermalPrinter {
  readonly #profile: PrinterProfile
  readonly #timing: PrinterTiming
  readonly #log: PrinterLog
  readonly #line: PrinterLine
  readonly #listeners = new Set<(status: PrinterStatus) => void>()
  #queue: Promise<unknown> = Promise.resolve()
  /** The events of the job in flight; null while idle. */
  #flight: Inbox<FlightEvent> | null = null
  #timer: NodeJS.Timeout | null = null
  #closed = false
  /** How many have the port for themselves, or wait for it: it is not opened before the last has given it back. */
  #releases = 0
  #silences = 0
  /** Whether this printer answers fences, as seen so far. */
  #confirms: 'not-seen-yet' | 'yes' | 'no' = 'not-seen-yet'
  #leftover: Leftover
  /** Nobody knows what a printer holds that this terminal has not cleared: it may have been off with its buffer full. */
  #buffers: 'not-cleared' | 'cleared' = 'not-cleared'
  /** An answer to GS r may still come that the next job must not take for its own. */
  #answers: 'none-owed' | 'owed'
  // Begins anywhere, so that an answer to a job before a restart is not taken for one to the first job after it.
  #lastId = Math.floor(Math.random() * LARGEST_ID)

  constructor(options: ThermalPrinterOptions) {
    this.#profile = options.profile
    this.#timing = { ...PRINTER_TIMING, ...options.timing }
    this.#log = options.log ?? (() => undefined)
    this.#leftover = options.lastSheet === 'in-doubt' ? 'half-a-job' : 'nothing'
    this.#answers = options.lastSheet === 'in-doubt' ? 'owed' : 'none-owed'
    this.#line = new PrinterLine({
      open: options.open,
      queries: options.profile.realTimeQueries,
      answerMs: this.#timing.answerMs,
      log: this.#log,
      onEvent: (event) => this.#heard(event),
    })
    this.#lookAfter(0)
  }

  get status(): PrinterStatus {
    return this.#line.status
  }

  onStatus(listener: (status: PrinterStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async check(): Promise<PrinterStatus> {
    return this.#flight === null && !this.#closed ? this.#line.probe() : this.#line.status
  }

  print(job: Uint8Array, progress: PrintProgress): Promise<Settlement> {
    const until = performance.now() + progress.livesMs
    const settled = this.#queue.then(() => this.#print(job, progress, until))
    this.#queue = settled
    return settled
  }

  async release(): Promise<() => void> {
    // Takes its turn among the jobs; those behind it find no line.
    const released = this.#queue.then(async () => {
      this.#releases += 1
      await this.#line.release()
    })
    this.#queue = released
    await released
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#releases -= 1
      if (this.#releases > 0 || this.#closed) return
      this.#line.resume()
      this.#lookAfter(0)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#line.end()
    await this.#queue
  }

  async #print(job: Uint8Array, progress: PrintProgress, until: number): Promise<Settlement> {
    const inbox = new Inbox<FlightEvent>()
    const now = performance.now() - this.#line.heardAt < this.#timing.freshMs ? this.#line.status : null
    const before = refusal(now?.state === 'ready' || this.#closed ? this.#line.status : await this.#line.probe())
    if (before !== null) return { state: 'failed', reason: before }
    this.#flight = inbox
    try {
      const settled = await this.#fly(job, progress, until, inbox)
      this.#log('sheet settled', 'reason' in settled ? { ...settled } : { state: settled.state })
      return settled
    } finally {
      this.#flight = null
    }
  }

  async #fly(job: Uint8Array, progress: PrintProgress, until: number, inbox: Inbox<FlightEvent>): Promise<Settlement> {
    if (!(await this.#leftoverGone(inbox))) return { state: 'failed', reason: 'error' }
    if (performance.now() > until) return { state: 'failed', reason: 'too-late' }
    try {
      await progress.sending()
    } catch (fault) {
      this.#log('sheet not recorded, not sent', { fault: nameOf(fault) })
      return { state: 'failed', reason: 'not-recorded' }
    }
    const meanwhile = refusal(this.#line.status)
    if (meanwhile !== null) return { state: 'failed', reason: meanwhile }

    inbox.clear() // trouble that is over before the first byte is no trouble of this sheet
    const fence = this.#nextFence()
    const expected = this.#confirms === 'no' ? onlyItsOwn(fence) : fence
    const bytes: { state: 'leaving' | 'left' | 'cut-off' } = { state: 'leaving' }
    const writing = this.#line.write(joined(job, ...bytesOf(fence))).then(async (result) => {
      bytes.state = result.ok ? 'left' : 'cut-off'
      inbox.push({ kind: 'written', result })
      if (result.ok) await this.#recordSent(progress)
    })
    const { fenceMs, flightPollMs } = this.#timing
    const settled = await settlement({
      inbox,
      fence: expected,
      confirms: () => expected.kind !== 'none' && this.#hasConfirmed(),
      status: () => this.#line.status,
      probe: () => this.#line.probe(),
      // A printer that left a sheet unconfirmed does not make every citizen wait as long.
      timing: { ...this.#timing, fenceMs: this.#confirms === 'no' ? 2 * flightPollMs : fenceMs },
    })
    if (settled.state === 'sent' && fence.kind !== 'none') {
      if (!this.#hasConfirmed()) this.#confirms = 'no'
      this.#answers = 'owed'
    } else if (settled.state === 'unknown') {
      // Without an answer, nobody knows how much of it has arrived.
      const whole = bytes.state === 'left' && settled.reason !== 'no-answer'
      if (bytes.state !== 'left') await this.#line.drop('a sheet could not leave')
      await this.#giveUp(whole ? 'a-whole-job' : 'half-a-job', settled.reason, inbox)
    }
    await writing
    return settled
  }

  async #recordSent(progress: PrintProgress): Promise<void> {
    try {
      await progress.sent()
    } catch (fault) {
      this.#log('sheet sent, not recorded as sent', { fault: nameOf(fault) })
    }
  }

  #nextFence(): Fence {
    if (this.#profile.processId === 'yes') {
      this.#lastId = (this.#lastId % LARGEST_ID) + 1
      const id = String(this.#lastId).padStart(4, '0')
      const idAfterMs = this.#profile.paperStatusFence === 'no' ? null : this.#timing.idAfterMs
      return { kind: 'process-id', id, idAfterMs }
    }
    return { kind: this.#profile.paperStatusFence === 'no' ? 'none' : 'paper-status' }
  }

  /**
   * Nobody waits any more for what a sheet in doubt has left behind, so it must not come out by itself after reloading,
   * nor on the morrow: what has not left this machine never leaves, and the printer's buffers are cleared at once where
   * it can (it hears that out of paper too), else as soon as it answers again.
   */
  async #giveUp(left: Exclude<Leftover, 'nothing'>, why: SheetDoubt, inbox: Inbox<FlightEvent>): Promise<void> {
    this.#leftover = left
    this.#buffers = 'not-cleared'
    this.#answers = 'owed'
    const { status } = this.#line
    // Bytes that this machine's own system or a network box still holds go with the line.
    if (status.state === 'silent') await this.#line.drop('a sheet was given up')
    else if (this.#profile.clearBuffers === 'yes') await this.#clearBuffers(inbox)
    // A printer without that command clears itself in one state.
    else if (why === 'cutter' && status.state === 'not-ready' && status.reason === 'cutter') {
      void this.#line.write(RECOVER_FROM_JAM_CLEARED) // never rejects, and never answers
    }
  }

  async #clearBuffers(inbox: Inbox<FlightEvent>): Promise<void> {
    if (this.#profile.clearBuffers !== 'yes' || this.#buffers === 'cleared') return
    if (this.#line.status.state === 'disconnected') return
    void this.#line.write(CLEAR_BUFFERS) // never rejects; on a line that takes nothing more it lasts for ever
    if (!(await this.#await(inbox, 'buffers-cleared', this.#timing.answerMs))) return
    this.#buffers = 'cleared'
    // Fences that waited in the buffers are cleared with them (Epson GS ( H), and what was answered before was heard.
    this.#answers = 'none-owed'
    this.#log('printer buffers cleared', {})
  }

  /**
   * Before the next job, what a sheet in doubt left behind is brought to an end: its buffers cleared where the printer
   * can, a half-eaten picture filled up (NUL prints nothing elsewhere), the strip that it may have begun cut off, lest
   * one person's ticket hangs on another's, and its own fence waited for, so that it is not taken for the next job's.
   * False when the printer does not get that far; nothing of the next job is sent then.
   */
  async #leftoverGone(inbox: Inbox<FlightEvent>): Promise<boolean> {
    await this.#clearBuffers(inbox)
    if (this.#leftover === 'half-a-job') {
      await this.#line.write(new Uint8Array((this.#profile.bandRows * this.#profile.widthDots) / 8))
    }
    if (this.#leftover !== 'nothing') await this.#line.write(joined(LINE_FEED, CUT))
    if (this.#answers === 'owed' && this.#confirms !== 'no' && this.#profile.paperStatusFence !== 'no') {
      await this.#line.write(SEND_PAPER_STATUS)
      if (await this.#await(inbox, 'paper', this.#timing.fenceMs)) {
        while (await this.#await(inbox, 'paper', this.#timing.quietMs)) continue
        this.#answers = 'none-owed'
      } else if (this.#hasConfirmed()) return false
      else this.#confirms = 'no'
    }
    this.#leftover = 'nothing'
    return true
  }

  /** Asked after a wait, in which a printer may have been heard to confirm. */
  #hasConfirmed(): boolean {
    return this.#confirms === 'yes'
  }

  async #await(inbox: Inbox<FlightEvent>, kind: FlightEvent['kind'], milliseconds: number): Promise<boolean> {
    const deadline = performance.now() + milliseconds
    for (;;) {
      const event = await inbox.take(deadline - performance.now())
      if (event === null) return false
      if (event.kind === kind) return true
      if (event.kind === 'status' && event.status.state === 'disconnected') return false
    }
  }

  #heard(event: LineEvent): void {
    if (event.kind === 'status') {
      this.#log('printer status', { state: event.status.state })
      for (const listener of this.#listeners) listener(event.status)
      if (event.status.state === 'disconnected' && !this.#closed) this.#lookAfter(this.#timing.reconnectMs)
    }
    if (event.kind === 'paper' || event.kind === 'process-id') {
      this.#confirms = 'yes'
      // The fence of a sheet in doubt, come while idle: all of it is out.
      if (this.#flight === null) {
        this.#leftover = 'nothing'
        this.#answers = 'none-owed'
      }
    }
    this.#flight?.push(event)
  }

  #lookAfter(inMilliseconds: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), inMilliseconds)
  }

  /** Never rejects: a probe does not. */
  async #look(): Promise<void> {
    if (this.#flight === null) {
      const status = await this.#line.probe()
      this.#silences = status.state === 'silent' ? this.#silences + 1 : 0
      if (this.#silences >= SILENCES_BEFORE_RECONNECT && this.#flight === null) {
        this.#silences = 0
        await this.#line.renew()
      }
      if (status.state === 'ready' || status.state === 'not-ready') await this.#clearWhileIdle()
    }
    if (!this.#closed) this.#lookAfter(this.#pauseBeforeNextLook())
  }

  #pauseBeforeNextLook(): number {
    const { reconnectMs, idlePollMs } = this.#timing
    const { state } = this.#line.status
    if (state === 'disconnected') return reconnectMs
    // One that is switched on again prints what it kept: it is to be heard soon.
    return state === 'silent' ? Math.min(reconnectMs, idlePollMs) : idlePollMs
  }

  /** Takes its turn among the jobs: nothing of a job is cleared away. */
  #clearWhileIdle(): Promise<void> {
    if (this.#profile.clearBuffers !== 'yes' || this.#buffers === 'cleared') return Promise.resolve()
    const cleared = this.#queue.then(async () => {
      const inbox = new Inbox<FlightEvent>()
      this.#flight = inbox
      await this.#clearBuffers(inbox)
      this.#flight = null
    })
    this.#queue = cleared
    return cleared
  }
}

const LARGEST_ID = 9999

function bytesOf(fence: Fence): readonly Uint8Array[] {
  if (fence.kind === 'none') return []
  if (fence.kind === 'paper-status') return [SEND_PAPER_STATUS]
  // The id last: once it is heard no answer to this job is still to come.
  return fence.idAfterMs === null ? [processId(fence.id)] : [SEND_PAPER_STATUS, processId(fence.id)]
}

/**
 * What confirms a sheet on a printer that has left one unconfirmed: should it answer GS r after all, it may be answering
 * for a sheet before.
 */
function onlyItsOwn(fence: Fence): Fence {
  return fence.kind === 'process-id' ? { ...fence, idAfterMs: null } : { kind: 'none' }
}

/** Why a job is not begun; null when it may be. */
function refusal(status: PrinterStatus): SheetFailure | null {
  if (status.state === 'ready') return null
  return status.state === 'not-ready' ? status.reason : status.state
}

/** Of what a caller's callback threw, only the class goes to the log. */
function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.name : typeof fault
}
