import type { JobReport } from './job-report.ts'
import type { NotReadyReason } from './status.ts'

/** Why nothing of the sheet came out; it may be tried again. */
export type SheetFailure =
  | NotReadyReason
  | 'unreachable'
  | 'no-a4'
  | 'no-pdf'
  /** At work for somebody else for the whole of the sheet's time. */
  | 'busy'
  /** What is to be printed could not be recorded first (`progress.sending` failed). */
  | 'not-recorded'
  /** Its time was over before the printer came to it: whoever waited for it has gone. */
  | 'too-late'
  /** The printer does not take the job, for a reason that trying again does not mend. */
  | 'refused'
  /** The printer cannot read the document. */
  | 'bad-document'
  /** Ended by somebody at the printer or its queue, or by the printer itself, before anything came out. */
  | 'canceled'
  | 'aborted'
  /** An earlier sheet in doubt is still in the printer and cannot be taken back; this one would come out behind it. */
  | 'earlier-sheet'

/** Why nobody can say whether the sheet came out. */
export type SheetDoubt =
  | NotReadyReason
  /** The printer stopped answering, or its queue no longer reaches it. */
  | 'no-answer'
  /** It came back without the job: it was switched off in between, or had its job taken away. */
  | 'power'
  | 'job-lost'
  /** The job ended, and the printer says that errors occurred in it. */
  | 'errors'
  /** Called completed, with fewer pages than it has. */
  | 'pages-missing'
  | 'canceled'
  | 'aborted'
  /** At work for longer than any sheet takes, without a trouble told. */
  | 'too-slow'
  /** Given up by this terminal, which was ending. */
  | 'closed'

/**
 * How a sheet ended. `printed` is what the printer confirmed, page by page where it counts them; `sent` is a job that a
 * queue calls completed which only knows that all was handed over. `unknown` waits for a person and never for a retry.
 */
export type Settlement =
  | { readonly state: 'printed' }
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly reason: SheetFailure }
  | { readonly state: 'unknown'; readonly reason: SheetDoubt }

/** What was seen of a flight until its job was at rest. */
export interface Seen {
  readonly pages: number
  /** The first trouble that stood in its way; it is the cause of what followed. */
  readonly trouble: NotReadyReason | null
  /** A jam spoils paper that is on its way, counted or not. */
  readonly jammed: boolean
  /** CUPS counts what its filter made (printing.md, 4.1): no proof, neither of a page nor of none. */
  readonly countsPages: boolean
  readonly confirms: boolean
}

const DOCUMENT_REASONS = [
  'document-format-error',
  'unsupported-document-format',
  'document-unprintable-error',
  'document-password-error',
  'document-permission-error',
]
const ERROR_REASONS = ['job-completed-with-errors', 'aborted-by-system', 'document-format-error', 'document-unprintable-error']

/** How a sheet ended whose job is at rest. */
export function settlementOf(job: JobReport, seen: Seen): Settlement {
  if (job.state === 'completed') return completed(job, seen)
  const ending = job.state === 'aborted' ? 'aborted' : 'canceled'
  if (!nothingCameOut(job, seen)) return { state: 'unknown', reason: seen.trouble ?? ending }
  if (job.reasons.some((reason) => DOCUMENT_REASONS.includes(reason))) return { state: 'failed', reason: 'bad-document' }
  return { state: 'failed', reason: seen.trouble ?? ending }
}

/** `job-completed-with-warnings` is a page that came out all the same (RFC 8011, section 5.3.8: quality or finishing). */
function completed(job: JobReport, seen: Seen): Settlement {
  if (job.reasons.some((reason) => ERROR_REASONS.includes(reason))) return { state: 'unknown', reason: 'errors' }
  if (!seen.confirms) return { state: 'sent' }
  if (seen.countsPages && job.impressions !== null && job.impressions < seen.pages) return { state: 'unknown', reason: 'pages-missing' }
  return { state: 'printed' }
}

/** Known of a job that was not begun, and of one whose printer counts pages itself and has counted none. */
function nothingCameOut(job: JobReport, seen: Seen): boolean {
  if (job.begun === false) return true
  return seen.countsPages && job.impressions === 0 && !seen.jammed
}
