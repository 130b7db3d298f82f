import assert from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dayReport } from '../../../main/operations/day-report.ts'
import { createCalling } from '../../../main/queue/calling/create-calling.ts'
import type { Calling } from '../../../main/queue/calling/calling.ts'
import { createLedgerStore } from '../../../main/queue/store/ledger-store.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { ALWAYS_OPEN, queueOn, request } from './fixture.ts'

const DAY = '2026-11-22'
const MIDNIGHT = new Date('2026-11-22T16:00:00Z')
const CLERK = { window: '1', name: '李' }
const HALL = { ...ALWAYS_OPEN, businesses: [{ code: 'A', windows: ['1'] }] }

const WAYS = ['screen', 'not-begun', 'moving', 'printed', 'not-possible', 'failed', 'unknown'] as const
const ACTS = ['next', 'next', 'start', 'finish', 'hold', 'call-back', 'pass', 'cancel'] as const

const anAct = fc.oneof(
  fc.record({ kind: fc.constant('take' as const), way: fc.constantFrom(...WAYS) }),
  fc.record({ kind: fc.constantFrom(...ACTS), pick: fc.nat(100) }),
)

test('P5: every number that was issued is printed, or told of with a reason, and has ended when its day is over, with a reason where it was not served', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anAct, { minLength: 8, maxLength: 24 }), async (acts) => {
      let now = TEN_O_CLOCK
      const ledger = await open(await dataFolder(), () => now)
      const queue = queueOn(ledger, () => now, HALL)
      const store = createLedgerStore({ ledger, now: () => now })
      const calling = createCalling({ store, hall: () => HALL, now: () => now, timeIsKnown: () => true })
      await calling.open(CLERK)
      const ways = new Map<string, (typeof WAYS)[number]>()
      for (const [at, act] of acts.entries()) {
        now = new Date(now.getTime() + 60_000)
        if (act.kind === 'take') {
          const taken = await queue.takeNumber(request(`r${at}`, { paper: act.way === 'screen' ? 'screen' : 'ticket' }))
          assert(taken.outcome === 'issued')
          if (taken.sheetKey !== null) await goes(ledger, taken.sheetKey, act.way)
          ways.set(taken.ticket.number, act.way)
        } else await carryOut(calling, act.kind, act.pick, `a${at}`)
      }
      now = MIDNIGHT
      await calling.picture()

      const tickets = await store.ticketsBetween(DAY, DAY)
      expect(tickets.map(({ number }) => number)).toEqual([...ways.keys()])
      for (const { number, status, reason, endedAt } of tickets) {
        expect(['done', 'no-show', 'cancelled', 'expired'], `${number} is ${status}`).toContain(status)
        expect(endedAt).not.toBeNull()
        if (status !== 'done') expect(reason, `${number}, ${status}`).not.toBeNull()
        if (status === 'expired') expect(reason).toBe('day-ended')
      }
      const report = await dayReport(ledger, DAY, [])
      const told = new Map(report.tables.sheets?.rows.map(({ number, end, reason }) => [number, { end, reason }]))
      const inOrder = [...ways].filter(([, way]) => ['screen', 'printed', 'not-possible'].includes(way)).map(([number]) => number)
      expect([...ways.keys()].filter((number) => !told.has(number))).toEqual(inOrder)
      for (const { end, reason } of told.values()) {
        expect(end).not.toBe('')
        if (end !== '未了结') expect(reason).not.toBe('')
      }
      await ledger.close()
    }),
    { numRuns: process.env['YIMEN_LONG'] === '1' ? 100 : 4 },
  )
})

async function goes({ sheets }: Ledger, key: string, way: (typeof WAYS)[number]): Promise<void> {
  if (way === 'not-begun') return
  if (way === 'failed') return sheets.failed(key, 'paper-out')
  await sheets.sending(key, 100)
  if (way === 'unknown') return sheets.unknown(key, 'power')
  if (way === 'moving') return
  await sheets.sent(key, 'awaited')
  if (way === 'not-possible') await sheets.sent(key, 'not-possible')
  if (way === 'printed') await sheets.printed(key)
}

async function carryOut(calling: Calling, kind: (typeof ACTS)[number], pick: number, id: string): Promise<void> {
  const { tickets } = await calling.picture()
  const ticketId = tickets[pick % Math.max(1, tickets.length)]?.ticketId ?? 'none'
  switch (kind) {
    case 'next':
      await calling.callNext(CLERK, id)
      return
    case 'start':
      await calling.start(CLERK, id, ticketId)
      return
    case 'finish':
      await calling.finish(CLERK, id, ticketId)
      return
    case 'hold':
      await calling.hold(CLERK, id, ticketId, '')
      return
    case 'call-back':
      await calling.callBack(CLERK, id, ticketId)
      return
    case 'pass':
      await calling.pass(CLERK, id, ticketId, '未到')
      return
    case 'cancel':
      await calling.cancel(CLERK, id, ticketId, '不办了')
  }
}
