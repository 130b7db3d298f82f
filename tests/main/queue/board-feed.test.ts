import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BoardView } from '../../../main/contract/board.ts'
import type { HallSeat } from '../../../main/contract/hall-pages.ts'
import { createHallWaits } from '../../../main/queue/hall-waits.ts'
import { createBoardFeed, type BoardFeed } from '../../../main/queue/board-feed.ts'
import type { WallBoard } from '../../../main/queue/board-speakers.ts'
import { boardProcedures } from '../../../main/queue/board-procedures.ts'
import { called, eventStore, HALL, TEN, ticket } from './board-hall.ts'

const WHOLE = { kind: 'board', area: null, window: null } as const
const EAST = { kind: 'board', area: '东区', window: null } as const

let hall: ReturnType<typeof eventStore>
let feed: BoardFeed
let faults: unknown[]
let elsewhere: readonly WallBoard[]
let leave: AbortController
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  hall = eventStore()
  faults = []
  elsewhere = []
  leave = new AbortController()
  feed = createBoardFeed({ store: hall.store, calling: hall.calling, hall: () => HALL, waits: createHallWaits({ line: hall.calling.picture, hall: () => HALL, now: () => TEN }), elsewhere: () => elsewhere, now: () => TEN, onFault: (error) => faults.push(error) })
})
afterEach(() => {
  leave.abort()
  feed.close()
  vi.useRealTimers()
})

const numbers = (view: BoardView) => view.news.map(({ number }) => number)

/** The board's views as they come, from the first on. */
function look(after: number | null = null, { device = 'B1', place = WHOLE, sounds = true }: { device?: string; place?: HallSeat['place']; sounds?: boolean } = {}) {
  const views: BoardView[] = []
  const own = new AbortController()
  const ended = (async () => {
    for await (const view of feed.views({ device, place }, { after, sounds }, AbortSignal.any([leave.signal, own.signal]))) views.push(view)
  })()
  const until = (count: number) => vi.waitFor(() => expect(views.length).toBeGreaterThanOrEqual(count), 30_000)
  const speaks = (...windows: readonly string[]) => vi.waitFor(() => expect(views.at(-1)?.voice.windows).toEqual(windows), 30_000)
  return { views, until, ended, heard: () => views.flatMap(numbers), speaks, leave: () => own.abort() }
}

describe('a board that watches the hall', () => {
  it('sees the calls of before, and hears each new one once and in order', async () => {
    hall.add(called(1, 'A001', '1'))
    const board = look()
    await board.until(1)
    expect(board.views[0]).toMatchObject({ seq: 1, news: [], calls: [{ number: 'A001' }] })
    for (let seq = 2; seq <= 30; seq += 1) {
      hall.add(called(seq, `A${seq}`, '1'))
      hall.tell()
      if (seq % 7 === 0) await board.until(board.views.length + 1)
    }
    await vi.waitFor(() => expect(board.heard()).toHaveLength(29), 30_000)
    expect(board.heard()).toEqual(Array.from({ length: 29 }, (_, at) => `A${at + 2}`))
  })

  it('finds with its next poll what nobody told it of', async () => {
    const board = look()
    await board.until(1)
    hall.add(called(1, 'A001', '1'))
    await vi.advanceTimersByTimeAsync(2_000)
    await board.until(2)
    expect(board.heard()).toEqual(['A001'])
  })

  it('catches up after a gap with what it has not heard, in more than one page', async () => {
    hall.add(...Array.from({ length: 1_203 }, (_, at) => called(at + 1, `A${at + 1}`, '1')))
    const board = look(1_199)
    await board.until(1)
    expect(board.heard()).toEqual(['A1200', 'A1201', 'A1202', 'A1203'])
  })

  it('takes a page that has heard more than this hall has told as one that is new', async () => {
    hall.add(called(1, 'A001', '1'))
    const board = look(5_000)
    await board.until(1)
    hall.add(called(2, 'A002', '1'))
    hall.tell()
    await board.until(2)
    expect(board.heard()).toEqual(['A002'])
  })

  it('hears of the hall at least every ten seconds, and of nothing while the store cannot be asked', async () => {
    const board = look()
    await board.until(1)
    await vi.advanceTimersByTimeAsync(10_000)
    await board.until(2)
    hall.down(true)
    const before = board.views.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(board.views).toHaveLength(before)
    expect(faults.length).toBeGreaterThan(0)
    hall.add(called(1, 'A001', '1'))
    hall.down(false)
    await vi.advanceTimersByTimeAsync(2_000)
    await board.until(before + 1)
    expect(board.heard()).toEqual(['A001'])
  })

  it('asks the store once for all boards, and of nothing when the last has gone', async () => {
    const [one, other] = [look(), look()]
    await one.until(1)
    await other.until(1)
    expect(hall.ears()).toBe(1)
    leave.abort()
    await Promise.all([one.ended, other.ended])
    expect(hall.ears()).toBe(0)
    const reads = hall.reads()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(hall.reads()).toBe(reads)
  })

  it('is told which number is void, as long as it looks', async () => {
    hall.add({ ...called(1, 'X1001', '1'), kind: 'ticket.merged', business: 'A', window: null, facts: { replacedBy: 'A012' } })
    hall.tickets(ticket('A012', 'waiting'))
    const board = look()
    await board.until(1)
    expect(board.views[0]?.replaced).toEqual([{ number: 'X1001', by: 'A012' }])
  })

  it('is told over the contract what its place shows, and no more', async () => {
    hall.add(called(1, 'A001', '1'), called(2, 'B001', '3'))
    const place = { kind: 'board', area: null, window: '3' } as const
    const client = createRouterClient({ board: boardProcedures({ feed }) }, { context: { device: 'B1', place } })
    for await (const view of await client.board.watch({ after: 0, sounds: true }, { signal: leave.signal })) {
      expect(view).toMatchObject({ window: '3', calls: [{ number: 'B001' }], news: [{ number: 'B001' }] })
      break
    }
  })

  it('is told at once whose calls it speaks: one of an area, the next when it goes, and of the whole hall what has no board of its own', async () => {
    const whole = look(null, { device: 'B0' })
    await whole.speaks('1', '2', '3')
    const east = look(null, { device: 'B2', place: EAST })
    await east.speaks('1', '3')
    await whole.speaks('2')
    const other = look(null, { device: 'B1', place: EAST })
    await other.speaks()
    hall.add(called(1, 'A001', '1'))
    hall.tell()
    await vi.waitFor(() => expect([east.heard(), other.heard()]).toEqual([['A001'], ['A001']]), 30_000)
    await east.speaks('1', '3')
    east.leave()
    await other.speaks('1', '3')
    other.leave()
    await whole.speaks('1', '2', '3')
  })

  it('ends with the server that serves it', async () => {
    const board = look()
    await board.until(1)
    feed.close()
    await board.ended
    expect(hall.ears()).toBe(0)
  })
})
