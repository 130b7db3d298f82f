import { numberOf, textsOf, valuesOf, type Attribute } from './message.ts'

/** What a printer says of one job (RFC 8011, section 5.3). */
export interface JobReport {
  readonly id: number
  /** Null where the printer does not say; another one than the sheet's key is another job. */
  readonly name: string | null
  readonly state: JobState
  readonly reasons: readonly string[]
  /** Null where it is not told. */
  readonly impressions: number | null
  /** Whether the printer has begun to work on it; null where it is not told. */
  readonly begun: boolean | null
}

/** `waiting` is pending or held; `stopped` is processing that waits for somebody. */
export type JobState = 'waiting' | 'printing' | 'stopped' | 'canceled' | 'aborted' | 'completed'

/** What `jobReportOf` looks at, to be asked for. */
export const JOB_ATTRIBUTES = [
  'job-id',
  'job-name',
  'job-state',
  'job-state-reasons',
  'job-impressions-completed',
  'time-at-processing',
] as const

const STATES: Readonly<Record<number, JobState>> = {
  3: 'waiting',
  4: 'waiting',
  5: 'printing',
  6: 'stopped',
  7: 'canceled',
  8: 'aborted',
  9: 'completed',
}

/** Null when there is no id or no state in it. */
export function jobReportOf(attributes: readonly Attribute[]): JobReport | null {
  const id = numberOf(attributes, 'job-id')
  const state = STATES[numberOf(attributes, 'job-state') ?? 0]
  if (id === null || state === undefined) return null
  const [began] = valuesOf(attributes, 'time-at-processing')
  return {
    id,
    name: textsOf(attributes, 'job-name')[0] ?? null,
    state,
    reasons: textsOf(attributes, 'job-state-reasons'),
    impressions: numberOf(attributes, 'job-impressions-completed'),
    begun: began === undefined ? null : began.kind !== 'no-value' && began.kind !== 'unknown',
  }
}

export function isAtRest({ state }: JobReport): boolean {
  return state === 'completed' || state === 'canceled' || state === 'aborted'
}
