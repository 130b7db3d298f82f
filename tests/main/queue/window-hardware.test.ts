import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import { openLog } from '../../../main/operations/log.ts'
import { openWindowHardware } from '../../../main/queue/window-hardware.ts'
import type { WindowState } from '../../../main/queue/store/queue-store.ts'
import { startCallPads } from '../../../simulators/call-pad/call-pad.ts'
import { startWindowDisplays } from '../../../simulators/window-display/window-display.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { deskCalling } from './desk-calling.ts'
import { minutes } from './window-tickets.ts'

const END = { host: '127.0.0.1', port: 0 }

/** Two windows with a pad and a display each, on their wires. Everybody who waits may be called at both. */
async function hall(numbers: readonly string[], windows: Readonly<Record<string, Partial<WindowState>>> = { 3: {}, 4: {} }) {
  const pads = await startCallPads({ end: END, addresses: [1, 2] })
  const displays = await startWindowDisplays({ end: END, units: [1, 2] })
  const desk = deskCalling(numbers, windows)
  const levels: string[] = []
  const faults: unknown[] = []
  const hardware = openWindowHardware({
    devices: {
      callPads: { port: pads.url, pads: [{ address: 1, window: '3' }, { address: 2, window: '4' }] },
      windowDisplays: { port: displays.url, displays: [{ unit: 1, window: '3' }, { unit: 2, window: '4' }] },
    },
    calling: desk.calling,
    store: desk.store,
    hall: () => HallFile.parse(OPEN_HALL),
    groupsOf: () => [['A']],
    onLevel: (window, level) => levels.push(`${window}: ${level}`),
    log: openLog('silent'),
    onFault: (error) => faults.push(error),
  })
  onTestFinished(async () => {
    await hardware.close()
    await Promise.all([pads.close(), displays.close()])
    expect([faults, pads.errors, displays.errors]).toEqual([[], [], []])
  })
  const see = (expected: { readonly ticket?: string; readonly waiting?: string; readonly display?: string }, unit = 1) =>
    vi.waitFor(
      () => {
        const { ticket, waiting } = pads.face(unit)
        expect({ ticket, waiting, display: displays.text(unit) }).toMatchObject(expected)
      },
      { timeout: 30_000, interval: 5 },
    )
  const beeps = (count: number, unit = 1) => vi.waitUntil(() => pads.face(unit).beeps === count, { timeout: 30_000, interval: 5 })
  return { pads, displays, desk, levels, see, beeps }
}

describe('a clerk with a call pad', () => {
  it('calls, calls again, serves and asks how it was; pad and display follow, the next waits', async () => {
    const { pads, displays, desk, levels, see } = await hall(['A001', 'A002'])
    await see({ waiting: '002', ticket: '___', display: '      ' })
    pads.press(1, 'call')
    await see({ waiting: '001', ticket: '001', display: 'A00103' })
    expect(displays.text(2)).toBe('      ')
    pads.press(1, 'recall')
    await vi.waitUntil(() => desk.asked.includes('3 李丽 recalls A001'), { timeout: 30_000 })
    pads.press(1, 'evaluate')
    await vi.waitUntil(() => pads.face(1).evaluator === 'asks', { timeout: 30_000 })
    await see({ ticket: '___', display: '      ' })
    pads.answer(1, 5)
    await vi.waitUntil(() => levels.length > 0, { timeout: 30_000 })
    expect([levels, desk.asked]).toEqual([
      ['3: 5'],
      ['3 李丽 calls A001', '3 李丽 recalls A001', '3 李丽 starts A001', '3 李丽 finishes A001'],
    ])
    desk.arrives('A003')
    await see({ waiting: '002' })
    await see({ waiting: '002' }, 2)
  })

  it('passes, holds and calls back, and gives back to the line whoever is at the wrong window', async () => {
    const { pads, desk, see } = await hall(['A001', 'A002'])
    const press = async (address: number, key: Parameters<typeof pads.press>[1], ticket: string) => {
      pads.press(address, key)
      await see({ ticket }, address)
    }
    await see({ waiting: '002' })
    await press(1, 'call', '001')
    await press(1, 'hold', '___')
    await press(1, 'call-back', '001')
    await press(1, 'pass', '___')
    await press(2, 'call', '002')
    await press(2, 'transfer', '___')
    expect(desk.asked).toEqual([
      '3 李丽 calls A001',
      '3 李丽 holds A001',
      '3 李丽 calls back A001',
      '3 李丽 passes A001',
      '4 李丽 calls A002',
      '4 李丽 transfers to {"business":"A"} A002',
    ])
  })

  it('pauses, and any key ends the pause; the display says so', async () => {
    const { pads, desk, see } = await hall(['A001'])
    await see({ waiting: '001', display: '      ' })
    pads.press(1, 'pause')
    await see({ display: '------' })
    pads.press(1, 'call')
    await see({ display: 'A00103' })
    expect(desk.asked).toEqual(['3 李丽 paused 呼叫器：暂停', '3 李丽 open', '3 李丽 calls A001'])
  })

  it('two who call at once have two tickets', async () => {
    const { pads, desk, see } = await hall(['A001', 'A002'])
    await see({ waiting: '002' })
    pads.press(1, 'call')
    pads.press(2, 'call')
    await see({ waiting: '000' })
    await see({ waiting: '000' }, 2)
    expect([pads.face(1).ticket, pads.face(2).ticket].toSorted()).toEqual(['001', '002'])
    expect(desk.asked.length).toBe(2)
  })

  it('whose key sticks or bounces calls one person', async () => {
    const { pads, desk, see } = await hall(['A001', 'A002', 'A003'])
    await see({ waiting: '003' })
    pads.chatter(1, 'call', 10)
    await see({ ticket: '001', waiting: '002' })
    pads.press(2, 'call')
    await see({ ticket: '002' }, 2)
    expect(desk.asked).toEqual(['3 李丽 calls A001', '4 李丽 calls A002'])
  })
})

describe('a pad that cannot be obeyed beeps, and nothing happens', () => {
  it.each([
    ['nobody is signed in', { state: 'closed', clerk: null }],
    ['who was there yesterday went without signing out', { since: minutes(-24 * 60) }],
  ] as const)('while %s; the display says that nobody serves there', async (_why, state) => {
    const { pads, desk, see, beeps } = await hall(['A001'], { 3: state, 4: {} })
    await see({ display: '------', waiting: '001' })
    pads.press(1, 'call')
    await beeps(1)
    expect(desk.asked).toEqual([])
  })

  it('when nobody waits, when somebody stands there, and with nobody to call again', async () => {
    const { pads, desk, see, beeps } = await hall([])
    await see({ waiting: '000' })
    pads.press(1, 'recall')
    await beeps(1)
    pads.press(1, 'call')
    await beeps(2)
    desk.arrives('A001')
    await see({ waiting: '001' })
    pads.press(2, 'call')
    await see({ ticket: '001' }, 2)
    pads.press(2, 'pass')
    await see({ ticket: '___' }, 2)
    expect(desk.asked).toEqual(['4 李丽 calls A001', '4 李丽 passes A001'])
  })
})
