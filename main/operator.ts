import { uptime } from 'node:os'
import path from 'node:path'
import { ok } from '../drivers/result.ts'
import { demonstrationConfiguration } from './configuration/demonstration.ts'
import { loadConfiguration } from './configuration/configuration.ts'
import { LedgerFailure } from './ledger/faults.ts'
import { openMachineLedger } from './ledger/machine-ledger.ts'
import { openOperators } from './operations/ledger-operators.ts'
import type { Authority, Operators } from './operations/operators.ts'
import { parseOperator, type OperatorArguments } from './shell/operator-arguments.ts'
import { EXIT } from './shell/ready.ts'
import { askPin } from './shell/ask-pin.ts'

/**
 * What `npm run operator` runs: adds, removes, unlocks and lists the operators of this machine while its terminal is
 * stopped (the ledger has one writer). There is no first operator but the one that is added here.
 */
const BY: Authority = { kind: 'command-line' }

/** Its simulators are not there while it is stopped, and nobody here asks for them. */
const NOBODY = 'tcp://127.0.0.1:9'
const NO_A4 = 'ipp://127.0.0.1:9/ipp/print'
const DEMONSTRATION = demonstrationConfiguration({
  folder: path.resolve('data', 'demonstration'),
  reader: NOBODY,
  socialCard: NOBODY,
  scanner: NOBODY,
  printer: NOBODY,
  document: NO_A4,
  platform: null,
  hall: null,
})

const STATES = { open: '', waiting: ' (waits after wrong PINs)', locked: ' (locked)' } as const
const ROLES = { operator: '', clerk: ' (clerk: signs in at windows)', manager: ' (manager)' } as const

process.exitCode = await run()

/** Resolves with the exit status. */
async function run(): Promise<number> {
  const words = parseOperator(process.argv.slice(2))
  if (!words.ok) return complain(words.fault.line, EXIT.refused)
  const { file } = words.value
  const configuration = file === null ? ok(DEMONSTRATION) : await loadConfiguration(file)
  if (!configuration.ok) return complain(configuration.fault.line, EXIT.refused)
  const now = () => new Date()
  const opened = await openMachineLedger(configuration.value.machine, {
    now,
    warn: (line) => void complain(line, EXIT.done),
    visiting: true,
  })
  if (!opened.ok) return complain(opened.fault.line, EXIT.refused)
  const { ledger, key } = opened.value
  try {
    const operators = await openOperators({ ledger, key, now, uptime: () => uptime() * 1000 })
    return await act(operators, words.value)
  } catch (error) {
    if (error instanceof LedgerFailure) return complain(error.fault.line, EXIT.failed)
    throw error
  } finally {
    await ledger.close()
  }
}

async function act(operators: Operators, words: OperatorArguments): Promise<number> {
  if (words.act === 'list') {
    for (const { name, role, gate } of await operators.list()) print(name + ROLES[role] + STATES[gate.kind])
    return EXIT.done
  }
  if (words.act === 'add') {
    const pin = await askPin()
    if (!pin.ok) return complain(pin.fault.line, EXIT.failed)
    const added = await operators.add(words.name, pin.value, words.role, BY)
    if (!added.ok) return complain(added.fault.line, EXIT.failed)
    print(`added ${added.value.name}`)
    return EXIT.done
  }
  const done = await (words.act === 'remove' ? operators.remove(words.name, BY) : operators.unlock(words.name, BY))
  if (!done.ok) return complain(done.fault.line, EXIT.failed)
  print(words.act === 'remove' ? `removed ${done.value.name}` : `unlocked ${done.value.name}`)
  return EXIT.done
}

function complain(line: string, status: number): number {
  process.stderr.write(`yimen: ${line}\n`)
  return status
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
