import { expect, onTestFinished, test } from 'vitest'
import type { PlatformView } from '../../../main/contract/operator.ts'
import { healthOf } from '../../../main/operations/health.ts'
import type { PaperWatch } from '../../../main/operations/paper-watch.ts'
import { NO_PLATFORM } from '../../../main/platform/delivery.ts'
import { openThermalPrinter } from '../../../printers/escpos/thermal-printer.ts'
import { GENERIC_80MM } from '../../../printers/escpos/profile.ts'
import { err } from '../../../drivers/result.ts'
import { dataFolder, open } from '../ledger/fixture.ts'

async function healthWith(ticketsLeft: number | null, platform: PlatformView = NO_PLATFORM) {
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
  return await healthOf({
    version: '1',
    terminal: 'K01',
    startedAt: 0,
    reader: null,
    socialCard: null,
    scanner: null,
    printer,
    document: null,
    hardware: {
      callPads: null,
      windowDisplays: { status: { state: 'faulty', detail: 'display 9 does not answer' }, onStatus: () => () => undefined },
    },
    paper,
    ledger,
    catalogue: { current: null, close: () => undefined },
    items: { current: null, find: () => null, faults: [] },
    platform,
    hall: null,
    hallServer: null,
    ledgerWrites: true,
  })
}

const ticketHealth = async (ticketsLeft: number | null) => (await healthWith(ticketsLeft)).devices['ticket']

test('whoever watches the terminal sees which of the displays at the windows is not well', async () => {
  const { devices } = await healthWith(null)
  expect(devices['windowDisplays']).toEqual({ state: 'faulty', detail: 'display 9 does not answer' })
  expect(devices).not.toHaveProperty('callPads')
})

test('whoever watches the terminal sees how many tickets the roll still gives, once that is known', async () => {
  expect(await ticketHealth(42)).toEqual({ state: 'disconnected', detail: 'not connected yet', ticketsLeft: 42 })
  expect(await ticketHealth(null)).toEqual({ state: 'disconnected', detail: 'not connected yet' })
})

test('whoever watches the terminal sees why its outbox does not leave, and what the platform says of its audit log', async () => {
  const fault = { kind: 'refused-credential', line: 'the platform answers 401' } as const
  const platform = { delivery: { state: 'waiting', nextTryAt: 1, lastFault: fault }, auditLog: 'contradicts' } as const
  expect((await healthWith(null, platform)).platform).toEqual(platform)
  expect((await healthWith(null)).platform).toEqual({ delivery: { state: 'no-platform' }, auditLog: 'not-reported' })
})
