import { call, ORPCError } from '@orpc/server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { HallFile } from '../../../../main/configuration/hall-file.ts'
import type { RectifyWish } from '../../../../main/contract/evaluation.ts'
import type { HallSeat } from '../../../../main/contract/hall-pages.ts'
import type { Ledger } from '../../../../main/ledger/ledger.ts'
import { ledgerEvaluations } from '../../../../main/queue/evaluation/ledger-evaluations.ts'
import { managerProcedures } from '../../../../main/queue/statistics/manager-procedures.ts'
import { OPEN_HALL } from '../../../terminal-process.ts'
import { dataFolder, open } from '../../ledger/fixture.ts'
import { evaluationsOn, verdict, wish } from '../evaluation/fixture.ts'
import { NO_PAGES, scriptedStaff } from '../scripted-staff.ts'
import { waitingTicket } from '../window-tickets.ts'

const MANAGER: HallSeat = { device: 'desk', place: { kind: 'manager', window: null, area: null } }
const ANOTHER: HallSeat = { ...MANAGER, device: 'another' }
const WINDOW: HallSeat = { device: 'w', place: { kind: 'window', window: '1' } }
const DAY = { length: 'day', day: null } as const

/** A hall whose only ticket of all days is A001 of today; its evaluations are kept in `ledger`. Nothing is told by the clock. */
async function opened(ledger?: Ledger) {
  const store = ledgerEvaluations(ledger ?? (await open(await dataFolder())))
  const rectified = vi.fn<() => void>()
  vi.useFakeTimers({ toFake: ['setInterval'] })
  const clock = { now: new Date('2026-11-23T15:59:00Z') }
  const asked: (readonly string[])[] = []
  const staff = scriptedStaff('manager', () => clock.now)
  const manager = managerProcedures({
    store: {
      ticketsBetween: (from, to) => {
        asked.push([from, to])
        return Promise.resolve([waitingTicket('A001')])
      },
    },
    operators: staff,
    hallPages: NO_PAGES,
    hall: () => HallFile.parse(OPEN_HALL),
    evaluations: { store, readAt: 'terminal', atTerminals: async () => [], onRectified: rectified },
    now: () => clock.now,
  })
  vi.useRealTimers()
  onTestFinished(() => manager.close())
  const signIn = (context: HallSeat, pin = '246813') => call(manager.procedures.signIn, { name: '主任', pin }, { context })
  const statistics = (context: HallSeat, input: { length: 'day' | 'month' | 'quarter'; day: string | null } = DAY) =>
    call(manager.procedures.statistics, input, { context })
  const badCases = async (context: HallSeat) => {
    const heard = (await call(manager.procedures.badCases, undefined, { context }))[Symbol.asyncIterator]()
    return async () => {
      const told = await heard.next()
      if (told.done === true) throw new Error('the watch has ended')
      return told.value
    }
  }
  const rectify = (context: HallSeat, input: RectifyWish) => call(manager.procedures.rectify, input, { context })
  return { manager, staff, clock, asked, signIn, statistics, badCases, rectify, rectified }
}

test('figures are for who has signed in at that very page, and until the hall’s day is over', async () => {
  const { clock, signIn, statistics } = await opened()
  await expect(statistics(MANAGER)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  expect(await signIn(MANAGER, '000000')).toEqual({ outcome: 'wrong', triesLeft: 4 })
  await expect(statistics(MANAGER)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  expect(await signIn(MANAGER)).toEqual({ outcome: 'signed-in', name: '主任' })
  expect(await statistics(MANAGER)).toMatchObject({ from: '2026-11-23', to: '2026-11-23', at: '2026-11-23 23:59', total: { taken: 1, open: 1 } })
  await expect(statistics(ANOTHER)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  clock.now = new Date('2026-11-23T16:00:00Z') // midnight in Shanghai
  await expect(statistics(MANAGER)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
})

test('a page of another kind asks nothing of this', async () => {
  const { signIn } = await opened()
  await expect(signIn(WINDOW)).rejects.toBeInstanceOf(ORPCError)
})

test('whoever signs out, or whose PIN is changed elsewhere, is shown nothing', async () => {
  const { manager, staff, signIn, statistics } = await opened()
  await signIn(MANAGER)
  await signIn(ANOTHER)
  await call(manager.procedures.signOut, undefined, { context: MANAGER })
  expect(await statistics(ANOTHER)).toMatchObject({ total: { taken: 1 } })
  staff.putOut('主任')
  for (const page of [MANAGER, ANOTHER]) await expect(statistics(page)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
})

test('a month and a quarter are asked for whole', async () => {
  const { asked, signIn, statistics } = await opened()
  await signIn(MANAGER)
  await statistics(MANAGER, { length: 'month', day: '2026-02-10' })
  await statistics(MANAGER, { length: 'quarter', day: null })
  expect(asked).toEqual([['2026-02-01', '2026-02-28'], ['2026-10-01', '2026-12-31']])
})

test('a bad evaluation is told at once to whoever is signed in, with its clock and nothing that was written, and put right under their name', async () => {
  const ledger = await open(await dataFolder())
  const { manager, signIn, badCases, rectify, rectified } = await opened(ledger)
  const evaluations = evaluationsOn(ledger, manager.changed)
  await signIn(MANAGER)
  const next = await badCases(MANAGER)
  expect(await next()).toMatchObject({ cases: [], timeZone: 'Asia/Shanghai', readAt: 'terminal' })

  await evaluations.give(wish({ subject: 'T-1', channel: 'window', window: '2', verdict: verdict(1, { reasons: ['115'], words: '太慢' }) }))
  const told = await next()
  expect(told.cases).toMatchObject([
    { level: 1, reasons: ['115'], about: 'T-1', window: '2', written: true, dueOn: '2026-12-14', overdue: false, done: [], next: 'accepted' },
  ])
  const of = told.cases[0]?.id ?? ''
  const accepted = { case: of, step: 'accepted', note: '' } as const
  await expect(rectify(ANOTHER, accepted)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  expect(await rectify(MANAGER, accepted)).toEqual({ outcome: 'recorded' })
  expect(await rectify(MANAGER, accepted)).toEqual({ outcome: 'not-next' })
  expect(await rectify(MANAGER, { case: of, step: 'verified', note: ' ' })).toEqual({ outcome: 'note-missing' })
  expect(await rectify(MANAGER, { case: of, step: 'verified', note: '窗口只开了一个' })).toEqual({ outcome: 'recorded' })
  expect(rectified).toHaveBeenCalled()
  const further = await next()
  expect(further.cases).toMatchObject([{ done: [{ step: 'accepted', by: '主任' }, { step: 'verified', by: '主任' }], next: 'rectified' }])
  expect(JSON.stringify([told, further])).not.toMatch(/太慢|窗口只开了一个/)
  const by = await ledger.read<{ readonly actor: string }>("SELECT actor FROM audit WHERE event = 'evaluation.rectifying'")
  expect(by.map(({ actor }) => actor)).toEqual(['operator:主任', 'operator:主任'])
})

test('whoever signs out, or comes to the end of the day, hears of no further bad evaluation', async () => {
  const { manager, clock, signIn, badCases } = await opened(await open(await dataFolder()))
  await expect((await badCases(MANAGER))()).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  await signIn(MANAGER)
  await signIn(ANOTHER)
  const [one, other] = [await badCases(MANAGER), await badCases(ANOTHER)]
  await Promise.all([one(), other()])
  await call(manager.procedures.signOut, undefined, { context: MANAGER })
  await expect(one()).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  await other()
  clock.now = new Date('2026-11-23T16:00:00Z') // midnight in Shanghai
  manager.changed()
  await expect(other()).rejects.toMatchObject({ code: 'SIGNED_OUT' })
})

test('what a period was given stands among its figures, and nobody’s silence', async () => {
  const ledger = await open(await dataFolder())
  const { signIn, statistics } = await opened(ledger)
  await signIn(MANAGER)
  expect((await statistics(MANAGER)).evaluations).toMatchObject({ given: 0, goodShare: null })
  for (const level of [5, 5, 4, 1] as const) await evaluationsOn(ledger).give(wish({ subject: `of level ${level}`, verdict: verdict(level) }))
  const month = await statistics(MANAGER, { length: 'month', day: '2026-11-30' })
  expect(month.evaluations).toMatchObject({ levels: [{ level: 5, count: 1 }, { level: 4, count: 1 }, {}, {}, { level: 1, count: 1 }], given: 3, goodShare: 2 / 3 })
  expect((await statistics(MANAGER, { length: 'day', day: '2026-11-23' })).evaluations.given).toBe(0)
})
