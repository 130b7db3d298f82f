import type { CertificateView } from '../../../main/contract/certificates.ts'
import type { TerminalFacts } from '../../../main/contract/facts.ts'
import type { BusinessView } from '../../../main/contract/kiosk.ts'
import type { OperatorView, OutboxRowView, SheetRowView } from '../../../main/contract/operator.ts'
import type { BadCaseView, EvaluationTotals } from '../../../main/contract/evaluation.ts'
import { waitingCertificates } from './certificate-rows.ts'

/** The hall that the screens are looked at in. */
export const FACTS: TerminalFacts = {
  version: '0.1.0',
  terminal: 'K01',
  demonstration: true,
  hall: {
    code: '530323-01',
    name: { zh: '示例县政务服务中心', en: 'Shili County Government Service Centre' },
    timeZone: 'Asia/Shanghai',
  },
  screen: { width: 1080, height: 1920, diagonal: 21.5 },
  case: { reader: 'right', ticket: 'bottom-right', document: 'bottom', scanner: 'bottom-left', camera: 'top' },
  journeys: ['take-number', 'certificate', 'guide', 'progress'],
  proofs: ['sms', 'face', 'clerk'],
  consent: {
    version: 1,
    text: {
      zh: '取号时，本机读取您身份证上的姓名、公民身份号码和证件有效期，只用来确认取号人，避免同一个人重复取号。\n照片、住址和民族不读取，也不保存。\n号票的记录保存 30 天，到期后不能再读出。屏幕和号票上只显示部分姓名和号码。\n不同意也可以办事：请到人工导引台取号。',
      en: 'To take a number, this terminal reads the name, ID number and period of validity on your ID card. They are used only to know who took the number, so that nobody takes two.\nYour photo, address and ethnic group are neither read nor kept.\nThe record is kept for 30 days and cannot be read after that. Screen and ticket show your name and number only in part.\nIf you do not agree, staff at the information desk will give you a number.',
    },
  },
  helpLine: '12345',
  voice: { enabled: true, volume: 0.6 },
  numberByScreenWhenNoPaper: true,
  greenGrounds: [],
}

const HOURS = ['09:00–12:00', '13:30–17:00']

export const BUSINESSES: readonly BusinessView[] = [
  {
    code: 'A',
    name: { zh: '社会保险', en: 'Social insurance' },
    department: { zh: '人力资源和社会保障局', en: 'Human Resources and Social Security' },
    identify: 'typed',
    waiting: 3,
    windows: [{ zh: '3号窗口', en: '3' }, { zh: '4号窗口', en: '4' }],
    hours: HOURS,
    availability: { state: 'open' },
  },
  {
    code: 'B',
    name: { zh: '就业与人事', en: 'Employment' },
    department: { zh: '人力资源和社会保障局', en: 'Human Resources and Social Security' },
    identify: 'card',
    waiting: 12,
    windows: [{ zh: '5号窗口', en: '5' }],
    hours: HOURS,
    availability: { state: 'open' },
  },
  {
    code: 'C',
    name: { zh: '不动产登记', en: 'Property registration' },
    department: { zh: '自然资源局', en: 'Natural Resources' },
    identify: 'card',
    waiting: 0,
    windows: [],
    hours: HOURS,
    availability: { state: 'closed', reason: 'break', reopens: { zh: '今天 13:30', en: 'today 13:30' } },
  },
  {
    code: 'D',
    name: { zh: '税务申报与发票', en: 'Tax returns and invoices' },
    department: { zh: '税务局', en: 'Taxation' },
    identify: 'card',
    waiting: 31,
    windows: [{ zh: '8号窗口', en: '8' }, { zh: '9号窗口', en: '9' }, { zh: '10号窗口', en: '10' }],
    hours: HOURS,
    availability: { state: 'sold-out' },
  },
  {
    code: 'E',
    name: { zh: '咨询与投诉', en: 'Questions and complaints' },
    department: { zh: '政务服务中心', en: 'Service Centre' },
    identify: 'none',
    waiting: 0,
    windows: [{ zh: '1号窗口', en: '1' }],
    hours: HOURS,
    availability: { state: 'open' },
  },
  {
    code: 'F',
    name: { zh: '户籍与居民身份证', en: 'Household register and ID cards' },
    department: { zh: '公安局', en: 'Public Security' },
    identify: 'card',
    waiting: 0,
    windows: [],
    hours: [],
    availability: { state: 'closed', reason: 'closed-day', reopens: { zh: '周一 09:00', en: 'Monday 09:00' } },
  },
]

const SOCIAL_INSURANCE: CertificateView = {
  id: 'insurance-1',
  kind: 'social-insurance',
  title: { zh: '参保缴费证明', en: 'Social insurance contributions' },
  issuer: { zh: '人力资源和社会保障局', en: 'Human Resources and Social Security' },
  period: { kind: 'months', earliest: '2021-03', latest: '2026-10', most: 36 },
  purposes: [
    { code: 'loan', name: { zh: '办理贷款', en: 'A loan' } },
    { code: 'school', name: { zh: '子女入学', en: 'School for a child' } },
    { code: 'visa', name: { zh: '签证', en: 'A visa' } },
    { code: 'other', name: { zh: '其他', en: 'Something else' } },
  ],
  most: 3,
  yearly: { limit: 10, used: 8 },
}

/** What asks nothing: one page, one copy. */
const TAX_LIST: CertificateView = {
  id: 'tax-1',
  kind: 'income-tax',
  title: { zh: '个人所得税清单', en: 'Income tax list' },
  issuer: { zh: '税务局', en: 'Taxation' },
  period: { kind: 'none' },
  purposes: [],
  most: 1,
  yearly: null,
}

/** What the card alone opens, and what is opened besides once it is proven who stands there. */
export const CERTIFICATES = {
  byCard: [TAX_LIST],
  proven: [
    SOCIAL_INSURANCE,
    TAX_LIST,
    {
      ...TAX_LIST,
      id: 'property-1',
      kind: 'property',
      title: { zh: '不动产信息查询结果', en: 'Property register extract' },
      issuer: { zh: '自然资源局', en: 'Natural Resources' },
      purposes: [{ code: 'loan', name: { zh: '办理贷款', en: 'A loan' } }],
      most: 2,
      yearly: { limit: 2, used: 2 },
    },
  ],
} satisfies Record<string, readonly CertificateView[]>

/** 2026-11-21 14:05 in the hall. */
export const NOW = Date.UTC(2026, 10, 21, 6, 5)
const MINUTE = 60_000

/** A counter at which nobody has anything to do. */
export const WELL_COUNTER: OperatorView = {
  operator: '王工',
  now: NOW,
  timeZone: 'Asia/Shanghai',
  devices: [
    { device: 'idCard', state: 'absent', detail: '', well: true, port: 'serial:/dev/ttyUSB0?baudRate=115200', lastFault: null, powerCycle: false },
    { device: 'socialCard', state: 'absent', detail: '', well: true, port: 'PC/SC', lastFault: null, powerCycle: false },
    { device: 'scanner', state: 'ready', detail: '', well: true, port: 'serial:/dev/ttyACM0?baudRate=9600', lastFault: null, powerCycle: false },
    {
      device: 'ticket',
      state: 'ready',
      detail: '',
      well: true,
      port: 'tcp://192.168.1.50:9100',
      lastFault: { fault: 'cover-open', since: NOW - 190 * MINUTE, passedAt: NOW - 187 * MINUTE },
      powerCycle: false,
    },
    { device: 'document', state: 'ready', detail: 'toner-low', well: true, port: 'ipp://192.168.1.60:631/ipp/print', lastFault: null, powerCycle: false },
  ],
  paper: { loadedAt: NOW - 320 * MINUTE, sheets: 214, usedMm: 27_860, lengthMm: 80_000, nearEnd: false, ticketsLeft: 400 },
  tray: { loadedAt: NOW - 400 * MINUTE, sheets: 500, used: 61, nearEnd: false, left: 439 },
  sheets: [],
  certificates: [],
  outbox: { waiting: 0, oldestSeconds: 0, shelf: 0 },
  platform: { delivery: { state: 'idle' }, auditLog: 'taken' },
  day: {
    businesses: [
      { code: 'A', name: '社会保险', issued: 86, waiting: 3, byScreen: 0 },
      { code: 'B', name: '就业与人事', issued: 41, waiting: 12, byScreen: 2 },
      { code: 'C', name: '不动产登记', issued: 37, waiting: 0, byScreen: 0 },
      { code: 'D', name: '税务申报与发票', issued: 50, waiting: 31, byScreen: 0 },
      { code: 'E', name: '咨询与投诉', issued: 9, waiting: 0, byScreen: 1 },
      { code: 'F', name: '户籍与居民身份证', issued: 0, waiting: 0, byScreen: 0 },
    ],
    sheets: { printed: 219, sent: 0, failed: 2, unknown: 1, reprints: 3, void: 1 },
    usedMm: 28_470,
    certificates: { authorised: 42, printed: 37, sent: 0, spoiled: 2, failed: 2, open: 1, notAuthorised: 3, pages: 61 },
  },
  badCases: { open: 0, overdue: 0 },
  reports: true,
  hours: { businessDay: '2026-11-21', hours: HOURS, open: true, closure: null },
  hallPages: null,
  hallServer: null,
}

/** Two that are being put right, one of them too late. */
export const EVALUATIONS: { readonly totals: EvaluationTotals; readonly cases: BadCaseView[] } = {
  totals: {
    businessDay: '2026-11-21',
    levels: [
      { level: 5, count: 61 },
      { level: 4, count: 20 },
      { level: 3, count: 4 },
      { level: 2, count: 1 },
      { level: 1, count: 1 },
    ],
    given: 87,
    goodShare: 85 / 87,
    appended: 2,
  },
  cases: [
    {
      id: 'case-1',
      level: 1,
      reasons: ['113', '115'],
      words: '为一份证明跑了三个窗口，没有人说得清楚。',
      matter: 'ticket',
      about: 'A086',
      window: '3',
      openedAt: NOW - 30 * 24 * 60 * MINUTE,
      dueOn: '2026-11-12',
      overdue: true,
      done: [
        { step: 'accepted', at: NOW - 29 * 24 * 60 * MINUTE, by: '王工', note: null },
        { step: 'verified', at: NOW - 28 * 24 * 60 * MINUTE, by: '王工', note: '查监控，三个窗口都没有说清。' },
      ],
      next: 'rectified',
    },
    {
      id: 'case-2',
      level: 2,
      reasons: [],
      words: null,
      matter: 'certificate',
      about: '参保缴费证明',
      window: null,
      openedAt: NOW - 20 * MINUTE,
      dueOn: '2026-12-11',
      overdue: false,
      done: [],
      next: 'accepted',
    },
  ],
}

const row = (number: string, change: Partial<SheetRowView>): SheetRowView => ({
  key: `sheet-${number}`,
  ticketId: `ticket-${number}`,
  number,
  business: '社会保险',
  holder: '张*',
  copy: 0,
  state: 'unknown',
  reason: 'paper-out',
  intendedAt: NOW - 4 * MINUTE,
  stillWaiting: true,
  ...change,
})

type HallDevice = NonNullable<OperatorView['hallPages']>['devices'][number]

function hallDevice(device: string, place: HallDevice['place'], change: Partial<HallDevice>): HallDevice {
  return { device, place, enrolledAt: NOW - 9 * 24 * 60 * MINUTE, enrolledBy: '王工', lastSeenAt: NOW, connected: false, usedTwiceAt: null, ...change }
}

/** A counter at which everything waits for somebody. */
export const BUSY_COUNTER: OperatorView = {
  ...WELL_COUNTER,
  badCases: { open: 2, overdue: 1 },
  devices: [
    {
      device: 'idCard',
      state: 'disconnected',
      detail: 'not-found: Error: No such file or directory, cannot open /dev/ttyUSB0',
      well: false,
      port: 'serial:/dev/ttyUSB0?baudRate=115200',
      lastFault: { fault: 'disconnected', since: NOW - 26 * 60 * MINUTE, passedAt: null },
      powerCycle: true,
    },
    {
      device: 'socialCard',
      state: 'disconnected',
      detail: 'no-service: Service not available.',
      well: false,
      port: 'PC/SC',
      lastFault: { fault: 'disconnected', since: NOW - 40 * MINUTE, passedAt: null },
      powerCycle: false,
    },
    {
      device: 'ticket',
      state: 'not-ready',
      detail: 'paper-out',
      well: false,
      port: 'tcp://192.168.1.50:9100',
      lastFault: { fault: 'paper-out', since: NOW - 6 * MINUTE, passedAt: null },
      powerCycle: true,
    },
    {
      device: 'document',
      state: 'not-ready',
      detail: 'media-jam',
      well: false,
      port: 'ipp://192.168.1.60:631/ipp/print',
      lastFault: { fault: 'media-jam', since: NOW - 2 * MINUTE, passedAt: null },
      powerCycle: false,
    },
  ],
  paper: { loadedAt: null, sheets: 412, usedMm: 53_560, lengthMm: null, nearEnd: true, ticketsLeft: null },
  tray: { loadedAt: null, sheets: null, used: 0, nearEnd: true, left: null },
  certificates: waitingCertificates(NOW),
  sheets: [
    row('A087', {}),
    row('B042', { business: '就业与人事', holder: '样**', copy: 1, state: 'failed', reason: 'too-late', intendedAt: NOW - 30 * MINUTE }),
    row('D051', { business: '税务申报与发票', holder: null, reason: 'power-cut', stillWaiting: false, intendedAt: NOW - 20 * 60 * MINUTE }),
    row('E010', { business: '咨询与投诉', holder: null, state: 'sending', reason: null, intendedAt: NOW }),
  ],
  outbox: { waiting: 128, oldestSeconds: 5400, shelf: 2 },
  platform: {
    delivery: {
      state: 'waiting',
      nextTryAt: NOW + 4 * MINUTE,
      lastFault: { kind: 'unreachable', line: 'https://platform.example: connection refused' },
    },
    auditLog: 'behind',
  },
  hours: {
    ...WELL_COUNTER.hours,
    open: false,
    closure: { reason: 'power', until: 'reopened', since: NOW - 12 * MINUTE, by: '李敏' },
  },
  hallPages: {
    pairings: [
      { pairing: 'p1', code: '402917', place: { kind: 'window', window: '3' }, address: '10.12.3.41', leftSeconds: 540 },
      { pairing: 'p2', code: '086253', place: { kind: 'board', area: '一楼东区', window: null }, address: '10.12.3.60', leftSeconds: 70 },
    ],
    devices: [
      hallDevice('d1', { kind: 'window', window: '1' }, { connected: true }),
      hallDevice('d2', { kind: 'window', window: '2' }, { usedTwiceAt: NOW - 6 * MINUTE, connected: true }),
      hallDevice('d3', { kind: 'board', area: null, window: null }, { lastSeenAt: NOW - 2 * 24 * 60 * MINUTE }),
      hallDevice('d4', { kind: 'board', area: null, window: '1' }, { lastSeenAt: null }),
    ],
  },
}

const event = (id: number, change: Partial<OutboxRowView>): OutboxRowView => ({
  id: `event-${id}`,
  kind: 'ticket.issued',
  number: `A${String(id).padStart(3, '0')}`,
  createdAt: NOW - (90 - id) * MINUTE,
  shelfReason: null,
  ...change,
})

export const BUSY_OUTBOX = {
  waiting: Array.from({ length: 12 }, (_, index) => event(index + 1, index % 4 === 3 ? { kind: 'ticket.expired' } : {})),
  shelf: [
    event(80, { shelfReason: 'unknown-business: Business D is not known here' }),
    event(81, { kind: 'ticket.expired', number: null, shelfReason: '' }),
  ],
}
