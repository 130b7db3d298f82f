import assert from 'node:assert/strict'
import { describe, expect, test } from 'vitest'
import { createCertificateCopies } from '../../../main/certificates/copies.ts'
import { certificateSheets, settleCertificate } from '../../../main/certificates/sheets-for-operator.ts'
import type { CertificateEnd } from '../../../main/contract/operator.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { outboxView } from '../../../main/operations/outbox-view.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { HOLDER, WISH } from './fixture.ts'

type Way = 'moving' | 'printed' | 'sent' | 'failed' | 'unknown'

async function hall() {
  const ledger = await open(await dataFolder())
  const copies = createCertificateCopies(ledger, () => TEN_O_CLOCK)
  /** One copy whose sheet goes the way named. */
  async function print(requestId: string, way: Way) {
    const intended = await copies.intend({ requestId, wish: WISH, holder: HOLDER, copies: 1, businessDay: '2026-11-22' })
    assert(intended.outcome === 'intended' && intended.copies[0] !== undefined)
    const { copy, sheetKey } = intended.copies[0]
    await copies.authorised(copy.key, { id: `authorisation ${requestId}`, number: `5303232026${requestId}` })
    await copies.made(copy.key, { sha256: '0'.repeat(64), pages: 2 })
    await go(ledger, sheetKey, way)
    return { key: copy.key, sheetKey }
  }
  const leave = (key: string) =>
    ledger.transact((tx) => tx.write('UPDATE certificate_copy SET left_at = ? WHERE copy_key = ?', [TEN_O_CLOCK.toISOString(), key]))
  const settle = (key: string, end: CertificateEnd) =>
    ledger.transact((tx) => settleCertificate(ledger, tx, { key, end, by: 'operator:1001', at: TEN_O_CLOCK }))
  const seen = async (now = TEN_O_CLOCK) => (await certificateSheets(ledger, now)).map(({ key, state, reason }) => ({ key, state, reason }))
  return { ledger, copies, print, leave, settle, seen }
}

async function go({ sheets }: Ledger, key: string, way: Way): Promise<void> {
  if (way === 'failed') return sheets.failed(key, 'media-jam')
  await sheets.sending(key, null)
  if (way === 'unknown') return sheets.unknown(key, 'pages-missing')
  if (way === 'moving') return
  await sheets.sent(key, 'awaited')
  await (way === 'sent' ? sheets.sent(key, 'not-possible') : sheets.printed(key))
}

describe('what an operator sees of certificates', () => {
  test('those on their way, gone wrong and untaken, with a masked name and nothing else of a person', async () => {
    const { ledger, print, leave, seen } = await hall()
    await print('1', 'printed')
    const moving = await print('2', 'moving')
    const failed = await print('3', 'failed')
    const unknown = await print('4', 'unknown')
    const left = await print('5', 'sent')
    await leave(left.key)
    expect(new Map((await seen()).map(({ key, state, reason }) => [key, [state, reason]]))).toEqual(
      new Map([
        [moving.sheetKey, ['sending', null]],
        [failed.sheetKey, ['failed', 'media-jam']],
        [unknown.sheetKey, ['unknown', 'pages-missing']],
        [left.sheetKey, ['left', null]],
      ]),
    )
    const rows = await certificateSheets(ledger, TEN_O_CLOCK)
    expect(rows.find(({ key }) => key === unknown.sheetKey)).toMatchObject({
      copy: unknown.key, title: '参保缴费证明', holder: '样**', place: 1, of: 1, number: '53032320264', pages: 2,
    })
    expect(JSON.stringify(rows)).not.toMatch(/样本|11010519/)
  })

  test('one that was left, for a day: then it is no longer there', async () => {
    const { print, leave, seen } = await hall()
    const { key, sheetKey } = await print('1', 'printed')
    await leave(key)
    expect(await seen(new Date(TEN_O_CLOCK.getTime() + 86_399_999))).toMatchObject([{ key: sheetKey, state: 'left' }])
    expect(await seen(new Date(TEN_O_CLOCK.getTime() + 86_400_001))).toEqual([])
  })

  test('one that was spoiled, until it is made again or a day is over', async () => {
    const { copies, print, leave, settle, seen } = await hall()
    const { key, sheetKey } = await print('1', 'printed')
    await leave(key)
    expect(await settle(sheetKey, { end: 'spoiled', reason: 'not-taken' })).toBe(true)
    expect(await seen()).toEqual([{ key: sheetKey, state: 'spoiled', reason: 'not-taken' }])
    expect(await seen(new Date(TEN_O_CLOCK.getTime() + 86_400_001))).toEqual([])
    const replaced = await copies.replace({ key, requestId: 'again', businessDay: '2026-11-22', by: 'operator:1001' })
    assert(replaced.outcome === 'intended')
    expect(await seen()).toEqual([{ key: replaced.copy.sheetKey, state: 'intended', reason: null }])
  })

  test('nobody’s name once its key has been destroyed', async () => {
    const { ledger, print } = await hall()
    await print('1', 'unknown')
    await ledger.envelopes.destroyKeysBefore('certificate', '2026-12')
    expect(await certificateSheets(ledger, TEN_O_CLOCK)).toMatchObject([{ holder: null, title: '参保缴费证明' }])
  })
})

test('what is to leave the terminal of a certificate is shown with its number', async () => {
  const { ledger, print, settle } = await hall()
  const { sheetKey } = await print('1', 'unknown')
  await settle(sheetKey, { end: 'spoiled', reason: 'torn' })
  const { waiting } = await outboxView(ledger)
  expect(waiting.map(({ kind, number }) => [kind, number])).toEqual([
    ['sheet.settled', '53032320261'],
    ['sheet.decided', '53032320261'],
  ])
})

describe('what a person who has looked says', () => {
  test('is not that a certificate came out that failed: its number is revoked by then', async () => {
    const { ledger, print, settle } = await hall()
    const { sheetKey } = await print('1', 'failed')
    expect(await settle(sheetKey, { end: 'came-out' })).toBe(false)
    expect(await ledger.read('SELECT decision FROM sheet')).toEqual([{ decision: null }])
  })

  test.each([
    ['unknown', { end: 'came-out' }, 'came-out'],
    ['unknown', { end: 'spoiled', reason: 'torn' }, 'spoiled'],
    ['printed', { end: 'spoiled', reason: 'jammed' }, 'spoiled'],
    ['failed', { end: 'nothing' }, 'void'],
  ] as const)('ends the matter of one that is %s: %o', async (way, end, decision) => {
    const { ledger, print, settle } = await hall()
    const { sheetKey } = await print('1', way)
    expect(await settle(sheetKey, end)).toBe(true)
    expect(await ledger.read('SELECT decision, decided_by FROM sheet')).toEqual([{ decision, decided_by: 'operator:1001' }])
    expect(await settle(sheetKey, end)).toBe(false)
  })

  test.each([
    ['unknown', { end: 'nothing' }],
    ['printed', { end: 'came-out' }],
    ['failed', { end: 'spoiled', reason: 'torn' }],
    ['moving', { end: 'came-out' }],
  ] as const)('is nothing to one that is %s: %o', async (way, end) => {
    const { ledger, print, settle } = await hall()
    const { sheetKey } = await print('1', way)
    expect(await settle(sheetKey, end)).toBe(false)
    expect(await ledger.read('SELECT decision FROM sheet')).toEqual([{ decision: null }])
  })

  test('of one that lay untaken: its holder has it after all', async () => {
    const { ledger, print, leave, settle, seen } = await hall()
    const { key, sheetKey } = await print('1', 'printed')
    await leave(key)
    expect(await settle(sheetKey, { end: 'came-out' })).toBe(true)
    expect(await seen()).toEqual([])
    const audit = await ledger.read<{ actor: string }>("SELECT actor FROM audit WHERE event = 'certificate.taken'")
    expect(audit).toEqual([{ actor: 'operator:1001' }])
    expect(await settle(sheetKey, { end: 'came-out' })).toBe(false)
  })

  test('is nothing to a ticket', async () => {
    const { ledger, settle } = await hall()
    const intent = { device: 'ticket' as const, subject: 'ticket', requestId: 'ticket', copy: 0, copyReason: null }
    const key = await ledger.transact((tx) => ledger.sheets.intend(tx, intent))
    await ledger.sheets.failed(key, 'paper-out')
    expect(await settle(key, { end: 'came-out' })).toBe(false)
  })
})
