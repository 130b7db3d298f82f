import type { Tries } from './lock-out.ts'
import type { StaffRole } from './operators.ts'
import type { KeptOperator } from './staff-store.ts'

export interface TriesRow {
  readonly failures: number
  readonly wait_until: number
}

/** One of the staff as the table of either engine holds them. */
export interface StaffRow extends TriesRow {
  readonly operator_id: string
  readonly name: string
  readonly role: StaffRole
  readonly suite: number
  readonly parameters: string
  readonly salt: Buffer
  readonly pin_hash: Buffer
}

export function keptIn(row: StaffRow, tries: Tries): KeptOperator {
  return {
    operator: { id: row.operator_id, name: row.name, role: row.role },
    pin: { suite: row.suite, parameters: row.parameters, salt: row.salt, hash: row.pin_hash },
    tries,
  }
}

/** By the clock of the engine that wrote them. */
export function triesIn({ failures, wait_until: waitUntil }: TriesRow): Tries {
  return { failures, waitUntil }
}
