import type { CertificateView, Period } from '../../../main/contract/certificates.ts'

/** What time a certificate can be had for: months `2026-01`, both included, at most `most` of them. */
export type Span = Extract<CertificateView['period'], { readonly kind: 'months' }>

/** Months people mostly ask for; and what a landlord or a bank often wants. */
const USUAL = 12
const RECENT = 3

/** A choice that needs no counting. `count` is its months. */
export interface QuickPeriod {
  readonly name: 'all' | 'last' | 'thisYear' | 'lastYear'
  readonly count: number
  readonly period: Period
}

/** A month as a number, so that months can be counted; `monthOf` is its way back. */
function ordinal(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
}

function monthOf(ordinal: number): string {
  return `${Math.floor(ordinal / 12)}-${String((ordinal % 12) + 1).padStart(2, '0')}`
}

/** Months from the first to the last, both included. */
export function monthsIn({ from, to }: Period): number {
  return ordinal(to) - ordinal(from) + 1
}

const whole = ({ earliest, latest }: Span): Period => ({ from: earliest, to: latest })

function lastMonths(span: Span, count: number): Period {
  const last = ordinal(span.latest)
  return { from: monthOf(Math.max(ordinal(span.earliest), last - count + 1)), to: span.latest }
}

/** What the page begins with: the last twelve months, or as many as there are. */
export function firstPeriod(span: Span): Period {
  return lastMonths(span, Math.min(USUAL, span.most))
}

/** The times that are chosen with one touch, each once; `year` is the hall's, `2026`. */
export function quickPeriods(span: Span, year: number): readonly QuickPeriod[] {
  const inYear = (one: number): Period => ({ from: later(span.earliest, `${one}-01`), to: earlier(span.latest, `${one}-12`) })
  const last = firstPeriod(span)
  const offered: readonly Pick<QuickPeriod, 'name' | 'period'>[] = [
    { name: 'all', period: whole(span) },
    { name: 'last', period: last },
    { name: 'last', period: lastMonths(span, RECENT) },
    { name: 'thisYear', period: inYear(year) },
    { name: 'lastYear', period: inYear(year - 1) },
  ]
  return offered
    .map((one) => ({ ...one, count: monthsIn(one.period) }))
    .filter(({ count }) => count >= 1 && count <= span.most)
    .filter(({ period }, index, all) => all.findIndex((other) => samePeriod(other.period, period)) === index)
}

export function samePeriod(one: Period, other: Period): boolean {
  return one.from === other.from && one.to === other.to
}

/**
 * The period with one end moved by a month. The other end follows where they would cross or become too far apart. Null
 * where there is no such month.
 */
export function moved(period: Period, end: keyof Period, by: 1 | -1, span: Span): Period | null {
  const [earliest, latest] = [ordinal(span.earliest), ordinal(span.latest)]
  const to = ordinal(period[end]) + by
  if (to < earliest || to > latest) return null
  const far = span.most - 1
  const other = ordinal(period[end === 'from' ? 'to' : 'from'])
  const [low, high] = end === 'from' ? [to, to + far] : [to - far, to]
  const followed = monthOf(Math.min(Math.max(other, low), high))
  return end === 'from' ? { from: monthOf(to), to: followed } : { from: followed, to: monthOf(to) }
}

function later(one: string, other: string): string {
  return one > other ? one : other
}

function earlier(one: string, other: string): string {
  return one < other ? one : other
}
