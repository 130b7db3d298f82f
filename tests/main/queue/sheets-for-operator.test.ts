import assert from 'node:assert/strict'
import { describe, expect, test } from 'vitest'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { outboxView } from '../../../main/operations/outbox-view.ts'
import { dayBalance } from '../../../main/queue/day-balance.ts'
import { maskedHolder, sheetsForOperator } from '../../../main/queue/sheets-for-operator.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { queueOn, request, SPECIMEN } from './fixture.ts'

const nameOf = (code: string) => `业务${code}`

async function hall() {
  const ledger = await open(await dataFolder())
  const queue = queueOn(ledger)
  /** A number whose sheet goes the way named. */
  async function take(id: string, way: 'moving' | 'printed' | 'sent' | 'failed' | 'unknown', person = SPECIMEN) {
    const taken = await queue.takeNumber(request(id, { person: { ...person, number: `${person.number}${id}` } }))
    assert(taken.outcome === 'issued' && taken.sheetKey !== null)
    await go(ledger, taken.sheetKey, way)
    return { ...taken.ticket, sheetKey: taken.sheetKey }
  }
  return { ledger, queue, take }
}

async function go(ledger: Ledger, key: string, way: string): Promise<void> {
  if (way === 'failed') return ledger.sheets.failed(key, 'paper-out')
  await ledger.sheets.sending(key, 100)
  if (way === 'unknown') return ledger.sheets.unknown(key, 'power')
  if (way === 'moving') return
  await ledger.sheets.sent(key, 'awaited')
  if (way === 'sent') await ledger.sheets.sent(key, 'not-possible')
  if (way === 'printed') await ledger.sheets.printed(key)
}

describe('what an operator sees of sheets', () => {
  test('those on their way and those that went wrong, with a masked name and nothing else of a person', async () => {
    const { ledger, take } = await hall()
    await take('1', 'printed')
    const moving = await take('2', 'moving')
    const failed = await take('3', 'failed')
    const unknown = await take('4', 'unknown')
    const seen = await sheetsForOperator(ledger, nameOf)
    expect(new Set(seen.map((sheet) => sheet.key))).toEqual(
      new Set([moving.sheetKey, failed.sheetKey, unknown.sheetKey]),
    )
    expect(seen.find((sheet) => sheet.key === failed.sheetKey)).toEqual({
      key: failed.sheetKey,
      ticketId: failed.ticketId,
      number: 'A003',
      business: '业务A',
      holder: '样**',
      copy: 0,
      state: 'failed',
      reason: 'paper-out',
      intendedAt: Date.parse('2026-11-22T02:00:00Z'),
      stillWaiting: true,
    })
    expect(JSON.stringify(seen)).not.toMatch(/样本|11010519/)
  })

  test('none of which somebody has decided, and none whose number was printed again', async () => {
    const { ledger, queue, take } = await hall()
    const failed = await take('1', 'failed')
    const unknown = await take('2', 'unknown')
    await ledger.transact((tx) => ledger.sheets.decide(tx, failed.sheetKey, 'void', 'operator:1001'))
    const again = await queue.reprint({
      requestId: 'again',
      ticketId: unknown.ticketId,
      reason: 'unknown-sheet',
      by: 'operator:1001',
    })
    assert(again.outcome === 'reprint')
    expect(await sheetsForOperator(ledger, nameOf)).toMatchObject([{ key: again.sheetKey, copy: 1, state: 'intended' }])
  })

  test('the newest first; one whose number is no longer called is said to be so', async () => {
    const { ledger, take } = await hall()
    const first = await take('1', 'failed')
    const second = await take('2', 'unknown')
    await ledger.transact((tx) => tx.write("UPDATE ticket SET status = 'expired' WHERE ticket_id = ?", [first.ticketId]))
    expect((await sheetsForOperator(ledger, nameOf)).map(({ key, stillWaiting }) => [key, stillWaiting])).toEqual(
      [[first.sheetKey, false], [second.sheetKey, true]].sort(([a], [b]) => (String(a) < String(b) ? 1 : -1)),
    )
  })

  test('a ticket without a person has no holder, one whose month is forgotten neither', async () => {
    const { ledger, queue, take } = await hall()
    const nobody = await queue.takeNumber(request('n'))
    assert(nobody.outcome === 'issued')
    expect(await maskedHolder(ledger, nobody.ticket.ticketId)).toBeNull()
    const somebody = await take('1', 'unknown')
    expect(await maskedHolder(ledger, somebody.ticketId)).toBe('样**')
    await ledger.envelopes.destroyKeysBefore('ticket', '2026-12')
    expect(await maskedHolder(ledger, somebody.ticketId)).toBeNull()
  })
})

describe('the balance of the day', () => {
  test('counts numbers by business and sheets by how they ended; what is on its way is in no count', async () => {
    const { ledger, queue, take } = await hall()
    await take('1', 'printed')
    await take('2', 'sent')
    const failed = await take('3', 'failed')
    const unknown = await take('4', 'unknown')
    await take('5', 'moving')
    await queue.takeNumber(request('6', { business: 'B', paper: 'screen' }))
    await ledger.transact((tx) => ledger.sheets.decide(tx, failed.sheetKey, 'void', 'operator:1001'))
    const again = await queue.reprint({ requestId: 'again', ticketId: unknown.ticketId, reason: 'lost', by: 'citizen' })
    assert(again.outcome === 'reprint')
    await go(ledger, again.sheetKey, 'printed')

    const businesses = [
      { code: 'A', name: { zh: '甲' } },
      { code: 'B', name: { zh: '乙' } },
      { code: 'C', name: { zh: '丙' } },
    ]
    expect(await dayBalance(ledger, '2026-11-22', businesses)).toEqual({
      businesses: [
        { code: 'A', name: '甲', issued: 5, waiting: 5, byScreen: 0 },
        { code: 'B', name: '乙', issued: 1, waiting: 1, byScreen: 1 },
        { code: 'C', name: '丙', issued: 0, waiting: 0, byScreen: 0 },
      ],
      sheets: { printed: 2, sent: 1, failed: 1, unknown: 1, reprints: 1, void: 1 },
      usedMm: 400,
    })
    expect((await dayBalance(ledger, '2026-11-23', businesses)).sheets.printed).toBe(0)
  })

  test('is of one mind with the roll about paper: a sheet that failed took none', async () => {
    const { ledger, queue, take } = await hall()
    await take('1', 'printed')
    await take('2', 'unknown')
    const taken = await queue.takeNumber(request('3'))
    assert(taken.outcome === 'issued' && taken.sheetKey !== null)
    await ledger.sheets.sending(taken.sheetKey, 100)
    await ledger.sheets.failed(taken.sheetKey, 'cover-open')
    const { usedMm } = await dayBalance(ledger, '2026-11-22', [])
    expect(usedMm).toBe(200)
    expect(await ledger.paperRolls.current()).toMatchObject({ usedMm, sheets: 2 })
  })

  test('leaves out no number of a business that the hall no longer has', async () => {
    const { ledger, take } = await hall()
    await take('1', 'printed')
    const { businesses } = await dayBalance(ledger, '2026-11-22', [{ code: 'B', name: { zh: '乙' } }])
    expect(businesses).toEqual([
      { code: 'B', name: '乙', issued: 0, waiting: 0, byScreen: 0 },
      { code: 'A', name: 'A', issued: 1, waiting: 1, byScreen: 0 },
    ])
  })
})

test('what is to leave the terminal is shown with its number, the shelf with its reason, a person with nothing', async () => {
  const { ledger, take } = await hall()
  await take('1', 'moving')
  await take('2', 'moving')
  await ledger.transact((tx) =>
    tx.write(
      `UPDATE outbox SET shelved_at = '2026-11-22T03:00:00Z', shelf_reason = 'refused'
       WHERE rowid = (SELECT min(rowid) FROM outbox)`,
    ),
  )
  const { waiting, shelf } = await outboxView(ledger)
  expect(waiting).toMatchObject([{ kind: 'ticket.issued', number: 'A002', shelfReason: null }])
  expect(shelf).toMatchObject([{ kind: 'ticket.issued', number: 'A001', shelfReason: 'refused' }])
  expect(JSON.stringify([waiting, shelf])).not.toMatch(/样本|11010519/)
})
