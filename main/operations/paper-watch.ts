import type { PrinterStatus, ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PaperRoll } from '../ledger/paper-rolls.ts'
import type { Log } from './log.ts'
import { paperSensor, ROLLS_LOOKED_AT, SHEETS_LOOKED_AT, ticketsLeft, type PaperSensor } from './paper-forecast.ts'

/** How the printer's paper stands. */
export interface PaperState {
  /** Null before anything was printed. */
  readonly roll: PaperRoll | null
  /** The printer's own sensor, as last heard. */
  readonly sensor: PaperSensor
  /** See `ticketsLeft` in paper-forecast.ts. */
  readonly ticketsLeft: number | null
}

/** Keeps the ledger's roll up to date with what the printer tells, and says early that paper ends. */
export interface PaperWatch {
  /** As last reckoned: at each change of the printer's paper and after each sheet. */
  readonly state: PaperState
  /** Reckons anew; to be called when the roll was changed. Resolves when `state` tells of it; never rejects. */
  look(): Promise<void>
  /** Resolves when the ledger is no longer asked. */
  close(): Promise<void>
}

/** Judgement: at a busy terminal's ticket a minute, most of an hour in which somebody can come by with a roll. */
const FEW_TICKETS = 50

export function watchPaper(parts: {
  readonly printer: Pick<ThermalPrinter, 'status' | 'onStatus'>
  readonly ledger: Pick<Ledger, 'sheets' | 'paperRolls'>
  readonly log: Log
  /** `state` has changed. */
  readonly onChange: () => void
  /** The ledger refused; the next look tries again. */
  readonly onFault: (error: unknown) => void
}): PaperWatch {
  const { printer, ledger } = parts
  let state: PaperState = { roll: null, sensor: paperSensor(printer.status), ticketsLeft: null }
  let before: PrinterStatus | null = null
  /** The roll that was warned of; the ledger's first row is 1. */
  let warnedOf = 0
  let work: Promise<void> = Promise.resolve()

  /** One after another: what the printer told first is in the ledger before what follows from it is read. */
  function then(act: () => Promise<void>): Promise<void> {
    work = work.then(act).catch(parts.onFault)
    return work
  }

  async function reckon(): Promise<void> {
    const [roll, lengthsMm, remnantsMm] = await Promise.all([
      ledger.paperRolls.current(),
      ledger.sheets.lastLengths(SHEETS_LOOKED_AT),
      ledger.paperRolls.remnants(ROLLS_LOOKED_AT),
    ])
    const sensor = paperSensor(printer.status)
    state = { roll, sensor, ticketsLeft: ticketsLeft({ roll, sensor, lengthsMm, remnantsMm }) }
    warn()
    parts.onChange()
  }

  /** Once for each roll; that one is used up shows by itself. */
  function warn(): void {
    const { roll, sensor, ticketsLeft } = state
    if (roll === null) return
    if (sensor === 'out') {
      // Whatever comes next is another roll, whether or not anybody says so.
      warnedOf = 0
      return
    }
    // A new roll that was told of before the cover was opened has the old one still before the sensor.
    const nearEnd = sensor === 'near-end' && roll.nearEndAtMm !== null
    const few = ticketsLeft !== null && ticketsLeft <= FEW_TICKETS
    if (roll.id === warnedOf || !(few || nearEnd)) return
    warnedOf = roll.id
    parts.log.warn({ ticketsLeft, roll: roll.id }, 'paper ends soon')
  }

  function told(status: PrinterStatus): void {
    const sensor = paperSensor(status)
    const changed = before === null || sensor !== paperSensor(before)
    // Whoever closes an open cover on no paper has taken the roll out; any other way to no paper is the roll's end.
    const takenOut = before?.state === 'not-ready' && before.reason === 'cover-open'
    before = status
    if (!changed) return
    void then(async () => {
      if (sensor === 'near-end') await ledger.paperRolls.nearEnd()
      if (sensor === 'out' && !takenOut) await ledger.paperRolls.ended()
      await reckon()
    })
  }

  const stops = [printer.onStatus(told), ledger.sheets.onSettled(() => void then(reckon))]
  told(printer.status)

  return {
    get state() {
      return state
    },
    look: () => then(reckon),
    async close() {
      for (const stop of stops) stop()
      await work
    },
  }
}
