import { LONGEST_PUT_OFF_MS } from '../ledger/outbox.ts'

/** After the first failure; each further one doubles it, up to 5 minutes. */
const FIRST_MS = 2_000

/**
 * Milliseconds until the next try after so many failures before this one: a random part between half and all of 2 s,
 * 4 s … 5 min, so that the terminals of a county do not come back in step when their platform does.
 */
export function backOff(failures: number, random: () => number): number {
  const longest = Math.min(LONGEST_PUT_OFF_MS, FIRST_MS * 2 ** failures)
  return Math.round(longest * (0.5 + random() / 2))
}
