import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../../main/ledger/database.ts'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import * as statements from '../../../../main/queue/store/ledger-statements.ts'
import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import type { QueueTicket } from '../../../../main/queue/store/queue-store.ts'
import { dataFolder, open, TEN_O_CLOCK, UNDO_CALLING } from '../../ledger/fixture.ts'
import { queueOn, request } from '../fixture.ts'
import { taken } from './engine.ts'
import { ledgerEngine, openLedgerEngine } from './ledger-engine.ts'
import { quotaSuite } from './quota-suite.ts'
import { storeSuite } from './store-suite.ts'

describe('the queue in the ledger', () => {
  storeSuite(openLedgerEngine)
  quotaSuite(openLedgerEngine)

  test('takes in a ledger of before there were calls, with its tickets where they stood', async () => {
    const ledger = await open(await dataFolder())
    const queue = queueOn(ledger)
    for (const each of ['r1', 'r2']) await queue.takeNumber(request(each, { person: { number: each, name: null } }))
    const before = await Promise.all(['r1', 'r2'].map((each) => queue.ticketOfRequest(each)))
    await ledger.close()
    const older = await openDatabase(ledger.file, 'read-write')
    await older.exec(UNDO_CALLING)
    await older.close()
    const again = await open(path.dirname(ledger.file))
    expect(await Promise.all(['r1', 'r2'].map((each) => queueOn(again).ticketOfRequest(each)))).toEqual(before)
    const store = createLedgerStore({ ledger: again, now: () => TEN_O_CLOCK })
    const [first] = await store.transact((tx) => tx.waiting('2026-11-22', ['A']))
    expect(first).toMatchObject({ number: 'A001', series: 'A', priority: 'ordinary', rank: TEN_O_CLOCK, calls: 0, window: null })
    expect(await queueOn(again).takeNumber(request('r3', { person: { number: 'r1', name: null } }))).toMatchObject({
      outcome: 'already-waiting',
      ticket: { number: 'A001' },
    })
  })

  test('tells of a hall in one look what a whole picture of it tells, as far as waits go', async () => {
    const engine = await ledgerEngine()
    const { store, clock, hall } = engine
    const calling = createCalling({ store, hall, now: () => clock.now, timeIsKnown: () => true })
    const [one, two] = [{ window: '1', name: '李' }, { window: '2', name: '王' }]
    // more than are counted, the first of them of the day before
    for (let each = 0; each < 36; each += 1) {
      clock.now = new Date(clock.now.getTime() + (each === 2 ? 24 * 3_600_000 : 60_000))
      await calling.open(two)
      const { ticketId } = await taken(engine, `a${each}`, { business: each % 11 === 0 ? 'B' : 'A' })
      await calling.callNext(two, `c${each}`)
      await calling.start(two, `s${each}`, ticketId)
      clock.now = new Date(clock.now.getTime() + each * 10_000)
      await calling.finish(two, `f${each}`, ticketId)
    }
    const waits: QueueTicket[] = []
    for (const business of ['A', 'A', 'A', 'A', 'B']) {
      clock.now = new Date(clock.now.getTime() + 60_000)
      waits.push(await taken(engine, `w${waits.length}`, { business }))
    }
    await calling.open(one)
    await calling.callNext(one, 'called')
    await calling.callNext(two, 'moves')
    await calling.transfer(two, 'moved', waits[1]?.ticketId ?? '', { window: '1' }, '专办')
    await calling.cancel(two, 'gone', waits[2]?.ticketId ?? '', '不办了')
    await calling.pause(two, '')
    const picture = await calling.picture()
    const open = picture.windows.filter(({ state }) => state !== 'closed')
    const line = await store.line(picture.businessDay, hall().businesses.map(({ code }) => code))
    expect(line).toEqual({
      windows: open.map(({ window, state }) => ({ window, state })),
      tickets: picture.tickets.flatMap(({ business, status, forWindow }) => (status === 'waiting' ? [{ business, status, forWindow }] : [])),
      services: picture.services.map(({ business, status, servingAt, endedAt }) => ({ business, status, servingAt, endedAt })),
    })
    expect([line.windows.length, line.tickets.map(({ forWindow }) => forWindow), line.services.length]).toEqual([2, ['1', null, null], 34])
    await engine.close()
  })

  test('no question of calling reads more of the ledger than its index shows', async () => {
    const ledger = await open(await dataFolder())
    await ledger.close()
    const database = await openDatabase(ledger.file, 'read-only')
    const { STILL_ANSWERS: _conditions, COLUMNS: _columns, changeColumns, ...all } = statements
    for (const [name, sql] of Object.entries({ ...all, CHANGE: changeColumns(['status']) })) {
      const params = Array.from({ length: sql.split('?').length - 1 }, () => null)
      const plan = await database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)
      for (const { detail } of plan) expect(`${name}: ${detail}`).not.toMatch(/SCAN (?!CONSTANT ROW|json_each|served|wanted|window_state|sqlite_sequence|\(subquery)/)
    }
    await database.close()
  })
})
