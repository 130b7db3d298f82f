import { assert, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  startThermalPrinterOnPty,
  type PrinterMake,
  type ThermalPrinterSimulator,
} from '../../../simulators/thermal-printer/thermal-printer.ts'
import { openDevice, type Host } from '../card-reader/host.ts'
import { NO_PTY } from '../pty.ts'
import { asb, CUT, dleEot, PAPER_FENCE, processId } from './commands.ts'
import { until } from './host.ts'

interface Desk {
  readonly simulator: ThermalPrinterSimulator
  readonly host: Host
}

/** A printer on a serial device and a host that has it open. */
async function desk(options: PrinterMake = {}): Promise<Desk> {
  const onPty = await startThermalPrinterOnPty(options)
  assert(onPty.kind === 'open', onPty.kind === 'open' ? '' : onPty.reason)
  // The device goes first: the host's read of it ends only then.
  onTestFinished(() => onPty.printer.close())
  return { simulator: onPty.printer, host: await hostOf(onPty.printer) }
}

async function hostOf(simulator: ThermalPrinterSimulator): Promise<Host> {
  const [, path] = /^serial:(.+)\?baudRate=\d+$/.exec(simulator.url) ?? []
  assert(path !== undefined, `not a serial port: ${simulator.url}`)
  return openDevice(path)
}

function send(host: Host, ...parts: readonly (readonly number[])[]): void {
  host.send(Uint8Array.from(parts.flat()))
}

/** Opens and closes the cover often, each time told to the host: time enough for what else is on the line to come. */
async function playWithCover({ simulator, host }: Desk): Promise<void> {
  for (let times = 0; times < 50; times += 1) {
    simulator.setCover('open')
    expect((await heard(host, 4)).slice(0, 2)).toMatch(/3[4c]/)
    simulator.setCover('closed')
    expect((await heard(host, 4)).slice(0, 2)).toMatch(/1[4c]/)
  }
}

async function heard(host: Host, count: number): Promise<string> {
  return (await host.take(count)).toString('hex')
}

describe.skipIf(NO_PTY)('a printer on a serial device (needs a pty: python3)', () => {
  test('prints, cuts and confirms as on the network', async () => {
    const { simulator, host } = await desk()
    expect(simulator.url).toMatch(/\?baudRate=115200$/)
    send(host, dleEot(1), [0x41, 0x0a], CUT, processId('0001'), PAPER_FENCE)
    expect(await heard(host, 9)).toBe('163722303030310000')
    expect(simulator.tickets.map(({ text, cut }) => ({ text, cut }))).toEqual([{ text: 'A', cut: true }])
    expect(simulator.errors).toEqual([])
  })

  test('gives every byte of a picture to the head, a terminal’s control characters too', async () => {
    const { simulator, host } = await desk({ pace: { baud: 115_200 } })
    const row = Array.from({ length: 256 }, (_, byte) => byte)
    send(host, [0x1d, 0x76, 0x30, 0, 64, 0, 4, 0], row, CUT, PAPER_FENCE)
    expect(await heard(host, 1)).toBe('00')
    expect(simulator.received).toBe(8 + 256 + CUT.length + PAPER_FENCE.length)
    expect(simulator.errors).toEqual([])
  })

  test('switched off and on again is there on the same line, and tells what it finished meanwhile', async () => {
    const { simulator, host } = await desk()
    simulator.setCover('open')
    send(host, [0x41, 0x0a], CUT, processId('0001'), dleEot(1))
    expect(await heard(host, 1)).toBe('1e')
    simulator.powerOff({ keepBuffer: true })
    simulator.setCover('closed')
    simulator.powerOn()
    send(host, dleEot(4))
    expect(await heard(host, 8)).toBe('3722303030310012')
    expect(simulator.tickets).toHaveLength(1)
  })

  test('is gone like a pulled adapter after so many bytes; those behind them are lost', async () => {
    const { simulator, host } = await desk()
    simulator.disconnectAfterBytes(3)
    send(host, [0x41, 0x42, 0x43, 0x44])
    expect(await host.rest()).toHaveLength(0)
    expect(simulator.received).toBe(3)
  })

  test('with a full buffer takes nothing more in, and still tells of its cover', async () => {
    const { simulator, host } = await desk({ receiveBufferBytes: 4_096 })
    send(host, asb(0xff))
    expect(await heard(host, 4)).toBe('14000000')
    simulator.setPaper('out')
    expect(await heard(host, 4)).toBe('1c000f00')
    const lines = new Uint8Array(1_000_000).fill(0x0a)
    host.send(lines)
    await until(simulator, () => simulator.received === 3 + 4_096)
    await playWithCover({ simulator, host })
    expect(simulator.received).toBe(3 + 4_096)
  })

  test('stalled, takes nothing in until it flows again, and can be closed', async () => {
    const { simulator, host } = await desk()
    send(host, asb(0xff))
    expect(await heard(host, 4)).toBe('14000000')
    simulator.stall(true)
    send(host, dleEot(4))
    await playWithCover({ simulator, host })
    expect(simulator.received).toBe(3)
    simulator.stall(false)
    expect(await heard(host, 1)).toBe('12')
    simulator.stall(true)
    host.send(new Uint8Array(1_000_000).fill(0x0a))
    await playWithCover({ simulator, host })
    await simulator.close()
    expect(simulator.received).toBe(6)
  })
})

test('a machine without Python says in words that it has no serial device for a printer', async () => {
  vi.stubEnv('PATH', '')
  const pty = await startThermalPrinterOnPty()
  vi.unstubAllEnvs()
  expect(pty).toEqual({ kind: 'no-pty', reason: expect.stringMatching(/^no pty on this machine: /) })
})
