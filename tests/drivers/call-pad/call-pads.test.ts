import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openCallPads, type CallPads } from '../../../drivers/call-pad/call-pads.ts'
import { openPort } from '../../../drivers/ports/open-port.ts'
import type { BusEnd } from '../../../simulators/bus-wire.ts'
import { startCallPads, type CallPadBus } from '../../../simulators/call-pad/call-pad.ts'
import { NO_PTY } from '../../simulators/pty.ts'

const LONGEST_WAIT = { timeout: 30_000, interval: 5 }
const ON_TCP: BusEnd = { host: '127.0.0.1', port: 0 }
afterEach(() => void vi.useRealTimers())

async function hall(end: BusEnd, addresses: readonly number[] = [1, 2]) {
  const bus = await startCallPads({ end, addresses: [1, 2, 3] })
  onTestFinished(() => bus.close())
  const heard: string[] = []
  // A clock that the test turns: a busy machine must not tell chatter from presses.
  const clock = { ms: 0 }
  const pads = openCallPads({
    open: openPort(bus.url),
    addresses,
    onKey: (address, key) => heard.push(`${address} ${key}`),
    onLevel: (address, level) => heard.push(`${address} level ${level}`),
    now: () => clock.ms,
    pace: { backOffMs: 10, mostBackOffMs: 20, calmMs: 10 },
  })
  onTestFinished(() => pads.close())
  await ready(pads)
  return { bus, pads, heard, clock }
}

function ready(pads: CallPads): Promise<unknown> {
  return vi.waitUntil(() => pads.status.state === 'ready', LONGEST_WAIT)
}

function acknowledged(bus: CallPadBus, address: number, times: number): Promise<unknown> {
  return vi.waitUntil(() => bus.face(address).acknowledged >= times, LONGEST_WAIT)
}

describe.skipIf(NO_PTY)('call pads on a serial bus (a pty: needs python3)', () => {
  it('keys and levels of two pads at once arrive, each acknowledged; what they are told is shown on the right one', async () => {
    const { bus, pads, heard } = await hall('pty')
    bus.press(1, 'call')
    bus.press(2, 'pass')
    bus.answer(1, 5)
    await acknowledged(bus, 1, 2)
    await acknowledged(bus, 2, 1)
    expect(heard.toSorted()).toEqual(['1 call', '1 level 5', '2 pass'])
    pads.show(1, { waiting: 12, ticket: 'A003' })
    pads.startEvaluation(2)
    pads.beep(2)
    await vi.waitUntil(() => bus.face(1).ticket === '003' && bus.face(2).beeps === 1, LONGEST_WAIT)
    expect([bus.face(1), bus.face(2)]).toMatchObject([
      { waiting: '012', ticket: '003', evaluator: 'dark', beeps: 0 },
      { waiting: '___', ticket: '___', evaluator: 'asks' },
    ])
    expect(bus.errors).toEqual([])
  })
})

describe('call pads on a bus behind TCP', () => {
  it('worn contacts, half presses, damage and noise make no press of their own, and hide none', async () => {
    const { bus, heard, clock } = await hall(ON_TCP)
    bus.noise(Buffer.alloc(5000, Buffer.from('FF680505680016FF', 'hex')))
    bus.pressHalf(1, 'call', 6)
    bus.pressDamaged(1, 'call')
    bus.noise(Buffer.from('FF6805056800', 'hex'))
    bus.chatter(1, 'recall', 4)
    // What comes behind them has been heard, and so all four were, as one press, before the next one is another.
    bus.press(2, 'call')
    await acknowledged(bus, 2, 1)
    clock.ms += 1_000
    bus.press(1, 'recall')
    await vi.waitUntil(() => heard.length > 2, LONGEST_WAIT)
    expect(heard).toEqual(['1 recall', '2 call', '1 recall'])
  })

  it('a pad that floods is muted and named, the other goes on, and it is heeded again when it has come to rest', async () => {
    const { bus, pads, heard, clock } = await hall(ON_TCP)
    for (let time = 0; time < 50; time += 1) {
      bus.press(1, 'call')
      bus.press(1, 'recall')
    }
    await vi.waitUntil(() => pads.status.state === 'faulty', LONGEST_WAIT)
    expect(pads.status).toEqual({ state: 'faulty', detail: 'pad 1 floods the bus and is not heeded' })
    bus.press(2, 'call')
    await acknowledged(bus, 2, 1)
    expect(heard.filter((said) => said.startsWith('1')).length).toBeLessThanOrEqual(20)
    const before = heard.length
    clock.ms += 20_000
    await ready(pads)
    bus.press(1, 'pause')
    await vi.waitUntil(() => heard.length > before, LONGEST_WAIT)
    expect(heard.at(-1)).toBe('1 pause')
  })

  it('an adapter that hears itself makes no press of an answer and no bus without end', async () => {
    const { bus, pads, heard } = await hall(ON_TCP)
    bus.hearItself(true)
    pads.startEvaluation(1)
    bus.press(1, 'call')
    bus.answer(2, 3)
    await vi.waitUntil(() => heard.length === 2, LONGEST_WAIT)
    await acknowledged(bus, 2, 1)
    bus.press(2, 'pause')
    await vi.waitUntil(() => heard.length > 2, LONGEST_WAIT)
    expect(heard).toEqual(['1 call', '2 level 3', '2 pause'])
  })

  it('a pad that belongs to no window is named, neither heeded nor answered', async () => {
    const { bus, pads, heard } = await hall(ON_TCP)
    bus.press(3, 'call')
    await vi.waitUntil(() => pads.status.state === 'faulty', LONGEST_WAIT)
    expect(pads.status).toEqual({ state: 'faulty', detail: 'pad 3 belongs to no window' })
    bus.press(1, 'call')
    await acknowledged(bus, 1, 1)
    expect([heard, bus.face(3).acknowledged]).toEqual([['1 call'], 0])
  })

  it('a line that is lost is said and had again, and the pads show what they should', async () => {
    const { bus, pads, heard } = await hall(ON_TCP)
    const told: string[] = []
    pads.onStatus(({ state }) => told.push(state))
    pads.show(2, { waiting: 3, ticket: null })
    await vi.waitUntil(() => bus.face(2).waiting === '003', LONGEST_WAIT)
    bus.disconnect()
    await vi.waitUntil(() => told.includes('ready'), LONGEST_WAIT)
    expect(told).toEqual(['disconnected', 'ready'])
    pads.show(2, { waiting: 4, ticket: 'B1234' })
    await vi.waitUntil(() => bus.face(2).waiting === '004', LONGEST_WAIT)
    expect(bus.face(2).ticket).toBe('234')
    bus.press(2, 'hold')
    await vi.waitUntil(() => heard.length === 1, LONGEST_WAIT)
  })
})
