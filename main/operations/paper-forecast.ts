import type { PrinterStatus } from '../../printers/escpos/thermal-printer.ts'
import type { PaperRoll } from '../ledger/paper-rolls.ts'

/** What the printer tells of its roll. `not-told`: it is not to be heard, or another trouble hides it. */
export type PaperSensor = 'enough' | 'near-end' | 'out' | 'not-told'

export function paperSensor(status: PrinterStatus): PaperSensor {
  if (status.state === 'ready') return status.paperLow ? 'near-end' : 'enough'
  return status.state === 'not-ready' && status.reason === 'paper-out' ? 'out' : 'not-told'
}

/** What a forecast is reckoned from. Lengths in mm, the latest first. */
export interface PaperFacts {
  readonly roll: PaperRoll | null
  readonly sensor: PaperSensor
  /** Of the last sheets that came out; `SHEETS_LOOKED_AT` of them. */
  readonly lengthsMm: readonly number[]
  /** What former rolls still gave after the printer had told that they end soon; `ROLLS_LOOKED_AT` of them. */
  readonly remnantsMm: readonly number[]
}

/** Enough that one long ticket does not move the forecast, few enough that a new template soon does. */
export const SHEETS_LOOKED_AT = 50
/** Of three rolls the worst: cores differ in width, and with them where the sensor sees the end. */
export const ROLLS_LOOKED_AT = 3
/**
 * Judgement: near-end sensors are set to leave some 2 to 5 m on the core. The least is taken, because a roll that ends
 * later than told troubles nobody.
 */
const USUAL_REMNANT_MM = 2_000
/** Judgement: twice the most. Whoever got more out of a remnant has changed the roll and not said so. */
const MOST_REMNANT_MM = 10_000

/**
 * Tickets that the roll still gives: what remains of it by what the last tickets used each. Null while that is not
 * known: no ticket was measured yet, or nothing tells of the roll. Never less than 0, and never more than before as
 * tickets of one length come out of one roll.
 */
export function ticketsLeft(facts: PaperFacts): number | null {
  const remaining = remainingMm(facts)
  const used = facts.lengthsMm.reduce((sum, length) => sum + length, 0)
  if (remaining === null || used <= 0) return null
  return Math.floor(remaining / (used / facts.lengthsMm.length))
}

/** What remains of the roll in mm, as `ticketsLeft` reckons it; the smaller where both its length and its end tell. */
export function remainingMm({ roll, sensor, remnantsMm }: PaperFacts): number | null {
  if (sensor === 'out') return 0
  // It was used up and the printer has paper: that is another roll, of which nobody has said anything.
  if (roll === null || roll.endedAt !== null) return null
  const known: number[] = []
  if (roll.lengthMm !== null) known.push(roll.lengthMm - roll.usedMm)
  // Once told, the near end stays told: the sensor wavers at the edge of the core.
  if (roll.nearEndAtMm !== null) {
    const left = remnantMm(remnantsMm) - (roll.usedMm - roll.nearEndAtMm)
    // Beyond its end, and the sensor sees plenty: another roll here too.
    if (left <= 0 && sensor === 'enough') return null
    known.push(left)
  }
  return known.length === 0 ? null : Math.max(0, Math.min(...known))
}

/** What the printer still gives once it tells that the roll ends soon. */
function remnantMm(remnantsMm: readonly number[]): number {
  const believed = remnantsMm.slice(0, ROLLS_LOOKED_AT).filter((remnant) => remnant > 0 && remnant <= MOST_REMNANT_MM)
  return believed.length === 0 ? USUAL_REMNANT_MM : Math.min(...believed)
}
