import type { CertificateSheetView } from '../../../main/contract/operator.ts'

const MINUTE = 60_000

/** Certificates of a counter at which everything waits for somebody: one in each state that an operator ends, one moving. */
export function waitingCertificates(now: number): CertificateSheetView[] {
  const row = (number: string, minutes: number, change: Partial<CertificateSheetView>): CertificateSheetView => ({
    key: `sheet-${number}`,
    copy: `copy-${number}`,
    title: '社会保险参保缴费证明',
    holder: '样**',
    place: 1,
    of: 1,
    number: `5303232026112100${number}`,
    pages: 2,
    state: 'unknown',
    reason: 'media-jam',
    intendedAt: now - minutes * MINUTE,
    ...change,
  })
  return [
    row('0018', 3, { place: 2, of: 3 }),
    row('0017', 9, { state: 'left', reason: null, title: '无犯罪记录证明', pages: 1 }),
    row('0016', 26, { state: 'failed', reason: 'platform-unreachable', holder: '张*', number: null, pages: null, title: '不动产登记信息查询结果证明' }),
    row('0014', 28, { state: 'failed', reason: 'yearly-limit-reached', number: null, pages: null }),
    row('0015', 31, { state: 'spoiled', reason: 'torn' }),
    row('0019', 0, { state: 'sending', reason: null, holder: null, place: 3, of: 3 }),
  ]
}
