import assert from 'node:assert'
import path from 'node:path'
import { openMachineLedger } from '../main/ledger/machine-ledger.ts'
import { openOperators } from '../main/operations/ledger-operators.ts'
import type { StaffRole } from '../main/operations/operators.ts'

/** A staff number and a PIN that the rules take. */
export const OPERATOR = { name: '1001', pin: '271828' }

/** And whoever manages the hall. */
export const MANAGER = { name: '1002', pin: '314159' }

/** Adds an operator to a terminal that does not run, as the installer's command does. `data`: its data folder. */
export async function addOperator(data: string, { name, pin } = OPERATOR, role: StaffRole = 'operator'): Promise<void> {
  const opened = await openMachineLedger(
    { terminal: { id: 'K01' }, data, key: { file: path.join(data, 'machine.key') } },
    { now: () => new Date(), warn: () => undefined },
  )
  assert(opened.ok, opened.ok ? '' : opened.fault.line)
  const { ledger, key } = opened.value
  const operators = await openOperators({ ledger, key, now: () => new Date(), uptime: () => 0 })
  const added = await operators.add(name, pin, role, { kind: 'command-line' })
  assert(added.ok)
  await ledger.close()
}
