import { call, ORPCError } from '@orpc/server'
import { expect, test } from 'vitest'
import { err, ok } from '../../../../drivers/result.ts'
import { HallFile } from '../../../../main/configuration/hall-file.ts'
import type { HallSeat } from '../../../../main/contract/hall-pages.ts'
import { managerProcedures } from '../../../../main/queue/statistics/manager-procedures.ts'
import { OPEN_HALL } from '../../../terminal-process.ts'
import { waitingTicket } from '../window-tickets.ts'

const MANAGER: HallSeat = { device: 'desk', place: { kind: 'manager', window: null, area: null } }
const ANOTHER: HallSeat = { ...MANAGER, device: 'another' }
const WINDOW: HallSeat = { device: 'w', place: { kind: 'window', window: '1' } }
const DAY = { length: 'day', day: null } as const

/** A hall whose only ticket of all days is A001 of today. */
function opened() {
  const clock = { now: new Date('2026-11-23T15:59:00Z') }
  const asked: (readonly string[])[] = []
  const manager = managerProcedures({
    store: {
      ticketsBetween: (from, to) => {
        asked.push([from, to])
        return Promise.resolve([waitingTicket('A001')])
      },
    },
    operators: {
      signIn: (name, pin) => Promise.resolve(pin === '246813' ? ok({ id: 'm', name, role: 'manager' }) : err({ kind: 'wrong', triesLeft: 3 })),
    },
    hall: () => HallFile.parse(OPEN_HALL),
    now: () => clock.now,
  })
  const signIn = (context: HallSeat, pin = '246813') => call(manager.procedures.signIn, { name: '主任', pin }, { context })
  const statistics = (context: HallSeat, input: { length: 'day' | 'month' | 'quarter'; day: string | null } = DAY) =>
    call(manager.procedures.statistics, input, { context })
  return { manager, clock, asked, signIn, statistics }
}

test('figures are for who has signed in at that very page, and until the hall’s day is over', async () => {
  const { clock, signIn, statistics } = opened()
  await expect(statistics(MANAGER)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  expect(await signIn(MANAGER, '000000')).toEqual({ outcome: 'wrong', triesLeft: 3 })
  await expect(statistics(MANAGER)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  expect(await signIn(MANAGER)).toEqual({ outcome: 'signed-in', name: '主任' })
  expect(await statistics(MANAGER)).toMatchObject({ from: '2026-11-23', to: '2026-11-23', at: '2026-11-23 23:59', total: { taken: 1, open: 1 } })
  await expect(statistics(ANOTHER)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  clock.now = new Date('2026-11-23T16:00:00Z') // midnight in Shanghai
  await expect(statistics(MANAGER)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
})

test('a page of another kind asks nothing of this', async () => {
  const { signIn } = opened()
  await expect(signIn(WINDOW)).rejects.toBeInstanceOf(ORPCError)
})

test('whoever signs out, or whose page is let in no more, is shown nothing', async () => {
  const { manager, signIn, statistics } = opened()
  await signIn(MANAGER)
  await signIn(ANOTHER)
  await call(manager.procedures.signOut, undefined, { context: MANAGER })
  manager.revoked('another')
  for (const page of [MANAGER, ANOTHER]) await expect(statistics(page)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
})

test('a month and a quarter are asked for whole', async () => {
  const { asked, signIn, statistics } = opened()
  await signIn(MANAGER)
  await statistics(MANAGER, { length: 'month', day: '2026-02-10' })
  await statistics(MANAGER, { length: 'quarter', day: null })
  expect(asked).toEqual([['2026-02-01', '2026-02-28'], ['2026-10-01', '2026-12-31']])
})
