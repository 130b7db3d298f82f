import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { closureView, openClosure } from '../../../main/operations/closure.ts'
import { createQueue } from '../../../main/queue/queue.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { request } from '../queue/fixture.ts'
import { ALWAYS_OPEN } from '../queue/always-open.ts'

async function hallOf(folder: string) {
  const ledger = await open(folder)
  let day = '2026-11-22'
  let known = true
  let changes = 0
  const closure = await openClosure({
    ledger,
    now: () => TEN_O_CLOCK,
    businessDay: () => day,
    timeIsKnown: () => known,
    onChange: () => (changes += 1),
  })
  onTestFinished(() => closure.stop())
  const queue = createQueue({
    ledger,
    hall: () => ({ ...ALWAYS_OPEN, closedByStaff: closure.current() !== null }),
    now: () => TEN_O_CLOCK,
    terminal: 'K01',
    timeIsKnown: () => true,
  })
  return {
    ledger,
    closure,
    queue,
    changes: () => changes,
    dayIs(next: string) {
      day = next
    },
    timeIsKnown(next: boolean) {
      known = next
    },
  }
}

describe('a hall that an operator has closed', () => {
  test('gives no number, burns none, and still answers a request it has answered before', async () => {
    const hall = await hallOf(await dataFolder())
    await hall.queue.takeNumber(request('before'))
    await hall.closure.close('equipment', 'reopened', '1001')
    expect(await hall.queue.takeNumber(request('r1'))).toMatchObject({
      outcome: 'closed',
      state: { availability: { state: 'closed', reason: 'by-staff' } },
    })
    expect(await hall.queue.takeNumber(request('before'))).toMatchObject({ outcome: 'issued', repeated: true })
    await hall.closure.reopen('1001')
    expect(await hall.queue.takeNumber(request('r2'))).toMatchObject({ outcome: 'issued', ticket: { number: 'A002' } })
    expect(hall.changes()).toBe(2)
  })

  test('is closed still when the terminal has been started again', async () => {
    const folder = await dataFolder()
    const before = await hallOf(folder)
    await before.closure.close('power', 'reopened', '1001')
    await before.ledger.close()
    const after = await hallOf(folder)
    expect(after.closure.current()).toMatchObject({ reason: 'power', by: '1001' })
    after.dayIs('2026-11-23')
    expect(closureView(after.closure.current())).toEqual({ reason: 'power', until: 'reopened' })
  })

  test('closed for the day is open on the next, by itself', async () => {
    const hall = await hallOf(await dataFolder())
    await hall.closure.close('ended-early', 'day-end', '1001')
    expect(closureView(hall.closure.current())).toEqual({ reason: 'ended-early', until: 'day-end' })
    hall.dayIs('2026-11-23')
    expect(hall.closure.current()).toBeNull()
  })

  test('closed for the day stays closed when the clock is set years ahead', async () => {
    const hall = await hallOf(await dataFolder())
    await hall.closure.close('emergency', 'day-end', '1001')
    hall.dayIs('2033-01-01')
    hall.timeIsKnown(false)
    expect(hall.closure.current()).toMatchObject({ reason: 'emergency' })
    hall.dayIs('2026-11-22')
    hall.timeIsKnown(true)
    expect(hall.closure.current()).toMatchObject({ reason: 'emergency' })
  })

  test('pages hear soon after midnight that the day it was closed for is over, and hear it once', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const hall = await hallOf(await dataFolder())
    await hall.closure.close('ended-early', 'day-end', '1001')
    vi.advanceTimersByTime(3_600_000)
    expect(hall.changes()).toBe(1)
    hall.dayIs('2026-11-23')
    vi.advanceTimersByTime(60_000)
    expect(hall.changes()).toBe(2)
    vi.advanceTimersByTime(3_600_000)
    expect(hall.changes()).toBe(2)
    hall.closure.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('closed again for another reason, is closed for that one', async () => {
    const hall = await hallOf(await dataFolder())
    await hall.closure.close('network', 'day-end', '1001')
    await hall.closure.close('power', 'reopened', '1002')
    expect(hall.closure.current()).toMatchObject({ reason: 'power', lastDay: null, by: '1002' })
    expect(await hall.ledger.read('SELECT reason FROM closure')).toEqual([{ reason: 'power' }])
  })

  test('who closed and opened it stands in the audit log', async () => {
    const hall = await hallOf(await dataFolder())
    await hall.closure.close('emergency', 'reopened', '1001')
    await hall.closure.reopen('1002')
    expect(await hall.ledger.read("SELECT actor, event FROM audit WHERE event LIKE 'hall.%' ORDER BY seq")).toEqual([
      { actor: 'operator:1001', event: 'hall.closed' },
      { actor: 'operator:1002', event: 'hall.reopened' },
    ])
  })
})
