import { assert, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { openPort } from '../../drivers/ports/open-port.ts'
import { outlineFonts } from '../../printers/escpos/outline-glyph.ts'
import { GENERIC_80MM } from '../../printers/escpos/profile.ts'
import {
  openThermalPrinter,
  type PrinterStatus,
  type PrinterTiming,
  type Settlement,
  type ThermalPrinter,
} from '../../printers/escpos/thermal-printer.ts'
import { encodeTicket } from '../../printers/ticket/ticket.ts'
import { startThermalPrinterOnPty, type ThermalPrinterSimulator } from '../../simulators/thermal-printer/thermal-printer.ts'
import { NO_PTY } from '../simulators/pty.ts'

// The driver on a real serial device, opened by the real library; at its other end a printer that reads strictly.

const LONGEST_WAIT = { timeout: 30_000, interval: 5 }
/**
 * Asks often, and lets a busy machine answer late. A line that is gone is not opened again within a test: the system
 * gives its number to the next pty, which may be another test's.
 */
const TIMING: Partial<PrinterTiming> = {
  answerMs: 2_000,
  idlePollMs: 50,
  flightPollMs: 50,
  reconnectMs: 600_000,
  fenceMs: 60_000,
  lateFenceMs: 60_000,
}
const WELL: PrinterStatus = { state: 'ready', paperLow: false }

function job(number: string): Uint8Array {
  const encoded = encodeTicket(
    {
      hall: '示例县政务服务中心',
      number,
      business: { zh: '社会保险', en: 'Social insurance' },
      where: { zh: '二楼东区' },
      windows: ['3号窗口'],
      ahead: 12,
      issuedAt: '2026-11-21 14:05',
      notices: ['过号请重新取号'],
      qr: 'https://example.cn/q/1',
      demonstration: false,
    },
    GENERIC_80MM,
    outlineFonts([]),
  )
  assert(encoded.ok)
  return encoded.value.bytes
}

/** Prints, and tells what the ledger would have heard before the sheet settled. */
async function print(driver: ThermalPrinter, number: string): Promise<{ settled: Settlement; story: string[] }> {
  const story: string[] = []
  const settled = await driver.print(job(number), {
    livesMs: 60_000,
    sending: async () => void story.push('sending'),
    sent: async () => void story.push('sent'),
  })
  return { settled, story }
}

describe.skipIf(NO_PTY)('a ticket printer on a serial line (needs a pty: python3)', () => {
  let simulator: ThermalPrinterSimulator
  let driver: ThermalPrinter
  let told: PrinterStatus[]

  const status = (expected: PrinterStatus) =>
    vi.waitFor(() => expect(driver.status).toEqual(expected), LONGEST_WAIT)

  beforeEach(async () => {
    const onPty = await startThermalPrinterOnPty({ pace: { baud: 115_200 } })
    assert(onPty.kind === 'open', onPty.kind === 'open' ? '' : onPty.reason)
    simulator = onPty.printer
    onTestFinished(() => onPty.printer.close())
    await connect(TIMING)
  })

  async function connect(timing: Partial<PrinterTiming>): Promise<void> {
    const opened = openThermalPrinter({ open: openPort(simulator.url), profile: GENERIC_80MM, timing })
    onTestFinished(() => opened.close())
    driver = opened
    told = []
    driver.onStatus((seen) => told.push(seen))
    await status(WELL)
  }

  test('prints a ticket and is believed only when it confirms it', async () => {
    expect(await print(driver, 'A007')).toEqual({ settled: { state: 'printed' }, story: ['sending', 'sent'] })
    expect(simulator.tickets.map(({ cut, errors }) => ({ cut, errors }))).toEqual([{ cut: true, errors: [] }])
    expect(simulator.tickets[0]?.text).toContain('A007')
    expect(simulator.errors).toEqual([])
  })

  test('that cannot confirm is not said to have printed', async () => {
    simulator.answers.gsR = false
    await driver.close()
    await connect({ ...TIMING, fenceMs: 500 })
    expect((await print(driver, 'A007')).settled).toEqual({ state: 'sent' })
  })

  test('tells by itself that its paper is out, and prints nothing until there is some', async () => {
    simulator.setPaper('out')
    await status({ state: 'not-ready', reason: 'paper-out' })
    const before = simulator.tickets.length
    expect(await print(driver, 'A007')).toEqual({ settled: { state: 'failed', reason: 'paper-out' }, story: [] })
    simulator.setPaper('ok')
    await status(WELL)
    expect(simulator.tickets).toHaveLength(before)
    expect((await print(driver, 'A008')).settled).toEqual({ state: 'printed' })
    expect(simulator.tickets.at(-1)?.text).toContain('A008')
  })

  test('whose roll ends in the middle of a ticket confirms it when the rest has come out on the new roll', async () => {
    simulator.paperOutAfterRows(60)
    const printing = print(driver, 'A007')
    await status({ state: 'not-ready', reason: 'paper-out' })
    simulator.setPaper('ok')
    expect((await printing).settled).toEqual({ state: 'printed' })
    expect(simulator.tickets.map(({ cut }) => cut)).toEqual([false, true])
  })

  test('is silent while it is switched off, the line being there still, and well again after', async () => {
    simulator.powerOff({ keepBuffer: false })
    await status({ state: 'silent' })
    expect((await print(driver, 'A007')).settled).toEqual({ state: 'failed', reason: 'silent' })
    simulator.powerOn()
    await status(WELL)
    expect(told.map(({ state }) => state).filter((state) => state === 'disconnected')).toEqual([])
    expect((await print(driver, 'A008')).settled).toEqual({ state: 'printed' })
  })

  test('whose line is pulled out in the middle of a ticket leaves it for a person to judge', async () => {
    simulator.disconnectAfterBytes(400)
    expect((await print(driver, 'A007')).settled).toEqual({ state: 'unknown', reason: 'line-broken' })
    await vi.waitUntil(() => driver.status.state === 'disconnected', LONGEST_WAIT)
    expect(simulator.tickets).toEqual([])
  })
})
