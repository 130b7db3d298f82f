/** How many there are, and how they lie. Times in milliseconds; 0 where there are none. */
export interface Spread {
  readonly count: number
  readonly sum: number
  readonly median: number
  /** Nine of ten are at most this long. */
  readonly ninth: number
  readonly longest: number
}

/** The median of an even count is the lower of the two in the middle, so that each figure is somebody's own time. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  const count = sorted.length
  const at = (share: number) => sorted[Math.max(0, Math.ceil(count * share) - 1)] ?? 0
  return { count, sum: sorted.reduce((sum, value) => sum + value, 0), median: at(0.5), ninth: at(0.9), longest: at(1) }
}
