import { expect, test } from 'vitest'
import { badCaseLines } from '../../../main/hall/bad-case-lines.ts'

const GIVEN = Date.parse('2026-11-23T02:00:00Z')

test('a bad evaluation is told with what was written, of which a terminal obeys nothing', () => {
  const badCase = { id: 'c', level: 1, reasons: ['113', '115'], words: '等了\u001B[2J三趟', matter: 'ticket', about: 'A117', window: '3', openedAt: GIVEN, dueOn: '2026-12-14' } as const
  expect(
    badCaseLines({
      ...badCase,
      reasons: [...badCase.reasons],
      done: [
        { step: 'accepted', at: GIVEN + 60_000, by: '王芳', note: null },
        { step: 'verified', at: GIVEN + 120_000, by: '王芳', note: '只开了一个窗口' },
      ],
    }),
  ).toEqual([
    'A117 at window 3, level 1 (113 115), given 2026-11-23T02:00:00.000Z, to be put right by 2026-12-14',
    '  wrote "等了\\u001b[2J三趟"',
    '  accepted 2026-11-23T02:01:00.000Z by 王芳',
    '  verified 2026-11-23T02:02:00.000Z by 王芳 "只开了一个窗口"',
    '  next: rectified',
  ])
  const [first, ...rest] = badCaseLines({ ...badCase, level: 2, reasons: [], words: null, window: null, dueOn: null, done: [] })
  expect(first).toBe('A117 at a terminal, level 2, given 2026-11-23T02:00:00.000Z, the calendar has no last day for it')
  expect(rest).toEqual(['  next: accepted'])
})
