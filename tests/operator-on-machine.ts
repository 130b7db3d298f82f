import assert from 'node:assert'
import path from 'node:path'
import { openMachineLedger } from '../main/ledger/machine-ledger.ts'
import { openOperators } from '../main/operations/ledger-operators.ts'

/** A staff number and a PIN that the rules take. */
export const OPERATOR = { name: '1001', pin: '271828' }

/** Adds an operator to a terminal that does not run, as the installer's command does. `data`: its data folder. */
export async function addOperator(data: string, { name, pin } = OPERATOR): Promise<void> {
  const opened = await openMachineLedger(
    { terminal: { id: 'K01' }, data, key: { file: path.join(data, 'machine.key') } },
    { now: () => new Date(), warn: () => undefined },
  )
  assert(opened.ok, opened.ok ? '' : opened.fault.line)
  const { ledger, key } = opened.value
  const operators = await openOperators({ ledger, key, now: () => new Date(), uptime: () => 0 })
  const added = await operators.add(name, pin, 'operator', { kind: 'command-line' })
  assert(added.ok)
  await ledger.close()
}
