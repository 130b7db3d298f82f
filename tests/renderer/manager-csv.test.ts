import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StatisticsView } from '../../main/contract/manager.ts'
import { csvOf } from '../../renderer/manager/csv.ts'
import { spreadsheet } from '../../renderer/manager/tables.ts'
import { createManagerStrings } from '../../renderer/strings/manager.ts'

/** A reader of RFC 4180, by hand: quotes doubled within quotes. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (character === '"') quoted = !quoted
    else if (!quoted && (character === ',' || text.startsWith('\r\n', at))) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (character !== ',') {
        rows.push([])
        at += 1
      }
    } else cell += character
  }
  return rows.slice(0, -1)
}

test('whatever a hall calls its businesses comes back as it was written, and none of it is a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: fc.constantFrom('甲', 'a', '"', ',', '\r', '\n', '=', '+', '-', '@', ' ') }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
      const read = cellsOf(csvOf(rows))
      expect(read.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, '')))).toEqual(rows)
      for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@]/)
    }),
  )
})

test.each([
  ['zh', '等候超时', 'A117 等了185分，到当天结束也没有叫到。', '没有办结', '另有 14 条较轻的没有列出。'],
  ['en', 'Long wait', 'A117 waited 185 min and was never called that day.', 'Service never ended', '14 less grave are not listed.'],
] as const)('the supervision report has each alert with its day, in %s', (language, longWait, words, unended, more) => {
  const none = { count: 0, sum: 0, median: 0, ninth: 0, longest: 0 }
  const view: StatisticsView = {
    hall: { zh: '云溪区政务服务中心', en: 'Yunxi District Service Hall' },
    from: '2026-11-01',
    to: '2026-11-30',
    at: '2026-11-23 14:05',
    total: { taken: 0, done: 0, noShow: 0, cancelled: 0, expired: 0, open: 0, wait: none, come: none, serve: none },
    byBusiness: [],
    byWindow: [],
    byHour: [],
    byDay: [],
    alerts: [
      { day: '2026-11-20', kind: 'long-wait', number: 'A117', business: 'A', waitMs: 11_100_000, called: 'never' },
      { day: '2026-11-22', kind: 'unended-service', number: 'A098', business: 'A', window: '2', openMs: 11_100_000 },
    ],
    moreAlerts: 14,
    evaluations: { levels: [], given: 0, goodShare: null, appended: 0 },
  }
  const rows = cellsOf(spreadsheet(view, createManagerStrings().getFixedT(language, 'manager'), language))
  expect(rows).toContainEqual(['2026-11-20', longWait, 'A117', 'A', '', '185', words])
  expect(rows.find(([day]) => day === '2026-11-22')).toMatchObject(['2026-11-22', unended, 'A098', 'A', '2', '', expect.any(String)])
  expect(rows).toContainEqual([more])
})
