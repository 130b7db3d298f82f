import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OperatorView } from '../../main/contract/operator.ts'
import { startA4Printer, type A4PrinterSimulator } from '../../simulators/a4-printer/a4-printer.ts'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { addOperator, OPERATOR } from '../operator-on-machine.ts'
import type { PageConnection, TerminalProcess } from '../terminal-process.ts'
import { eventually } from '../eventually.ts'

// The printer of certificates, as whoever looks after the terminal sees it.

let printer: A4PrinterSimulator
let hall: HallOnADesk
let terminal: TerminalProcess
let page: PageConnection

beforeEach(async () => {
  printer = await startA4Printer({ listen: { host: '127.0.0.1', port: 0 } })
  hall = await setUpHall({ terminal: { devices: { document: { driver: 'ipp', port: printer.url } } } })
  await addOperator(hall.data)
  terminal = await hall.start()
  page = await terminal.connect()
  await page.client.kiosk.hello()
  await page.client.operator.signIn(OPERATOR)
})
afterEach(async () => {
  page.close()
  await hall.clear()
  await printer.close()
})

type A4 = OperatorView['devices'][number]

async function seen(wanted: (a4: A4) => boolean): Promise<A4> {
  for await (const { devices } of await page.client.operator.watch()) {
    const a4 = devices.find(({ device }) => device === 'document')
    if (a4 !== undefined && wanted(a4)) return a4
  }
  throw new Error('the operator was signed out')
}

const selfTest = () => page.client.operator.selfTest({ device: 'document' })

async function health(): Promise<unknown> {
  const answer = await fetch(new URL('/health', terminal.ready.url))
  const { devices } = (await answer.json()) as { readonly devices: { readonly document: unknown } }
  return devices.document
}

test('without paper says so to operator and health until there is some, and is then remembered', async () => {
  expect(await seen(({ well }) => well)).toMatchObject({ state: 'ready', lastFault: null, powerCycle: false, port: printer.url })
  expect(await selfTest()).toEqual({ outcome: 'passed' })
  printer.setPaper(0)
  expect(await selfTest()).toEqual({ outcome: 'failed', reason: 'media-empty' })
  expect(await seen(({ well }) => !well)).toMatchObject({
    state: 'not-ready',
    detail: 'media-empty',
    lastFault: { fault: 'media-empty', passedAt: null },
  })
  expect(await health()).toEqual({ state: 'not-ready', detail: 'media-empty' })
  printer.setPaper(100)
  expect(await selfTest()).toEqual({ outcome: 'passed' })
  const mended = await seen(({ well, lastFault }) => well && lastFault?.passedAt !== null)
  expect(mended.lastFault?.fault).toBe('media-empty')
  expect(printer.outputs).toEqual([])
})

test('whose toner runs low still prints, and says it early', async () => {
  printer.setToner('low')
  expect(await selfTest()).toEqual({ outcome: 'passed' })
  expect(await health()).toEqual({ state: 'ready', detail: 'toner-low' })
})

test('that cannot be reached takes nothing else away', async () => {
  await seen(({ well }) => well)
  printer.powerOff('kept')
  expect(await selfTest()).toEqual({ outcome: 'failed', reason: 'unreachable' })
  expect(await seen(({ well }) => !well)).toMatchObject({ state: 'unreachable', lastFault: { fault: 'unreachable' } })
  await page.client.kiosk.open()
  expect((await page.client.kiosk.businesses()).length).toBeGreaterThan(0)
  await printer.powerOn()
  // A citizen's touch has signed the operator out.
  await page.client.operator.signIn(OPERATOR)
  await eventually(async () => expect(await selfTest()).toEqual({ outcome: 'passed' }))
})
