import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../../main/ledger/database.ts'
import * as statements from '../../../../main/queue/store/ledger-statements.ts'
import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import { dataFolder, open, TEN_O_CLOCK, UNDO_CALLING } from '../../ledger/fixture.ts'
import { queueOn, request } from '../fixture.ts'
import { openLedgerEngine } from './ledger-engine.ts'
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
