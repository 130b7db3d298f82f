/** A number with its unit. */
export interface Quantity {
  readonly value: number
  readonly unit: Unit
}

export type Unit = 'ms' | 's' | 'kB' | 'MB' | 'bytes' | 'a second' | 'MB a second' | '% of a core'

/** One line of the table: a figure, what it is held against in the same run, and what was aimed at. */
export interface Measurement {
  readonly what: string
  readonly figure: Quantity
  /** The floor or peer, in the figure's unit. */
  readonly beside?: Quantity & { readonly name: string }
  /** Without a goal the figure is stated and nothing more. */
  readonly goal?: Goal
}

/** Of the figure itself, or of its ratio to what stands beside it. */
export interface Goal {
  readonly of: 'figure' | 'ratio'
  readonly bound: keyof typeof BOUNDS
  readonly value: number
}

const BOUNDS = {
  'at most': { sign: '≤', holds: (value: number, bound: number) => value <= bound },
  'at least': { sign: '≥', holds: (value: number, bound: number) => value >= bound },
  below: { sign: '<', holds: (value: number, bound: number) => value < bound },
  above: { sign: '>', holds: (value: number, bound: number) => value > bound },
} as const

/** What | Figure | Floor or peer | Ratio | Goal | Verdict. */
export function cellsOf({ what, figure, beside, goal }: Measurement): readonly string[] {
  const ratio = beside === undefined ? null : figure.value / beside.value
  return [
    what,
    written(figure),
    beside === undefined ? '' : `${beside.name}: ${written(beside)}`,
    ratio === null ? '' : `${ratio.toFixed(3)}×`,
    goal === undefined ? '' : goalOf(goal, figure.unit),
    verdictOf(goal, figure.value, ratio),
  ]
}

function goalOf({ of, bound, value }: Goal, unit: Unit): string {
  return `${BOUNDS[bound].sign} ${of === 'ratio' ? `${value}×` : written({ value, unit })}`
}

function verdictOf(goal: Goal | undefined, figure: number, ratio: number | null): 'met' | 'MISSED' | 'stated' {
  if (goal === undefined) return 'stated'
  const measured = goal.of === 'ratio' ? ratio : figure
  // A figure that is not a number holds against no bound.
  return measured !== null && BOUNDS[goal.bound].holds(measured, goal.value) ? 'met' : 'MISSED'
}

/** More than four digits say nothing about one run; bytes are counted. */
function written({ value, unit }: Quantity): string {
  const number = value.toLocaleString('en-GB', unit === 'bytes' ? {} : { maximumSignificantDigits: 4 })
  return unit === 'a second' ? `${number}/s` : `${number} ${unit}`
}
