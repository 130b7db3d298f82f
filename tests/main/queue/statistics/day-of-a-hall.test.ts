import { expect, test } from 'vitest'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import { HallFile } from '../../../../main/configuration/hall-file.ts'
import { hallStatistics } from '../../../../main/queue/statistics/statistics.ts'
import { OPEN_HALL } from '../../../terminal-process.ts'
import { CALLING_HALL, taken } from '../store/engine.ts'
import { openLedgerEngine } from '../store/ledger-engine.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Of a wave six come together, to six windows; a wave every two minutes. */
const WAVES = 200
const AT_ONCE = 6
/** One of each wave does not come. */
const SERVED = WAVES * (AT_ONCE - 1)
const NOBODY_LEFT = { open: 0, cancelled: 0, expired: 0 }

/**
 * 1,200 people in fast time, by hand: all of a wave wait 60 s for their call; five come after 20 s and are served for
 * 30, 32, 34, 36 and 38 s (170 s in all, the middle one 34); the sixth is called three times, six seconds apart, and passed.
 */
test('the statistics of a day of 1,200 people are those that one can add up by hand', { timeout: 240_000 }, async () => {
  const windows = Array.from({ length: AT_ONCE }, (_, index) => ({ no: String(index + 1), first: ['A'], also: [], overflow: [] }))
  const engine = await openLedgerEngine({ ...CALLING_HALL, windows })
  const { clock } = engine
  const calling = createCalling({ store: engine.store, hall: engine.hall, now: () => clock.now, timeIsKnown: () => true })
  const clerks = windows.map(({ no }) => ({ window: no, name: `员${no}` }))
  for (const clerk of clerks) await calling.open(clerk)
  const opened = clock.now.getTime()
  let request = 0
  const id = () => `act-${++request}`

  for (let wave = 0; wave < WAVES; wave += 1) {
    const at = (ms: number) => {
      clock.now = new Date(opened + wave * 2 * MINUTE + ms)
    }
    at(0)
    await Promise.all(clerks.map((_, index) => taken(engine, `wave-${wave}-${index}`)))
    at(60 * SECOND)
    const called = await Promise.all(clerks.map(async (clerk) => ({ clerk, ticket: valueOf(await calling.callNext(clerk, id())) })))
    const here = called.slice(0, -1)
    const missing = called.slice(-1)
    for (const again of [66, 72]) {
      at(again * SECOND)
      for (const { clerk, ticket } of missing) valueOf(await calling.recall(clerk, id(), ticket.ticketId))
    }
    at(80 * SECOND)
    await Promise.all(here.map(async ({ clerk, ticket }) => valueOf(await calling.start(clerk, id(), ticket.ticketId))))
    for (const { clerk, ticket } of missing) valueOf(await calling.pass(clerk, id(), ticket.ticketId, '未到'))
    for (const [index, { clerk, ticket }] of here.entries()) {
      at((80 + 30 + 2 * index) * SECOND)
      valueOf(await calling.finish(clerk, id(), ticket.ticketId))
    }
  }

  const day = '2026-11-22'
  const { total, byWindow, byHour } = hallStatistics(await engine.store.ticketsBetween(day, day), { from: day, to: day }, HallFile.parse(OPEN_HALL), clock.now)
  await engine.close()
  const minute = { count: WAVES * AT_ONCE, sum: WAVES * AT_ONCE * MINUTE, median: MINUTE, ninth: MINUTE, longest: MINUTE }
  expect(total).toEqual({
    ...NOBODY_LEFT,
    taken: WAVES * AT_ONCE,
    done: SERVED,
    noShow: WAVES,
    wait: minute,
    come: { count: SERVED, sum: SERVED * 20 * SECOND, median: 20 * SECOND, ninth: 20 * SECOND, longest: 20 * SECOND },
    serve: { count: SERVED, sum: WAVES * 170 * SECOND, median: 34 * SECOND, ninth: 38 * SECOND, longest: 38 * SECOND },
  })
  // Each window had one of every wave; from ten on, thirty waves an hour.
  expect(byWindow.map(({ key, tally }) => [key, tally.taken])).toEqual(windows.map(({ no }) => [no, WAVES]))
  expect(byHour.map(({ key, tally }) => [key, tally.taken])).toEqual([...['10', '11', '12', '13', '14', '15'].map((hour) => [hour, 180]), ['16', 120]])
})

function valueOf<Value>(answer: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: { readonly kind: string } }): Value {
  if (!answer.ok) throw new Error(answer.fault.kind)
  return answer.value
}
