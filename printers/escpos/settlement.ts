import type { PortFault } from '../../drivers/ports/port.ts'
import type { Result } from '../../drivers/result.ts'
import type { Fence } from './fence.ts'
import type { Inbox } from './inbox.ts'
import type { LineEvent } from './printer-line.ts'
import type { NotReadyReason, PrinterStatus } from './status.ts'

/** Why nothing of the sheet left this machine; it may be tried again. */
export type SheetFailure =
  | NotReadyReason
  | 'disconnected'
  | 'silent'
  /** What is to be printed could not be recorded first (`progress.sending` failed). */
  | 'not-recorded'
  /** Its time was over before the printer came to it: whoever waited for it has gone. */
  | 'too-late'

/** Why nobody can say whether the sheet came out. */
export type SheetDoubt =
  | NotReadyReason
  /** The printer stopped answering, or answers and never confirmed though it does confirm others. */
  | 'no-answer'
  | 'line-broken'
  /** It fell silent and came back without confirming: it was switched off in between. */
  | 'power'

/**
 * How a sheet ended. `printed` is what the printer confirmed; `sent` is all bytes handed over to a printer that stays
 * well and confirms nothing. `unknown` waits for a person and never for a retry.
 */
export type Settlement =
  | { readonly state: 'printed' }
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly reason: SheetFailure }
  | { readonly state: 'unknown'; readonly reason: SheetDoubt }

/** A job in flight: what the printer says, and that its last byte has left. */
export type FlightEvent = LineEvent | { readonly kind: 'written'; readonly result: Result<void, PortFault> }

export interface Flight {
  readonly inbox: Inbox<FlightEvent>
  readonly fence: Fence
  /** Whether this printer has ever answered a fence; silence then means something. */
  readonly confirms: () => boolean
  readonly status: () => PrinterStatus
  /** Asks the printer how it is; what it says comes through the inbox. */
  readonly probe: () => Promise<PrinterStatus>
  readonly timing: {
    readonly writeMs: number
    readonly fenceMs: number
    readonly lateFenceMs: number
    readonly flightPollMs: number
  }
}

/**
 * Follows a job from its write to its settlement. Trouble on the way (no paper, cover open) does not end it: the printer
 * keeps the rest and goes on after reloading, so the fence may still come, within `lateFenceMs` of the trouble or, once
 * the printer is well again, within `fenceMs` of that.
 */
export async function settlement(flight: Flight): Promise<Settlement> {
  const { inbox, fence, timing } = flight
  let written = false
  let trouble: NotReadyReason | null = null
  let fellSilent = false
  let processed = false
  let deadline = performance.now() + timing.writeMs
  const latest = deadline + timing.lateFenceMs + timing.fenceMs // however often a cover is opened and closed
  for (;;) {
    const left = Math.min(deadline, latest) - performance.now()
    if (left <= 0) break
    // Not before all has left: a question would wait behind the job, and its silence would mean nothing.
    const event = await inbox.take(written ? Math.min(left, timing.flightPollMs) : left)
    if (event === null) {
      if (written) void flight.probe() // never rejects; what it learns is an event
      continue
    }
    switch (event.kind) {
      case 'written':
        if (!event.result.ok) return { state: 'unknown', reason: 'line-broken' }
        written = true
        if (trouble === null) deadline = performance.now() + (fence.kind === 'none' ? timing.flightPollMs : timing.fenceMs)
        if (fence.kind === 'none') void flight.probe()
        break
      case 'process-id':
        if (fence.kind === 'process-id' && event.id === fence.id) return { state: 'printed' }
        break
      case 'paper':
        if (event.reading.troubles.length > 0) return { state: 'unknown', reason: 'paper-out' }
        if (fence.kind === 'paper-status') return { state: 'printed' }
        if (fence.kind === 'process-id' && fence.idAfterMs !== null && !processed) {
          processed = true
          deadline = performance.now() + fence.idAfterMs
        }
        break
      case 'status':
        if (event.status.state === 'disconnected') return { state: 'unknown', reason: 'line-broken' }
        if (event.status.state === 'silent') fellSilent = true
        else if (event.status.state === 'not-ready') {
          if (trouble === null) deadline = performance.now() + timing.lateFenceMs
          trouble ??= event.status.reason // the first is the cause: a cover is opened because the paper is out
        } else if (trouble !== null) deadline = Math.max(deadline, performance.now() + timing.fenceMs)
        break
      case 'buffers-cleared':
        break
    }
  }
  return verdict({ written, trouble, fellSilent, processed, confirms: flight.confirms(), status: flight.status() })
}

function verdict(seen: {
  readonly written: boolean
  readonly trouble: NotReadyReason | null
  readonly fellSilent: boolean
  readonly processed: boolean
  readonly confirms: boolean
  readonly status: PrinterStatus
}): Settlement {
  if (seen.trouble !== null) return { state: 'unknown', reason: seen.trouble }
  if (seen.processed) return { state: 'printed' }
  if (!seen.written || seen.status.state === 'silent') return { state: 'unknown', reason: 'no-answer' }
  if (seen.fellSilent) return { state: 'unknown', reason: 'power' }
  return seen.confirms ? { state: 'unknown', reason: 'no-answer' } : { state: 'sent' }
}
