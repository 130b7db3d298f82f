import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { watchPaper, type PaperWatch } from '../../../main/operations/paper-watch.ts'
import type { PrinterStatus } from '../../../printers/escpos/thermal-printer.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { eventually } from '../../eventually.ts'

const WELL: PrinterStatus = { state: 'ready', paperLow: false }
const LOW: PrinterStatus = { state: 'ready', paperLow: true }
const OUT: PrinterStatus = { state: 'not-ready', reason: 'paper-out' }
const COVER: PrinterStatus = { state: 'not-ready', reason: 'cover-open' }

/** A printer that says what the test has it say. */
function sayingPrinter(status: PrinterStatus = { state: 'disconnected', detail: 'not connected yet' }) {
  const listeners = new Set<(status: PrinterStatus) => void>()
  return {
    get status() {
      return status
    },
    onStatus(listener: (status: PrinterStatus) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    says(next: PrinterStatus) {
      status = next
      for (const listener of listeners) listener(next)
    },
  }
}

async function watched(ledger: Ledger, printer = sayingPrinter()) {
  const warnings: { readonly msg: string; readonly ticketsLeft: number | null }[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => warnings.push(JSON.parse(line)) })
  const faults: unknown[] = []
  let changes = 0
  const onChange = () => (changes += 1)
  const watch = watchPaper({ printer, ledger, log, onChange, onFault: (error) => faults.push(error) })
  onTestFinished(() => watch.close())
  await watch.look()
  return { watch, printer, warnings, faults, changes: () => changes }
}

let sheets = 0
async function print(ledger: Ledger, watch: PaperWatch, lengthMm = 100): Promise<void> {
  sheets += 1
  const intent = { device: 'ticket' as const, subject: `ticket ${sheets}`, requestId: `request ${sheets}`, copy: 0, copyReason: null }
  const key = await ledger.transact((tx) => ledger.sheets.intend(tx, intent))
  await ledger.sheets.sending(key, lengthMm)
  await ledger.sheets.sent(key, 'not-possible')
  await watch.look()
}

const newRoll = (ledger: Ledger, lengthMm: number | null) =>
  ledger.transact((tx) => ledger.paperRolls.changed(tx, { by: 'operator:1001', lengthMm }))

describe('paper that ends soon', () => {
  test('is told once, early, with the tickets left, when the printer says so', async () => {
    const ledger = await open(await dataFolder())
    const { watch, printer, warnings } = await watched(ledger)
    printer.says(WELL)
    await print(ledger, watch)
    expect(watch.state).toMatchObject({ sensor: 'enough', ticketsLeft: null, roll: { sheets: 1, usedMm: 100 } })

    printer.says(LOW)
    await watch.look()
    expect(watch.state).toMatchObject({ sensor: 'near-end', ticketsLeft: 20, roll: { nearEndAtMm: 100 } })
    await print(ledger, watch)
    printer.says(WELL)
    printer.says(LOW)
    await watch.look()
    expect(watch.state).toMatchObject({ ticketsLeft: 19, roll: { nearEndAtMm: 100 } })
    expect(warnings).toEqual([expect.objectContaining({ msg: 'paper ends soon', ticketsLeft: 20 })])
  })

  test('is told without a sensor too, at fifty tickets, where the length of the roll is known', async () => {
    const ledger = await open(await dataFolder())
    const { watch, printer, warnings } = await watched(ledger)
    printer.says(WELL)
    await newRoll(ledger, 5_300)
    await print(ledger, watch)
    await print(ledger, watch)
    expect(watch.state.ticketsLeft).toBe(51)
    expect(warnings).toEqual([])
    await print(ledger, watch)
    await print(ledger, watch)
    expect(warnings).toEqual([expect.objectContaining({ msg: 'paper ends soon', ticketsLeft: 50 })])
  })

  test('is told again of the next roll', async () => {
    const ledger = await open(await dataFolder())
    const { watch, printer, warnings } = await watched(ledger, sayingPrinter(LOW))
    expect(warnings).toHaveLength(1)
    // Told before the cover is opened, with the old roll still before the sensor.
    await newRoll(ledger, null)
    await watch.look()
    printer.says(COVER)
    printer.says(WELL)
    await watch.look()
    expect(warnings).toHaveLength(1)
    printer.says(LOW)
    await watch.look()
    expect(warnings).toHaveLength(2)
    expect(watch.state.roll?.nearEndAtMm).toBe(0)
  })
})

test('of a roll that was put in and nobody said so, the printer’s own word is passed on', async () => {
  const ledger = await open(await dataFolder())
  const { watch, printer, warnings } = await watched(ledger, sayingPrinter(LOW))
  for (const status of [OUT, WELL, LOW]) {
    printer.says(status)
    await watch.look()
  }
  expect(warnings).toMatchObject([{ ticketsLeft: null }, { ticketsLeft: null }])
})

describe('paper that is out', () => {
  test('ends its roll, from which the forecast for the next learns', async () => {
    const ledger = await open(await dataFolder())
    const { watch, printer } = await watched(ledger, sayingPrinter(LOW))
    for (let sheet = 0; sheet < 3; sheet += 1) await print(ledger, watch, 1_000)
    printer.says(OUT)
    await watch.look()
    expect(watch.state).toMatchObject({ sensor: 'out', ticketsLeft: 0 })
    expect(watch.state.roll?.endedAt).not.toBeNull()

    await newRoll(ledger, null)
    printer.says(WELL)
    await watch.look()
    expect(watch.state.ticketsLeft).toBeNull()
    printer.says(LOW)
    await watch.look()
    expect(watch.state.ticketsLeft).toBe(3)
  })

  test('ends no roll that somebody took out', async () => {
    const ledger = await open(await dataFolder())
    const { watch, printer } = await watched(ledger, sayingPrinter(LOW))
    printer.says(COVER)
    printer.says(OUT)
    await watch.look()
    expect(watch.state).toMatchObject({ sensor: 'out', roll: { endedAt: null } })
  })

  test('is known again after a restart', async () => {
    const folder = await dataFolder()
    const ledger = await open(folder)
    const first = await watched(ledger, sayingPrinter(LOW))
    await print(ledger, first.watch)
    await first.watch.close()
    await ledger.close()
    const { watch } = await watched(await open(folder), sayingPrinter(LOW))
    expect(watch.state).toMatchObject({ ticketsLeft: 19, roll: { nearEndAtMm: 0 } })
  })
})

test('a watch hears of sheets by itself, until it is closed', async () => {
  const ledger = await open(await dataFolder())
  const { watch, changes } = await watched(ledger)
  const key = await ledger.transact((tx) =>
    ledger.sheets.intend(tx, { device: 'ticket', subject: 's', requestId: 'r', copy: 0, copyReason: null }),
  )
  await ledger.sheets.sending(key, 71)
  const before = changes()
  await ledger.sheets.sent(key, 'not-possible')
  await eventually(() => expect(watch.state.roll?.usedMm).toBe(71))
  expect(changes()).toBeGreaterThan(before)
  await watch.close()
  await newRoll(ledger, null)
  expect(watch.state.roll?.usedMm).toBe(71)
})

test('a ledger that refuses is told of, and the next look goes on', async () => {
  const ledger = await open(await dataFolder())
  let refuses = true
  const refusing: Ledger = {
    ...ledger,
    paperRolls: {
      ...ledger.paperRolls,
      nearEnd: () => (refuses ? Promise.reject(new Error('disk full')) : ledger.paperRolls.nearEnd()),
    },
  }
  const { watch, printer, faults } = await watched(refusing)
  printer.says(LOW)
  await watch.look()
  expect(faults).toHaveLength(1)
  refuses = false
  printer.says(WELL)
  printer.says(LOW)
  await watch.look()
  expect(watch.state.roll?.nearEndAtMm).toBe(0)
  expect(faults).toHaveLength(1)
})
