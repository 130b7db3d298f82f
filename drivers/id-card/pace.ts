import type { SdtCommand } from './sdt-codes.ts'

/** Every time a card reader's driver waits, in milliseconds. */
export interface Pace {
  /** Between two searches, presence tests or attempts; makers ask for 300 or more between searches. */
  readonly pollMs: number
  /** Between two probes of a reader that is out of order. */
  readonly reprobeMs: number
  /** Before a line is opened again: the first time, and at most; it doubles in between. */
  readonly backOffMs: number
  readonly mostBackOffMs: number
  /** How long a line that carried a damaged answer has to be still before the command is sent again. */
  readonly quietMs: number
  /** Without a byte of an answer for so long, there is none. */
  readonly answerMs: Readonly<Record<SdtCommand, number>>
}

/**
 * Reference, "Sequence, timing, retry, removal": poll 300 to 500, find 500, select 800, read 3000, with fingerprints 4000, newest address 1500. `status` is not
 * listed and takes find's; the management number takes that of 30 03, the other short read of a selected card.
 */
export const DEFAULT_PACE: Pace = {
  pollMs: 300,
  reprobeMs: 2_000,
  backOffMs: 250,
  mostBackOffMs: 2_000,
  quietMs: 50,
  answerMs: {
    status: 500,
    find: 500,
    select: 800,
    readBase: 3_000,
    readWithFingerprints: 4_000,
    readNewestAddress: 1_500,
    readManagementNumber: 1_500,
  },
}
