import { describe, expect, test } from 'vitest'
import type { Tally } from '../../../../main/queue/evaluation/evaluation-store.ts'
import { totalsAsCsv, totalsOf } from '../../../../main/queue/evaluation/totals.ts'

const DAY = '2026-11-22'
const tally = (service: string, level: Tally['level'], count: number, appended = false): Tally => ({ service, level, count, appended })

describe('what a day was given', () => {
  test('is no praise where nobody said anything', () => {
    expect(totalsOf(DAY, [])).toMatchObject({ given: 0, goodShare: null, appended: 0 })
  })

  test('is a share of those given, a matter counted once, and what was added counted by itself', () => {
    const totals = totalsOf(DAY, [tally('A', 5, 6), tally('A', 3, 1), tally('B', 2, 2), tally('B', 1, 1), tally('B', 1, 4, true)])
    expect(totals.levels).toEqual([
      { level: 5, count: 6 },
      { level: 4, count: 0 },
      { level: 3, count: 1 },
      { level: 2, count: 2 },
      { level: 1, count: 1 },
    ])
    expect(totals).toMatchObject({ given: 10, goodShare: 0.7, appended: 4 })
  })

  test('is a table that a spreadsheet opens, a line for each service and their sum, and no formula', () => {
    expect(totalsAsCsv(DAY, [tally('B', 1, 1, true), tally('A', 5, 2), tally('A', 2, 1), tally('=1+1,"x"', 4, 1)])).toBe(
      [
        '\u{FEFF}日期,业务,非常满意,满意,基本满意,不满意,非常不满意,已评价,好评率,追加',
        `${DAY},"'=1+1,""x""",0,1,0,0,0,1,1.0000,0`,
        `${DAY},A,2,0,0,1,0,3,0.6667,0`,
        `${DAY},B,0,0,0,0,0,0,,1`,
        `${DAY},合计,2,1,0,1,0,4,0.7500,1`,
        '',
      ].join('\r\n'),
    )
  })
})
