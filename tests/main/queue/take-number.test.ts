import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../main/ledger/database.ts'
import * as statements from '../../../main/queue/statements.ts'
import { NEXT_IN_SERIES } from '../../../main/queue/numbers.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { ALWAYS_OPEN, queueOn, request, SPECIMEN } from './fixture.ts'

const ANOTHER = { number: '440524188001010014', name: null }

describe('taking a number', () => {
  test('gives number, people ahead and a sheet to print, and writes what belongs to it', async () => {
    const ledger = await open(await dataFolder())
    const queue = queueOn(ledger)
    await queue.takeNumber(request('r1'))
    await queue.takeNumber(request('r2', { business: 'B' }))
    const taken = await queue.takeNumber(request('r3', { person: SPECIMEN }))
    if (taken.outcome !== 'issued') throw new Error(taken.outcome)
    expect(taken).toMatchObject({
      repeated: false,
      ticket: { number: 'A002', business: 'A', ahead: 1, status: 'waiting', issuedAt: TEN_O_CLOCK, paper: 'ticket' },
    })
    expect(await queue.ticket(taken.ticket.ticketId)).toEqual(taken.ticket)
    expect(await queue.ticketOfRequest('r3')).toEqual(taken.ticket)
    expect(await ledger.sheets.sheetsOf(taken.ticket.ticketId)).toMatchObject([
      { key: taken.sheetKey, copy: 0, state: { state: 'intended' } },
    ])
    expect(await ledger.outbox.waiting()).toEqual({ waiting: 3, oldestSeconds: 0, shelf: 0 })
    expect(await ledger.read("SELECT payload ->> 'number' AS n FROM audit WHERE event = 'ticket.issued'")).toEqual([
      { n: 'A001' },
      { n: 'B001' },
      { n: 'A002' },
    ])
  })

  test('by screen intends no sheet', async () => {
    const ledger = await open(await dataFolder())
    const taken = await queueOn(ledger).takeNumber(request('r1', { paper: 'screen' }))
    expect(taken).toMatchObject({ outcome: 'issued', sheetKey: null, ticket: { paper: 'screen' } })
    expect(await ledger.sheets.openSheets()).toEqual([])
  })

  test('again with the same request answers the same ticket, after a restart and closing time too', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    const taken = await queueOn(first).takeNumber(request('r1', { person: SPECIMEN }))
    await first.close()
    const second = await open(folder)
    const closed = { ...ALWAYS_OPEN, businesses: [{ code: 'A', windows: [] }] }
    const again = await queueOn(second, () => TEN_O_CLOCK, closed).takeNumber(request('r1', { person: SPECIMEN }))
    expect(again).toEqual({ ...taken, repeated: true })
  })

  test('with a request that was another’s tells nothing of that ticket', async () => {
    const ledger = await open(await dataFolder())
    const queue = queueOn(ledger)
    await queue.takeNumber(request('r1', { person: SPECIMEN }))
    const conflict = { outcome: 'request-conflict' }
    expect(await queue.takeNumber(request('r1', { person: null }))).toEqual(conflict)
    expect(await queue.takeNumber(request('r1', { person: ANOTHER }))).toEqual(conflict)
    expect(await queue.takeNumber(request('r1', { person: SPECIMEN, business: 'B' }))).toEqual(conflict)
  })

  test('by the same person for the same business is answered with the ticket that waits; x is X', async () => {
    const ledger = await open(await dataFolder())
    const queue = queueOn(ledger)
    const first = await queue.takeNumber(request('r1', { person: SPECIMEN }))
    if (first.outcome !== 'issued') throw new Error(first.outcome)
    const typed = { number: SPECIMEN.number.toLowerCase(), name: null }
    const second = await queue.takeNumber(request('r2', { person: typed }))
    expect(second).toEqual({ outcome: 'already-waiting', ticket: first.ticket })
    expect(await queue.waitingTicketOf(typed, 'A')).toEqual(first.ticket)
    expect(await queue.isHolder(typed, first.ticket.ticketId)).toBe(true)
    expect(await queue.isHolder(ANOTHER, first.ticket.ticketId)).toBe(false)
    expect(await queue.waitingTicketOf(typed, 'B')).toBeNull()
    expect(await queue.takeNumber(request('r3', { person: typed, business: 'B' }))).toMatchObject({ outcome: 'issued' })
  })

  test('by the same person is possible again when the first has been served', async () => {
    const ledger = await open(await dataFolder())
    const queue = queueOn(ledger)
    await queue.takeNumber(request('r1', { person: SPECIMEN }))
    await ledger.transact((tx) => {
      tx.write("UPDATE ticket SET status = 'done'")
    })
    const second = await queue.takeNumber(request('r2', { person: SPECIMEN }))
    expect(second).toMatchObject({ outcome: 'issued', ticket: { number: 'A002', ahead: 0 } })
  })

  test('stops at the day’s quota, and burns no number beyond it', async () => {
    const ledger = await open(await dataFolder())
    const queue = queueOn(ledger)
    const ids = ['r1', 'r2', 'r3', 'r4']
    const taken = await Promise.all(ids.map((id) => queue.takeNumber(request(id, { business: 'C' }))))
    expect(taken.map((each) => each.outcome)).toEqual(['issued', 'issued', 'sold-out', 'sold-out'])
    expect(await ledger.read("SELECT last FROM series WHERE series = 'C'")).toEqual([{ last: 2 }])
    const overview = await queue.overview()
    expect(overview.map((state) => [state.code, state.waiting, state.availability.state])).toEqual([
      ['A', 0, 'open'],
      ['B', 0, 'open'],
      ['C', 2, 'sold-out'],
    ])
  })

  test('is refused in the break, without a window, and for a business that the hall does not have', async () => {
    const ledger = await open(await dataFolder())
    const hall = {
      ...ALWAYS_OPEN,
      calendar: { ...ALWAYS_OPEN.calendar, breaks: [{ from: '10:00', to: '10:30' }] },
      businesses: [{ code: 'A' }, { code: 'B', windows: [] }],
    }
    const queue = queueOn(ledger, () => TEN_O_CLOCK, hall)
    const reopens = new Date('2026-11-22T02:30:00Z')
    expect(await queue.takeNumber(request('r1'))).toMatchObject({
      outcome: 'closed',
      state: { code: 'A', availability: { state: 'closed', reason: 'break', reopens } },
    })
    expect(await queue.takeNumber(request('r2', { business: 'B' }))).toMatchObject({
      outcome: 'closed',
      state: { availability: { reason: 'no-window' } },
    })
    expect(await queue.takeNumber(request('r3', { business: 'Z' }))).toEqual({ outcome: 'unknown-business' })
    expect(await ledger.read('SELECT * FROM series')).toEqual([])
    expect(await ledger.read('SELECT * FROM outbox')).toEqual([])
  })
})

describe('补打', () => {
  test('is a new sheet with its count and reason; the same request is the same sheet', async () => {
    const ledger = await open(await dataFolder())
    const queue = queueOn(ledger)
    const taken = await queue.takeNumber(request('r1'))
    if (taken.outcome !== 'issued') throw new Error(taken.outcome)
    const { ticketId } = taken.ticket
    const asked = { ticketId, reason: 'asked-by-holder', by: 'citizen' } as const
    const [first, repeated] = await Promise.all([
      queue.reprint({ requestId: 'p1', ...asked }),
      queue.reprint({ requestId: 'p1', ...asked }),
    ])
    const second = await queue.reprint({ requestId: 'p2', ticketId, reason: 'unknown-sheet', by: 'citizen' })
    expect(first).toMatchObject({ outcome: 'reprint', repeated: false, count: 1, ticket: { number: 'A001' } })
    expect(repeated).toEqual({ ...first, repeated: true })
    expect(second).toMatchObject({ outcome: 'reprint', repeated: false, count: 2 })
    expect(await ledger.sheets.sheetsOf(ticketId)).toMatchObject([
      { copy: 0, copyReason: null },
      { copy: 1, copyReason: 'asked-by-holder' },
      { copy: 2, copyReason: 'unknown-sheet' },
    ])
    expect(await ledger.read("SELECT seq FROM audit WHERE event = 'ticket.reprinted'")).toHaveLength(2)
  })

  test('is refused for a ticket that was served or that nobody took, and under the request of a number', async () => {
    const ledger = await open(await dataFolder())
    const queue = queueOn(ledger)
    const taken = await queue.takeNumber(request('r1'))
    if (taken.outcome !== 'issued') throw new Error(taken.outcome)
    const { ticketId } = taken.ticket
    const reason = 'asked-by-holder'
    expect(await queue.reprint({ requestId: 'r1', ticketId, reason, by: 'citizen' })).toEqual({ outcome: 'request-conflict' })
    expect(await queue.reprint({ requestId: 'p1', ticketId: 'none', reason, by: 'citizen' })).toEqual({ outcome: 'unknown-ticket' })
    await ledger.transact((tx) => {
      tx.write("UPDATE ticket SET status = 'done'")
    })
    expect(await queue.reprint({ requestId: 'p2', ticketId, reason, by: 'citizen' })).toMatchObject({ outcome: 'no-longer-waiting' })
    expect(await ledger.sheets.sheetsOf(ticketId)).toHaveLength(1)
  })
})

describe('when the day changes in the hall', () => {
  const evening = new Date('2026-11-22T15:59:59Z')
  const midnight = new Date('2026-11-22T16:00:00Z')

  test('series begin at 1, yesterday’s people wait no longer, and who they were is not kept for look-up', async () => {
    const ledger = await open(await dataFolder())
    let now = evening
    const queue = queueOn(ledger, () => now)
    const last = await queue.takeNumber(request('r1', { person: SPECIMEN }))
    if (last.outcome !== 'issued') throw new Error(last.outcome)
    expect(last.ticket).toMatchObject({ number: 'A001', businessDay: '2026-11-22' })
    now = midnight
    expect(await queue.ticket(last.ticket.ticketId)).toMatchObject({ status: 'expired', ahead: 0 })
    expect(await queue.waitingTicketOf(SPECIMEN, 'A')).toBeNull()
    expect(await queue.overview()).toMatchObject([{ code: 'A', waiting: 0 }, { code: 'B' }, { code: 'C' }])
    expect(await ledger.read('SELECT count(person_hash) AS n FROM ticket')).toEqual([{ n: 0 }])
    const first = await queue.takeNumber(request('r2', { person: SPECIMEN }))
    expect(first).toMatchObject({ outcome: 'issued', ticket: { number: 'A001', businessDay: '2026-11-23', ahead: 0 } })
    expect(await ledger.read("SELECT subject FROM outbox WHERE kind = 'ticket.expired'")).toEqual([
      { subject: last.ticket.ticketId },
    ])
    expect(await ledger.read("SELECT payload FROM audit WHERE event = 'day.ended'")).toEqual([
      { payload: '{"before":"2026-11-23","expired":1,"unended":0}' },
    ])
  })

  test('an end of day that failed with its transaction is made up for by the next call', async () => {
    const ledger = await open(await dataFolder())
    let now = evening
    const queue = queueOn(ledger, () => now, { ...ALWAYS_OPEN, businesses: [{ code: 'A' }, { code: 'no letter' }] })
    await queue.takeNumber(request('r1'))
    now = midnight
    await expect(queue.takeNumber(request('r2', { business: 'no letter' }))).rejects.toThrow('a series is one letter')
    expect(await queue.ticketOfRequest('r1')).toMatchObject({ status: 'expired' })
  })

  test('a terminal that was off over midnight ends yesterday at its first call', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    await queueOn(first, () => evening).takeNumber(request('r1'))
    await first.close()
    const second = await open(folder)
    const queue = queueOn(second, () => midnight)
    expect(await queue.ticketOfRequest('r1')).toMatchObject({ status: 'expired' })
  })

  test('a clock that jumps back goes on with that day, and later with the other: no number comes twice', async () => {
    const ledger = await open(await dataFolder())
    let now = evening
    const queue = queueOn(ledger, () => now)
    const numbers: string[] = []
    for (const [index, instant] of [evening, midnight, midnight, evening, midnight, evening].entries()) {
      now = instant
      const taken = await queue.takeNumber(request(`r${index}`))
      if (taken.outcome !== 'issued') throw new Error(taken.outcome)
      numbers.push(`${taken.ticket.businessDay} ${taken.ticket.number}`)
    }
    expect(numbers).toEqual([
      '2026-11-22 A001',
      '2026-11-23 A001',
      '2026-11-23 A002',
      '2026-11-22 A002',
      '2026-11-23 A003',
      '2026-11-22 A003',
    ])
  })
})

test('no question of the queue reads more of the ledger than its index shows', async () => {
  const ledger = await open(await dataFolder())
  await ledger.close()
  const database = await openDatabase(ledger.file, 'read-only')
  for (const [name, sql] of Object.entries({ ...statements, NEXT_IN_SERIES })) {
    const params = Array.from({ length: sql.split('?').length - 1 }, () => null)
    const plan = await database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)
    for (const { detail } of plan) expect(`${name}: ${detail}`).not.toMatch(/SCAN (?!CONSTANT ROW)|TEMP B-TREE/)
  }
  await database.close()
})
