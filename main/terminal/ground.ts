import type { Configuration } from '../configuration/configuration.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import type { Log } from '../operations/log.ts'

/** What every part of a terminal stands on: its configuration, its hall as that is now, its ledger, its clock and its log. */
export interface Ground {
  readonly configuration: Configuration
  /** The product's own folder: fonts, templates, workers. */
  readonly appFolder: string
  readonly ledger: Ledger
  readonly key: MachineKey
  /** The hall as its file says now; `configuration.hall` is how it was at the start. */
  readonly hall: () => HallFile
  readonly now: () => Date
  /** Whether the clock may be trusted with what cannot be undone. */
  readonly timeIsKnown: () => boolean
  /** The hall's day, `2026-11-22`. */
  readonly businessDay: () => string
  /** Hall time, `2026-11-22 10:05`. */
  readonly hallTime: (instant: Date) => string
  /** How long a printer may take to come to a sheet, ms. */
  readonly sheetLivesMs: () => number
  readonly log: Log
  /** What only the ledger or a bug can do, beside any call of a page. */
  readonly onFault: (error: unknown) => void
}
