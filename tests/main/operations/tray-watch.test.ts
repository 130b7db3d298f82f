import assert from 'node:assert/strict'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCertificateCopies } from '../../../main/certificates/copies.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { createPaperTrays } from '../../../main/ledger/paper-trays.ts'
import { watchTray } from '../../../main/operations/tray-watch.ts'
import type { A4Status } from '../../../printers/ipp/status.ts'
import { HOLDER, WISH } from '../certificates/fixture.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'

const WELL: A4Status = { state: 'ready', tonerLow: false, paperLow: false }
const AT_WORK: A4Status = { state: 'busy', tonerLow: true, paperLow: false }
const LOW: A4Status = { state: 'ready', tonerLow: false, paperLow: true }
const EMPTY: A4Status = { state: 'not-ready', reason: 'media-empty' }
const JAM: A4Status = { state: 'not-ready', reason: 'media-jam' }

async function tray(status: A4Status = WELL) {
  let clock = TEN_O_CLOCK.getTime()
  const now = () => new Date(clock)
  const ledger = await open(await dataFolder(), now)
  const warnings: string[] = []
  const listeners = new Set<(status: A4Status) => void>()
  const printer = {
    get status() {
      return status
    },
    onStatus(listener: (status: A4Status) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const watch = watchTray({
    printer,
    ledger,
    trays: createPaperTrays(ledger, now),
    log: pino({ level: 'warn' }, { write: (line: string) => warnings.push(JSON.parse(line).msg) }),
    onChange: () => undefined,
    onFault: (error) => expect.fail(String(error)),
  })
  onTestFinished(() => watch.close())
  return {
    ledger,
    watch,
    warnings,
    says: async (next: A4Status) => {
      status = next
      for (const listener of listeners) listener(next)
      await watch.look()
      return watch.state.left
    },
    /** An hour passes first. */
    fill: async (sheets: number, added = false) => {
      clock += 3_600_000
      return await watch.filled({ by: 'operator:1001', sheets, added })
    },
    print: async (pages: number, way: 'printed' | 'failed' | 'unknown' = 'printed') => {
      clock += 60_000
      await certificate(ledger, now, pages, way)
      await watch.look()
      return watch.state.left
    },
  }
}

let certificates = 0
async function certificate(ledger: Ledger, now: () => Date, pages: number, way: 'printed' | 'failed' | 'unknown'): Promise<void> {
  certificates += 1
  const copies = createCertificateCopies(ledger, now)
  const intended = await copies.intend({ requestId: `request ${certificates}`, wish: WISH, holder: HOLDER, copies: 1, businessDay: '2026-11-22' })
  assert(intended.outcome === 'intended' && intended.copies[0] !== undefined)
  const { copy, sheetKey } = intended.copies[0]
  await copies.made(copy.key, { sha256: '0'.repeat(64), pages })
  if (way === 'failed') return await ledger.sheets.failed(sheetKey, 'media-jam')
  await ledger.sheets.sending(sheetKey, null)
  if (way === 'unknown') return await ledger.sheets.unknown(sheetKey, 'no-answer')
  await ledger.sheets.sent(sheetKey, 'awaited')
  await ledger.sheets.printed(sheetKey)
}

describe('sheets left in the A4 tray', () => {
  test('are what an operator told less the pages that came out since, or may have', async () => {
    const { watch, fill, print, ledger } = await tray()
    expect(await print(3)).toBeNull()
    expect(await fill(250)).toBe(250)
    expect(watch.state).toMatchObject({ sensor: 'enough', left: 250, tray: { used: 0 } })
    expect(await print(4)).toBe(246)
    expect(await print(5, 'failed')).toBe(246)
    expect(await print(2, 'unknown')).toBe(244)
    await watch.usedByOthers(1)
    expect(watch.state).toMatchObject({ left: 243, tray: { sheets: 250, used: 7 } })
    expect(await ledger.read("SELECT actor, payload FROM audit WHERE event = 'tray.filled'")).toEqual([
      { actor: 'operator:1001', payload: '{"sheets":250}' },
    ])
  })

  test('come to what was left when he adds some, and to nothing known where that was not', async () => {
    const { fill, print } = await tray()
    expect(await fill(100, true)).toBeNull()
    expect(await fill(100)).toBe(100)
    await print(30)
    expect(await fill(250, true)).toBe(320)
    expect(await print(20)).toBe(300)
  })

  test('are what the printer says of their end, whatever was counted', async () => {
    const { says, fill } = await tray()
    expect(await fill(500)).toBe(500)
    expect(await says(LOW)).toBe(50)
    expect(await says(JAM)).toBe(500)
    expect(await says(EMPTY)).toBe(0)
    // Somebody filled it and said nothing.
    expect(await says(WELL)).toBeNull()
    expect(await fill(250, true)).toBe(250)
    expect(await says(AT_WORK)).toBe(250)
  })

  test('are not known once more came out than was told of', async () => {
    const { fill, print, says } = await tray()
    await fill(10)
    expect(await print(12)).toBeNull()
    expect(await says(LOW)).toBe(0)
  })

  test('are warned of once for each filling', async () => {
    const { warnings, fill, print, says } = await tray()
    await fill(100)
    expect(await print(50)).toBe(50)
    await print(10)
    await says(LOW)
    expect(warnings).toEqual(['A4 paper ends soon'])
    await says(WELL)
    await fill(250)
    await says(LOW)
    await says(JAM)
    await says(LOW)
    expect(warnings).toHaveLength(2)
  })
})
