import type { Audit, AuditEntry } from '../ledger/audit.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Outbox } from '../ledger/outbox.ts'

/** What the delivery needs of whatever keeps events and audit log: the terminal's ledger, or the hall's PostgreSQL. */
export interface KeptEvents {
  readonly outbox: Pick<Outbox, 'due' | 'nextDueAt' | 'record' | 'onNews'>
  readonly audit: Pick<Audit, 'head'>
  /** An entry for the audit log, in a transaction of its own. */
  note(entry: AuditEntry): Promise<void>
}

export function eventsOfLedger(ledger: Pick<Ledger, 'outbox' | 'audit' | 'transact'>): KeptEvents {
  return {
    outbox: ledger.outbox,
    audit: ledger.audit,
    note: (entry) => ledger.transact((tx) => ledger.audit.append(tx, entry)),
  }
}
