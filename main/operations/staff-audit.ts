import type { AuditEntry } from '../ledger/audit.ts'
import type { Authority, Operator } from './operators.ts'
import type { StaffTransaction } from './staff-store.ts'

export function note(tx: StaffTransaction, by: string, event: string, payload: AuditEntry['payload']): void {
  tx.audit({ actor: by, event, payload })
}

export function aboutOf(operator: Operator): AuditEntry['payload'] {
  return { operator: operator.id, name: operator.name }
}

/** `clerk:NAME`, `operator:NAME` */
export function actorOf({ role, name }: Operator): string {
  return `${role === 'clerk' ? 'clerk' : 'operator'}:${name}`
}

export function actor(by: Authority): string {
  return by.kind === 'command-line' ? 'command-line' : `operator:${by.name}`
}
