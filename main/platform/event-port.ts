import type { Result } from '../../drivers/result.ts'
import type { AuditHead, AuditSignature } from '../ledger/audit-signature.ts'
import type { OutboxEvent } from '../ledger/outbox.ts'

/**
 * What the delivery asks of the platform. Whoever stands behind it never throws for what the world does, waits for
 * no answer without an end, and gives up promptly once `signal` aborts, with whatever fault it likes.
 */
export interface EventPort {
  /**
   * Between 1 and 500 events, none two of one subject. `ok` is a whole answer of the platform as its document has it;
   * anything less is a fault, and then nobody knows which of the events it has.
   */
  deliver(events: readonly DeliveredEvent[], signal: AbortSignal): Promise<Result<readonly EventAnswer[], PlatformFault>>
  /** The head of the audit log, so that a ledger put back or a tail cut off is noticed elsewhere. */
  reportAuditHead(head: ReportedAuditHead, signal: AbortSignal): Promise<Result<AuditHeadAnswer, PlatformFault>>
}

export interface DeliveredEvent extends OutboxEvent {
  /** The same at every try. */
  readonly id: string
  /** ISO 8601 in UTC. */
  readonly at: string
}

/**
 * `taken` now or `known` from an earlier try: the platform has it. `refused`: it never will. `later`: not now.
 * `problem` says why (RFC 9457), in the platform's own words.
 */
export interface EventAnswer {
  readonly id: string
  readonly outcome: 'taken' | 'known' | 'refused' | 'later'
  readonly problem?: Problem
}

export interface Problem {
  readonly code: string
  readonly title: string
}

/** The head of this terminal's log, signed by its machine. */
export type ReportedAuditHead = Omit<AuditHead, 'terminal'> & AuditSignature

/** `behind`: the platform knows of more entries. `contradicts`: of as many, with another hash. */
export interface AuditHeadAnswer {
  readonly outcome: 'taken' | 'behind' | 'contradicts'
  readonly known?: { readonly count: number; readonly hash: string }
}

/** `line` is one sentence for an administrator, with nothing of a person. */
export type PlatformFault = { readonly line: string } & (
  | { readonly kind: 'unreachable' | 'refused-credential' }
  /** It asks to be left alone, as by 429 or 503. */
  | { readonly kind: 'busy'; readonly retryAfterMs?: number }
  /**
   * An answer that is none. With `problem` the platform has understood the request and refuses it for what it holds
   * (400, 413 or 422 with a problem document); never for a 5xx, a page of HTML or half an answer.
   */
  | { readonly kind: 'broken-answer'; readonly problem?: Problem }
)
