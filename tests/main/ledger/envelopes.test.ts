import { describe, expect, test } from 'vitest'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dataFolder, open } from './fixture.ts'

const TEXT = '样本一'
const PLACE = { table: 'ticket', row: 'one', column: 'person_name' }

async function seal(ledger: Ledger, month: string): Promise<{ readonly envelope: Buffer; readonly keyId: string }> {
  return await ledger.transact(async (tx) => {
    const key = await ledger.envelopes.dataKey(tx, 'ticket', month)
    return { envelope: ledger.envelopes.seal(key, PLACE, TEXT), keyId: key.id }
  })
}

describe('an envelope', () => {
  test('opens where it was sealed, also after a restart', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    const { envelope, keyId } = await seal(first, '2026-11')
    expect(keyId).toBe('2026-11/ticket')
    expect(await first.envelopes.open(envelope, { ...PLACE, keyId })).toEqual({ ok: true, value: TEXT })
    await first.close()
    const second = await open(folder)
    expect(await second.envelopes.open(envelope, { ...PLACE, keyId })).toEqual({ ok: true, value: TEXT })
    const again = await seal(second, '2026-11')
    expect(again.keyId).toBe(keyId)
    expect(again.envelope).not.toEqual(envelope)
  })

  test.each([
    ['another table', { table: 'filing' }],
    ['another row', { row: 'two' }],
    ['another column', { column: 'person_number' }],
    ['another month', { keyId: '2026-12/ticket' }],
  ])('does not open in %s', async (_where, elsewhere) => {
    const ledger = await open(await dataFolder())
    const { envelope, keyId } = await seal(ledger, '2026-11')
    await seal(ledger, '2026-12')
    const opened = await ledger.envelopes.open(envelope, { ...PLACE, keyId, ...elsewhere })
    expect(opened).toEqual({ ok: false, fault: 'not-authentic' })
  })

  test('does not open with any of its bytes changed or missing', async () => {
    const ledger = await open(await dataFolder())
    const { envelope, keyId } = await seal(ledger, '2026-11')
    for (let at = 0; at < envelope.length; at++) {
      const changed = Buffer.from(envelope)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      for (const bytes of [changed, envelope.subarray(0, at)]) {
        const opened = await ledger.envelopes.open(bytes, { ...PLACE, keyId })
        expect(opened).toEqual({ ok: false, fault: 'not-authentic' })
      }
    }
  })
})

test('no two envelopes share a nonce, of however many', async () => {
  const ledger = await open(await dataFolder())
  const key = await ledger.transact((tx) => ledger.envelopes.dataKey(tx, 'ticket', '2026-11'))
  const nonces = Array.from({ length: 2000 }, () => ledger.envelopes.seal(key, PLACE, TEXT).toString('hex', 1, 13))
  expect(new Set(nonces).size).toBe(nonces.length)
})

describe('the key of a month', () => {
  test('when destroyed leaves envelopes that nobody opens, and the later months alone', async () => {
    const folder = await dataFolder()
    const ledger = await open(folder)
    const months = ['2026-09', '2026-10', '2026-11'] as const
    const [september, october, november] = [
      await seal(ledger, months[0]),
      await seal(ledger, months[1]),
      await seal(ledger, months[2]),
    ]
    expect(await ledger.envelopes.destroyKeysBefore('ticket', '2026-11')).toEqual(['2026-09/ticket', '2026-10/ticket'])
    expect(await ledger.envelopes.destroyKeysBefore('ticket', '2026-11')).toEqual([])
    const look = async (at: Ledger) => [
      await at.envelopes.open(september.envelope, { ...PLACE, keyId: september.keyId }),
      await at.envelopes.open(october.envelope, { ...PLACE, keyId: october.keyId }),
      await at.envelopes.open(november.envelope, { ...PLACE, keyId: november.keyId }),
    ]
    const gone = { ok: false, fault: 'key-destroyed' }
    expect(await look(ledger)).toEqual([gone, gone, { ok: true, value: TEXT }])
    await ledger.close()
    expect(await look(await open(folder))).toEqual([gone, gone, { ok: true, value: TEXT }])
  })

  test('when a clock falls back into a forgotten month is a new one: what was forgotten stays so', async () => {
    const ledger = await open(await dataFolder())
    const old = await seal(ledger, '2026-09')
    await ledger.envelopes.destroyKeysBefore('ticket', '2026-10')
    const next = await seal(ledger, '2026-09')
    expect(next.keyId).not.toBe(old.keyId)
    const opened = await ledger.envelopes.open(next.envelope, { ...PLACE, keyId: next.keyId })
    expect(opened).toEqual({ ok: true, value: TEXT })
    expect(await ledger.envelopes.open(old.envelope, { ...PLACE, keyId: old.keyId })).toMatchObject({ ok: false })
  })

  test('made in a transaction that failed is not used by the next one', async () => {
    const folder = await dataFolder()
    const ledger = await open(folder)
    const failing = ledger.transact(async (tx) => {
      await ledger.envelopes.dataKey(tx, 'ticket', '2026-11')
      throw new Error('the body gives up')
    })
    await expect(failing).rejects.toThrow('gives up')
    const { envelope, keyId } = await seal(ledger, '2026-11')
    await ledger.close()
    const again = await open(folder)
    expect(await again.envelopes.open(envelope, { ...PLACE, keyId })).toEqual({ ok: true, value: TEXT })
  })
})

test('a person is found again by a keyed hash that another machine does not have', async () => {
  const ledger = await open(await dataFolder())
  const hash = ledger.envelopes.keyedHash('person', '11010519491231002X')
  expect(hash).toHaveLength(32)
  expect(ledger.envelopes.keyedHash('person', '11010519491231002X')).toEqual(hash)
  expect(ledger.envelopes.keyedHash('person', '440524188001010014')).not.toEqual(hash)
})
