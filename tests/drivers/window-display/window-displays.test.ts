import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { openWindowDisplays } from '../../../drivers/window-display/window-displays.ts'
import type { BusEnd } from '../../../simulators/bus-wire.ts'
import { startWindowDisplays, type WindowDisplayBus } from '../../../simulators/window-display/window-display.ts'
import { NO_PTY } from '../../simulators/pty.ts'

const LONGEST_WAIT = { timeout: 30_000, interval: 5 }
const ON_TCP: BusEnd = { host: '127.0.0.1', port: 0 }

/** A display may take long to answer here: the machine is busy, and none of these tests is about how long. */
async function hall(end: BusEnd, units: readonly number[] = [1, 2], answerMs = 5_000) {
  const bus = await startWindowDisplays({ end, units: [1, 2] })
  onTestFinished(() => bus.close())
  const displays = openWindowDisplays({
    open: openPort(bus.url),
    units,
    pace: { backOffMs: 10, mostBackOffMs: 20, refreshMs: 50, answerMs },
  })
  onTestFinished(() => displays.close())
  const told: string[] = []
  displays.onStatus((status) => told.push(status.state === 'faulty' ? status.detail : status.state))
  return { bus, displays, told }
}

function shows(bus: WindowDisplayBus, unit: number, text: string): Promise<unknown> {
  return vi.waitUntil(() => bus.text(unit) === text, LONGEST_WAIT)
}

describe.skipIf(NO_PTY)('window displays on a serial bus (a pty: needs python3)', () => {
  it('each shows its own ticket, and one that was without power shows it again', async () => {
    const { bus, displays } = await hall('pty')
    displays.show(1, 'A00103')
    displays.show(2, '------')
    await shows(bus, 1, 'A00103')
    await shows(bus, 2, '------')
    bus.power(1, false)
    bus.power(1, true)
    expect(bus.text(1)).toBe('      ')
    await shows(bus, 1, 'A00103')
    expect(bus.errors).toEqual([])
  })
})

describe('window displays on a bus behind TCP', () => {
  it.each(['noise', 'bytewise'] as const)('%s on the line costs nothing', async (mischief) => {
    const { bus, displays, told } = await hall(ON_TCP)
    bus.misbehave(mischief)
    displays.show(1, 'A00103')
    await shows(bus, 1, 'A00103')
    await vi.waitUntil(() => bus.writes(2) > 1, LONGEST_WAIT)
    expect([displays.status.state, told]).toEqual(['ready', ['ready']])
  })

  it.each(['wrong-checksum', 'half', 'silence'] as const)('%s is no answer: named after three tries, and well again', async (mischief) => {
    const { bus, displays } = await hall(ON_TCP, [1], 30)
    bus.misbehave(mischief)
    await vi.waitUntil(() => displays.status.state === 'faulty', LONGEST_WAIT)
    expect(displays.status).toEqual({ state: 'faulty', detail: 'display 1 does not answer' })
    expect(bus.writes(1)).toBeGreaterThanOrEqual(3)
    bus.misbehave('none')
    await vi.waitUntil(() => displays.status.state === 'ready', LONGEST_WAIT)
    displays.show(1, 'B01207')
    await shows(bus, 1, 'B01207')
  })

  it('one that is not there is named, and keeps no other waiting', async () => {
    const { bus, displays, told } = await hall(ON_TCP, [1, 9], 100)
    await vi.waitUntil(() => told.some((detail) => detail.includes('display 9 does not answer')), LONGEST_WAIT)
    displays.show(1, 'A00103')
    displays.show(9, 'A00109')
    await shows(bus, 1, 'A00103')
    expect(bus.errors).toEqual([])
  })

  it('one that refuses is named with its code', async () => {
    const { bus, displays } = await hall(ON_TCP, [1])
    bus.misbehave('refuse')
    await vi.waitUntil(() => displays.status.state === 'faulty', LONGEST_WAIT)
    expect(displays.status).toEqual({ state: 'faulty', detail: 'display 1 refuses (code 4)' })
  })

  it('a line that is lost is said and had again, and what should be shown is', async () => {
    const { bus, displays, told } = await hall(ON_TCP)
    displays.show(1, 'A00103')
    await shows(bus, 1, 'A00103')
    bus.disconnect()
    await vi.waitUntil(() => told.includes('disconnected'), LONGEST_WAIT)
    displays.show(1, 'A00403')
    await shows(bus, 1, 'A00403')
    await vi.waitUntil(() => displays.status.state === 'ready', LONGEST_WAIT)
    expect(told.filter((state, at) => state !== told[at - 1]).slice(-2)).toEqual(['disconnected', 'ready'])
  })
})
