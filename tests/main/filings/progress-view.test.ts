import { describe, expect, test } from 'vitest'
import { filingEntry, filingView } from '../../../main/filings/progress-view.ts'
import type { FilingProgress } from '../../../main/platform/platform.ts'
import type { HallCalendar } from '../../../main/queue/calendar.ts'

const OFFICE = [{ from: '09:00', to: '17:00' }]
const HALL: HallCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE, sat: [], sun: [] },
  holidays: [],
  workdays: [],
  breaks: [],
  lastTicketMinutes: 0,
}
/** Half past midnight on Sunday 22 November in the hall, and still Saturday by UTC. */
const NOW = new Date('2026-11-21T16:30:00Z')
const text = (zh: string) => ({ zh, en: zh })

const FILING: FilingProgress = {
  id: '5303232026111600001',
  title: text('居民身份证换领'),
  authority: text('公安局'),
  assurance: ['card+sms'],
  // Ten minutes past midnight on the 17th in the hall.
  filedAt: '2026-11-16T16:10:00Z',
  state: 'received',
  steps: [{ name: text('收件'), at: '2026-11-16T16:10:00Z' }],
}
const view = (change: Partial<FilingProgress>) => filingView({ ...FILING, ...change }, HALL, NOW)

describe('the dates', () => {
  test('are the hall’s, whatever UTC says', () => {
    expect(view({})).toMatchObject({ filedOn: '2026-11-17', steps: [{ on: '2026-11-17', note: null }] })
  })
})

describe('what waits, and for whom', () => {
  const at = '2026-11-18T02:00:00Z'
  const print = { kind: 'print' } as const
  const collect = { kind: 'collect', where: text('一楼'), bring: ['居民身份证'] } as const
  const ended = (outcome: 'granted' | 'refused' | 'ended', ways: readonly (typeof print | typeof collect)[] = []) => ({
    state: 'finished' as const,
    acceptedAt: at,
    result: { outcome, at, ways },
  })
  const asked = { askedAt: at, by: '2026-11-26', items: [{ key: 'paper', name: '出院记录', ways: ['camera' as const] }], where: text('5号窗口') }

  test.each<[string, Partial<FilingProgress>, string, string]>([
    ['收件, not yet accepted', {}, 'received', 'acceptance'],
    ['补正', { state: 'supplement', supplement: asked }, 'supplement', 'supplement'],
    ['受理', { state: 'accepted', acceptedAt: at }, 'accepted', 'decision'],
    ['办理', { state: 'in-progress', acceptedAt: at }, 'in-progress', 'decision'],
    ['a special procedure', { state: 'in-progress', acceptedAt: at, specials: [{ name: text('公告'), from: at }] }, 'in-progress', 'procedure'],
    ['a special procedure that is over', { state: 'in-progress', acceptedAt: at, specials: [{ name: text('公告'), from: at, until: at }] }, 'in-progress', 'decision'],
    ['办结, to print', ended('granted', [collect, print]), 'finished', 'print'],
    ['办结, to collect', ended('granted', [collect]), 'finished', 'collect'],
    ['办结, with nothing to have', ended('granted'), 'finished', 'nothing'],
    ['办结, refused', ended('refused'), 'refused', 'nothing'],
    ['办结, withdrawn', ended('ended'), 'ended', 'nothing'],
    ['办结, of which nothing more is told', { state: 'finished' }, 'finished', 'nothing'],
    ['不予受理', { state: 'not-accepted' }, 'not-accepted', 'nothing'],
    ['退件', { state: 'returned' }, 'returned', 'nothing'],
  ])('%s', (_, change, state, waits) => {
    expect(view(change)).toMatchObject({ state, waits })
    expect(filingEntry(view(change))).toEqual({
      id: FILING.id,
      title: FILING.title,
      authority: FILING.authority,
      state,
      waits,
      filedOn: '2026-11-17',
      supplementBy: change.supplement === undefined ? null : '2026-11-26',
    })
  })

  test('and what was asked for stands there with its last day while it is asked for, and no longer', () => {
    expect(view({ state: 'supplement', supplement: asked }).supplement).toEqual({
      askedOn: '2026-11-18',
      by: '2026-11-26',
      left: 4,
      items: [{ name: '出院记录', why: null }],
      where: text('5号窗口'),
      here: true,
      handedIn: null,
    })
    expect(view({ state: 'supplement', supplement: { ...asked, by: '2026-11-20' } }).supplement?.left).toBe(-2)
    expect(view({ state: 'accepted', acceptedAt: at, supplement: asked })).toMatchObject({ supplement: null, supplementBy: null })
  })

  test('and a result says how it is had', () => {
    expect(view(ended('granted', [print, collect])).result).toEqual({
      on: '2026-11-18',
      name: null,
      print: true,
      collect: { where: text('一楼'), hours: null, bring: ['居民身份证'], until: null },
    })
  })

  test('and a refusal says why, and where one may object', () => {
    const objections = [{ way: text('行政复议'), to: text('县人民政府'), within: text('60 日内') }]
    expect(view({ ...ended('refused'), refusal: { reason: '面积超标。', objections } }).refusal).toEqual({
      reason: '面积超标。',
      document: null,
      objections,
    })
  })
})

describe('the clock', () => {
  test('counts to the decision, and of what was not accepted nothing at all', () => {
    const acceptedAt = '2026-11-12T02:00:00Z'
    const result = { outcome: 'granted', at: '2026-11-18T02:00:00Z', ways: [] } as const
    expect(view({ state: 'finished', acceptedAt, promisedDays: 5, result }).clock).toMatchObject({ state: 'ended', elapsed: 4, by: '2026-11-19' })
    expect(view({ state: 'in-progress', acceptedAt, promisedDays: 5 }).clock).toMatchObject({ state: 'running', elapsed: 6, left: -1 })
    expect(view({ state: 'returned', promisedDays: 5 }).clock).toMatchObject({ state: 'ended', elapsed: null, by: null })
  })
})

describe('what can be reported as wrong', () => {
  test('is what this state can have wrong', () => {
    expect(view({}).disputable).toEqual(['wrong-step', 'wrong-date', 'not-mine', 'other'])
    expect(view({ state: 'supplement' }).disputable).toContain('already-given')
    expect(view({ state: 'finished' }).disputable).toContain('wrong-result')
  })

  test('stands there again once it was, with what was answered', () => {
    const disputes = [{ what: 'wrong-date', at: '2026-11-20T02:00:00Z', answer: '已更正。' }] as const
    expect(view({ disputes }).disputes).toEqual([{ what: 'wrong-date', on: '2026-11-20', answer: '已更正。' }])
  })
})
