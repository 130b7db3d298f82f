/** Wrong PINs under one name, as its row in the ledger holds them. */
export interface Tries {
  /** In a row, since the last right one. */
  readonly failures: number
  /** When the next try is heard: milliseconds of the machine's uptime; 0 without a wait. */
  readonly waitUntil: number
}

export type Gate =
  /** `triesLeft`: wrong ones until the next wait or the lock. */
  | { readonly kind: 'open'; readonly triesLeft: number }
  /** Whole seconds, at least 1. */
  | { readonly kind: 'waiting'; readonly seconds: number }
  /** Until another operator or the command line unlocks. */
  | { readonly kind: 'locked' }

export const NO_TRIES: Tries = { failures: 0, waitUntil: 0 }

/** The rule: the fifth wrong PIN costs 15 s, each further one twice as long as the one before, the fifteenth locks. */
const FIRST_WAIT_AT = 5
const FIRST_WAIT_MS = 15_000
const LOCK_AT = 15

/**
 * A wait is counted by the machine's uptime, which nobody can set, and which goes on while the terminal restarts. The
 * wall clock has no part in it: set ahead, it ends nothing early.
 */
export function gateOf({ failures, waitUntil }: Tries, uptime: number): Gate {
  if (failures >= LOCK_AT) return { kind: 'locked' }
  if (uptime < waitUntil) return { kind: 'waiting', seconds: Math.ceil((waitUntil - uptime) / 1000) }
  return { kind: 'open', triesLeft: Math.max(1, FIRST_WAIT_AT - failures) }
}

export function afterWrong({ failures }: Tries, uptime: number): Tries {
  const wait = waitAfter(failures + 1)
  return { failures: failures + 1, waitUntil: wait === 0 ? 0 : Math.ceil(uptime) + wait }
}

/**
 * What a wait is worth when the terminal opens. A machine that was started anew counts its uptime from 0, and nobody
 * knows how long it was off: the wait begins again. Never early: whatever uptime is reached has at least passed.
 */
export function carriedOver(tries: Tries, uptime: number): Tries {
  return { ...tries, waitUntil: Math.min(tries.waitUntil, Math.ceil(uptime) + waitAfter(tries.failures)) }
}

function waitAfter(failures: number): number {
  return failures < FIRST_WAIT_AT || failures >= LOCK_AT ? 0 : FIRST_WAIT_MS * 2 ** (failures - FIRST_WAIT_AT)
}
