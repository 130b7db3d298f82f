import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BoardView } from '../../../main/contract/board.ts'
import type { HallSeat } from '../../../main/contract/hall-pages.ts'
import { boardView, callOf, replacedOf, stillShown, type ToldCall } from '../../../main/queue/board-view.ts'
import type { HallPicture } from '../../../main/queue/calling/calling.ts'
import type { QueueEvent } from '../../../main/queue/store/queue-store.ts'
import { called, HALL, pictureOf, TEN, ticket, windowState } from './board-hall.ts'
import type { HallWaits } from '../../../main/queue/waiting-time.ts'

const WHOLE = { kind: 'board', area: null, window: null } as const

function view(
  events: readonly QueueEvent[],
  rest: { readonly after?: number | null; readonly now?: Date; readonly place?: HallSeat['place']; readonly picture?: HallPicture; readonly waits?: HallWaits } = {},
) {
  const { after = null, now = TEN, place = WHOLE, picture = pictureOf(99), waits = () => null } = rest
  const calls = events.map(callOf).filter((call): call is ToldCall => call !== null)
  return BoardView.parse(boardView({ place, hall: HALL, now, after, drawn: { picture, calls, replaced: events.flatMap((event) => replacedOf(event) ?? []), seq: 99 }, waits, spoken: (window) => window !== '2' }))
}

describe('what a board shows', () => {
  it('is the latest call first, each ticket once, and nothing of anybody', () => {
    const events = [called(1, 'A001', '1'), called(2, 'A002', '2'), called(3, 'A001', '1', TEN, { kind: 'ticket.recalled', facts: { calls: 2 } })]
    expect(view(events).calls).toEqual([
      { seq: 3, number: 'A001', window: '1', calls: 2, at: TEN.getTime() },
      { seq: 2, number: 'A002', window: '2', calls: 1, at: TEN.getTime() },
    ])
  })

  it('is ten calls at most, and none of yesterday', () => {
    const yesterday = new Date('2026-11-22T02:00:00Z')
    const events = [called(1, 'B099', '3', yesterday), ...Array.from({ length: 15 }, (_, at) => called(at + 2, `A0${at + 10}`, '1'))]
    expect(view(events).calls.map(({ number }) => number)).toEqual(Array.from({ length: 10 }, (_, at) => `A0${24 - at}`))
    expect(view(events.slice(0, 1)).calls).toEqual([])
  })

  it('calls what is new once and in order, and not what is older than a minute', () => {
    const old = new Date(TEN.getTime() - 60_000)
    const events = [called(1, 'A001', '1', old), called(2, 'A002', '2'), called(3, 'A003', '1')]
    expect(view(events, { after: 0 }).news.map(({ number }) => number)).toEqual(['A002', 'A003'])
    expect(view(events, { after: 2 }).news.map(({ number }) => number)).toEqual(['A003'])
    expect(view(events).news).toEqual([])
  })

  it('calls no ticket that is taken back, served or passed', () => {
    for (const kind of ['ticket.taken-back', 'ticket.serving', 'ticket.passed', 'window.opened'] as const) {
      expect(callOf(called(1, 'A001', '1', TEN, { kind }))).toBeNull()
    }
  })

  it('counts who waits and says how windows stand', () => {
    const tickets = [ticket('A001', 'serving', '1'), ticket('A002', 'waiting'), ticket('A003', 'waiting'), ticket('A004', 'held', '2'), ticket('B001', 'waiting')]
    const shown = view([], { picture: pictureOf(9, { tickets, windows: [windowState('1', 'open'), windowState('2', 'paused')] }) })
    expect(shown.businesses.map(({ code, waiting }) => [code, waiting])).toEqual([['A', 2], ['B', 1], ['C', 0]])
    expect(shown.windows).toEqual([
      { window: '1', state: 'open', number: 'A001' },
      { window: '2', state: 'paused', number: null },
      { window: '3', state: 'closed', number: null },
    ])
    expect(shown).toMatchObject({ notices: [{ zh: '过号请到咨询台' }], helpLine: '12345', timeZone: 'Asia/Shanghai', window: null, area: null })
  })

  it('says how long one waits where somebody can say', () => {
    const { businesses } = view([], { waits: (business) => (business === 'A' ? { from: 10, to: 15 } : null) })
    expect(businesses.map(({ wait }) => wait?.zh)).toEqual(['约10–15分钟', undefined, undefined])
  })

  it('is over one window that window, silently', () => {
    const shown = view([called(1, 'A001', '1'), called(2, 'B001', '3')], { place: { kind: 'board', area: null, window: '3' } })
    expect(shown.calls.map(({ number }) => number)).toEqual(['B001'])
    expect(shown.businesses.map(({ code }) => code)).toEqual(['B', 'C'])
    expect(shown).toMatchObject({ window: '3', windows: [{ window: '3' }], voice: { windows: [] } })
  })

  it('is in an area what its windows call and whom they serve', () => {
    const events = [called(1, 'A001', '1'), called(2, 'A002', '2'), called(3, 'B001', '3')]
    const east = view(events, { place: { kind: 'board', area: '东区', window: null }, after: 0 })
    expect(east.calls.map(({ number }) => number)).toEqual(['B001', 'A001'])
    expect(east.news.map(({ number }) => number)).toEqual(['A001', 'B001'])
    expect(east.windows.map(({ window }) => window)).toEqual(['1', '3'])
    expect(east).toMatchObject({ area: { zh: '东区' }, window: null, voice: { on: true, windows: ['1', '3'] } })
    const west = view(events, { place: { kind: 'board', area: '西区', window: null } })
    expect(west.businesses.map(({ code }) => code)).toEqual(['A', 'C'])
  })

  it('says which of a person’s two numbers stays, to whoever waits for it there, for ten minutes or until it is called', () => {
    const at = new Date(TEN.getTime() - 9 * 60_000)
    const merged = (seq: number, number: string, business: string, facts: QueueEvent['facts']): QueueEvent => ({ ...called(seq, number, '1', at), kind: 'ticket.merged', window: null, business, facts })
    const events = [
      merged(1, 'X1001', 'A', { outcome: 'duplicate', replacedBy: 'A012' }),
      merged(2, 'X1002', 'B', { outcome: 'merged', replaces: 'B003' }),
      merged(3, 'X1003', 'A', { outcome: 'merged' }),
    ]
    const picture = pictureOf(9, { tickets: [ticket('A012', 'waiting'), { ...ticket('X1002', 'waiting'), business: 'B' }, ticket('X1003', 'waiting')] })
    expect(view(events, { picture }).replaced).toEqual([{ number: 'B003', by: 'X1002' }, { number: 'X1001', by: 'A012' }])
    expect(view(events, { picture, place: { kind: 'board', area: '西区', window: null } }).replaced).toEqual([{ number: 'X1001', by: 'A012' }])
    expect(view(events, { picture, place: { kind: 'board', area: null, window: '1' } }).replaced).toEqual([])
    expect(view(events, { picture: pictureOf(9, { tickets: [ticket('A012', 'called', '1')] }) }).replaced).toEqual([])
    expect(view(events, { picture, now: new Date(TEN.getTime() + 60_000) }).replaced).toEqual([])
  })

  it('speaks as the hall says, and not in its quiet hours', () => {
    const at = (time: string) => view([], { now: new Date(`2026-11-23T${time}:00+08:00`) }).voice.on
    expect([at('11:59'), at('12:00'), at('13:29'), at('13:30')]).toEqual([true, false, false, true])
    expect(view([]).voice).toEqual({ on: true, windows: ['1', '3'], volume: 0.8, languages: ['zh', 'en'], one: 'yao', clips: null })
  })

  it('keeps of a month of calls what boards may still show', () => {
    const call = fc.record({ window: fc.constantFrom('1', '2', '3'), minutes: fc.integer({ min: 0, max: 3 }) })
    fc.assert(
      fc.property(fc.array(call, { maxLength: 200 }), (made) => {
        let at = TEN.getTime()
        const calls = made.map(({ window, minutes }, index): ToldCall => {
          at += minutes * 60_000
          return { seq: index + 1, ticketId: `t${index}`, number: `A${index}`, window, calls: 1, at }
        })
        let kept: readonly ToldCall[] = []
        for (const each of calls) kept = stillShown([...kept, each], each.at)
        for (const window of ['1', '2', '3']) {
          const of = (list: readonly ToldCall[]) => list.filter((each) => each.window === window).slice(-10)
          expect(of(kept)).toEqual(of(calls))
        }
        const old = kept.filter((each) => at - each.at >= 60_000)
        expect(old.length).toBeLessThanOrEqual(30)
        expect(kept).toEqual(calls.filter((each) => kept.includes(each)))
      }),
    )
  })
})
