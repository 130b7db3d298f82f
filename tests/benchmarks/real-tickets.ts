import { GENERIC_58MM, GENERIC_80MM, type PrinterProfile } from '../../printers/escpos/profile.ts'
import { DEFAULT_TEMPLATE, USUAL_STYLE, type TicketTemplate } from '../../printers/ticket/template.ts'
import type { TicketContent } from '../../printers/ticket/ticket.ts'

/** A ticket as halls give them; every n-th has a number, a time and a queue of its own. */
export interface RealTicket {
  readonly name: string
  readonly profile: PrinterProfile
  readonly template: TicketTemplate
  /** A character on it is in no printer's ROM. */
  readonly isDrawn?: true
  readonly content: (n: number) => TicketContent
}

/** What differs most in bytes and in work, the plainest first. */
export const REAL_TICKETS: readonly RealTicket[] = [
  { name: 'plain', profile: GENERIC_80MM, template: DEFAULT_TEMPLATE, content: plain },
  {
    name: 'reprint mark',
    profile: GENERIC_80MM,
    template: DEFAULT_TEMPLATE,
    content: (n) => ({ ...plain(n), reprint: { at: '2026-11-21 16:40', count: 1 + (n % 3) } }),
  },
  {
    name: 'rare character in the name',
    profile: GENERIC_80MM,
    template: DEFAULT_TEMPLATE,
    isDrawn: true,
    content: (n) => ({ ...plain(n), holder: '㛃*' }),
  },
  {
    name: 'long names in both languages',
    profile: GENERIC_80MM,
    template: DEFAULT_TEMPLATE,
    content: (n) => ({
      ...plain(n),
      business: {
        zh: '城镇企业职工基本养老保险与城乡居民基本养老保险制度衔接申请',
        en: 'Transfer between the employee and the resident basic pension insurance',
      },
      department: '人力资源和社会保障局社会保险事业管理中心',
      where: { zh: '二楼东区社会保险综合服务等候区', en: 'Second floor, east: waiting area for social insurance' },
      windows: ['3号窗口', '4号窗口', '5号窗口', '社保综合窗口'],
    }),
  },
  { name: '58 mm', profile: GENERIC_58MM, template: DEFAULT_TEMPLATE, content: plain },
  {
    name: "hall's own template, with QR",
    profile: GENERIC_80MM,
    template: [
      { block: 'hall', ...USUAL_STYLE.hall },
      { block: 'text', zh: '只进一扇门，办成所有事', en: 'One door for everything', ...USUAL_STYLE.text },
      { block: 'rule' },
      { block: 'number', ...USUAL_STYLE.number },
      { block: 'business', ...USUAL_STYLE.business, bold: true },
      { block: 'rule' },
      { block: 'where', ...USUAL_STYLE.where },
      { block: 'ahead', ...USUAL_STYLE.ahead },
      { block: 'issued' },
      { block: 'holder' },
      { block: 'notices', ...USUAL_STYLE.notices, align: 'centre' },
      { block: 'qr' },
    ],
    content: (n) => ({ ...plain(n), qr: `https://zwfw.example.gov.cn/t/6f1c2a9e-8d14-4b7f-9c55-${String(n % 1_000_000).padStart(12, '0')}` }),
  },
]

function plain(n: number): TicketContent {
  return {
    hall: '示例县政务服务中心',
    number: `A${String(n % 1_000).padStart(3, '0')}`,
    business: { zh: '城乡居民养老保险参保登记', en: 'Pension enrolment' },
    department: '人力资源和社会保障局',
    where: { zh: '二楼东区', en: '2nd floor, east' },
    windows: ['3号窗口', '4号窗口'],
    ahead: n % 40,
    issuedAt: `2026-11-21 ${String(8 + (n % 9)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`,
    holder: '张*',
    notices: ['过号请重新取号；请携带身份证原件，在等候区等候。'],
    demonstration: false,
  }
}
