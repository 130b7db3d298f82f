import { hallDay } from './hall-day.ts'
import { publicPage, type PublicRow } from './public-page.ts'
import type { FilingProgress } from './specimen-filings.ts'

/** What is said to whoever holds a receipt, to a terminal and on the page that a phone opens. */
export type ReceiptStatus =
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'known'
      readonly state: FilingProgress['state']
      /** Of a package, how many cases it became. */
      readonly cases?: number
      readonly filedAt: string
      readonly acceptedAt?: string
      readonly promisedBy?: string
      readonly supplementBy?: string
      readonly stoppedAt?: string
      readonly finishedAt?: string
    }

const CALM = '#1f3a6e'
const WORDS: Readonly<Record<FilingProgress['state'] | 'unknown', { readonly zh: string; readonly en: string; readonly colour: string }>> = {
  received: { zh: '已收件', en: 'Received', colour: CALM },
  supplement: { zh: '要补正', en: 'More papers needed', colour: '#8a5a00' },
  accepted: { zh: '已受理', en: 'Accepted', colour: CALM },
  'not-accepted': { zh: '不予受理', en: 'Not accepted', colour: CALM },
  'in-progress': { zh: '办理中', en: 'Under way', colour: CALM },
  finished: { zh: '已办结', en: 'Decided', colour: '#0a6b3d' },
  returned: { zh: '已退件', en: 'Returned', colour: CALM },
  unknown: { zh: '查无此回执', en: 'No such receipt', colour: '#a8201a' },
}

/** The page that the QR of a receipt opens: state and dates, and nothing of a person. */
export function receiptPage(number: string, status: ReceiptStatus): string {
  const told = status.outcome === 'known' ? status.state : 'unknown'
  const rows: readonly PublicRow[] = status.outcome === 'unknown' ? [] : datesOf(status)
  return publicPage({
    title: '办件进度 · Progress of a filing',
    outcome: told,
    words: WORDS[told],
    number: { label: '回执编号 · Receipt', value: number },
    rows,
  })
}

function datesOf(status: Extract<ReceiptStatus, { readonly outcome: 'known' }>): readonly PublicRow[] {
  const day = (instant: string | undefined) => instant && hallDay(new Date(instant))
  const rows = [
    ['申请日期', 'Filed', day(status.filedAt)],
    ['受理日期', 'Accepted', day(status.acceptedAt)],
    ['补正期限', 'Papers due by', status.supplementBy],
    ['暂停计时', 'Clock stopped since', day(status.stoppedAt)],
    ['最晚办结', 'At the latest', status.promisedBy],
    ['办结日期', 'Decided', day(status.finishedAt)],
  ] as const
  const cases = status.cases === undefined ? [] : ([['办件', 'Cases', `${status.cases}`]] as const)
  return [...cases, ...rows].flatMap(([zh, en, value]) => (value === undefined ? [] : [[zh, en, value] as const]))
}
