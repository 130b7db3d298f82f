import assert from 'node:assert/strict'
import { beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../../../../main/ledger/ledger.ts'
import { evaluationsAtWindows } from '../../../../main/queue/evaluation/at-window.ts'
import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { queueOn, request } from '../fixture.ts'
import { evaluationsOn } from './fixture.ts'

let ledger: Ledger
let now: Date
let press: ReturnType<typeof evaluationsAtWindows>
beforeEach(async () => {
  now = TEN_O_CLOCK
  ledger = await open(await dataFolder(), () => now)
  press = evaluationsAtWindows({
    store: createLedgerStore({ ledger, now: () => now }),
    evaluations: evaluationsOn(ledger),
    businessDay: () => '2026-11-22',
    now: () => now,
  })
})

/** Somebody who was served at window 3 and has gone just now. */
async function served(requestId: string): Promise<string> {
  const taken = await queueOn(ledger, () => now).takeNumber(request(requestId))
  assert(taken.outcome === 'issued')
  await ledger.transact((tx) => tx.write("UPDATE ticket SET status = 'done', window = '3', ended_at = ? WHERE ticket_id = ?", [now.toISOString(), taken.ticket.ticketId]))
  return taken.ticket.ticketId
}
const kept = () => ledger.read('SELECT subject, channel, window, level FROM evaluation ORDER BY rowid')
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}

test('the evaluator of a window speaks of whoever was served there last, once, however it chatters', async () => {
  expect(await press('3', 5)).toBe('nobody')
  await served('first')
  later(1)
  const second = await served('second')
  expect([await press('3', 2), await press('3', 5)]).toEqual(['given', 'already'])
  expect(await press('4', 5)).toBe('nobody')
  expect(await kept()).toEqual([{ subject: second, channel: 'window', window: '3', level: 2 }])
})

test('and of nobody once they have long gone, or where it said no level', async () => {
  await served('first')
  for (const none of [0, 6, 2.5]) expect(await press('3', none)).toBe('no-level')
  later(11)
  expect(await press('3', 1)).toBe('nobody')
  expect(await kept()).toEqual([])
})
