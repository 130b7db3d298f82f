import type { CertificateHolder, CertificateWish } from '../../../main/certificates/copies.ts'

/** A specimen holder of the document standards' own sample cards. */
export const HOLDER: CertificateHolder = { number: '11010519491231002X', name: '样本一' }
export const OTHER_HOLDER: CertificateHolder = { number: '530102199811280013', name: null }

export const WISH: CertificateWish = {
  certificateId: 'insured-0001',
  kind: 'insured',
  title: { zh: '参保缴费证明', en: 'Social insurance contributions' },
  period: { from: '2026-01', to: '2026-10' },
  purpose: 'loan',
}
