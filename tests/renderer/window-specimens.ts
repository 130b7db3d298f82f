import type { WindowTicket, WindowView } from '../../main/contract/window.ts'

/** Five past two in Shanghai. */
const NOW = Date.UTC(2026, 10, 23, 6, 5)
const MINUTE = 60_000

function waits(number: string, minutes: number, change: Partial<WindowTicket> = {}): WindowTicket {
  return {
    ticketId: `ticket-${number}`,
    number,
    business: number.slice(0, 1),
    status: 'waiting',
    priority: 'ordinary',
    green: null,
    onTop: false,
    forThisWindow: false,
    leftBy: null,
    calls: 0,
    takenAt: NOW - minutes * MINUTE,
    lastCalledAt: null,
    servingAt: null,
    reason: null,
    items: [],
    ...change,
  }
}

const LINE = Array.from({ length: 20 }, (_, at) => waits(`${at % 3 === 2 ? 'B' : 'A'}${String(at + 15).padStart(3, '0')}`, 40 - at))

/** Window 3 on a busy afternoon, nobody signed in. */
export const BUSY_WINDOW: WindowView = {
  now: NOW,
  hall: { zh: '云溪区政务服务中心', en: 'Yunxi District Service Hall' },
  timeZone: 'Asia/Shanghai',
  businessDay: '2026-11-23',
  window: '3',
  state: 'closed',
  clerk: null,
  pauseReason: null,
  businesses: [
    { code: 'A', name: { zh: '社会保险', en: 'Social insurance' }, waiting: 27, longestSince: NOW - 52 * MINUTE, wait: { zh: '约40–55分钟', en: 'about 40–55 min' } },
    { code: 'B', name: { zh: '医疗保障', en: 'Medical insurance' }, waiting: 9, longestSince: NOW - 38 * MINUTE },
  ],
  windows: [
    { window: '1', state: 'closed' },
    { window: '2', state: 'open' },
    { window: '5', state: 'paused' },
  ],
  transferTo: [
    { code: 'A', name: { zh: '社会保险', en: 'Social insurance' } },
    { code: 'B', name: { zh: '医疗保障', en: 'Medical insurance' } },
    { code: 'C', name: { zh: '不动产登记', en: 'Real estate' } },
  ],
  items: [
    { zh: '参保登记', en: 'Registration' },
    { zh: '社保卡补换', en: 'New social-security card' },
    { zh: '异地就医备案', en: 'Treatment in another province' },
  ],
  current: null,
  held: [
    waits('A007', 71, { status: 'held', reason: '回去取材料', calls: 1, lastCalledAt: NOW - 30 * MINUTE }),
    waits('B004', 79, { status: 'held', reason: '复印或拍照', calls: 1, lastCalledAt: NOW - 41 * MINUTE, leftBy: '1' }),
  ],
  passed: [
    waits('A011', 60, { status: 'no-show', reason: '叫了三次没有来', calls: 3, lastCalledAt: NOW - 12 * MINUTE }),
    waits('B006', 66, { status: 'no-show', reason: '本人放弃', calls: 1, lastCalledAt: NOW - 21 * MINUTE }),
  ],
  waiting: [
    waits('A012', 52),
    waits('B009', 38, { forThisWindow: true }),
    waits('A013', 47, { priority: 'green' }),
    waits('A014', 44, { priority: 'appointment' }),
    ...LINE,
  ],
  served: 18,
}
