import { CLEAR_BUFFERS, CUT, joined, LINE_FEED, RECOVER_FROM_JAM_CLEARED, SEND_PAPER_STATUS } from './commands.ts'
import type { Inbox } from './inbox.ts'
import type { PrinterLine, PrinterLog } from './printer-line.ts'
import type { PrinterProfile } from './profile.ts'
import type { FlightEvent, SheetDoubt } from './settlement.ts'
import type { PrinterStatus } from './status.ts'
import type { PrinterTiming } from './timing.ts'

/** A sheet that nobody waits for any more. */
interface GivenUp {
  readonly job: Uint8Array
  /** All bytes have left this machine. */
  readonly left: boolean
  readonly why: SheetDoubt
  readonly inbox: Inbox<FlightEvent>
}

/**
 * What a sheet in doubt may have left in the printer: bytes in its buffers, half a command, a strip that hangs in it,
 * and an answer still to come. Nobody waits for any of it, so it must not come out by itself after reloading, nor on the
 * morrow, nor be taken for the next person's.
 */
export class Leftover {
  readonly #line: PrinterLine
  readonly #profile: PrinterProfile
  readonly #timing: PrinterTiming
  readonly #log: PrinterLog
  /** `lacking`: bytes for which the printer may still wait, in the middle of a picture. */
  #job: 'none' | { readonly lacking: number }
  /** Nobody knows what a printer holds that this terminal has not cleared: it may have been off with its buffer full. */
  #buffers: 'not-cleared' | 'cleared' = 'not-cleared'
  /** An answer to GS r may still come that the next job must not take for its own. */
  #answers: 'none-owed' | 'owed'
  /** The last sheet that was called sent: it may still be on its way through the printer. */
  #letGo: { readonly job: Uint8Array; readonly until: number } | null = null

  constructor(options: {
    readonly line: PrinterLine
    readonly profile: PrinterProfile
    readonly timing: PrinterTiming
    readonly log: PrinterLog
    readonly lastSheet: 'settled' | 'in-doubt'
  }) {
    this.#line = options.line
    this.#profile = options.profile
    this.#timing = options.timing
    this.#log = options.log
    this.#job = options.lastSheet === 'in-doubt' ? { lacking: this.#largestPicture() } : 'none'
    this.#answers = options.lastSheet === 'in-doubt' ? 'owed' : 'none-owed'
  }

  /** Whether the printer can be told to clear its buffers, and has not been. */
  get isToBeCleared(): boolean {
    return this.#profile.clearBuffers === 'yes' && this.#buffers === 'not-cleared'
  }

  /**
   * What has not left this machine never leaves; what has is cleared at once where the printer can (it hears that out of
   * paper too), else as soon as it answers again.
   */
  async giveUp({ job, left, why, inbox }: GivenUp): Promise<void> {
    const { status } = this.#line
    const hasAll = left && isTold(why) && (status.state === 'ready' || status.state === 'not-ready')
    this.#job = { lacking: hasAll ? 0 : Math.min(job.length, this.#largestPicture()) }
    this.#buffers = 'not-cleared'
    this.#answers = 'owed'
    // Bytes that this machine's own system or a network box still holds go with the line.
    if (!left || status.state === 'silent') await this.#line.drop('a sheet was given up')
    else if (this.isToBeCleared) await this.clear(inbox)
    // A printer without that command clears itself in one state.
    else if (why === 'cutter' && status.state === 'not-ready' && status.reason === 'cutter') {
      void this.#line.write(RECOVER_FROM_JAM_CLEARED) // never rejects, and never answers
    }
  }

  /** Clears the printer's buffers where it can and has not; it is done once the printer says so. */
  async clear(inbox: Inbox<FlightEvent>): Promise<void> {
    if (!this.isToBeCleared || this.#line.status.state === 'disconnected') return
    void this.#line.write(CLEAR_BUFFERS) // never rejects; on a line that takes nothing more it lasts for ever
    if (!(await heard(inbox, 'buffers-cleared', this.#timing.answerMs))) return
    this.#buffers = 'cleared'
    // Fences that waited in the buffers are cleared with them (Epson GS ( H), and what was answered before was heard.
    this.#answers = 'none-owed'
    this.#log('printer buffers cleared', {})
  }

  /**
   * Before the next job, everything is brought to an end: buffers cleared where the printer can, a half-eaten picture
   * filled up (NUL prints nothing elsewhere), the strip that may have been begun cut off, and an answer that is owed
   * waited for. `stuck`: the printer does not get that far; nothing of the next job may be sent. It is forgotten only when
   * a next job has come out: should that not be begun after all, all of this is done again before the one after it.
   */
  async endBefore(
    inbox: Inbox<FlightEvent>,
    confirms: 'not-seen-yet' | 'yes' | 'no',
  ): Promise<'ended' | 'not-confirmed' | 'stuck'> {
    await this.clear(inbox)
    if (this.#job !== 'none') {
      if (this.#job.lacking > 0) await this.#line.write(new Uint8Array(this.#job.lacking))
      await this.#line.write(joined(LINE_FEED, CUT))
    }
    if (this.#answers === 'owed' && confirms !== 'no' && this.#profile.paperStatusFence !== 'no') {
      await this.#line.write(SEND_PAPER_STATUS)
      if (!(await heard(inbox, 'paper', this.#timing.fenceMs))) {
        return confirms === 'yes' || this.#line.status.state !== 'ready' ? 'stuck' : 'not-confirmed'
      }
      while (await heard(inbox, 'paper', this.#timing.quietMs)) continue
      this.#answers = 'none-owed'
    }
    return 'ended'
  }

  /** A sheet was called sent, and nobody knows when the printer has done with it; `asked`: a fence was sent with it. */
  letGo(job: Uint8Array, asked: boolean): void {
    if (asked) this.#answers = 'owed'
    this.#job = 'none'
    this.#letGo = { job, until: performance.now() + this.#timing.fenceMs }
  }

  /** The printer has stopped, or is gone: half of a sheet just let go may hang in it. */
  stopped(status: PrinterStatus): void {
    if (this.#letGo === null || performance.now() > this.#letGo.until) return
    this.#job = { lacking: Math.min(this.#letGo.job.length, this.#largestPicture()) }
    // One that tells what it stopped for goes on with the sheet when that is mended, and may.
    if (status.state !== 'not-ready') this.#buffers = 'not-cleared'
    this.#letGo = null
  }

  /** The last fence has come: the printer has obeyed all that was sent. */
  isOut(): void {
    this.#job = 'none'
    this.#answers = 'none-owed'
  }

  /** The data of one GS v 0, bytes. */
  #largestPicture(): number {
    return (this.#profile.bandRows * this.#profile.widthDots) / 8
  }
}

/** The printer itself told what it stopped for: it had taken in what was sent by then. */
function isTold(why: SheetDoubt): boolean {
  return why !== 'no-answer' && why !== 'line-broken' && why !== 'power'
}

async function heard(inbox: Inbox<FlightEvent>, kind: FlightEvent['kind'], milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  for (;;) {
    const event = await inbox.take(deadline - performance.now())
    if (event === null) return false
    if (event.kind === kind) return true
    if (event.kind === 'status' && event.status.state === 'disconnected') return false
  }
}
