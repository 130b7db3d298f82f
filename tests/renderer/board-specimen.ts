import type { BoardCall, BoardView } from '../../main/contract/board.ts'

/** 10:05 in the hall. */
const TEN_PAST = Date.UTC(2026, 10, 23, 2, 5)

/** A busy area, as its board is told of it. */
export function specimenView(): BoardView {
  const calls: BoardCall[] = ['A012', 'B007', 'A011', 'C003', 'X1002', 'A010', 'B006', 'A009'].map((number, at) => ({
    seq: 40 - at,
    number,
    window: ['3', '4', '1', '12', '2', '3', '4', '1'][at] ?? '1',
    calls: 1,
    at: TEN_PAST - at * 60_000,
  }))
  return {
    now: TEN_PAST,
    hall: { zh: '示例县政务服务中心', en: 'Example County Service Hall' },
    area: { zh: '一楼东区', en: 'Ground floor, east' },
    window: null,
    timeZone: 'Asia/Shanghai',
    businessDay: '2026-11-23',
    calls,
    news: [],
    seq: 40,
    replaced: [],
    businesses: [
      { code: 'A', name: { zh: '社会保险', en: 'Social insurance' }, waiting: 12, wait: { zh: '约25–35分钟', en: 'about 25–35 min' } },
      { code: 'B', name: { zh: '就业与人才', en: 'Employment and talent' }, waiting: 3, wait: { zh: '约10分钟内', en: 'about 10 min at most' } },
      { code: 'C', name: { zh: '医疗保险', en: 'Medical insurance' }, waiting: 0 },
      { code: 'D', name: { zh: '不动产登记', en: 'Real estate registration' }, waiting: 107, wait: { zh: '约120–145分钟', en: 'about 120–145 min' } },
      { code: 'E', name: { zh: '公积金', en: 'Housing fund' }, waiting: 5 },
    ],
    windows: [{ window: '3', state: 'open', number: 'A012' }],
    notices: [{ zh: '过号请到咨询台，当天有效，不用重新取号', en: 'Missed your number? Ask at the information desk; it stays valid today.' }],
    helpLine: '12345',
    voice: { on: false, windows: [], volume: 0.8, languages: ['zh'], one: 'yi', clips: null },
  }
}
