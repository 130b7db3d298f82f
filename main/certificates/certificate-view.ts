import type { CertificateView } from '../contract/certificates.ts'
import type { Answer } from '../platform/answers.ts'

type Listed = Answer<'listCertificates'>['certificates'][number]

/** A certificate of the platform's list, as a page shows it. */
export function certificateView({ id, kind, title, issuer, period, purposes, copies, yearly }: Listed): CertificateView {
  return {
    id,
    kind,
    title: bothLanguages(title),
    issuer: bothLanguages(issuer),
    period,
    purposes: purposes.map(({ code, name }) => ({ code, name: bothLanguages(name) })),
    most: copies.most,
    yearly: yearly ?? null,
  }
}

/** Without English, the Chinese stands there too. */
export function bothLanguages({ zh, en }: Listed['title']): CertificateView['title'] {
  return { zh, en: en ?? zh }
}
