import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { certificateBalance } from '../../../main/certificates/balance.ts'
import { createCertificateCopies, type CertificateCopies, type IntendedCopy } from '../../../main/certificates/copies.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { bytesOf, dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { HOLDER, OTHER_HOLDER, WISH } from './fixture.ts'

const DAY = '2026-11-22'

async function onALedger() {
  const folder = await dataFolder()
  const ledger = await open(folder)
  return { folder, ledger, copies: createCertificateCopies(ledger, () => TEN_O_CLOCK) }
}

async function intend(copies: CertificateCopies, requestId: string, many = 1): Promise<readonly IntendedCopy[]> {
  const intended = await copies.intend({ requestId, wish: WISH, holder: HOLDER, copies: many, businessDay: DAY })
  assert(intended.outcome === 'intended')
  return intended.copies
}

/** The road of one copy to the tray. */
async function print(ledger: Ledger, copies: CertificateCopies, { copy, sheetKey }: IntendedCopy): Promise<void> {
  await copies.authorised(copy.key, { id: `a-${copy.key}`, number: `N${copy.key.slice(-8)}` })
  await copies.made(copy.key, { sha256: 'ab'.repeat(32), pages: 2 })
  await ledger.sheets.sending(sheetKey, null)
  await ledger.sheets.sent(sheetKey, 'awaited')
  await ledger.sheets.printed(sheetKey)
}

const events = async (ledger: Ledger) =>
  (await ledger.read<{ kind: string; payload: string }>('SELECT kind, payload FROM outbox ORDER BY rowid')).map(({ kind, payload }) => ({
    kind,
    ...(JSON.parse(payload) as object),
  }))

describe('a wish for two copies', () => {
  test('is two sheets under keys of their own, however often it is asked', async () => {
    const { copies } = await onALedger()
    const first = await intend(copies, 'request 1', 2)
    expect(new Set(first.flatMap(({ copy, sheetKey }) => [copy.key, sheetKey])).size).toBe(4)
    const again = await copies.intend({ requestId: 'request 1', wish: WISH, holder: HOLDER, copies: 2, businessDay: DAY })
    expect(again).toEqual({ outcome: 'intended', repeated: true, copies: first })
  })

  test.each([
    ['of another person', { holder: OTHER_HOLDER }],
    ['for another certificate', { wish: { ...WISH, certificateId: 'tax-1' } }],
    ['for another time', { wish: { ...WISH, period: null } }],
    ['for another purpose', { wish: { ...WISH, purpose: null } }],
    ['for another number of copies', { copies: 3 }],
  ])('is not taken for one %s under the same id', async (_name, change) => {
    const { copies, ledger } = await onALedger()
    await intend(copies, 'request 1', 2)
    const other = { requestId: 'request 1', wish: WISH, holder: HOLDER, copies: 2, businessDay: DAY, ...change }
    expect(await copies.intend(other)).toEqual({ outcome: 'request-conflict' })
    expect(await ledger.read('SELECT 1 FROM sheet')).toHaveLength(2)
  })
})

test('a copy that came out moves no roll of tickets, and whoever issued it hears of its end and of nothing before', async () => {
  const { copies, ledger } = await onALedger()
  const [one] = await intend(copies, 'request 1')
  assert(one)
  expect(await events(ledger)).toEqual([])
  await print(ledger, copies, one)
  expect(await events(ledger)).toEqual([
    {
      kind: 'sheet.settled',
      sheet: one.sheetKey,
      certificate: one.copy.key,
      state: 'printed',
      detail: null,
      sha256: 'ab'.repeat(32),
      pages: 2,
      replaces: null,
    },
  ])
  expect(await ledger.paperRolls.current()).toBeNull()
  expect(await ledger.sheets.lastLengths(10)).toEqual([])
})

test('a spoiled copy is made again once, by an operator, under a key of its own', async () => {
  const { copies, ledger } = await onALedger()
  const [one] = await intend(copies, 'request 1')
  assert(one)
  const again = { key: one.copy.key, requestId: 'operator 1', businessDay: DAY, by: 'operator:1001' }
  expect(await copies.replace(again)).toEqual({ outcome: 'not-spoiled' })
  await print(ledger, copies, one)
  expect(await copies.replace(again)).toEqual({ outcome: 'not-spoiled' })
  expect(await ledger.transact((tx) => ledger.sheets.spoil(tx, one.sheetKey, 'torn', 'operator:1001'))).toBe(true)
  expect(await ledger.transact((tx) => ledger.sheets.spoil(tx, one.sheetKey, 'torn', 'operator:1001'))).toBe(false)

  const replaced = await copies.replace(again)
  expect(replaced).toMatchObject({ outcome: 'intended', repeated: false, copy: { copy: { ...WISH, replaces: one.copy.key, authorisation: null } } })
  assert(replaced.outcome === 'intended')
  expect(await copies.replace(again)).toEqual({ ...replaced, repeated: true })
  expect(await copies.replace({ ...again, requestId: 'operator 2' })).toEqual({ outcome: 'replaced' })
  expect(await copies.holderOf(replaced.copy.copy.key)).toEqual(HOLDER)
  expect((await events(ledger)).at(-1)).toEqual({
    kind: 'sheet.decided',
    sheet: one.sheetKey,
    certificate: one.copy.key,
    decision: 'spoiled',
    reason: 'torn',
  })
})

test('a copy that failed did not come out, and nobody can say that it did: its number is revoked', async () => {
  const { copies, ledger } = await onALedger()
  const [one] = await intend(copies, 'request 1')
  assert(one)
  await ledger.sheets.failed(one.sheetKey, 'media-empty')
  const decide = (decision: 'came-out' | 'spoiled' | 'void') =>
    ledger.transact((tx) => ledger.sheets.decide(tx, one.sheetKey, decision, 'operator:1001'))
  expect(await decide('came-out')).toBe(false)
  expect(await decide('spoiled')).toBe(false)
  expect(await decide('void')).toBe(true)
})

test('a power cut before the first byte is known to have printed nothing; after it, nobody knows', async () => {
  const { folder, copies, ledger } = await onALedger()
  const [before, after] = await intend(copies, 'request 1', 2)
  assert(before && after)
  await copies.authorised(before.copy.key, { id: 'a-1', number: 'N1' })
  await ledger.sheets.sending(after.sheetKey, null)
  await ledger.close()
  const next = await open(folder)
  expect(await next.sheets.settleOpenAtStart()).toBe(2)
  expect((await next.sheets.sheet(before.sheetKey))?.state).toEqual({ state: 'failed', reason: 'power-cut' })
  expect((await next.sheets.sheet(after.sheetKey))?.state).toEqual({ state: 'unknown', reason: 'power-cut' })
})

test('nobody can read of whom a copy was, in any file of the ledger, nor at all once its time is over', async () => {
  const { folder, copies, ledger } = await onALedger()
  const [one] = await intend(copies, 'request 1')
  assert(one)
  await print(ledger, copies, one)
  await ledger.transact((tx) => ledger.sheets.spoil(tx, one.sheetKey, 'torn', 'operator:1001'))
  for (const [name, bytes] of await bytesOf(folder)) {
    const found = [HOLDER.number, HOLDER.name ?? ''].filter((text) => bytes.includes(text))
    expect({ name, found }).toEqual({ name, found: [] })
  }
  await ledger.envelopes.destroyKeysBefore('certificate', '2026-12')
  expect(await copies.holderOf(one.copy.key)).toBeNull()
  const again = { key: one.copy.key, requestId: 'operator 1', businessDay: DAY, by: 'operator:1001' }
  expect(await copies.replace(again)).toEqual({ outcome: 'forgotten' })
})

/** What may become of a copy, as far as it goes. */
const ACTS = {
  authorise: (_ledger: Ledger, copies: CertificateCopies, { copy }: IntendedCopy) =>
    copies.authorised(copy.key, { id: `a-${copy.key}`, number: 'N1' }),
  make: (_ledger: Ledger, copies: CertificateCopies, { copy }: IntendedCopy) => copies.made(copy.key, { sha256: 'ab'.repeat(32), pages: 3 }),
  send: (ledger: Ledger, _copies: CertificateCopies, { sheetKey }: IntendedCopy) => ledger.sheets.sending(sheetKey, null),
  'be sent': (ledger: Ledger, _copies: CertificateCopies, { sheetKey }: IntendedCopy) => ledger.sheets.sent(sheetKey, 'awaited'),
}
const ENDS = {
  printed: (ledger: Ledger, key: string) => ledger.sheets.printed(key),
  sent: (ledger: Ledger, key: string) => ledger.sheets.sent(key, 'not-possible'),
  failed: (ledger: Ledger, key: string) => ledger.sheets.failed(key, 'jam'),
  unknown: (ledger: Ledger, key: string) => ledger.sheets.unknown(key, 'no-answer'),
  none: async () => undefined,
}
const DECISIONS = {
  none: async () => true,
  void: (ledger: Ledger, key: string) => ledger.transact((tx) => ledger.sheets.decide(tx, key, 'void', 'operator:1001')),
  'came-out': (ledger: Ledger, key: string) => ledger.transact((tx) => ledger.sheets.decide(tx, key, 'came-out', 'operator:1001')),
  spoiled: (ledger: Ledger, key: string) => ledger.transact((tx) => ledger.sheets.spoil(tx, key, 'jammed', 'operator:1001')),
}

const fate = fc.record({
  steps: fc.nat(Object.keys(ACTS).length),
  end: fc.constantFrom(...(Object.keys(ENDS) as (keyof typeof ENDS)[])),
  decisions: fc.array(fc.constantFrom(...(Object.keys(DECISIONS) as (keyof typeof DECISIONS)[])), { maxLength: 3 }),
})

test('whatever becomes of each, authorised = printed + sent + spoiled + failed + open', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 8 }), fc.boolean(), async (fates, restart) => {
      const { ledger, copies } = await onALedger()
      let authorised = 0
      for (const [index, { steps, end, decisions }] of fates.entries()) {
        const [one] = await intend(copies, `request ${index}`)
        assert(one)
        for (const act of Object.values(ACTS).slice(0, steps)) await act(ledger, copies, one)
        if (steps >= 1) authorised += 1
        // A printer confirms only what was sent.
        const possible = end === 'failed' || end === 'unknown' || end === 'none' || steps === 4
        await ENDS[possible ? end : 'unknown'](ledger, one.sheetKey)
        for (const decision of decisions) await DECISIONS[decision](ledger, one.sheetKey)
      }
      if (restart) await ledger.sheets.settleOpenAtStart()
      const balance = await certificateBalance(ledger, DAY)
      expect(balance.printed + balance.sent + balance.spoiled + balance.failed + balance.open).toBe(balance.authorised)
      expect(balance.authorised).toBe(authorised)
      expect(balance.authorised + balance.notAuthorised).toBe(fates.length)
      await ledger.close()
    }),
    { numRuns: 40 },
  )
})
