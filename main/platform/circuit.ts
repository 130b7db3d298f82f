/**
 * Keeps a terminal from asking a platform that has just failed again and again: a citizen hears at once that it cannot
 * be reached, instead of after another time-out, and a platform that is getting up is not pushed over again.
 */
export interface Circuit {
  /** Whether a call may go out now; else in how many milliseconds one may. Each admitted call is to be `settled`. */
  admit(): { readonly admitted: true } | { readonly admitted: false; readonly waitMs: number }
  /** How an admitted call ended; `given-up` tells nothing about the platform. */
  settled(end: 'answered' | 'failed' | 'given-up'): void
  /** `open`: nothing goes out. `trying`: one call is out to see. */
  readonly state: 'closed' | 'open' | 'trying'
}

/** One lost packet is the everyday case, five calls in a row without an answer are not (judgement). */
const FAILURES_TO_OPEN = 5
const FIRST_REST_MS = 5_000
/** A platform that is back is noticed within a minute. */
const LONGEST_REST_MS = 60_000

export function createCircuit(parts: {
  /** Milliseconds that have passed on this machine, whatever its clock says. */
  readonly ran: () => number
  /** From 0 up to 1: terminals that lost the platform together do not come back together. */
  readonly random: () => number
}): Circuit {
  let failures = 0
  let restMs = FIRST_REST_MS
  let restsUntil: number | null = null
  let trying = false

  function rest(): void {
    restsUntil = parts.ran() + restMs * (1 + parts.random() / 2)
    restMs = Math.min(LONGEST_REST_MS, restMs * 2)
  }

  return {
    admit() {
      if (restsUntil === null) return { admitted: true }
      const waitMs = restsUntil - parts.ran()
      // While one call is out to see, the others wait for what it finds.
      if (trying) return { admitted: false, waitMs: FIRST_REST_MS }
      if (waitMs > 0) return { admitted: false, waitMs: Math.ceil(waitMs) }
      trying = true
      return { admitted: true }
    },
    settled(end) {
      const wasTrying = trying
      trying = false
      if (end === 'given-up') return
      if (end === 'answered') {
        failures = 0
        restMs = FIRST_REST_MS
        restsUntil = null
        return
      }
      failures += 1
      // Of calls that were out together, only the first failure begins a rest.
      if (wasTrying || (restsUntil === null && failures >= FAILURES_TO_OPEN)) rest()
    },
    get state() {
      if (restsUntil === null) return 'closed'
      return trying ? 'trying' : 'open'
    },
  }
}
