import type { OpenPort } from '../../drivers/ports/port.ts'
import { joined } from './commands.ts'
import { fenceBytes, fencesOf, onlyItsOwn, type Fence } from './fence.ts'
import { Inbox } from './inbox.ts'
import { Leftover } from './leftover.ts'
import { PrinterLine, type LineEvent, type PrinterLog } from './printer-line.ts'
import type { PrinterProfile } from './profile.ts'
import { settlement, type FlightEvent, type Settlement, type SheetFailure } from './settlement.ts'
import type { PrinterStatus } from './status.ts'
import { PRINTER_TIMING, type PrinterTiming } from './timing.ts'

export { RELEASED, type PrinterStatus } from './status.ts'
export type { Settlement } from './settlement.ts'
export { PRINTER_TIMING, type PrinterTiming } from './timing.ts'

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
  readonly #leftover: Leftover
  readonly #nextFence: () => Fence

  constructor(options: ThermalPrinterOptions) {
    this.#profile = options.profile
    this.#timing = { ...PRINTER_TIMING, ...options.timing }
    this.#log = options.log ?? (() => undefined)
    this.#nextFence = fencesOf(this.#profile, this.#timing.idAfterMs)
    this.#line = new PrinterLine({
      open: options.open,
      queries: options.profile.realTimeQueries,
      answerMs: this.#timing.answerMs,
      log: this.#log,
      onEvent: (event) => this.#heard(event),
    })
    this.#leftover = new Leftover({
      line: this.#line,
      profile: this.#profile,
      timing: this.#timing,
      log: this.#log,
      lastSheet: options.lastSheet ?? 'settled',
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
    const before = await this.#leftover.endBefore(inbox, this.#confirms)
    if (before === 'stuck') return { state: 'failed', reason: 'error' }
    if (before === 'not-confirmed' && !this.#hasConfirmed()) this.#confirms = 'no'
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
    const writing = this.#line.write(joined(job, ...fenceBytes(fence))).then(async (result) => {
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
    if (settled.state === 'printed') this.#leftover.isOut()
    else if (settled.state === 'sent') {
      if (fence.kind !== 'none' && !this.#hasConfirmed()) this.#confirms = 'no'
      this.#leftover.letGo(job, fence.kind !== 'none')
    } else if (settled.state === 'unknown') {
      await this.#leftover.giveUp({ job, left: bytes.state === 'left', why: settled.reason, inbox })
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

  /** Asked after a wait, in which a printer may have been heard to confirm. */
  #hasConfirmed(): boolean {
    return this.#confirms === 'yes'
  }

  #heard(event: LineEvent): void {
    if (event.kind === 'status') {
      this.#log('printer status', { state: event.status.state })
      for (const listener of this.#listeners) listener(event.status)
      if (event.status.state !== 'ready' && this.#flight === null) this.#leftover.stopped(event.status)
      if (event.status.state === 'disconnected' && !this.#closed) this.#lookAfter(this.#timing.reconnectMs)
    }
    if (event.kind === 'paper' || event.kind === 'process-id') {
      this.#confirms = 'yes'
      // The fence of a sheet in doubt, come while idle: all of it is out.
      if (this.#flight === null) this.#leftover.isOut()
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
    if (!this.#leftover.isToBeCleared) return Promise.resolve()
    const cleared = this.#queue.then(async () => {
      const inbox = new Inbox<FlightEvent>()
      this.#flight = inbox
      await this.#leftover.clear(inbox)
      this.#flight = null
    })
    this.#queue = cleared
    return cleared
  }
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
