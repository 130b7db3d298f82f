import assert from 'node:assert'
import path from 'node:path'
import { createHallDevices } from '../main/enrolment/hall-devices.ts'
import { ledgerDevices } from '../main/enrolment/ledger-devices.ts'
import type { Ledger } from '../main/ledger/ledger.ts'
import { openMachineLedger } from '../main/ledger/machine-ledger.ts'
import type { MachineKey } from '../main/ledger/machine-key.ts'
import { openOperators } from '../main/operations/ledger-operators.ts'
import type { StaffRole } from '../main/operations/operators.ts'

/** A staff number and a PIN that the rules take. */
export const OPERATOR = { name: '1001', pin: '271828' }

/** And whoever manages the hall. */
export const MANAGER = { name: '1002', pin: '314159' }

/** Adds an operator to a terminal that does not run, as the installer's command does. `data`: its data folder. */
export async function addOperator(data: string, { name, pin } = OPERATOR, role: StaffRole = 'operator'): Promise<void> {
  await onMachine(data, async ({ ledger, key }) => {
    const operators = await openOperators({ ledger, key, now, uptime: () => 0 })
    const added = await operators.add(name, pin, role, { kind: 'command-line' })
    assert(added.ok)
  })
}

/** Lets a browser of the hall in at a terminal that does not run, without the code that somebody would compare. Answers its credential. */
export async function letWindowIn(data: string, window: string): Promise<string> {
  return await onMachine(data, async ({ ledger, key }) => {
    const devices = await createHallDevices({ store: ledgerDevices(ledger), key, now, onChange: () => undefined, onFault: raise })
    const { credential } = await devices.enrol({ kind: 'window', window }, 'test')
    await devices.close()
    return credential
  })
}

const now = () => new Date()

function raise(error: unknown): never {
  throw error
}

async function onMachine<Value>(data: string, act: (machine: { readonly ledger: Ledger; readonly key: MachineKey }) => Promise<Value>): Promise<Value> {
  const opened = await openMachineLedger({ terminal: { id: 'K01' }, data, key: { file: path.join(data, 'machine.key') } }, { now, warn: () => undefined })
  assert(opened.ok, opened.ok ? '' : opened.fault.line)
  try {
    return await act(opened.value)
  } finally {
    await opened.value.ledger.close()
  }
}
