import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openLog } from '../../../main/operations/log.ts'
import { createCalling } from '../../../main/queue/calling/create-calling.ts'
import { openWindowHardware } from '../../../main/queue/window-hardware.ts'
import { startCallPads, type CallPadBus } from '../../../simulators/call-pad/call-pad.ts'
import { startWindowDisplays } from '../../../simulators/window-display/window-display.ts'
import { CALLING_HALL, taken } from './store/engine.ts'
import { openLedgerEngine } from './store/ledger-engine.ts'

const END = { host: '127.0.0.1', port: 0 }
const LONGEST_WAIT = { timeout: 30_000, interval: 5 }
const DAY_MS = 24 * 60 * 60_000

/** What the answer of one star falls over. */
const GONE = new Error('gone')

/** Windows 1 and 2, both of them for A, with a pad and a display each on their wires; so many people wait. */
async function hall(people: number, signedIn: readonly string[] = ['1', '2']) {
  const engine = await openLedgerEngine()
  const pads = await startCallPads({ end: END, addresses: [1, 2] })
  const displays = await startWindowDisplays({ end: END, units: [1, 2] })
  const calling = createCalling({ store: engine.store, hall: engine.hall, now: () => engine.clock.now, timeIsKnown: () => true })
  for (const window of signedIn) await calling.open({ window, name: '李' })
  for (let person = 0; person < people; person += 1) await taken(engine, `first-${person}`)
  const removed = new Set<string>()
  const levels: string[] = []
  const faults: unknown[] = []
  const hardware = openWindowHardware({
    devices: {
      callPads: { port: pads.url, pads: [{ address: 1, window: '1' }, { address: 2, window: '2' }] },
      windowDisplays: { port: displays.url, displays: [{ unit: 1, window: '1' }, { unit: 2, window: '2' }] },
    },
    calling,
    operators: { isStaff: (name) => Promise.resolve(!removed.has(name)) },
    store: engine.store,
    hall: () => CALLING_HALL,
    async onLevel(window, level, asked) {
      if (level === 1) throw GONE
      const [of] = asked === null ? [] : await engine.store.tickets([asked])
      levels.push(`${window}: ${level}${of === undefined ? '' : ` of ${of.number}`}`)
      return 'given'
    },
    log: openLog('silent'),
    onFault: (error) => faults.push(error),
  })
  onTestFinished(async () => {
    await hardware.close()
    await Promise.all([pads.close(), displays.close(), engine.close()])
    expect([faults, pads.errors, displays.errors]).toEqual([[], [], []])
  })
  const see = (expected: { readonly ticket?: string; readonly waiting?: string; readonly display?: string }, unit = 1) =>
    vi.waitFor(() => {
      const { ticket, waiting } = pads.face(unit)
      expect({ ticket, waiting, display: displays.text(unit) }).toMatchObject(expected)
    }, LONGEST_WAIT)
  const beeps = (count: number, unit = 1) => vi.waitUntil(() => pads.face(unit).beeps === count, LONGEST_WAIT)
  const before = await engine.store.lastEvent()
  const happened = async () => (await engine.store.eventsAfter(before, 100)).map(({ kind, number, window }) => [kind, number, window].join(' ').trim())
  return { engine, calling, removed, pads, displays, levels, faults, see, beeps, happened }
}

type Key = Parameters<CallPadBus['press']>[1]

describe('a clerk with a call pad', () => {
  it('calls, calls again, serves and asks how it was; pad and display follow, the next waits', async () => {
    const { engine, calling, pads, displays, levels, see, happened } = await hall(2)
    await see({ waiting: '002', ticket: '___', display: '      ' })
    pads.press(1, 'call')
    await see({ waiting: '001', ticket: '001', display: 'A00101' })
    expect(displays.text(2)).toBe('      ')
    engine.clock.now = new Date(engine.clock.now.getTime() + 5_000)
    pads.press(1, 'recall')
    await vi.waitFor(async () => expect(await happened()).toContain('ticket.recalled A001 1'), LONGEST_WAIT)
    pads.press(1, 'evaluate')
    await vi.waitUntil(() => pads.face(1).evaluator === 'asks', LONGEST_WAIT)
    await see({ ticket: '___', display: '      ' })
    // The next is called before whoever was asked has answered.
    await calling.callNext({ window: '1', name: '李' }, 'on its page')
    await see({ ticket: '002' })
    pads.answer(1, 5)
    await vi.waitUntil(() => levels.length > 0, LONGEST_WAIT)
    expect([levels, await happened()]).toEqual([
      ['1: 5 of A001'],
      ['ticket.called A001 1', 'ticket.recalled A001 1', 'ticket.serving A001 1', 'ticket.done A001 1', 'ticket.called A002 1'],
    ])
    await taken(engine, 'late')
    await see({ waiting: '001' })
    await see({ waiting: '001' }, 2)
  })

  it('holds and calls back, passes, and gives back to the line whoever is at the wrong window', async () => {
    const { pads, see, happened } = await hall(2)
    const press = async (address: number, key: Key, ticket: string) => {
      pads.press(address, key)
      await see({ ticket }, address)
    }
    await see({ waiting: '002' })
    await see({ waiting: '002' }, 2)
    await press(1, 'call', '001')
    await press(1, 'hold', '___')
    await press(1, 'call-back', '001')
    await press(1, 'pass', '___')
    await press(2, 'call', '002')
    await press(2, 'transfer', '___')
    await see({ waiting: '001' }, 2)
    expect((await happened()).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'ticket.called A001',
      'ticket.held A001',
      'ticket.called-back A001',
      'ticket.passed A001',
      'ticket.called A002',
      'ticket.transferred A002',
    ])
  })

  it('calls nobody any more once removed from the staff, though the window stands open in their name', async () => {
    const { pads, removed, see, beeps, happened } = await hall(2)
    await see({ waiting: '002' })
    removed.add('李')
    pads.press(1, 'call')
    await beeps(1)
    expect(await happened()).toEqual([])
  })

  it('pauses, and any key ends the pause; the display says so', async () => {
    const { pads, see, happened } = await hall(1)
    await see({ waiting: '001', display: '      ' })
    pads.press(1, 'pause')
    await see({ display: '------' })
    pads.press(1, 'call')
    await see({ display: 'A00101' })
    expect(await happened()).toEqual(['window.paused  1', 'window.resumed  1', 'ticket.called A001 1'])
  })

  it('two who call at once have two tickets', async () => {
    const { pads, see, happened } = await hall(2)
    await see({ waiting: '002' })
    await see({ waiting: '002' }, 2)
    pads.press(1, 'call')
    pads.press(2, 'call')
    await see({ waiting: '000' })
    await see({ waiting: '000' }, 2)
    expect([pads.face(1).ticket, pads.face(2).ticket].toSorted()).toEqual(['001', '002'])
    expect((await happened()).length).toBe(2)
  })

  it('whose key sticks or bounces calls one person', async () => {
    const { pads, see, happened } = await hall(3)
    await see({ waiting: '003' })
    await see({ waiting: '003' }, 2)
    pads.chatter(1, 'call', 10)
    await see({ ticket: '001', waiting: '002' })
    pads.press(2, 'call')
    await see({ ticket: '002' }, 2)
    expect(await happened()).toEqual(['ticket.called A001 1', 'ticket.called A002 2'])
  })
})

describe('a pad that cannot be obeyed beeps, and nothing happens', () => {
  it('while nobody is signed in; the display says that nobody serves there', async () => {
    const { pads, see, beeps, happened } = await hall(1, ['2'])
    await see({ display: '------', waiting: '001' })
    pads.press(1, 'call')
    await beeps(1)
    expect(await happened()).toEqual([])
  })

  it('in the morning after a clerk went without signing out', async () => {
    const { engine, pads, see, beeps, happened } = await hall(0)
    await see({ display: '      ', waiting: '000' })
    engine.clock.now = new Date(engine.clock.now.getTime() + DAY_MS)
    await taken(engine, 'next day')
    await see({ display: '------', waiting: '001' })
    pads.press(1, 'call')
    await beeps(1)
    expect(await happened()).not.toContain('ticket.called A001 1')
  })

  it('when nobody waits, and with nobody to call again', async () => {
    const { engine, pads, see, beeps, happened } = await hall(0)
    await see({ waiting: '000' })
    await see({ waiting: '000' }, 2)
    pads.press(1, 'recall')
    await beeps(1)
    pads.press(1, 'call')
    await beeps(2)
    expect(await happened()).toEqual([])
    await taken(engine, 'late')
    await see({ waiting: '001' }, 2)
    pads.press(2, 'call')
    await see({ ticket: '001' }, 2)
  })

  it('whose answer could not be kept; it may be given again', async () => {
    const { pads, levels, faults, see, beeps } = await hall(0)
    await see({ waiting: '000' })
    pads.answer(1, 1)
    await beeps(1)
    expect([levels, faults.splice(0)]).toEqual([[], [GONE]])
    pads.answer(1, 2)
    await vi.waitFor(() => expect(levels).toEqual(['1: 2']), LONGEST_WAIT)
    expect(pads.face(1).beeps).toBe(1)
  })

  it('while somebody stands at the window', async () => {
    const { calling, pads, see, beeps, happened } = await hall(2)
    await see({ waiting: '002' })
    await calling.callNext({ window: '1', name: '李' }, 'on its page')
    await see({ ticket: '001', display: 'A00101' })
    pads.press(1, 'call')
    await beeps(1)
    expect(await happened()).toEqual(['ticket.called A001 1'])
  })
})
