import { describe, expect, test } from 'vitest'
import { asb, CUT, dleEot, PAPER_FENCE } from './commands.ts'
import { hostOf, printer } from './host.ts'
import type { ThermalPrinterSimulator } from '../../../simulators/thermal-printer/thermal-printer.ts'

interface Case {
  readonly name: string
  readonly bring: (simulator: ThermalPrinterSimulator) => void
  /** Answers to DLE EOT 1–4. */
  readonly dleEot: string
  readonly asb: string
}

// The bytes follow from the tables of the Epson TM-T88III manual: DLE EOT pp. 74 ff., ASB pp. 318 ff.
const CASES: readonly Case[] = [
  { name: 'ready', bring: () => undefined, dleEot: '16121212', asb: '14000000' },
  { name: 'paper near its end', bring: (p) => p.setPaper('near-end'), dleEot: '1612121e', asb: '14000300' },
  { name: 'out of paper', bring: (p) => p.setPaper('out'), dleEot: '1e32127e', asb: '1c000f00' },
  { name: 'cover open', bring: (p) => p.setCover('open'), dleEot: '1e161212', asb: '3c000000' },
  { name: 'cutter out of its place', bring: (p) => p.setCutter('fault'), dleEot: '1e521a12', asb: '1c080000' },
  { name: 'head too hot', bring: (p) => p.setHead('hot'), dleEot: '1e525212', asb: '1c400000' },
]

describe('the status bytes of a printer', () => {
  test.each(CASES)('$name: DLE EOT 1 to 4', async ({ bring, dleEot: expected }) => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    bring(simulator)
    host.send(dleEot(1), dleEot(2), dleEot(3), dleEot(4))
    expect(await host.hears(4)).toBe(expected)
    expect(simulator.errors).toEqual([])
  })

  test.each(CASES.slice(1))('$name: told by itself once GS a asked for it', async ({ bring, asb: expected }) => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    host.send(asb(0xff))
    expect(await host.hears(4)).toBe('14000000')
    bring(simulator)
    expect(await host.hears(4)).toBe(expected)
    host.send(dleEot(1))
    await host.hears(1)
    expect(host.unheard).toBe(0)
  })
})

describe('automatic status', () => {
  test('tells only of what its mask watches', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    host.send(asb(0x08))
    await host.hears(4)
    simulator.setCover('open')
    simulator.setCover('closed')
    simulator.setPaper('near-end')
    expect(await host.hears(4)).toBe('14000300')
    expect(host.unheard).toBe(0)
    host.send(asb(0x02))
    await host.hears(4)
    simulator.setPaper('ok')
    simulator.setCover('open')
    expect(await host.hears(4)).toBe('3c000000')
  })

  test('is silent after ESC @ until it is asked for again', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    host.send(asb(0x0f))
    await host.hears(4)
    host.send([0x1b, 0x40], PAPER_FENCE)
    expect(await host.hears(1)).toBe('00')
    simulator.setPaper('near-end')
    host.send(dleEot(1), asb(0x0f))
    expect(await host.hears(5)).toBe('1614000300')
  })
})

describe('GS r', () => {
  test('tells near end, and the drawer pin', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    host.send(PAPER_FENCE, [0x1d, 0x72, 2])
    expect(await host.hears(2)).toBe('0001')
    simulator.setPaper('near-end')
    host.send([0x1d, 0x72, 1], [0x1b, 0x76])
    expect(await host.hears(2)).toBe('0303')
  })

  const stops: readonly (readonly [name: string, act: (p: ThermalPrinterSimulator, stop: boolean) => void])[] = [
    ['out of paper', (p, stop) => p.setPaper(stop ? 'out' : 'ok')],
    ['cover open', (p, stop) => p.setCover(stop ? 'open' : 'closed')],
  ]
  test.each(stops)('waits while %s, and is answered afterwards', async (_name, act) => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    act(simulator, true)
    host.send(PAPER_FENCE, dleEot(1))
    // The real-time answer overtakes the buffered one.
    expect(await host.hears(1)).toBe('1e')
    expect(host.unheard).toBe(0)
    act(simulator, false)
    expect(await host.hears(1)).toBe('00')
  })
})

test('from near end on, a printer told so by ESC c 4 finishes its ticket and begins no other', async () => {
  const simulator = await printer()
  const host = await hostOf(simulator)
  host.send([0x1b, 0x63, 0x34, 3], [0x41, 0x0a], dleEot(1))
  await host.hears(1)
  simulator.setPaper('near-end')
  host.send([0x42, 0x0a], CUT, PAPER_FENCE, [0x43, 0x0a], CUT, PAPER_FENCE, dleEot(2))
  expect(await host.hears(2)).toBe('0332')
  expect(simulator.tickets.map(({ text }) => text)).toEqual(['A\nB'])
  simulator.setPaper('ok')
  expect(await host.hears(1)).toBe('00')
  expect(simulator.tickets.map(({ text }) => text)).toEqual(['A\nB', 'C'])
})
