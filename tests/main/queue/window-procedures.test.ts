import { call, createRouterClient, ORPCError } from '@orpc/server'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, ok } from '../../../drivers/result.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { HallSeat } from '../../../main/contract/hall-pages.ts'
import type { Calling, CallFault, HallPicture } from '../../../main/queue/calling/calling.ts'
import type { QueueTicket } from '../../../main/queue/store/queue-store.ts'
import { windowProcedures } from '../../../main/queue/window-procedures.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { scriptedStaff } from './scripted-staff.ts'
import { minutes, waitingTicket } from './window-tickets.ts'

const WINDOW_3: HallSeat = { device: 'page-3', place: { kind: 'window', window: '3' } }
const OTHER_PAGE_OF_3: HallSeat = { device: 'page-3b', place: { kind: 'window', window: '3' } }
const BOARD: HallSeat = { device: 'board', place: { kind: 'board', area: null, window: null } }
const CALLED = waitingTicket('A001', { status: 'called', window: '3', calls: 1 })

const HALL = HallFile.parse({ ...OPEN_HALL, businesses: OPEN_HALL.businesses.map((each) => ({ ...each, windows: ['3', '5'] })) })

let now: Date
/** What calling was asked, each with who asked. */
let asked: (readonly unknown[])[]
let fault: CallFault | null
let tickets: QueueTicket[]
let given: unknown[]
let tellNews: () => void
let windows: ReturnType<typeof windowProcedures>
let staff: ReturnType<typeof scriptedStaff>
/** Who sits at window 3, as the queue has it. */
let sits: string | null
let hallIsAway: boolean

/** Calling that notes what it is asked and answers what the test says; its rules are tested by themselves. */
function scriptedCalling(): Calling {
  const act = (name: string) => (...of: readonly unknown[]) => {
    asked.push([name, ...of])
    return Promise.resolve(fault === null ? ok(CALLED) : err(fault))
  }
  const state = () => ({ window: '3', state: 'open', clerk: sits, pauseReason: null, since: minutes(0), ordinaryInARow: 0 }) as const
  const picture = (): HallPicture => ({ seq: 1, businessDay: '2026-11-23', windows: [state()], tickets, services: [], served: {} })
  const onWindow = (name: string) => (...of: readonly unknown[]) => {
    asked.push([name, ...of])
    return Promise.resolve(fault === null ? ok(state()) : err(fault))
  }
  return {
    open: (clerk) => {
      asked.push(['open', clerk])
      if (hallIsAway) return Promise.reject(new Error('the hall cannot be asked'))
      sits = clerk.name
      return Promise.resolve(state())
    },
    close: onWindow('close'),
    pause: onWindow('pause'),
    resume: onWindow('resume'),
    callNext: act('callNext'),
    callTicket: act('callTicket'),
    recall: act('recall'),
    start: act('start'),
    finish: act('finish'),
    addItem: act('addItem'),
    itemDone: act('itemDone'),
    hold: act('hold'),
    callBack: act('callBack'),
    pass: act('pass'),
    takeBack: act('takeBack'),
    transfer: act('transfer'),
    top: act('top'),
    cancel: act('cancel'),
    picture: () => Promise.resolve(picture()),
  }
}

function opened() {
  return windowProcedures({
    calling: scriptedCalling(),
    store: {
      onNews: (listener) => {
        tellNews = listener
        return () => undefined
      },
    },
    operators: {
      ...staff,
      changePinAtWindow(name, pin, next, seat) {
        asked.push(['changePin', name, next, seat])
        return staff.changePinAtWindow(name, pin, next, seat)
      },
    },
    hall: () => HALL,
    give: (request) => {
      given.push(request)
      return Promise.resolve({ outcome: 'issued', number: 'A012', paper: 'ticket' })
    },
    waits: { now: () => Promise.resolve(() => null), of: () => () => null },
    now: () => now,
  })
}

beforeEach(() => {
  now = minutes(60)
  asked = []
  given = []
  fault = null
  tickets = []
  sits = null
  hallIsAway = false
  staff = scriptedStaff('clerk', () => now)
  windows = opened()
})
afterEach(() => windows.close())

const at = (context: HallSeat) => createRouterClient(windows.procedures, { context })
const signedIn = async (context: HallSeat, name = '李敏') => {
  expect(await at(context).signIn({ name, pin: '246813' })).toEqual({ outcome: 'signed-in', clerk: name })
  return at(context)
}
const errorOf = async (asking: Promise<unknown>): Promise<unknown> => {
  const error = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof ORPCError ? error.code : error
}

describe('signing in at a window', () => {
  it('is by name and PIN, opens the window, and is told to the page as it stands', async () => {
    expect(await at(WINDOW_3).signIn({ name: '李敏', pin: '1' })).toEqual({ outcome: 'wrong', triesLeft: 4 })
    expect(await at(WINDOW_3).signIn({ name: '李敏', pin: 'waits' })).toEqual({ outcome: 'waiting', seconds: 15 })
    expect(asked).toEqual([])
    await signedIn(WINDOW_3)
    expect(asked).toEqual([['open', { window: '3', name: '李敏' }]])
  })

  it('is needed for every act, and nothing is asked of the queue without it', async () => {
    const { watch: _, signIn: __, ...acts } = at(WINDOW_3)
    const input = { requestId: randomUUID(), ticketId: 't', reason: '原因', on: true, item: '参保登记', index: 0, done: true, to: { window: '5' }, business: 'A', green: null, document: null, pin: '246813', next: '693158' }
    for (const [name, act] of Object.entries(acts)) {
      expect([name, await errorOf((act as (input: unknown) => Promise<unknown>)(input))]).toEqual([name, 'SIGNED_OUT'])
    }
    expect(asked).toEqual([])
  })

  it('stays as it is when the clerk changes the own PIN, whose name is never asked of the page', async () => {
    const page = await signedIn(WINDOW_3)
    expect(await page.changePin({ pin: '1', next: '693158' })).toEqual({ outcome: 'wrong', triesLeft: 4 })
    expect(await page.changePin({ pin: 'waits', next: '693158' })).toEqual({ outcome: 'waiting', seconds: 15 })
    expect(await page.changePin({ pin: '246813', next: '111111' })).toEqual({ outcome: 'bad-pin', reason: 'one-digit' })
    expect(await page.changePin({ pin: '246813', next: '693158' })).toEqual({ outcome: 'changed' })
    expect(asked.at(-1)).toEqual(['changePin', '李敏', '693158', { device: 'page-3', window: '3' }])
    expect(await page.resume()).toEqual({ outcome: 'done', ticket: null })
  })

  it('ends by signing out, which closes the window, unless somebody stands there', async () => {
    const page = await signedIn(WINDOW_3)
    fault = { kind: 'window-busy', ticket: CALLED }
    expect(await page.signOut()).toEqual({ outcome: 'refused', reason: 'window-busy', number: 'A001', waitMs: null })
    fault = null
    expect(await page.resume()).toEqual({ outcome: 'done', ticket: null })
    expect(await page.signOut()).toEqual({ outcome: 'done', ticket: null })
    expect(asked.at(-1)).toEqual(['close', { window: '3', name: '李敏' }])
    expect(await errorOf(page.resume())).toBe('SIGNED_OUT')
  })

  it('ends with the business day of the hall, and when another page of the window takes over', async () => {
    const page = await signedIn(WINDOW_3)
    // Eleven at night, still the same day in the hall; then past its midnight.
    now = minutes(14 * 60 + 59)
    expect(await page.resume()).toMatchObject({ outcome: 'done' })
    now = minutes(15 * 60)
    expect(await errorOf(page.resume())).toBe('SIGNED_OUT')

    await signedIn(WINDOW_3)
    const other = await signedIn(OTHER_PAGE_OF_3, '王工')
    expect(await errorOf(page.resume())).toBe('SIGNED_OUT')
    expect(await other.resume()).toMatchObject({ outcome: 'done' })
  })

  it('is none while the window could not be opened: the page asks to sign in again, and is then signed in', async () => {
    hallIsAway = true
    await expect(at(WINDOW_3).signIn({ name: '李敏', pin: '246813' })).rejects.toThrow('the hall cannot be asked')
    const views = await call(windows.procedures.watch, undefined, { context: WINDOW_3 })
    expect((await views.next()).value).toMatchObject({ clerk: null })
    hallIsAway = false
    await signedIn(WINDOW_3)
    expect((await views.next()).value).toMatchObject({ clerk: '李敏' })
    await views.return()
  })

  it('is for pages that are enrolled for a window: a board is refused, whatever it asks', async () => {
    expect(await errorOf(at(BOARD).signIn({ name: '李敏', pin: '246813' }))).toBe('FORBIDDEN')
    expect(await errorOf(at(BOARD).callNext({ requestId: randomUUID() }))).toBe('FORBIDDEN')
  })
})

describe('acts at a window', () => {
  it('are asked of the queue under the window and clerk of the page, with the request id that came', async () => {
    const page = await signedIn(WINDOW_3)
    const ids = { requestId: randomUUID(), ticketId: 'ticket-A001' }
    expect(await page.callNext({ requestId: ids.requestId })).toMatchObject({ outcome: 'done', ticket: { number: 'A001', status: 'called' } })
    await page.transfer({ ...ids, to: { business: 'A' }, reason: ' 走错 ' })
    await page.top({ ...ids, on: false, reason: '误点' })
    await page.addItem({ ...ids, item: ' 参保登记 ' })
    await page.itemDone({ ...ids, index: 1, done: true })
    expect(await errorOf(page.addItem({ ...ids, item: '字'.repeat(41) }))).toBe('BAD_REQUEST')
    expect(await errorOf(page.addItem({ ...ids, item: ' ' }))).toBe('BAD_REQUEST')
    const clerk = { window: '3', name: '李敏' }
    expect(asked.slice(1)).toEqual([
      ['callNext', clerk, ids.requestId],
      ['transfer', clerk, ids.requestId, ids.ticketId, { business: 'A' }, '走错'],
      ['top', clerk, ids.requestId, ids.ticketId, false, '误点'],
      ['addItem', clerk, ids.requestId, ids.ticketId, '参保登记'],
      ['itemDone', clerk, ids.requestId, ids.ticketId, 1, true],
    ])
  })

  it('are refused with the reason, and with whoever stands in the way', async () => {
    const page = await signedIn(WINDOW_3)
    const ids = { requestId: randomUUID(), ticketId: 'ticket-A001' }
    fault = { kind: 'earlier-waiter', ticket: waitingTicket('A012') }
    expect(await page.callTicket(ids)).toEqual({ outcome: 'refused', reason: 'earlier-waiter', number: 'A012', waitMs: null })
    fault = { kind: 'not-served-here' }
    expect(await page.callTicket(ids)).toEqual({ outcome: 'refused', reason: 'not-served-here', number: null, waitMs: null })
    fault = { kind: 'too-soon', waitMs: 3200 }
    expect(await page.recall(ids)).toEqual({ outcome: 'refused', reason: 'too-soon', number: null, waitMs: 3200 })
    fault = { kind: 'request-conflict' }
    expect(await page.start(ids)).toMatchObject({ outcome: 'refused', reason: 'request-conflict' })
  })
})

describe('a number that a clerk takes for somebody', () => {
  const ask = { requestId: randomUUID(), business: 'A', green: null, document: null }
  it('is given in the clerk’s name, with its class and whose it is', async () => {
    const page = await signedIn(WINDOW_3)
    expect(await page.issue({ ...ask, green: 'pregnant', document: { number: '11010519491231002x' } })).toEqual({ outcome: 'issued', number: 'A012', paper: 'ticket' })
    expect(await page.issue({ ...ask, document: { kind: 'taiwan-travel-permit', number: '12345678' } })).toMatchObject({ outcome: 'issued' })
    const by = { actor: 'clerk:李敏', window: '3' }
    const common = { requestId: ask.requestId, business: 'A', origin: 'staff', by }
    expect(given).toEqual([
      { ...common, person: { number: '11010519491231002X', name: null }, precedence: { class: 'green', reason: 'pregnant' } },
      { ...common, person: { document: 'taiwan-travel-permit', number: '12345678', name: null } },
    ])
  })

  it('is none with a document number that cannot be, and says why', async () => {
    const page = await signedIn(WINDOW_3)
    expect(await page.issue({ ...ask, document: { number: '110105194912310021' } })).toEqual({ outcome: 'wrong-number', reason: 'check-digit' })
    expect(await page.issue({ ...ask, document: { number: '1101051949123100' } })).toEqual({ outcome: 'wrong-number', reason: 'length' })
    expect(given).toEqual([])
  })
})

describe('watching a window', () => {
  it('hears the whole at once, then at each change of hall and sign-in, and again and again in silence', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      windows.close()
      windows = opened()
      const stop = new AbortController()
      const views = await call(windows.procedures.watch, undefined, { context: WINDOW_3, signal: stop.signal })
      const next = async () => (await views.next()).value
      expect(await next()).toMatchObject({ clerk: null, window: '3', waiting: [], businessDay: '2026-11-23' })
      tickets = [waitingTicket('A001')]
      tellNews()
      expect(await next()).toMatchObject({ waiting: [{ number: 'A001' }] })
      await signedIn(WINDOW_3)
      expect(await next()).toMatchObject({ clerk: '李敏' })
      staff.putOut('李敏')
      expect(await next()).toMatchObject({ clerk: null })
      await signedIn(WINDOW_3)
      expect(await next()).toMatchObject({ clerk: '李敏' })
      const silent = next()
      vi.advanceTimersByTime(15_000)
      expect(await silent).toMatchObject({ clerk: '李敏' })
      const ended = next()
      stop.abort()
      expect(await ended).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('does not tell one page of a window who is signed in at another', async () => {
    await signedIn(OTHER_PAGE_OF_3)
    const views = await call(windows.procedures.watch, undefined, { context: WINDOW_3 })
    expect((await views.next()).value).toMatchObject({ clerk: null })
    await views.return()
  })
})
