import { expect, onTestFinished, test } from 'vitest'
import { healthOf } from '../../../main/operations/health.ts'
import type { PaperWatch } from '../../../main/operations/paper-watch.ts'
import { NO_PLATFORM } from '../../../main/platform/delivery.ts'
import { openThermalPrinter } from '../../../printers/escpos/thermal-printer.ts'
import { GENERIC_80MM } from '../../../printers/escpos/profile.ts'
import { err } from '../../../drivers/result.ts'
import { dataFolder, open } from '../ledger/fixture.ts'

async function ticketHealth(ticketsLeft: number | null) {
  const printer = openThermalPrinter({
    open: () => Promise.resolve(err({ kind: 'not-found', detail: 'no printer here' })),
    profile: GENERIC_80MM,
  })
  onTestFinished(() => printer.close())
  const paper: PaperWatch = {
    state: { roll: null, sensor: 'not-told', ticketsLeft },
    look: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  const ledger = await open(await dataFolder())
  const health = await healthOf({
    version: '1',
    terminal: 'K01',
    startedAt: 0,
    reader: null,
    printer,
    document: null,
    paper,
    ledger,
    catalogue: { current: null, close: () => undefined },
    platform: NO_PLATFORM,
    ledgerWrites: true,
  })
  return health.devices['ticket']
}

test('whoever watches the terminal sees how many tickets the roll still gives, once that is known', async () => {
  expect(await ticketHealth(42)).toEqual({ state: 'disconnected', detail: 'not connected yet', ticketsLeft: 42 })
  expect(await ticketHealth(null)).toEqual({ state: 'disconnected', detail: 'not connected yet' })
})
