import { describe, expect, it } from 'vitest'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import { WindowView } from '../../../main/contract/window.ts'
import type { QueueTicket, WindowState } from '../../../main/queue/store/queue-store.ts'
import { windowView } from '../../../main/queue/window-view.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { minutes, waitingTicket } from './window-tickets.ts'

const BUSINESSES = ['A', 'B', 'C'].map((code) => ({ code, name: { zh: `业务${code}`, en: `Service ${code}` }, department: '局' }))
const hallWith = (window: object) => HallFile.parse({ ...OPEN_HALL, businesses: BUSINESSES, windows: [{ no: '1', first: ['A'] }, window, { no: '5', first: ['C'] }] })
const BOTH = hallWith({ no: '3', first: ['A', 'B'] })
const OPEN: WindowState = { window: '3', state: 'open', clerk: '李敏', pauseReason: null, since: minutes(0), ordinaryInARow: 0 }

function seen(tickets: readonly QueueTicket[], own: Partial<WindowState> = {}, hall = BOTH) {
  return windowView({
    picture: { seq: 9, businessDay: '2026-11-23', windows: [{ ...OPEN, ...own }], tickets, services: [], served: { 3: 12 } },
    hall,
    window: '3',
    clerk: '李敏',
    waits: (business) => (business === 'B' ? { from: 10, to: 15 } : null),
    now: minutes(60),
  })
}
const order = (...of: Parameters<typeof seen>) => seen(...of).waiting.map(({ number }) => number)

describe('the view of a window', () => {
  it('has who waits for its businesses, counted, and since when, and nobody of another’s', () => {
    const view = seen([
      waitingTicket('B002'),
      waitingTicket('A001'),
      waitingTicket('C001'),
      waitingTicket('A009', { forWindow: '5' }),
    ])
    expect(WindowView.parse(view)).toEqual(view)
    expect(view.waiting.map(({ number }) => number)).toEqual(['A001', 'B002'])
    expect(view.businesses.map(({ code, waiting, longestSince }) => [code, waiting, longestSince])).toEqual([
      ['A', 1, minutes(1).getTime()],
      ['B', 1, minutes(2).getTime()],
    ])
    expect(view.businesses.map(({ wait }) => wait?.en)).toEqual([undefined, 'about 10–15 min'])
    expect(view.windows).toEqual([
      { window: '1', state: 'closed' },
      { window: '5', state: 'closed' },
    ])
    expect([view.served, view.current, view.state]).toEqual([12, null, 'open'])
  })

  it('knows who stands there, who is held there, and the last three passed there, the latest first', () => {
    const here = { window: '3' }
    const view = seen([
      waitingTicket('A001', { ...here, status: 'serving', servingAt: minutes(30) }),
      waitingTicket('A002', { window: '5', status: 'called' }),
      waitingTicket('A003', { ...here, status: 'held', reason: '补材料' }),
      ...[4, 5, 6, 7].map((at) => waitingTicket(`A00${at}`, { ...here, status: 'no-show', endedAt: minutes(20 + at) })),
    ])
    expect(view.current).toMatchObject({ number: 'A001', status: 'serving', servingAt: minutes(30).getTime() })
    expect(view.held.map(({ number, reason }) => [number, reason])).toEqual([['A003', '补材料']])
    expect(view.passed.map(({ number }) => number)).toEqual(['A007', 'A006', 'A005'])
  })

  it('has whom windows that are closed now have held or passed, of the businesses that it serves, after its own', () => {
    const passedAt = (number: string, window: string, at: number) => waitingTicket(number, { window, status: 'no-show', endedAt: minutes(at) })
    const tickets = [
      waitingTicket('A001', { window: '1', status: 'held' }),
      waitingTicket('A002', { window: '3', status: 'held' }),
      waitingTicket('A003', { window: '5', status: 'held' }),
      waitingTicket('C004', { window: '1', status: 'held' }),
      passedAt('A005', '1', 30),
      passedAt('A006', '3', 20),
      passedAt('A007', '1', 40),
      passedAt('A008', '5', 50),
    ]
    const windows: WindowState[] = [OPEN, { ...OPEN, window: '1', state: 'closed', clerk: null }, { ...OPEN, window: '5', state: 'paused' }]
    const view = windowView({
      picture: { seq: 9, businessDay: '2026-11-23', windows, tickets, services: [], served: {} },
      hall: BOTH,
      window: '3',
      clerk: '李敏',
      waits: () => null,
      now: minutes(60),
    })
    const shown = (list: WindowView['held']) => list.map(({ number, leftBy }) => [number, leftBy])
    expect(WindowView.parse(view)).toEqual(view)
    expect(shown(view.held)).toEqual([['A002', null], ['A001', '1']])
    expect(shown(view.passed)).toEqual([['A006', null], ['A007', '1'], ['A005', '1']])
  })

  it('offers items of the business of whoever stands there first, and shows those they have', () => {
    const item = (zh: string) => ({ zh, en: zh })
    const hall = HallFile.parse({
      ...OPEN_HALL,
      businesses: BUSINESSES.map((each) => ({ ...each, windows: ['3'], items: ['通用', each.name.zh] })),
    })
    const items = [{ name: item('通用'), own: false, done: true }]
    const view = seen([waitingTicket('B001', { window: '3', status: 'serving', items })], {}, hall)
    expect(view.items).toEqual(['通用', '业务B', '业务A', '业务C'].map(item))
    expect(view.current?.items).toEqual([{ name: item('通用'), done: true }])
    expect(seen([waitingTicket('A001')], {}, hall).items).toEqual([])
    const twice = BUSINESSES.map((each) => ({ ...each, items: ['通用', '通用'] }))
    expect(HallFile.safeParse({ ...OPEN_HALL, businesses: twice }).error?.issues[0]?.message).toBe('expected each item once')
  })

  it('shows nothing that its contract has no place for', () => {
    const view = seen([waitingTicket('A001', { terminal: 'K01', clerk: '王工', priority: 'green', priorityReason: 'elderly' })])
    expect(JSON.stringify(view)).not.toContain('elderly')
    expect(JSON.stringify(view)).not.toContain('王工')
  })

  it('says why somebody goes through the green channel once they are called, and whether a proof of it was seen', () => {
    const green = (change: Partial<QueueTicket>) =>
      seen([waitingTicket('A001', { priority: 'green', window: '3', status: 'called', ...change })]).current?.green
    expect(green({ priorityReason: 'disabled' })).toEqual({ reason: 'disabled', toCheck: true })
    expect(green({ priorityReason: 'disabled', origin: 'offline' })).toEqual({ reason: 'disabled', toCheck: true })
    expect(green({ priorityReason: 'disabled', origin: 'staff' })).toEqual({ reason: 'disabled', toCheck: false })
    expect(green({ priorityReason: 'elderly' })).toEqual({ reason: 'elderly', toCheck: false })
    expect(green({ priorityReason: 'unheard of' })).toBeNull()
    const held = seen([waitingTicket('A001', { priority: 'green', priorityReason: 'pregnant', window: '3', status: 'held' })]).held
    expect(held.map((ticket) => ticket.green)).toEqual([{ reason: 'pregnant', toCheck: true }])
  })

  it('lists at most thirty, and counts them all', () => {
    const many = Array.from({ length: 45 }, (_, at) => waitingTicket(`A${String(at + 1).padStart(3, '0')}`))
    const view = seen(many)
    expect([view.waiting.length, view.businesses[0]?.waiting]).toEqual([30, 45])
  })
})

describe('the order in which they would be called', () => {
  it('is: put on top, transferred here, who goes first after two ordinary, ordinary, appointments before their slot', () => {
    const tickets = [
      waitingTicket('A001'),
      waitingTicket('A002'),
      waitingTicket('A003'),
      waitingTicket('A004', { priority: 'green' }),
      waitingTicket('A005', { priority: 'appointment', slotFrom: minutes(90), rank: minutes(90) }),
      waitingTicket('A006', { priority: 'appointment', slotFrom: minutes(50), rank: minutes(50) }),
      waitingTicket('A007', { forWindow: '3' }),
      waitingTicket('A008', { topAt: minutes(55) }),
      waitingTicket('A009', { topAt: minutes(50) }),
    ]
    expect(order(tickets)).toEqual(['A009', 'A008', 'A007', 'A001', 'A002', 'A004', 'A003', 'A006', 'A005'])
    // Two ordinary people have been called since the last of those who go first: it is their turn.
    expect(order(tickets.slice(0, 4), { ordinaryInARow: 2 })).toEqual(['A004', 'A001', 'A002', 'A003'])
  })

  it('has whoever checked in for a booking with an ordinary number where they stood, and first from their slot on', () => {
    const line = (slotFrom: Date) => [waitingTicket('A001'), waitingTicket('A002', { slotFrom, appointmentId: 'y-1' }), waitingTicket('A003')]
    expect(order(line(minutes(90)), { ordinaryInARow: 2 })).toEqual(['A001', 'A002', 'A003'])
    expect(order(line(minutes(-5)), { ordinaryInARow: 2 })).toEqual(['A002', 'A001', 'A003'])
    expect(seen(line(minutes(90))).waiting.map(({ priority }) => priority)).toEqual(['ordinary', 'appointment', 'ordinary'])
  })

  it('has whoever was transferred here with the first group, whatever their business', () => {
    expect(order([waitingTicket('A001'), waitingTicket('C001', { forWindow: '3' })], {}, hallWith({ no: '3', first: ['A'], also: ['B'] }))).toEqual(['C001', 'A001'])
  })

  it('leaves nobody of a later group before one of an earlier', () => {
    expect(order([waitingTicket('B001'), waitingTicket('A002')], {}, hallWith({ no: '3', first: ['A'], also: ['B'] }))).toEqual(['A002', 'B001'])
    expect(order([waitingTicket('B001'), waitingTicket('A002')], {}, BOTH)).toEqual(['B001', 'A002'])
  })
})
