import type {
  Guide,
  ItemOutcome,
  PackageGuide,
  PackageOutcome,
  PrintGuideOutcome,
  SampleOutcome,
  SearchOutcome,
} from '../../../main/contract/guide.ts'
import { groupOf, questionOf, waysOf, type Browsed, type BrowsedQuestion, type BrowsedSituation } from '../../../main/catalogue/browse.ts'
import { terminalContract } from '../../../main/contract/server.ts'
import type { CopyView, SessionView } from '../../../main/contract/view.ts'
import { specimenForm } from './specimen-form.ts'

/** What a test scripts of the catalogue. */
export interface GuideScript {
  items: ({ readonly outcome: 'listed' } & typeof SOURCE & Browsed) | { readonly outcome: 'no-catalogue' }
  /** So many entries of a list come with one call. */
  inOnePart: number
  item: ItemOutcome
  /** What is answered to a text that is not among them: the items that have it in their Chinese name. */
  searches: Readonly<Record<string, SearchOutcome>>
  package: PackageOutcome
  /** Null: a form that is filled in. */
  sample: SampleOutcome | null
  printGuide: PrintGuideOutcome
  /** How the sheet stands a moment after it was asked for. */
  guideSheet: CopyView
  /** The answer to this text comes after the answer to the next. */
  lateSearch: string | null
}

const SOURCE = { version: '2026-11-21.1', from: 'platform' } as const
const LAND = { zh: '示例县自然资源局', en: 'Natural Resources Bureau' }
const POLICE = { zh: '示例县公安局', en: 'Public Security Bureau' }

/** With all twelve elements. */
const TRANSFER: Guide = {
  name: { zh: '不动产转移登记（二手房）', en: 'Registering the sale of a used home' },
  department: LAND,
  codes: {
    catalogue: '530715007000',
    task: '11530323MB0A00050P4530715007000',
    handled: '11530323MB0A00050P453071500700001',
    local: null,
  },
  type: 'confirmation',
  law: ['《中华人民共和国民法典》第二百零九条、第二百一十四条', '《不动产登记暂行条例》第十四条、第二十条'],
  authority: { level: 'county', power: '法定本级行使', body: '法定机关', entrusted: null, area: '全县通办' },
  time: {
    legal: { count: 20, unit: 'working-day', explained: [] },
    promised: { count: 5, unit: 'working-day', explained: ['不含缴税时间。'] },
  },
  flow: {
    steps: ['申请：买卖双方一起到场，或委托他人代办。', '受理：窗口核对材料，询问并签字。', '领证：领取不动产权证书，可以邮寄。'],
    ways: '窗口办理、网上办理',
    visits: 1,
  },
  conditions: ['房屋已经登记，权属清楚，没有查封和争议。'],
  materials: [
    {
      name: '不动产登记申请书',
      type: '原件',
      format: '纸质',
      count: 1,
      needed: true,
      source: '申请人自备',
      notes: ['窗口打印，双方签字。'],
      blankForm: true,
      example: true,
    },
    {
      name: '居民身份证',
      type: '原件',
      format: '纸质',
      count: 0,
      needed: true,
      source: '政府部门核发',
      notes: ['当场核对，核对后退还；有电子身份证的不用带。'],
      blankForm: false,
      example: false,
    },
  ],
  fees: {
    charged: true,
    basis: ['《国家发展改革委 财政部关于不动产登记收费标准等有关问题的通知》'],
    each: [{ name: '登记费（住宅）', standard: '80 元一件', reduced: '小微企业、个体工商户免收。' }],
  },
  result: { name: { zh: '不动产权证书', en: 'Certificate of real property' }, type: '证照' },
  where: { address: ['示例县政务服务中心一楼综合窗口'], hours: ['周一至周五 09:00–12:00，13:30–17:00'], questions: '12345', complaints: null },
}

/** As an older catalogue has it: names and codes alone. */
const BARE: Guide = {
  name: { zh: '无犯罪记录证明开具', en: 'Certificate of no criminal record' },
  department: POLICE,
  codes: { catalogue: '532099004000', task: '11530323MB0A00018C4532099004000', handled: null, local: null },
  type: null,
  law: [],
  authority: { level: null, power: null, body: null, entrusted: null, area: null },
  time: { legal: null, promised: null },
  flow: { steps: [], ways: null, visits: null },
  conditions: [],
  materials: null,
  fees: null,
  result: { name: null, type: null },
  where: { address: [], hours: [], questions: null, complaints: null },
}

const BORN: BrowsedQuestion = {
  text: { zh: '孩子出生了吗？', en: 'Has your child been born?' },
  answers: [
    { text: { zh: '还没有', en: 'Not yet' }, leadsTo: { to: 'items', codes: ['of-birth'] } },
    { text: { zh: '已经出生', en: 'Yes' }, leadsTo: { to: 'question', at: 1 } },
  ],
}
const WHAT_NOW: BrowsedQuestion = {
  text: { zh: '现在要办哪件事？', en: 'What would you like to do now?' },
  answers: [
    { text: { zh: '登记孩子的出生', en: 'Register the birth' }, leadsTo: { to: 'items', codes: ['of-birth'] } },
    { text: { zh: '领取生育津贴', en: 'Receive the maternity allowance' }, leadsTo: { to: 'items', codes: ['of-insurance', 'of-birth'] } },
    { text: { zh: '孩子要上幼儿园', en: 'Send my child to kindergarten' }, leadsTo: { to: 'items', codes: ['of-school'] } },
    { text: { zh: '给孩子办医疗保险', en: 'Insure my child' }, leadsTo: { to: 'items', codes: ['of-insurance'] } },
    { text: { zh: '给孩子办户口', en: 'Enter my child in the household register' }, leadsTo: { to: 'items', codes: ['of-birth'] } },
    { text: { zh: '带孩子出国旅行', en: 'Travel abroad with my child' }, leadsTo: { to: 'items', codes: ['of-border'] } },
  ],
}

const SITUATIONS: readonly BrowsedSituation[] = [
  { code: 'birth', name: { zh: '生育', en: 'Having a child' }, questions: [BORN, WHAT_NOW] },
  { code: 'school', name: { zh: '入学', en: 'Starting school' }, questions: [] },
  { code: 'work', name: { zh: '就业', en: 'Work' }, questions: [] },
  { code: 'insurance', name: { zh: '社保', en: 'Social insurance' }, questions: [] },
  { code: 'home', name: { zh: '住房', en: 'Housing' }, questions: [] },
  { code: 'border', name: { zh: '出入境', en: 'Travelling abroad' }, questions: [] },
  { code: 'vehicle', name: { zh: '车辆', en: 'Vehicles' }, questions: [] },
  { code: 'company', name: { zh: '企业开办', en: 'Starting a business' }, questions: [] },
]

/** Three items of two bodies and more, one of which promises nothing. */
const NEWBORN: PackageGuide = {
  code: 'newborn',
  name: { zh: '新生儿出生一件事', en: 'A child is born' },
  explanation: {
    zh: '孩子出生后要办的登记、户口和医保，一次提交，一个窗口受理。',
    en: 'Registration, household register and health insurance: handed in once, at one window.',
  },
  items: [
    {
      code: TRANSFER.codes.task,
      name: { zh: '新生儿户口登记', en: 'Entering a newborn in the household register' },
      department: POLICE,
      promised: { count: 0, unit: 'working-day', explained: [] },
      materials: 2,
    },
    {
      code: 'of-birth',
      name: { zh: '新生儿参加基本医疗保险登记', en: 'Health insurance for a newborn' },
      department: { zh: '示例县医疗保障局', en: 'Healthcare Security Bureau' },
      promised: { count: 5, unit: 'working-day', explained: [] },
      materials: 2,
    },
    {
      code: BARE.codes.task,
      name: { zh: '生育登记', en: 'Registering a birth' },
      department: { zh: '示例县卫生健康局', en: 'Health Bureau' },
      promised: null,
      materials: null,
    },
  ],
  materials: [
    { name: '出生医学证明', type: '原件', format: '纸质', count: 1, needed: true, notes: [], wantedBy: [0, 1] },
    { name: '居民户口簿', type: '原件', format: '纸质', count: 1, needed: true, notes: ['带孩子页。'], wantedBy: [0, 1, 2] },
    { name: '结婚证', type: '原件', format: '纸质', count: 1, needed: false, notes: [], wantedBy: [2] },
  ],
  time: {
    slowest: { count: 5, unit: 'working-day', explained: [] },
    sum: { count: 5, unit: 'working-day', explained: [] },
    atOnce: 1,
    notTold: 1,
  },
}

const entry = ({ name, department, codes }: Guide, situations: string[]) => ({ code: codes.task, name, department, situations })

export const GUIDES: readonly Guide[] = [TRANSFER, BARE]

export const GUIDES_AS_THEY_ARE: GuideScript = {
  items: {
    outcome: 'listed',
    ...SOURCE,
    situations: [...SITUATIONS],
    items: [
      entry(TRANSFER, ['home']),
      entry(BARE, ['work', 'border']),
      ...SITUATIONS.map(({ code, name }) => ({
        code: `of-${code}`,
        name: { zh: `${name.zh}登记`, en: `${name.en}, registering` },
        department: code === 'home' ? LAND : { zh: `示例县${name.zh}局`, en: `${name.en} Bureau` },
        situations: [code],
      })),
    ],
    packages: [
      { code: 'newborn', name: { zh: '新生儿出生一件事', en: 'A child is born' }, count: 3, situations: ['birth'] },
      { code: 'company', name: { zh: '企业开办一件事', en: 'Starting a company' }, count: 3, situations: ['company'] },
    ],
  },
  inOnePart: 100,
  searches: {},
  item: { outcome: 'found', ...SOURCE, guide: TRANSFER, url: 'https://zwfw.example.gov.cn/g/11530323MB0A00050P4530715007000', samples: true },
  package: { outcome: 'found', ...SOURCE, guide: NEWBORN },
  sample: null,
  printGuide: { outcome: 'printing' },
  guideSheet: { state: 'printed', pages: 2 },
  lateSearch: null,
}

/** The side of the stand-in terminal that knows of guides. */
export function createGuides({
  script,
  heard,
  called,
  inSession,
}: {
  readonly script: GuideScript
  readonly heard: { readonly guidePrints: string[] }
  readonly called: (name: string) => Promise<void>
  readonly inSession: (change: Partial<SessionView>) => void
}) {
  const { guide } = terminalContract
  const late: (() => void)[] = []
  const part = <Name extends string, Entry>(name: Name, all: readonly Entry[], from: number) => {
    const next = from + script.inOnePart
    return { [name]: all.slice(from, next), next: next < all.length ? next : null } as Record<Name, Entry[]> & { readonly next: number | null }
  }
  return {
    ways: guide.ways.handler(async ({ input: { from } }) => {
      await called('guide.ways')
      const { items } = script
      return items.outcome === 'listed' ? { outcome: 'listed', ...SOURCE, ...part('ways', waysOf(items), from) } : items
    }),
    question: guide.question.handler(async ({ input: { code, answers } }) => {
      await called('guide.question')
      const { items } = script
      if (items.outcome === 'no-catalogue') return items
      const question = questionOf(items, code, answers)
      return question === null ? { outcome: 'not-found' } : { outcome: 'found', ...SOURCE, question }
    }),
    items: guide.items.handler(async ({ input: { group, from } }) => {
      await called('guide.items')
      const { items } = script
      if (items.outcome === 'no-catalogue') return items
      const found = groupOf(items, group)
      if (found === null) return { outcome: 'not-found' }
      const packages = from === 0 ? [...found.packages] : []
      return { outcome: 'listed', ...SOURCE, name: found.name, packages, total: found.items.length, ...part('items', found.items, from) }
    }),
    item: guide.item.handler(async ({ input }) => {
      await called('guide.item')
      const asked = GUIDES.find(({ codes }) => codes.task === input.code)
      return script.item.outcome === 'found' && asked !== undefined ? { ...script.item, guide: asked } : script.item
    }),
    search: guide.search.handler(async ({ input: { text } }) => {
      const scripted = script.searches[text]
      await called('guide.search')
      if (text === script.lateSearch) await new Promise<void>((resolve) => late.push(resolve))
      else setTimeout(() => late.splice(0).forEach((leave) => leave()), 50)
      if (scripted !== undefined) return scripted
      if (script.items.outcome === 'no-catalogue') return script.items
      const items = script.items.items.filter(({ name }) => name.zh.includes(text))
      return items.length === 0 ? { outcome: 'nothing', ...SOURCE } : { outcome: 'found', ...SOURCE, items, total: items.length, similar: false }
    }),
    package: guide.package.handler(async () => {
      await called('guide.package')
      return script.package
    }),
    sample: guide.sample.handler(async () => {
      await called('guide.sample')
      return script.sample ?? { outcome: 'ready', type: 'image/png', ...specimenForm() }
    }),
    print: guide.print.handler(async ({ input: { requestId } }) => {
      heard.guidePrints.push(requestId)
      await called('guide.print')
      const stands = (copy: CopyView) => inSession({ printing: { requestId, guide: true, copies: [copy], paper: 'none' } })
      if (script.printGuide.outcome !== 'printing') return script.printGuide
      stands({ state: 'printing', pages: 2 })
      setTimeout(() => stands(script.guideSheet), 30)
      return script.printGuide
    }),
  }
}
