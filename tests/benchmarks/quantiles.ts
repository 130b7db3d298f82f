import { strict as assert } from 'node:assert'

/** The smallest of the values that at least this share of them does not exceed (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  assert(values.length > 0 && share > 0 && share <= 1)
  const value = values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1]
  assert(value !== undefined)
  return value
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}
