import type { CertificateView, Period } from '../../../main/contract/certificates.ts'
import { firstPeriod } from './months.ts'

/** What a person wants of one certificate, so far. */
export interface Draft {
  readonly certificate: CertificateView
  /** Null where the certificate has none. */
  readonly period: Period | null
  /** Null where it is not asked, or not yet answered. */
  readonly purpose: string | null
  readonly copies: number
}

export type Question = 'period' | 'purpose' | 'copies'

/** Copies that can be printed at once: 0 when the year's are used up. */
export function copiesAtMost({ most, yearly }: CertificateView): number {
  return yearly === null ? most : Math.max(0, Math.min(most, yearly.limit - yearly.used))
}

/** What is to be asked, in this order; what has one answer is not asked. */
function questionsOf(certificate: CertificateView): readonly Question[] {
  const asked: Record<Question, boolean> = {
    period: certificate.period.kind === 'months' && certificate.period.earliest < certificate.period.latest,
    purpose: certificate.purposes.length > 1,
    copies: copiesAtMost(certificate) > 1,
  }
  return (['period', 'purpose', 'copies'] as const).filter((question) => asked[question])
}

/** A sensible time, one copy, and no purpose but the only one. */
export function draftOf(certificate: CertificateView): Draft {
  const { period, purposes } = certificate
  const [only, ...others] = purposes
  return {
    certificate,
    period: period.kind === 'months' ? firstPeriod(period) : null,
    purpose: only !== undefined && others.length === 0 ? only.code : null,
    copies: 1,
  }
}

/** The question after this one, or the first; null when all is answered. */
export function questionAfter(certificate: CertificateView, question: Question | null): Question | null {
  const questions = questionsOf(certificate)
  return questions[question === null ? 0 : questions.indexOf(question) + 1] ?? null
}

/** The question before this page; null where it is the list. */
export function questionBefore(certificate: CertificateView, page: Question | 'preview'): Question | null {
  const questions = questionsOf(certificate)
  return questions[(page === 'preview' ? questions.length : questions.indexOf(page)) - 1] ?? null
}

/** The same wish prints under the same request id. */
export function sameWish(one: Draft, other: Draft): boolean {
  return (
    one.certificate.id === other.certificate.id &&
    one.period?.from === other.period?.from &&
    one.period?.to === other.period?.to &&
    one.purpose === other.purpose &&
    one.copies === other.copies
  )
}
