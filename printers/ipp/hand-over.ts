import { isDone, STATUS, statusText, type IppAnswer, type IppClient } from './client.ts'
import { fallbackFor, ticketOf, type A4Job } from './job-ticket.ts'
import { faultText, jobIdIn, look, searchFor, type Look } from './printer-talk.ts'
import type { Settlement, SheetDoubt, SheetFailure } from './settlement.ts'
import type { A4Status } from './status.ts'
import type { A4Timing } from './timing.ts'
import type { TransportFault } from './transport.ts'

/** What everything that is done for one sheet needs. */
export interface SheetInFlight {
  readonly client: IppClient
  readonly job: A4Job
  /** The printer as it was before the sheet. */
  readonly before: Look
  /** On the clock of `performance.now`: after that it does not begin any more. */
  readonly until: number
  readonly timing: A4Timing
  readonly log: (event: string, details: Readonly<Record<string, string | number | boolean>>) => void
  /** Waits; shorter when the terminal closes. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly isClosed: () => boolean
  /** Tells what a look has shown, at once. */
  readonly onStatus: (status: A4Status) => void
}

/** The printer has the job under this id, or it never will, or nobody knows. */
export type HandOver =
  | { readonly kind: 'taken'; readonly id: number; readonly document: 'accepted' | 'in-doubt' }
  | { readonly kind: 'settled'; readonly settlement: Settlement }

/**
 * Above this a document goes by Create-Job and Send-Document: the printer's name for the job is known before the pages
 * move, so that an upload of seconds that breaks off is no doubt, and a busy printer says so before it. Below it
 * (certificates composed here weigh up to 90 kB, a second even on a slow network) Print-Job is one request, and the only
 * one that every printer has.
 */
const LARGE_DOCUMENT_BYTES = 262_144
/** A job that three searches do not find, `searchMs` apart, is not there. */
const SEARCHES = 3

/** Asks whether the job would be taken; answers what of the ticket has to be left out. Nothing is printed by it. */
export async function validate(sheet: SheetInFlight): Promise<{ readonly left: ReadonlySet<string> } | Settlement> {
  let left: ReadonlySet<string> = new Set()
  if (!sheet.before.capabilities.validateJob) return { left }
  for (;;) {
    const ticket = ticketOf(sheet.job, sheet.before.capabilities, left)
    const asked = await sheet.client.validateJob(ticket.operation, ticket.job)
    if (!asked.ok) return failedBy(asked.fault)
    const { status } = asked.value
    if (status === STATUS.operationNotSupported) return { left }
    const next = await afterRefusal(sheet, asked.value, left)
    if (next === 'done') return { left }
    if ('state' in next) return next
    left = next.left
  }
}

/** Gives the job to the printer, once. Busy is tried again while the sheet lives; a lost answer is looked for first. */
export async function handOver(sheet: SheetInFlight, validated: ReadonlySet<string>): Promise<HandOver> {
  const large = sheet.job.pdf.length > LARGE_DOCUMENT_BYTES && sheet.before.capabilities.createJob
  let left = validated
  let late: SheetFailure = 'too-late'
  for (;;) {
    if (performance.now() > sheet.until) return failed(late)
    if (sheet.isClosed()) return failed('unreachable')
    const { operation, job } = ticketOf(sheet.job, sheet.before.capabilities, left)
    const asked = large
      ? await sheet.client.createJob(operation, job)
      : await sheet.client.printJob(operation, job, sheet.job.pdf)
    if (!asked.ok) {
      sheet.log('answer lost', { fault: faultText(asked.fault) })
      if (asked.fault.kind !== 'no-answer') return { kind: 'settled', settlement: failedBy(asked.fault) }
    }
    const id = asked.ok ? jobIdIn(asked.value) : null
    // A job-id is a job, whatever the status says of it.
    if (id !== null) return large ? sendDocument(sheet, id) : { kind: 'taken', id, document: 'accepted' }
    if (!asked.ok || mayHaveMadeOne(asked.value)) {
      // A job without a document prints nothing: a second one does no harm.
      const found = await search(sheet, large ? 'always' : isLateOne(asked) ? 'never' : 'with-history')
      if (found.kind === 'taken') return large ? sendDocument(sheet, found.id) : found
      if (found.kind === 'settled') return found
      continue
    }
    const next = await afterRefusal(sheet, asked.value, left)
    if (next === 'done') continue
    if ('state' in next) return { kind: 'settled', settlement: next }
    if (next.left === left) late = 'busy'
    left = next.left
  }
}

function isLateOne(asked: { readonly ok: true } | { readonly ok: false; readonly fault: TransportFault }): boolean {
  return !asked.ok && asked.fault.kind === 'no-answer' && asked.fault.mayActLater
}

/** Done without a job-id is an answer that means nothing, and an internal error may have come after the job was made. */
function mayHaveMadeOne(answer: IppAnswer): boolean {
  const { status } = answer
  const knownNotTo: readonly number[] = [
    STATUS.busy, STATUS.temporaryError, STATUS.notAcceptingJobs, STATUS.operationNotSupported, STATUS.versionNotSupported,
  ]
  return isDone(answer) || (status >= STATUS.operationNotSupported - 1 && !knownNotTo.includes(status))
}

/**
 * A job whose document got lost on the way prints nothing: it waits until its time is over and is cancelled then. One
 * whose document was refused has nothing either.
 */
async function sendDocument(sheet: SheetInFlight, id: number): Promise<HandOver> {
  for (;;) {
    const sent = await sheet.client.sendDocument(id, sheet.job.pdf)
    if (!sent.ok) {
      sheet.log('answer lost', { fault: faultText(sent.fault) })
      return { kind: 'taken', id, document: 'in-doubt' }
    }
    if (isDone(sent.value)) return { kind: 'taken', id, document: 'accepted' }
    sheet.log('document refused', { status: statusText(sent.value.status) })
    const again = sent.value.status === STATUS.busy && performance.now() + sheet.timing.retryMs < sheet.until && !sheet.isClosed()
    if (!again) return { kind: 'taken', id, document: 'in-doubt' }
    await sheet.pause(sheet.timing.retryMs)
  }
}

/** `done`, what to leave out at the next attempt, or why there is none. Waits before a busy printer is asked again. */
async function afterRefusal(
  sheet: SheetInFlight,
  answer: IppAnswer,
  left: ReadonlySet<string>,
): Promise<'done' | { readonly left: ReadonlySet<string> } | Settlement> {
  const { status } = answer
  if (status === STATUS.busy || status === STATUS.temporaryError) {
    if (performance.now() + sheet.timing.retryMs > sheet.until || sheet.isClosed()) return { state: 'failed', reason: 'busy' }
    await sheet.pause(sheet.timing.retryMs)
    return { left }
  }
  if (status === STATUS.notAcceptingJobs) return { state: 'failed', reason: 'not-accepting-jobs' }
  if (status === STATUS.documentFormatNotSupported) return { state: 'failed', reason: 'no-pdf' }
  if (status === STATUS.documentFormatError) return { state: 'failed', reason: 'bad-document' }
  const refuses = status === STATUS.attributesNotSupported || status === STATUS.conflictingAttributes
  if (!isDone(answer) && !refuses) {
    sheet.log('sheet refused', { status: statusText(status) })
    return { state: 'failed', reason: 'refused' }
  }
  const fallback = fallbackFor(answer.unsupported, refuses)
  switch (fallback.kind) {
    case 'as-it-is':
      return 'done'
    case 'unsuitable':
      return { state: 'failed', reason: fallback.lacks === 'a4' ? 'no-a4' : 'no-pdf' }
    case 'refused':
      return { state: 'failed', reason: 'refused' }
    case 'without': {
      const more = new Set([...left, ...fallback.names])
      sheet.log('attributes left out', { names: [...fallback.names].join(' ') })
      return more.size > left.size ? { left: more } : { state: 'failed', reason: 'refused' }
    }
    default:
      return fallback satisfies never
  }
}

/**
 * Looks for the job of a lost answer by its name. It is known not to be there only when a printer that lists its ended
 * jobs, and was not switched off meanwhile, does not list it again and again, and nothing of it can still be on its way;
 * then it may be sent anew.
 */
async function search(
  sheet: SheetInFlight,
  absenceCounts: 'always' | 'with-history' | 'never',
): Promise<HandOver | { readonly kind: 'not-taken' }> {
  const { timing, client, job } = sheet
  const until = performance.now() + timing.goneMs
  let absences = 0
  for (;;) {
    await sheet.pause(timing.searchMs)
    const now = await look(client, sheet.before.stateReasons)
    sheet.onStatus(now.ok ? now.value.status : now.fault)
    const found = await searchFor(client, job.key)
    if (found.kind === 'found') return { kind: 'taken', id: found.job.id, document: 'accepted' }
    if (sheet.isClosed()) return unknown('closed')
    if (found.kind === 'no-answer') {
      absences = 0
      if (performance.now() > until) return unknown('no-answer')
      continue
    }
    absences += 1
    if (absences < SEARCHES) continue
    const { upTime } = sheet.before
    if (now.ok && upTime !== null && now.value.upTime !== null && now.value.upTime < upTime) return unknown('power')
    const isKnown = absenceCounts === 'always' || (absenceCounts === 'with-history' && found.keepsHistory)
    return now.ok && isKnown ? { kind: 'not-taken' } : unknown('no-answer')
  }
}

function failedBy(fault: TransportFault): Settlement {
  return { state: 'failed', reason: fault.kind === 'turned-away' ? 'refused' : 'unreachable' }
}

function failed(reason: SheetFailure): HandOver {
  return { kind: 'settled', settlement: { state: 'failed', reason } }
}

function unknown(reason: SheetDoubt): HandOver {
  return { kind: 'settled', settlement: { state: 'unknown', reason } }
}
