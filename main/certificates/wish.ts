import type { CertificateView, Period } from '../contract/certificates.ts'
import type { CertificateWish } from './copies.ts'

/** As the platform lists it. */
export type OfferedCertificate = Pick<CertificateView, 'id' | 'kind' | 'title' | 'period' | 'purposes' | 'most'>

/** What a page asks for; null where it has no such choice. */
export interface Choice {
  readonly period: Period | null
  readonly purpose: string | null
}

/** The wish for a certificate that was offered; null when it is not one that the platform allows. */
export function wishFor(offered: OfferedCertificate, { period, purpose }: Choice): CertificateWish | null {
  if (!fitsPeriod(offered.period, period)) return null
  const asked = offered.purposes.length > 0
  if (asked ? !offered.purposes.some(({ code }) => code === purpose) : purpose !== null) return null
  return { certificateId: offered.id, kind: offered.kind, title: offered.title, period, purpose }
}

function fitsPeriod(rule: OfferedCertificate['period'], period: Period | null): boolean {
  if (rule.kind === 'none') return period === null
  if (period === null || period.from > period.to) return false
  return period.from >= rule.earliest && period.to <= rule.latest && monthsOf(period) <= rule.most
}

/** First and last included. */
function monthsOf({ from, to }: Period): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  return count(to) - count(from) + 1
}
