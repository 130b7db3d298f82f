import { err, type Result } from '../../drivers/result.ts'
import type { Answer } from './answers.ts'
import type { PlatformFault } from './fault.ts'
import type { EventResult, Platform, PlatformEvent } from './platform.ts'

/** What whoever delivers the outbox goes by. */
export type DeliveryFault = { readonly line: string } & (
  | { readonly kind: 'unreachable' | 'refused-credential' }
  | { readonly kind: 'busy'; readonly retryAfterMs?: number }
  /** With `problem` the platform has understood what it was told, and refuses it for what it holds. */
  | { readonly kind: 'broken-answer'; readonly problem?: { readonly code: string; readonly title: string } }
)

/** The two calls of a platform that a terminal's records leave by. */
export interface EventCalls {
  /** 1 to 500 events; one result for each, in their order. */
  deliver(events: readonly PlatformEvent[], signal: AbortSignal): Promise<Result<readonly EventResult[], DeliveryFault>>
  reportAuditHead(
    head: { readonly count: number; readonly hash: string; readonly at: string },
    signal: AbortSignal,
  ): Promise<Result<Answer<'reportAuditHead'>, DeliveryFault>>
}

/** Statuses that are about the content of a call: not as written, too large, not to be done. */
const ABOUT_CONTENT: ReadonlySet<number> = new Set([400, 413, 422])

/** A platform as the delivery of the outbox sees it. */
export function eventCalls(platform: Pick<Platform, 'deliverEvents' | 'reportAuditHead'>): EventCalls {
  return {
    async deliver(events, signal) {
      const answered = await platform.deliverEvents(events, signal)
      return answered.ok ? answered : err(deliveryFault(answered.fault))
    },
    async reportAuditHead(head, signal) {
      const answered = await platform.reportAuditHead(head, signal)
      return answered.ok ? answered : err(deliveryFault(answered.fault))
    },
  }
}

function deliveryFault(fault: PlatformFault): DeliveryFault {
  const { line } = fault
  switch (fault.kind) {
    case 'unreachable':
    case 'refused-credential':
      return { kind: fault.kind, line }
    case 'busy':
    case 'resting':
      return { kind: 'busy', line, ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }) }
    case 'broken-answer':
      return { kind: 'broken-answer', line }
    case 'problem': {
      const { status, code, title } = fault
      return { kind: 'broken-answer', line, ...(ABOUT_CONTENT.has(status) ? { problem: { code, title } } : {}) }
    }
    default:
      return fault satisfies never
  }
}
