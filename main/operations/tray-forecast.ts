import type { A4Status } from '../../printers/ipp/status.ts'
import type { PaperTray } from '../ledger/paper-trays.ts'
import type { PaperSensor } from './paper-forecast.ts'

/** What an A4 printer tells of its tray. */
export function traySensor(status: A4Status): PaperSensor {
  if (status.state === 'ready' || status.state === 'busy') return status.paperLow ? 'near-end' : 'enough'
  return status.state === 'not-ready' && status.reason === 'media-empty' ? 'out' : 'not-told'
}

/** Judgement: a tray of 250 or 500 tells at a tenth or a fifth of it; the least, because paper that lasts longer troubles nobody. */
const USUAL_REMNANT = 50

/**
 * Sheets that the tray still gives: what was told to lie in it less the pages that came out, and never more than what the
 * printer's own sensor leaves. Null while that is not known.
 */
export function traySheetsLeft({ tray, sensor }: { readonly tray: PaperTray | null; readonly sensor: PaperSensor }): number | null {
  if (sensor === 'out') return 0
  // It was empty and the printer has paper: somebody has filled it and not said how much.
  if (tray === null || tray.sheets === null || tray.endedAt !== null) return null
  const counted = tray.sheets - tray.used
  if (sensor === 'near-end') return Math.max(0, Math.min(counted, USUAL_REMNANT))
  // Beyond what was told, and the sensor sees paper: somebody has filled it here too.
  return counted <= 0 ? null : counted
}
