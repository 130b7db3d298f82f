import type { SheetView } from '../contract/view.ts'
import type { Settlement } from '../../printers/escpos/settlement.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'

/** How a sheet ends: what the printer says, or that it could not be made into bytes at all (no font has a character). */
export type SheetEnd = Settlement | { readonly state: 'failed'; readonly reason: 'unprintable' }

/** Which paper of which ticket. */
export type SheetOf = Pick<SheetView, 'ticketId' | 'reprint'>

/** How far a sheet has come, whatever is printed on it. */
export type SheetProgress = Pick<SheetView, 'state' | 'settled' | 'reason'>

/** The ledger's side of a sheet: each state is on the disk before the next thing moves. */
export interface SheetRecord {
  /** `lengthMm` as `bringOntoPaper` was told it. */
  sending(sheetKey: string, lengthMm: number | null): Promise<void>
  sent(sheetKey: string): Promise<void>
  settle(sheetKey: string, end: SheetEnd): Promise<void>
}

/**
 * Brings one intended sheet onto paper: ledger first, then bytes, then whatever the printer confirms goes back into the
 * ledger. It never sends a sheet twice; what went wrong is a settlement that people are told of.
 */
export async function bringOntoPaper<Of extends object>(sheet: {
  readonly key: string
  readonly of: Of
  readonly bytes: Uint8Array
  /** Paper that the bytes take from the roll, in whole millimetres; null where that is not known. */
  readonly lengthMm: number | null
  readonly printer: ThermalPrinter
  readonly record: SheetRecord
  /** How long the printer may take to come to it, ms. */
  readonly livesMs: number
  /** Hears of each state once it is durable. */
  readonly onState: (view: Of & SheetProgress) => void
}): Promise<void> {
  const { key, of, record, onState } = sheet
  const settlement = await sheet.printer.print(sheet.bytes, {
    livesMs: sheet.livesMs,
    async sending() {
      await record.sending(key, sheet.lengthMm)
      onState({ ...of, state: 'sending', settled: false })
    },
    async sent() {
      await record.sent(key)
      onState({ ...of, state: 'sent', settled: false })
    },
  })
  await record.settle(key, settlement)
  onState(viewOfEnd(of, settlement))
}

export function viewOfEnd<Of extends object>(of: Of, end: SheetEnd): Of & SheetProgress {
  return {
    ...of,
    state: end.state,
    settled: true,
    ...('reason' in end ? { reason: end.reason } : {}),
  }
}
