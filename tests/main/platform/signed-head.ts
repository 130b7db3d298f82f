import { auditSigner, type AuditHead } from '../../../main/ledger/audit-signature.ts'
import { machineKeyFrom } from '../../../main/ledger/machine-key.ts'

/** What the machine of terminal K01 signs. */
export const SIGN = auditSigner(machineKeyFrom(Buffer.alloc(32, 7)))

/** A head of K01's log, signed as its terminal does. */
export function signedHead(head: Omit<AuditHead, 'terminal'>, sign = SIGN) {
  return { ...head, ...sign({ terminal: 'K01', ...head }) }
}
