import { LedgerFailure } from '../ledger/faults.ts'
import type { Log } from '../operations/log.ts'

/** What calls fell over, other than by the contract's own errors: it goes into the log, and the ledger's also into the health. */
export interface CallFaults {
  note(error: unknown): void
  /** False from a write that the disk refused until one that it took. */
  readonly ledgerWrites: boolean
  /** The disk took one. */
  ledgerWrote(): void
}

export function createCallFaults(log: Log): CallFaults {
  let ledgerWrites = true
  return {
    note(error) {
      if (error instanceof LedgerFailure) {
        ledgerWrites = false
        log.error({ fault: error.fault.kind, line: error.fault.line }, 'the ledger cannot be written')
        return
      }
      // The message of an error that nobody foresaw may quote what a page sent; its frames do not.
      const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
      log.error({ error: error instanceof Error ? error.name : typeof error, frames: frames.slice(0, 8) }, 'a call failed')
    },
    get ledgerWrites() {
      return ledgerWrites
    },
    ledgerWrote() {
      ledgerWrites = true
    },
  }
}
