/** One sheet from ESC @ to cut, and what it takes off the roll. */
export interface PrintJob {
  readonly bytes: Uint8Array
  /**
   * Millimetres of paper that leave the roll, at 203 dpi, 8 dots a millimetre: everything that is printed or fed, and
   * the feed to the cutter with which the cut command begins.
   */
  readonly lengthMm: number
}

/** 203 dpi, as all heads of this class have. */
const DOTS_PER_MM = 8
/**
 * What GS V 66 0 feeds so that the last line stands beyond the blade: 14 mm. Judgement: it is a matter of the mechanism
 * and no printer tells it; a forecast of what is left on the roll is no worse for a few millimetres.
 */
const TO_CUTTER_DOTS = 112

/** `dots` rows printed or fed before the cut. */
export function printJob(bytes: Uint8Array, dots: number): PrintJob {
  return { bytes, lengthMm: (dots + TO_CUTTER_DOTS) / DOTS_PER_MM }
}
