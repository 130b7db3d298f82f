import { err, type Result } from '../../drivers/result.ts'
import type { EventPort, PlatformFault as DeliveryFault } from './event-port.ts'
import type { PlatformFault } from './fault.ts'
import type { Platform } from './platform.ts'

/** What the delivery asks, asked by the platform's written API. */
export function eventsOverApi(platform: Pick<Platform, 'deliverEvents' | 'reportAuditHead'>): EventPort {
  return {
    deliver: async (events, signal) => told(await platform.deliverEvents(events, signal)),
    reportAuditHead: async (head, signal) => told(await platform.reportAuditHead(head, signal)),
  }
}

function told<Value>(asked: Result<Value, PlatformFault>): Result<Value, DeliveryFault> {
  return asked.ok ? asked : err(faultOf(asked.fault))
}

/** Statuses by which a platform that has understood refuses what a request holds (RFC 9110). */
const REFUSES_CONTENT: ReadonlySet<number> = new Set([400, 413, 422])

function faultOf(fault: PlatformFault): DeliveryFault {
  const { line } = fault
  switch (fault.kind) {
    case 'unreachable':
    case 'refused-credential':
      return { kind: fault.kind, line }
    case 'busy':
      return { kind: 'busy', line, ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }) }
    case 'resting':
      return { kind: 'busy', line, retryAfterMs: fault.retryAfterMs }
    case 'broken-answer':
      return { kind: 'broken-answer', line }
    case 'problem': {
      const { code, title } = fault
      return { kind: 'broken-answer', line, ...(REFUSES_CONTENT.has(fault.status) ? { problem: { code, title } } : {}) }
    }
  }
}
