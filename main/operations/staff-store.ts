import type { AuditEntry } from '../ledger/audit.ts'
import type { Tries } from './lock-out.ts'
import type { Operator } from './operators.ts'
import type { PinHash } from './pin.ts'
import type { SignIns, SignInTransaction } from './sign-ins.ts'

/** One of the staff with what is kept of the PIN and of wrong ones. */
export interface KeptOperator {
  readonly operator: Operator
  readonly pin: PinHash
  readonly tries: Tries
}

/** What is known under a name that was typed. */
export interface Looked {
  readonly kept: KeptOperator | null
  /** Tries under names of this bucket that nobody has; looked for whatever the name, so that the work is alike. */
  readonly stranger: Tries
  /** Milliseconds by which waits are counted (`Tries.waitUntil`): the machine's uptime, or the database's clock. */
  readonly clock: number
}

/** Where staff are kept: the terminal's ledger, or the hall server's PostgreSQL. The rules are written once, over this. */
export interface StaffStore {
  look(name: string, bucket: number): Promise<Looked>
  /** By name. */
  all(): Promise<{ readonly all: readonly KeptOperator[]; readonly clock: number }>
  readonly signIns: SignIns
  /** Durable when it resolves; of one that rejects nothing remains. */
  transact<Value>(body: (tx: StaffTransaction) => Promise<Value>): Promise<Value>
}

export interface StaffTransaction {
  /** What is found holds until the transaction ends: nobody counts a try under the name meanwhile. */
  look(name: string, bucket: number): Promise<Looked>
  add(kept: KeptOperator, at: Date): Promise<void>
  remove(id: string): Promise<void>
  setPin(id: string, pin: PinHash): Promise<void>
  noteTries(id: string, tries: Tries): Promise<void>
  noteStranger(bucket: number, tries: Tries): Promise<void>
  /** Of all names that nobody has. */
  forgetStrangers(): Promise<void>
  readonly signIns: SignInTransaction
  audit(entry: AuditEntry): void
}
