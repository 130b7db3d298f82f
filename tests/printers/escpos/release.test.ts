import { assert, describe, expect, onTestFinished, test } from 'vitest'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { CUT, JOB_START, joined } from '../../../printers/escpos/commands.ts'
import { probePrinter } from '../../../printers/escpos/probe.ts'
import { GENERIC_80MM } from '../../../printers/escpos/profile.ts'
import { openThermalPrinter, RELEASED, type PrinterStatus, type Settlement } from '../../../printers/escpos/thermal-printer.ts'
import { startThermalPrinter } from '../../../simulators/thermal-printer/thermal-printer.ts'
import { eventually } from '../../eventually.ts'

// One port, first the driver's, then the probe's, then the driver's again; at its other end a printer that takes one
// host at a time.

const WELL: PrinterStatus = { state: 'ready', paperLow: false }
const GIVEN_AWAY: PrinterStatus = { state: 'disconnected', detail: RELEASED }
const JOB = joined(JOB_START, Buffer.from('A007\n'), CUT)

async function desk() {
  const device = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 }, speedMmPerSecond: 'instant' })
  onTestFinished(() => device.close())
  let opened = 0
  const open = openPort(device.url)
  const printer = openThermalPrinter({
    open: () => ((opened += 1), open()),
    profile: GENERIC_80MM,
    timing: { idlePollMs: 20, reconnectMs: 20, answerMs: 2_000, fenceMs: 60_000 },
  })
  onTestFinished(() => printer.close())
  const told: PrinterStatus[] = []
  printer.onStatus((status) => told.push(status))
  return { device, printer, told, opened: () => opened, becomes: (status: PrinterStatus) => eventually(() => expect(printer.status).toEqual(status)) }
}

type Printer = ReturnType<typeof openThermalPrinter>

const print = (printer: Printer, sending: () => Promise<void> = () => Promise.resolve()): Promise<Settlement> =>
  printer.print(JOB, { livesMs: 60_000, sending, sent: () => Promise.resolve() })

function probe(url: string) {
  const timing = { answerMs: 2_000, quietMs: 20, writeMs: 60_000, stripMs: 60_000 }
  return probePrinter({ open: openPort(url), width: 80, today: '2026-11-22', onStep: () => undefined, timing })
}

describe('a printer whose port is given to the probe', () => {
  test('is probed while it serves, and prints again when the probe is done', async () => {
    const { device, printer, told, becomes } = await desk()
    await becomes(WELL)
    expect(await print(printer)).toEqual({ state: 'printed' })

    const resume = await printer.release()
    expect(printer.status).toEqual(GIVEN_AWAY)
    const probed = await probe(device.url)
    assert(probed.ok, 'the probe has the port to itself')
    expect(probed.value.paperStatusFence.support).toBe('yes')
    expect(printer.status).toEqual(GIVEN_AWAY)

    resume()
    await becomes(WELL)
    expect(await print(printer)).toEqual({ state: 'printed' })
    expect(told).toEqual([WELL, GIVEN_AWAY, WELL])
    expect(device.tickets).toHaveLength(3)
    expect(device.errors).toEqual([])
  })

  test('refuses sheets meanwhile, at once, and asks nothing of the printer', async () => {
    const { device, printer, becomes } = await desk()
    await becomes(WELL)
    const resume = await printer.release()
    const received = device.received
    expect(await print(printer)).toEqual({ state: 'failed', reason: 'disconnected' })
    expect(await printer.check()).toEqual(GIVEN_AWAY)
    expect(device.received).toBe(received)
    expect(device.tickets).toEqual([])
    resume()
    await becomes(WELL)
  })

  test('prints the sheet in flight to its end first', async () => {
    const { device, printer, becomes } = await desk()
    await becomes(WELL)
    const ends: string[] = []
    let released: Promise<() => void> | null = null
    const sheet = print(printer, async () => {
      released = printer.release()
      void released.then(() => ends.push('released'))
    })
    void sheet.then(() => ends.push('settled'))
    expect(await sheet).toEqual({ state: 'printed' })
    await eventually(() => expect(ends).toEqual(['settled', 'released']))
    expect(device.tickets).toHaveLength(1)
  })

  test('is looked after again only when the last who had it has given it back, each once', async () => {
    const { printer, becomes } = await desk()
    await becomes(WELL)
    const [one, two] = await Promise.all([printer.release(), printer.release()])
    one()
    one()
    expect(await printer.check()).toEqual(GIVEN_AWAY)
    two()
    await becomes(WELL)
  })

  test('that is not there afterwards is told of as any that is away', async () => {
    const { device, printer, told, becomes } = await desk()
    await becomes(WELL)
    const resume = await printer.release()
    await device.close()
    resume()
    await eventually(() => expect(printer.status).toMatchObject({ detail: expect.stringMatching(/^refused: /) }))
    expect(told.map(({ state }) => state)).toEqual(['ready', 'disconnected', 'disconnected'])
  })

  test('is not opened again when the terminal has ended meanwhile', async () => {
    const { device, printer, opened, becomes } = await desk()
    await becomes(WELL)
    const resume = await printer.release()
    await printer.close()
    resume()
    expect((await probe(device.url)).ok).toBe(true)
    expect(opened()).toBe(1)
    expect(printer.status).toEqual(GIVEN_AWAY)
  })
})
