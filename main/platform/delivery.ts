import type { PlatformView } from '../contract/operator.ts'
import type { SignAuditHead } from '../ledger/audit-signature.ts'
import type { Log } from '../operations/log.ts'
import { reportAuditLog } from './audit-report.ts'
import type { EventPort } from './event-port.ts'
import type { KeptEvents } from './kept-events.ts'
import { deliverOutbox } from './outbox-delivery.ts'

/** What leaves a terminal, or a hall server, that has a platform. */
export interface Delivery {
  readonly view: PlatformView
  /** Ends both in order; resolves when nothing is asked or written any more. */
  close(): Promise<void>
}

/** A terminal that knows of no platform: everything stays in its outbox. */
export const NO_PLATFORM: PlatformView = { delivery: { state: 'no-platform' }, auditLog: 'not-reported' }

/** Delivers the outbox to the platform and reports the head of the audit log to it, from now until `close`. */
export function startDelivery(parts: {
  readonly kept: KeptEvents
  readonly port: EventPort
  readonly terminal: string
  readonly signAuditHead: SignAuditHead
  readonly now: () => Date
  readonly log: Log
  /** What `view` says has changed. */
  readonly onChange: () => void
  /** What only the ledger or a bug can do; it is tried again. */
  readonly onFault: (error: unknown) => void
}): Delivery {
  const { kept, port, now, log, onChange, onFault } = parts
  const events = deliverOutbox({ outbox: kept.outbox, platform: port, now, random: Math.random, log, onChange, onFault })
  const auditLog = reportAuditLog({ kept, platform: port, terminal: parts.terminal, sign: parts.signAuditHead, now, random: Math.random, log, onChange, onFault })
  return {
    get view() {
      return { delivery: events.view, auditLog: auditLog.verdict }
    },
    async close() {
      await Promise.all([events.close(), auditLog.close()])
    },
  }
}
