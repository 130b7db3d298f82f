import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ThermalPrinterSimulator } from '../../../simulators/thermal-printer/thermal-printer.ts'
import {
  asb,
  CLEAR,
  CUT,
  dleEot,
  PAPER_FENCE,
  processId,
  raster,
  RECOVER,
  RECOVER_CLEARED,
} from './commands.ts'
import { hostOf, printer, until } from './host.ts'
import { texts, ticket } from './small-ticket.ts'

test('a ticket is confirmed by its process id and by its fence once it is cut', async () => {
  const simulator = await printer()
  const host = await hostOf(simulator)
  host.send(ticket('社保大厅 A0123', '0001'))
  expect(await host.hears(8)).toBe('3722303030310000')
  expect(texts(simulator)).toEqual(['社保大厅 A0123'])
  simulator.takeTicket(1)
  simulator.takeTicket(1)
  expect(simulator.tickets).toEqual([])
})

describe('the roll ends in the middle of a ticket', () => {
  test('the rest comes out on the new roll, and only then it is confirmed', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    host.send(asb(0x08))
    expect(await host.hears(4)).toBe('14000000')
    simulator.paperOutAfterRows(40)
    host.send([0x41, 0x0a, 0x42, 0x0a], CUT, processId('0007'), PAPER_FENCE, dleEot(4))
    // First the paper sensor by itself, then the asked status; nothing of the fences.
    expect(await host.hears(5)).toBe('1c000f007e')
    expect(simulator.state).toMatchObject({ paper: 'out', printing: false })
    expect(simulator.tickets).toEqual([])
    simulator.setPaper('ok')
    expect(await host.hears(12)).toBe('140000003722303030370000')
    expect(simulator.tickets.map(({ text, cut }) => ({ text, cut }))).toEqual([
      { text: 'A', cut: false },
      { text: 'B', cut: true },
    ])
  })

  test('with its very last row the printer knows', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.paperOutAfterRows(34)
    host.send([0x41, 0x0a], dleEot(4))
    expect(await host.hears(1)).toBe('7e')
    simulator.setPaper('ok')
    expect(texts(simulator)).toEqual(['A'])
  })

  test('what cleared buffers held is neither printed nor confirmed', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.setPaper('out')
    host.send(ticket('甲', '0001'), CLEAR)
    expect(await host.hears(3)).toBe('372500')
    simulator.setPaper('ok')
    host.send(ticket('乙', '0002'))
    expect(await host.hears(8)).toBe('3722303030320000')
    expect(texts(simulator)).toEqual(['乙'])
  })
})

test('cleared buffers forget the line that was being set', async () => {
  const simulator = await printer()
  const host = await hostOf(simulator)
  host.send([0x41, 0x42], CLEAR, [0x43, 0x0a], CUT, PAPER_FENCE)
  expect(await host.hears(4)).toBe('37250000')
  expect(texts(simulator)).toEqual(['C'])
})

describe('the cover', () => {
  test('opened while the head prints stops it as an error; closed, it goes on where it stood', async () => {
    const simulator = await printer({ speedMmPerSecond: 50 })
    const host = await hostOf(simulator)
    host.send(raster(1, 400, Array.from({ length: 400 }, () => 0xff)), CUT, PAPER_FENCE)
    await until(simulator, () => simulator.state.printing)
    simulator.setCover('open')
    host.send(dleEot(2), dleEot(3))
    expect(await host.hears(2)).toBe('5652')
    simulator.setCover('closed')
    expect(await host.hears(1)).toBe('00')
    expect(simulator.tickets).toHaveLength(1)
    expect(simulator.tickets[0]?.heightDots).toBe(400 + 112)
  })
})

describe('the blade jams', () => {
  async function jammed(): Promise<{
    readonly simulator: ThermalPrinterSimulator
    readonly host: Awaited<ReturnType<typeof hostOf>>
  }> {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.jamAtNextCut()
    host.send(ticket('甲', '0001'), dleEot(3), dleEot(1))
    expect(await host.hears(2)).toBe('1a1e')
    expect(simulator.tickets.map(({ text, cut }) => ({ text, cut }))).toEqual([{ text: '甲', cut: false }])
    return { simulator, host }
  }

  test('freed and told to go on, the printer confirms the ticket', async () => {
    const { simulator, host } = await jammed()
    simulator.setCutter('ok')
    expect(simulator.state.cutter).toBe('fault')
    host.send(RECOVER)
    expect(await host.hears(8)).toBe('3722303030310000')
    expect(simulator.state.cutter).toBe('ok')
    expect(simulator.tickets).toHaveLength(1)
  })

  test('freed and cleared, it confirms nothing of before', async () => {
    const { simulator, host } = await jammed()
    simulator.setCutter('ok')
    host.send(RECOVER_CLEARED, ticket('乙', '0002'))
    expect(await host.hears(8)).toBe('3722303030320000')
    expect(texts(simulator)).toEqual(['甲', '乙'])
  })

  test('the cover, opened and closed, lets it go home too', async () => {
    const { simulator, host } = await jammed()
    simulator.setCutter('ok')
    simulator.setCover('open')
    simulator.setCover('closed')
    expect(await host.hears(8)).toBe('3722303030310000')
  })
})

test('a head too hot waits, and goes on by itself', async () => {
  const simulator = await printer()
  const host = await hostOf(simulator)
  simulator.setHead('hot')
  host.send(ticket('甲', '0001'), dleEot(1))
  expect(await host.hears(1)).toBe('1e')
  simulator.setHead('ok')
  expect(await host.hears(8)).toBe('3722303030310000')
})

describe('the power goes', () => {
  async function interrupted(keepBuffer: boolean): Promise<{
    readonly simulator: ThermalPrinterSimulator
    readonly later: Awaited<ReturnType<typeof hostOf>>
  }> {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.setCover('open')
    host.send(ticket('甲', '0001'), dleEot(1))
    await host.hears(1)
    simulator.powerOff({ keepBuffer })
    await host.gone
    await expect(hostOf(simulator)).rejects.toThrow('ECONNREFUSED')
    simulator.setCover('closed')
    expect(simulator.tickets).toEqual([])
    simulator.powerOn()
    return { simulator, later: await hostOf(simulator) }
  }

  test('a buffer that survives prints the ticket afterwards and confirms it to the next host', async () => {
    const { simulator, later } = await interrupted(true)
    // The latest id is kept for a host that can receive it; a fence byte is not.
    expect(await later.hears(7)).toBe('37223030303100')
    later.send(ticket('乙', '0002'))
    expect(await later.hears(8)).toBe('3722303030320000')
    expect(texts(simulator)).toEqual(['甲', '乙'])
  })

  test('without its buffer the ticket is lost, and never confirmed', async () => {
    const { simulator, later } = await interrupted(false)
    later.send(ticket('乙', '0002'))
    expect(await later.hears(8)).toBe('3722303030320000')
    expect(texts(simulator)).toEqual(['乙'])
  })
})

describe('the head warms', () => {
  const MAKE = { degreesPerRow: 0.1, halfLifeMs: 10_000 }

  test('with each row, stops the printer when it is too hot, and lets it go on when it has cooled', async () => {
    const simulator = await printer({ head: MAKE })
    const host = await hostOf(simulator)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    host.send(raster(1, 500, Array.from({ length: 500 }, () => 0xff)), CUT, dleEot(3), PAPER_FENCE)
    // 400 rows make 40 degrees more than the 25 of the room.
    expect(await host.hears(1)).toBe('52')
    expect(simulator.state.head).toBe('hot')
    expect(simulator.state.headDegrees).toBeCloseTo(65)
    // From 40 degrees more to 35: 0.19 half-lives.
    await vi.advanceTimersByTimeAsync(1_900)
    expect(simulator.state.head).toBe('hot')
    await vi.advanceTimersByTimeAsync(100)
    expect(simulator.state.head).toBe('hot') // printing again, it is hot again after 50 rows
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await host.hears(1)).toBe('00')
    expect(simulator.tickets.map(({ heightDots }) => heightDots)).toEqual([500 + 112])
  })

  test('or is heated by hand, and stays so in a printer whose head does not cool', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.heatHead(70)
    host.send(ticket('甲', '0001'), dleEot(1))
    expect(await host.hears(1)).toBe('1e')
    simulator.heatHead(64)
    expect(simulator.state.head).toBe('hot')
    simulator.heatHead(60)
    expect(await host.hears(8)).toBe('3722303030310000')
  })
})
