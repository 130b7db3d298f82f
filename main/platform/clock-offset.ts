/** By how much the platform's clock is ahead of this machine's, in milliseconds, and how sure that is. */
export interface ClockOffset {
  readonly offsetMs: number
  /** The true offset is at most so far away. */
  readonly uncertaintyMs: number
}

/** When an answer was asked for and when its head came, by this machine's wall clock, and what its `Date` said. */
export interface ClockSample {
  readonly askedAt: number
  readonly answeredAt: number
  /** Milliseconds since 1970, a whole second. */
  readonly date: number
}

export interface ClockWatch {
  sample(sample: ClockSample): void
  /** Null until the platform has answered once. */
  offset(): ClockOffset | null
}

/** `Date` is cut off to the second. */
const SECOND_MS = 1000

/** Samples that count: enough to come well below a second, few enough that a clock that drifts is followed. */
const SAMPLES = 32

interface Between {
  readonly least: number
  readonly most: number
}

/**
 * Each answer says between which two values the offset lies: its `Date` was written after the call was sent and before
 * the answer came. Several answers narrow it down to where they all agree; when they do not, a clock was set, and only
 * the newest counts.
 */
export function watchClock(): ClockWatch {
  let samples: readonly Between[] = []
  return {
    sample({ askedAt, answeredAt, date }) {
      // This machine's clock was set back while it waited: the sample says nothing.
      if (answeredAt < askedAt) return
      const between = { least: date - answeredAt, most: date + SECOND_MS - askedAt }
      const kept = [...samples, between].slice(-SAMPLES)
      samples = width(common(kept)) >= 0 ? kept : [between]
    },
    offset() {
      if (samples.length === 0) return null
      const { least, most } = common(samples)
      return { offsetMs: Math.round((least + most) / 2), uncertaintyMs: Math.ceil((most - least) / 2) }
    },
  }
}

function common(samples: readonly Between[]): Between {
  return {
    least: Math.max(...samples.map((sample) => sample.least)),
    most: Math.min(...samples.map((sample) => sample.most)),
  }
}

function width({ least, most }: Between): number {
  return most - least
}
