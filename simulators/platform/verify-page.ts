import { hallDay } from './hall-day.ts'
import type { PaperTruth } from './papers.ts'
import { publicPage, type PublicRow } from './public-page.ts'

const WORDS: Readonly<
  Record<PaperTruth['outcome'], { readonly zh: string; readonly en: string; readonly colour: string }>
> = {
  genuine: { zh: '真实有效', en: 'Genuine', colour: '#0a6b3d' },
  revoked: { zh: '已作废', en: 'Revoked', colour: '#a8201a' },
  expired: { zh: '已过有效期', en: 'Expired', colour: '#8a5a00' },
  unknown: { zh: '查无此证明', en: 'No such certificate', colour: '#a8201a' },
}

/** The page that a printed QR opens: whether the paper is genuine. */
export function verifyPage(number: string, truth: PaperTruth): string {
  const rows: readonly PublicRow[] =
    truth.outcome === 'unknown'
      ? []
      : [
          ['证明', 'Certificate', `${truth.title.zh} · ${truth.title.en}`],
          ['出具机构', 'Issued by', `${truth.issuer.zh} · ${truth.issuer.en}`],
          ['持有人', 'Holder', truth.holder],
          ['出具时间', 'Issued', hallDay(new Date(truth.issuedAt))],
          ...(truth.validUntil === undefined ? [] : [['有效期至', 'Valid until', truth.validUntil] as const]),
        ]
  return publicPage({
    title: '证明核验 · Certificate check',
    outcome: truth.outcome,
    words: WORDS[truth.outcome],
    number: { label: '证明编号 · Number', value: number },
    rows,
  })
}
