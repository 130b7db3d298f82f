import fc from 'fast-check'

/** How one turn of a property ended. */
export interface Turn {
  readonly cases: number
  /** Null where it held; else what failed, and the `path` at which fast-check finds it again under the turn's seed. */
  readonly failure: { readonly path: string; readonly report: string } | null
}

/** What holds whatever comes: tests ask it of a hundred cases, `npm run fuzz` for minutes. */
export interface Property {
  readonly name: string
  /** For a test: with the run's seed and its number of cases; rejects with the smallest case that fails. */
  hold(): Promise<void>
  /** For the fuzzing: so many cases of one seed, or the one at `path`. */
  turn(cases: number, seed: number, path?: string): Promise<Turn>
}

/** A property of one arbitrary; `holds` throws where it does not. */
export function property<T>(name: string, arbitrary: fc.Arbitrary<T>, holds: (value: T) => void | Promise<void>): Property {
  const checked = fc.asyncProperty(arbitrary, async (value) => {
    await holds(value)
  })
  return {
    name,
    hold: () => fc.assert(checked),
    async turn(cases, seed, path) {
      const details = await fc.check(checked, { seed, numRuns: cases, ...(path === undefined ? {} : { path }) })
      if (!details.failed) return { cases: details.numRuns, failure: null }
      const report = await fc.asyncDefaultReportMessage(details)
      return { cases: details.numRuns, failure: { path: details.counterexamplePath ?? '', report: report ?? '' } }
    },
  }
}

/** Bytes in pieces, cut at places that count round and round their length. */
export function cutAt(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, at) => bytes.subarray(places[at], end))
}

/** The same bytes with one of them turned by `flip`; 0 leaves them as they are. */
export function damaged(bytes: Buffer, at: number, flip: number): Buffer {
  const other = Buffer.from(bytes)
  other[at] = (other[at] ?? 0) ^ flip
  return other
}
