import { describe, expect, test } from 'vitest'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dataFolder, open, TEN_O_CLOCK } from './fixture.ts'

const by = 'operator:1001'

async function intend(ledger: Ledger, name: string): Promise<string> {
  return await ledger.transact((tx) =>
    ledger.sheets.intend(tx, { device: 'ticket', subject: `ticket ${name}`, requestId: `request ${name}`, copy: 0, copyReason: null }),
  )
}

async function sending(ledger: Ledger, name: string, lengthMm: number | null = 71): Promise<string> {
  const key = await intend(ledger, name)
  await ledger.sheets.sending(key, lengthMm)
  return key
}

async function print(ledger: Ledger, name: string, lengthMm: number | null = 71): Promise<void> {
  const key = await sending(ledger, name, lengthMm)
  await ledger.sheets.sent(key, 'awaited')
  await ledger.sheets.printed(key)
}

async function counts(ledger: Ledger) {
  const roll = await ledger.paperRolls.current()
  return roll === null ? null : { sheets: roll.sheets, usedMm: roll.usedMm }
}

const change = (ledger: Ledger, lengthMm: number | null) =>
  ledger.transact((tx) => ledger.paperRolls.changed(tx, { by, lengthMm }))

describe('the roll in the printer', () => {
  test('is counted from its first use, by sheets that came out or may have come out', async () => {
    const ledger = await open(await dataFolder())
    const waiting = await sending(ledger, 'still on its way')
    expect(await counts(ledger)).toBeNull()

    await print(ledger, 'printed', 70)
    expect(await ledger.paperRolls.current()).toMatchObject({ loadedBy: 'terminal', loadedAt: TEN_O_CLOCK, lengthMm: null })
    await ledger.sheets.sent(await sending(ledger, 'sent for good', 80), 'not-possible')
    await ledger.sheets.unknown(await sending(ledger, 'unknown', 90), 'silent')
    await ledger.sheets.unknown(waiting, 'silent')
    await print(ledger, 'of unknown length', null)
    expect(await counts(ledger)).toEqual({ sheets: 5, usedMm: 70 + 80 + 90 + 71 })
  })

  test('gives nothing for a sheet that failed, or that never began to leave', async () => {
    const ledger = await open(await dataFolder())
    await ledger.sheets.failed(await sending(ledger, 'failed'), 'paper-out')
    await ledger.sheets.failed(await intend(ledger, 'failed before it began'), 'paper-out')
    await ledger.sheets.unknown(await intend(ledger, 'unknown before it began'), 'silent')
    expect(await counts(ledger)).toBeNull()
  })

  test('is counted once for a sheet that waited in vain for its confirmation', async () => {
    const ledger = await open(await dataFolder())
    const key = await sending(ledger, 'a')
    await ledger.sheets.sent(key, 'awaited')
    expect(await counts(ledger)).toBeNull()
    await ledger.sheets.sent(key, 'not-possible')
    expect(await counts(ledger)).toEqual({ sheets: 1, usedMm: 71 })
  })

  test('is charged at start with what was on its way when the power went', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    await intend(first, 'not begun')
    await sending(first, 'sending', 60)
    await first.sheets.sent(await sending(first, 'sent', 50), 'awaited')
    await first.close()
    const second = await open(folder)
    expect(await second.sheets.settleOpenAtStart()).toBe(3)
    expect(await counts(second)).toEqual({ sheets: 2, usedMm: 110 })
    expect(await second.sheets.settleOpenAtStart()).toBe(0)
    expect(await counts(second)).toEqual({ sheets: 2, usedMm: 110 })
  })

  test('loses and gains nothing with a settlement that is refused', async () => {
    const ledger = await open(await dataFolder())
    const key = await sending(ledger, 'a')
    await expect(ledger.sheets.printed(key)).rejects.toThrow(/cannot become/)
    expect(await counts(ledger)).toBeNull()
  })
})

describe('a changed roll', () => {
  test('begins at nothing, and what the one taken out gave is answered and kept in the audit log', async () => {
    const ledger = await open(await dataFolder())
    await print(ledger, 'a', 70)
    await print(ledger, 'b', 80)
    expect(await change(ledger, 80_000)).toEqual({ sheets: 2, usedMm: 150 })
    expect(await ledger.paperRolls.current()).toMatchObject({ loadedBy: by, lengthMm: 80_000, sheets: 0, usedMm: 0 })
    await print(ledger, 'c', 90)
    expect(await counts(ledger)).toEqual({ sheets: 1, usedMm: 90 })
    const audit = await ledger.read("SELECT actor, payload FROM audit WHERE event = 'paper.changed'")
    expect(audit).toEqual([{ actor: by, payload: '{"lengthMm":80000,"sheets":2,"usedMm":150}' }])
  })

  test('is the first of a ledger that has printed nothing', async () => {
    const ledger = await open(await dataFolder())
    expect(await change(ledger, null)).toEqual({ sheets: 0, usedMm: 0 })
    expect(await ledger.paperRolls.current()).toMatchObject({ loadedBy: by, lengthMm: null })
  })
})

describe('the end of a roll', () => {
  test('is noted once, where it was first told', async () => {
    const ledger = await open(await dataFolder())
    await print(ledger, 'a', 70)
    expect([await ledger.paperRolls.nearEnd(), await ledger.paperRolls.nearEnd()]).toEqual([true, false])
    await print(ledger, 'b', 70)
    expect(await ledger.paperRolls.nearEnd()).toBe(false)
    expect([await ledger.paperRolls.ended(), await ledger.paperRolls.ended()]).toEqual([true, false])
    expect(await ledger.paperRolls.current()).toMatchObject({ nearEndAtMm: 70, endedAt: TEN_O_CLOCK })
  })

  test('teaches what a roll gives after its near end, once it was changed, the latest first', async () => {
    const ledger = await open(await dataFolder())
    for (const [name, lengthMm] of [['a', 3000], ['b', 2500], ['c', 4000]] as const) {
      await print(ledger, `${name} before`, 70)
      await ledger.paperRolls.nearEnd()
      await print(ledger, `${name} after`, lengthMm)
      await ledger.paperRolls.ended()
      if (name !== 'c') await change(ledger, null)
    }
    expect(await ledger.paperRolls.remnants(3)).toEqual([2500, 3000])
    await change(ledger, null)
    expect(await ledger.paperRolls.remnants(2)).toEqual([4000, 2500])
    // Taken out before its end, a roll teaches nothing.
    await ledger.paperRolls.nearEnd()
    await change(ledger, null)
    expect(await ledger.paperRolls.remnants(3)).toEqual([4000, 2500, 3000])
  })
})

test('the lengths of the last sheets are those that came out, the latest first', async () => {
  let minute = 0
  const ledger = await open(await dataFolder(), () => new Date(TEN_O_CLOCK.getTime() + 60_000 * minute++))
  await print(ledger, 'a', 50)
  await print(ledger, 'b', 60)
  await print(ledger, 'of unknown length', null)
  await ledger.sheets.failed(await sending(ledger, 'failed', 999), 'paper-out')
  await ledger.sheets.unknown(await sending(ledger, 'unknown', 999), 'silent')
  await ledger.sheets.sent(await sending(ledger, 'sent', 70), 'not-possible')
  expect(await ledger.sheets.lastLengths(50)).toEqual([70, 60, 50])
  expect(await ledger.sheets.lastLengths(2)).toEqual([70, 60])
})

test('whoever waits for sheets hears of each that has settled, and of no step before', async () => {
  const ledger = await open(await dataFolder())
  let heard = 0
  const stop = ledger.sheets.onSettled(() => (heard += 1))
  const key = await sending(ledger, 'a')
  await ledger.sheets.sent(key, 'awaited')
  expect(heard).toBe(0)
  await ledger.sheets.printed(key)
  await ledger.sheets.failed(await sending(ledger, 'b'), 'paper-out')
  expect(heard).toBe(2)
  stop()
  await print(ledger, 'c')
  expect(heard).toBe(2)
})
