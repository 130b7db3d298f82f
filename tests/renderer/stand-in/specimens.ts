import type { TerminalFacts } from '../../../main/contract/facts.ts'
import type { BusinessView } from '../../../main/contract/kiosk.ts'

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
  journeys: ['take-number'],
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
