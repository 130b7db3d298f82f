import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { A4Status } from '../../printers/ipp/status.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PaperTray, PaperTrays } from '../ledger/paper-trays.ts'
import type { Log } from './log.ts'
import type { PaperSensor } from './paper-forecast.ts'
import { traySensor, traySheetsLeft } from './tray-forecast.ts'

/** How the A4 printer's paper stands. */
export interface TrayState {
  /** Null before anybody told what lies in it. */
  readonly tray: PaperTray | null
  /** The printer's own word, as last heard. */
  readonly sensor: PaperSensor
  /** See `traySheetsLeft`. */
  readonly left: number | null
}

/** Keeps the ledger's tray up to date with what the printer tells, and says early that paper ends. */
export interface TrayWatch {
  /** As last reckoned: at each change of the printer's paper and after each sheet. */
  readonly state: TrayState
  /** An operator put paper in. Answers how many sheets lie in the tray now; null: added to an unknown number. */
  filled(told: { readonly by: string; readonly sheets: number; readonly added: boolean }): Promise<number | null>
  /** Pages that came out and are no certificate's. */
  usedByOthers(pages: number): Promise<void>
  /** Reckons anew. Resolves when `state` tells of it; never rejects. */
  look(): Promise<void>
  /** Resolves when the ledger is no longer asked. */
  close(): Promise<void>
}

/** Judgement: some twenty people's certificates, in which somebody can come by with a packet. */
const FEW_SHEETS = 50

export function watchTray(parts: {
  readonly printer: Pick<A4Printer, 'status' | 'onStatus'>
  readonly ledger: Pick<Ledger, 'sheets' | 'transact'>
  readonly trays: PaperTrays
  readonly log: Log
  /** `state` has changed. */
  readonly onChange: () => void
  /** The ledger refused; the next look tries again. */
  readonly onFault: (error: unknown) => void
}): TrayWatch {
  const { printer, ledger, trays } = parts
  let state: TrayState = { tray: null, sensor: traySensor(printer.status), left: null }
  let sensorBefore: PaperSensor | null = null
  /** That the paper ends soon has been said, and no more has come since. */
  let warned = false
  let work: Promise<void> = Promise.resolve()

  /** One after another: what the printer told first is in the ledger before what follows from it is read. */
  function then(act: () => Promise<void>): Promise<void> {
    work = work.then(act).catch(parts.onFault)
    return work
  }

  async function reckon(): Promise<void> {
    const tray = await trays.current()
    const sensor = traySensor(printer.status)
    state = { tray, sensor, left: traySheetsLeft({ tray, sensor }) }
    warn()
    parts.onChange()
  }

  /** Once for each filling; that the tray is empty shows by itself. */
  function warn(): void {
    const { sensor, left } = state
    if (sensor === 'out' || sensor === 'not-told') return
    const soon = sensor === 'near-end' || (left !== null && left <= FEW_SHEETS)
    if (soon && !warned) parts.log.warn({ sheetsLeft: left }, 'A4 paper ends soon')
    warned = soon
  }

  function told(status: A4Status): void {
    const sensor = traySensor(status)
    if (sensor === sensorBefore) return
    sensorBefore = sensor
    void then(async () => {
      if (sensor === 'out') await trays.ended()
      await reckon()
    })
  }

  const stops = [printer.onStatus(told), ledger.sheets.onSettled(() => void then(reckon))]
  told(printer.status)

  return {
    get state() {
      return state
    },
    async filled({ by, sheets, added }) {
      await then(reckon)
      // What lies in a tray that was empty is what was put in since, whatever the printer sees by now.
      const before = state.tray?.endedAt ? 0 : state.left
      const inIt = added ? (before === null ? null : before + sheets) : sheets
      await ledger.transact((tx) => trays.filled(tx, { by, sheets: inIt }))
      await then(reckon)
      return inIt
    },
    async usedByOthers(pages) {
      await ledger.transact((tx) => trays.usedByOthers(tx, pages))
      await then(reckon)
    },
    look: () => then(reckon),
    async close() {
      for (const stop of stops) stop()
      await work
    },
  }
}
