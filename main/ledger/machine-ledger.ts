import { existsSync } from 'node:fs'
import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { openLedger, type Ledger, type LedgerOptions } from './ledger.ts'
import { loadMachineKey, type MachineKey, type MachineKeySource } from './machine-key.ts'

/** The parts of terminal.yaml that say where this machine's ledger is and what it is sealed with. */
export interface LedgerPlace {
  readonly terminal: { readonly id: string }
  /** The data folder. */
  readonly data: string
  readonly key: MachineKeySource
}

/**
 * Opens this machine's ledger with its key, or begins both. A key is made only where no ledger lies yet: one that is
 * lost must be noticed. The fault is one line for the installer, and nothing was changed.
 */
export async function openMachineLedger(
  { terminal, data, key }: LedgerPlace,
  { now, warn, visiting = false }: Pick<LedgerOptions, 'now' | 'visiting'> & { readonly warn: (line: string) => void },
): Promise<Result<{ readonly ledger: Ledger; readonly key: MachineKey }, { readonly line: string }>> {
  const whenMissing = existsSync(path.join(data, 'ledger.sqlite')) ? 'refuse' : 'create'
  const loaded = await loadMachineKey(key, { whenMissing, warn })
  if (!loaded.ok) return err({ line: loaded.fault.line })
  const opened = await openLedger({ folder: data, key: loaded.value, terminal: terminal.id, now, visiting })
  if (!opened.ok) return err({ line: opened.fault.line })
  return ok({ ledger: opened.value, key: loaded.value })
}
