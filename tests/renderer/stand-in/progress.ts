import type { BeginOutcome } from '../../../main/contract/filings.ts'
import type { FilingView, ListFilingsOutcome, ReceiptOutcome, WaitingHere } from '../../../main/contract/progress.ts'
import { terminalContract } from '../../../main/contract/server.ts'
import type { SessionView } from '../../../main/contract/view.ts'

/** What a test scripts of 进度查询. */
export interface ProgressScript {
  /** What is listed once more than the card is proven. */
  filings: readonly FilingView[]
  /** What waits at this terminal. */
  waiting: readonly WaitingHere[]
  /** Why nothing is listed; null where it is. */
  filingsFail: Extract<ListFilingsOutcome, { readonly outcome: 'failed' }>['reason'] | null
  receipt: Exclude<ReceiptOutcome, { readonly outcome: 'unknown' | 'shut-out' }>
}

/** The one code of a receipt that is right. */
const RIGHT_RECEIPT_CODE = 'SPEC22KA'
const TRIES = 3

const text = (zh: string, en: string) => ({ zh, en })
const MEDICAL = text('示例县医疗保障局', 'Healthcare Security Bureau')

const PLAIN: FilingView = {
  id: '53032320261113SPECIMEN2',
  title: text('居民身份证换领', 'Renewal of an identity card'),
  authority: text('示例县公安局', 'Public Security Bureau'),
  state: 'in-progress',
  waits: 'decision',
  filedOn: '2026-11-12',
  supplementBy: null,
  acceptedOn: '2026-11-13',
  steps: [
    { name: text('收件', 'Received'), on: '2026-11-12', note: null },
    { name: text('受理', 'Accepted'), on: '2026-11-13', note: '材料齐全' },
    { name: text('审核', 'Review'), on: '2026-11-18', note: null },
  ],
  clock: { state: 'running', promised: 20, elapsed: 5, notCounted: 0, by: '2026-12-11', left: 15 },
  specials: [],
  supplement: null,
  result: null,
  refusal: null,
  disputes: [],
  disputable: ['wrong-step', 'wrong-date', 'not-mine', 'other'],
}

const SUPPLEMENT = {
  ...PLAIN,
  id: '53032320261118SPECIMEN1',
  title: text('生育津贴支付', 'Maternity allowance'),
  authority: MEDICAL,
  state: 'supplement',
  waits: 'supplement',
  filedOn: '2026-11-18',
  supplementBy: '2026-11-25',
  acceptedOn: null,
  steps: [
    { name: text('收件', 'Received'), on: '2026-11-18', note: null },
    { name: text('补正告知', 'More papers asked for'), on: '2026-11-20', note: null },
  ],
  clock: { state: 'before', promised: 5, elapsed: null, notCounted: 0, by: null, left: null },
  supplement: {
    askedOn: '2026-11-20',
    by: '2026-11-25',
    left: 4,
    items: [
      { name: '出院记录', why: '交来的一份缺第二页。' },
      { name: '结婚证', why: null },
    ],
    where: text('一楼医疗保险窗口（5、6号）', 'Healthcare security, windows 5 and 6'),
    here: true,
    handedIn: null,
  },
  disputable: ['wrong-step', 'wrong-date', 'already-given', 'not-mine', 'other'],
} satisfies FilingView

const STOPPED: FilingView = {
  ...PLAIN,
  id: '53032320261105SPECIMEN3',
  title: text('不动产首次登记', 'First registration of a property'),
  waits: 'procedure',
  filedOn: '2026-11-05',
  clock: { state: 'stopped', promised: 20, elapsed: 6, notCounted: 5, by: null, left: null },
  specials: [{ name: text('公告', 'Public notice'), reason: '首次登记须公告十五个工作日，听取异议。', from: '2026-11-13', until: null }],
}

const FINISHED: FilingView = {
  ...PLAIN,
  id: '53032320261030SPECIMEN4',
  title: text('灵活就业人员参加基本养老保险登记', 'Joining the basic pension as a self-employed person'),
  state: 'finished',
  waits: 'print',
  filedOn: '2026-10-30',
  clock: { state: 'ended', promised: 5, elapsed: 3, notCounted: 0, by: '2026-11-06', left: null },
  result: {
    on: '2026-11-04',
    name: text('参保缴费证明', 'Record of contributions'),
    print: true,
    collect: {
      where: text('一楼综合出件窗口', 'Collection window, ground floor'),
      hours: text('工作日 09:00–17:00', 'Working days 09:00–17:00'),
      bring: ['居民身份证', '收件回执'],
      until: '2026-12-31',
    },
  },
  disputes: [{ what: 'wrong-date', on: '2026-11-10', answer: null }],
}

const REFUSED: FilingView = {
  ...PLAIN,
  id: '53032320261012SPECIMEN5',
  title: text('公共租赁住房申请', 'Applying for public rental housing'),
  state: 'refused',
  waits: 'nothing',
  filedOn: '2026-10-12',
  clock: { state: 'ended', promised: 15, elapsed: 17, notCounted: 0, by: '2026-11-02', left: null },
  result: { on: '2026-11-04', name: null, print: false, collect: null },
  refusal: {
    reason: '家庭人均住房面积超过本县规定的标准。',
    document: '示住建公租不字〔2026〕18号',
    objections: [
      {
        way: text('行政复议', 'Administrative reconsideration'),
        to: text('示例县人民政府', 'The county government'),
        within: text('收到决定之日起 60 日内', 'Within 60 days of receiving the decision'),
      },
    ],
  },
}

/** One that waits for the person, one for the authority, one whose clock stands, one to print, one refused. */
export const FILINGS = [SUPPLEMENT, PLAIN, STOPPED, FINISHED, REFUSED] as const

export const PROGRESS_AS_IT_IS: ProgressScript = {
  filings: FILINGS,
  waiting: [],
  filingsFail: null,
  receipt: {
    outcome: 'known',
    state: 'in-progress',
    cases: null,
    filedOn: '2026-11-12',
    acceptedOn: '2026-11-13',
    promisedBy: null,
    supplementBy: null,
    stoppedOn: '2026-11-18',
    finishedOn: null,
  },
}

/** The side of the stand-in terminal that knows how far filings have come. */
export function createProgress(parts: {
  readonly script: ProgressScript
  readonly heard: { readonly disputes: { readonly requestId: string; readonly filing: string; readonly what: string }[] }
  readonly called: (name: string) => Promise<void>
  readonly session: () => SessionView | null
  readonly ended: () => void
  readonly beginSupplement: (filing: FilingView) => BeginOutcome
}) {
  const { script, heard, called } = parts
  const { progress } = terminalContract
  let wrong = { session: '', codes: 0 }
  return {
    list: progress.list.handler(async () => {
      await called('progress.list')
      if (script.filingsFail !== null) return { outcome: 'failed', reason: script.filingsFail, waiting: [...script.waiting] }
      const proven = parts.session()?.person?.proven !== undefined
      return { outcome: 'listed', filings: proven ? [...script.filings] : [], waiting: proven ? [...script.waiting] : [] }
    }),
    filing: progress.filing.handler(async ({ input, errors }) => {
      await called('progress.filing')
      const found = script.filings.find(({ id }) => id === input.filing)
      if (found === undefined) throw errors.WRONG_STEP({ data: { needs: 'own-filing' } })
      return found
    }),
    supplement: progress.supplement.handler(async ({ input, errors }) => {
      await called('progress.supplement')
      const found = script.filings.find(({ id }) => id === input.filing)
      if (found === undefined) throw errors.WRONG_STEP({ data: { needs: 'own-filing' } })
      return parts.beginSupplement(found)
    }),
    dispute: progress.dispute.handler(async ({ input }) => {
      heard.disputes.push(input)
      await called('progress.dispute')
      return { outcome: 'recorded' }
    }),
    receipt: progress.receipt.handler(async ({ input }) => {
      await called('progress.receipt')
      if (script.receipt.outcome === 'failed' || input.code === RIGHT_RECEIPT_CODE) return script.receipt
      const id = parts.session()?.id ?? ''
      wrong = { session: id, codes: wrong.session === id ? wrong.codes + 1 : 1 }
      if (wrong.codes < TRIES) return { outcome: 'unknown', attemptsLeft: TRIES - wrong.codes }
      parts.ended()
      return { outcome: 'shut-out' }
    }),
  }
}
