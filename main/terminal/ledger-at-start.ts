import { ok, type Result } from '../../drivers/result.ts'
import { letGuidesGo } from '../catalogue/guide-printer.ts'
import type { TerminalFile } from '../configuration/terminal-file.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openMachineLedger } from '../ledger/machine-ledger.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import type { Log } from '../operations/log.ts'

/** The ledger after every act that the last run left open is settled, and what a printer must know of it. */
export interface LedgerAtStart {
  readonly ledger: Ledger
  readonly key: MachineKey
  /** How the ticket printer's last sheet ended. */
  readonly lastSheet: 'in-doubt' | 'settled'
  /** Keys of the A4 printer's sheets of which nobody knows whether they came out. */
  readonly documentsInDoubt: readonly string[]
}

/** Opens it; nothing prints by itself for what it settles (design, promise 1). A fault is one line for the installer. */
export async function openLedgerAtStart(
  machine: TerminalFile,
  { now, log }: { readonly now: () => Date; readonly log: Log },
): Promise<Result<LedgerAtStart, { readonly line: string }>> {
  const opened = await openMachineLedger(machine, { now, warn: (line) => log.warn(line) })
  if (!opened.ok) return opened
  const { ledger, key } = opened.value
  const leftOpen = await ledger.sheets.settleOpenAtStart()
  if (leftOpen > 0) log.warn({ sheets: leftOpen }, 'sheets were open at the last stop; they wait for a person')
  const documentsInDoubt = (await ledger.sheets.undecided()).flatMap(({ device, state, key }) =>
    device === 'document' && state.state === 'unknown' ? [key] : [],
  )
  await letGuidesGo(ledger)
  const lastSheet = (await ledger.sheets.lastIsInDoubt()) ? 'in-doubt' : 'settled'
  return ok({ ledger, key, lastSheet, documentsInDoubt })
}
