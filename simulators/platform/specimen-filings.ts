import { hallDay } from './hall-day.ts'
import { withCheckLetter } from './verification-code.ts'

interface LocalText {
  readonly zh: string
  readonly en: string
}

/** One paper that was asked for, and how it may be given. */
interface SupplementItem {
  readonly key: string
  readonly name: string
  readonly why?: string
  readonly ways: readonly ('licence' | 'camera' | 'phone' | 'window')[]
  readonly licenceType?: string
}

/** A filing as the written API tells how far it has come. */
export interface FilingProgress {
  readonly id: string
  readonly title: LocalText
  readonly authority: LocalText
  readonly assurance: readonly string[]
  readonly filedAt: string
  readonly state: 'received' | 'supplement' | 'accepted' | 'not-accepted' | 'in-progress' | 'finished' | 'returned'
  readonly acceptedAt?: string
  readonly promisedDays?: number
  readonly promisedBy?: string
  readonly steps: readonly { readonly name: LocalText; readonly at: string; readonly note?: string }[]
  readonly specials?: readonly { readonly name: LocalText; readonly reason?: string; readonly from: string; readonly until?: string }[]
  readonly supplement?: {
    readonly askedAt: string
    readonly by: string
    readonly items: readonly SupplementItem[]
    readonly where: LocalText
  }
  readonly result?: {
    readonly outcome: 'granted' | 'refused' | 'ended'
    readonly at: string
    readonly name?: LocalText
    readonly ways: readonly object[]
  }
  readonly refusal?: { readonly reason: string; readonly document?: string; readonly objections: readonly object[] }
}

export interface Receipt {
  readonly number: string
  readonly code: string
}

export interface SpecimenFiling {
  /** Number on the card of whoever filed it. */
  readonly owner: string
  readonly receipt: Receipt
  /** As it stands at that instant: its dates are so many days before. */
  readonly at: (now: Date) => FilingProgress
}

/** What a code by SMS opens; and what only the face or a clerk does. */
const BY_SMS = ['card+sms', 'card+face', 'clerk']
const BY_FACE = ['card+face', 'clerk']

const RECEIVED = { zh: '收件', en: 'Received' }
const ACCEPTED = { zh: '受理', en: 'Accepted' }
const REVIEW = { zh: '审核', en: 'Review' }
const DECIDED = { zh: '办结', en: 'Decided' }

const POLICE = { zh: '示例县公安局', en: 'Public Security Bureau' }
const MEDICAL = { zh: '示例县医疗保障局', en: 'Healthcare Security Bureau' }
const LAND = { zh: '示例县自然资源局', en: 'Natural Resources Bureau' }
const LABOUR = { zh: '示例县人力资源和社会保障局', en: 'Human Resources and Social Security Bureau' }
const HOUSING = { zh: '示例县住房和城乡建设局', en: 'Housing and Construction Bureau' }

type Told = Omit<FilingProgress, 'id'>
/** An instant and a day so many days ago, at ten in the hall, on the last weekday; less than none are days ahead. */
interface Ago {
  readonly at: (days: number) => string
  readonly day: (days: number) => string
}

const underWay = ({ at }: Ago): Told => ({
  title: { zh: '居民身份证换领（样本）', en: 'Renewal of an identity card (specimen)' },
  authority: POLICE,
  assurance: BY_SMS,
  filedAt: at(9),
  state: 'in-progress',
  acceptedAt: at(8),
  promisedDays: 20,
  steps: [
    { name: RECEIVED, at: at(9) },
    { name: ACCEPTED, at: at(8), note: '材料齐全' },
    { name: REVIEW, at: at(3) },
  ],
})

const supplementDue = ({ at, day }: Ago): Told => ({
  title: { zh: '生育津贴支付（样本）', en: 'Maternity allowance (specimen)' },
  authority: MEDICAL,
  assurance: BY_SMS,
  filedAt: at(3),
  state: 'supplement',
  promisedDays: 5,
  steps: [
    { name: RECEIVED, at: at(3) },
    { name: { zh: '补正告知', en: 'More papers asked for' }, at: at(1) },
  ],
  supplement: {
    askedAt: at(1),
    by: day(-4),
    items: [
      { key: 'discharge', name: '出院记录', why: '交来的一份缺第二页。', ways: ['camera', 'phone', 'window'] },
      { key: 'marriage', name: '结婚证', why: '没有交。', ways: ['licence', 'camera', 'window'], licenceType: 'MARRIAGE-CERTIFICATE' },
    ],
    where: { zh: '一楼医疗保险窗口（5、6号）', en: 'Healthcare security, windows 5 and 6, ground floor' },
  },
})

const stopped = ({ at }: Ago): Told => ({
  title: { zh: '不动产首次登记（样本）', en: 'First registration of a property (specimen)' },
  authority: LAND,
  assurance: BY_SMS,
  filedAt: at(16),
  state: 'in-progress',
  acceptedAt: at(15),
  promisedDays: 20,
  steps: [
    { name: RECEIVED, at: at(16) },
    { name: ACCEPTED, at: at(15) },
    { name: { zh: '公告', en: 'Public notice' }, at: at(7) },
  ],
  specials: [{ name: { zh: '公告', en: 'Public notice' }, reason: '首次登记须公告十五个工作日，听取异议。', from: at(7) }],
})

const finished = ({ at, day }: Ago): Told => ({
  title: { zh: '灵活就业人员参加基本养老保险登记（样本）', en: 'Joining the basic pension as a self-employed person (specimen)' },
  authority: LABOUR,
  assurance: BY_SMS,
  filedAt: at(21),
  state: 'finished',
  acceptedAt: at(21),
  promisedDays: 5,
  steps: [
    { name: RECEIVED, at: at(21) },
    { name: ACCEPTED, at: at(21) },
    { name: DECIDED, at: at(18), note: '准予登记' },
  ],
  result: {
    outcome: 'granted',
    at: at(18),
    name: { zh: '参保缴费证明', en: 'Record of social insurance contributions' },
    ways: [
      { kind: 'print' },
      {
        kind: 'collect',
        where: { zh: '一楼综合出件窗口', en: 'Collection window, ground floor' },
        hours: { zh: '工作日 09:00–12:00，13:30–17:00', en: 'Working days 09:00–12:00 and 13:30–17:00' },
        bring: ['居民身份证', '收件回执'],
        until: day(-40),
      },
    ],
  },
})

const refused = ({ at }: Ago): Told => ({
  title: { zh: '公共租赁住房申请（样本）', en: 'Applying for public rental housing (specimen)' },
  authority: HOUSING,
  assurance: BY_FACE,
  filedAt: at(40),
  state: 'finished',
  acceptedAt: at(39),
  promisedDays: 15,
  steps: [
    { name: RECEIVED, at: at(40) },
    { name: ACCEPTED, at: at(39) },
    { name: REVIEW, at: at(30) },
    { name: DECIDED, at: at(25), note: '不予批准' },
  ],
  result: { outcome: 'refused', at: at(25), ways: [] },
  refusal: {
    reason: '家庭人均住房面积超过本县规定的标准。',
    document: '示住建公租不字〔2026〕18号',
    objections: [
      {
        way: { zh: '行政复议', en: 'Administrative reconsideration' },
        to: { zh: '示例县人民政府', en: 'The county government' },
        within: { zh: '收到决定之日起 60 日内', en: 'Within 60 days of receiving the decision' },
      },
      {
        way: { zh: '行政诉讼', en: 'A suit in court' },
        to: { zh: '示例县人民法院', en: 'The county court' },
        within: { zh: '收到决定之日起 6 个月内', en: 'Within 6 months of receiving the decision' },
      },
    ],
  },
})

const OWNER = '11010519491231002X'

/** Of 样本一 one of each, and one of 样本三. */
export const SPECIMEN_FILINGS: readonly SpecimenFiling[] = [
  specimen(1, OWNER, supplementDue),
  specimen(2, OWNER, underWay),
  specimen(3, OWNER, stopped),
  specimen(4, OWNER, finished),
  specimen(5, OWNER, refused),
  specimen(6, '110101199003078670', underWay),
]

const DAY_MS = 86_400_000

/** Nobody decides on a Sunday. */
function lastWeekday(day: string): string {
  const noon = Date.parse(`${day}T12:00:00Z`)
  const back = { 0: 2, 6: 1 }[new Date(noon).getUTCDay()] ?? 0
  return new Date(noon - back * DAY_MS).toISOString().slice(0, 10)
}

function specimen(place: number, owner: string, tell: (ago: Ago) => Told): SpecimenFiling {
  return {
    owner,
    receipt: { number: `YM-SPECIMEN-${place}`, code: withCheckLetter(`SPEC${place + 1}2K`) },
    at(now) {
      const day = (days: number) => lastWeekday(hallDay(new Date(now.getTime() - days * DAY_MS)))
      const told = tell({ at: (days) => `${day(days)}T02:00:00Z`, day })
      return { id: `530323${told.filedAt.slice(0, 10).replaceAll('-', '')}SPECIMEN${place}`, ...told }
    },
  }
}
