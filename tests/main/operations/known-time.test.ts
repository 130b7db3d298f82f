import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { type KnownTime, watchKnownTime } from '../../../main/operations/known-time.ts'
import { startRetention } from '../../../main/operations/retention.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { queueOn, request, SPECIMEN } from '../queue/fixture.ts'

const HALL = HallFile.parse(OPEN_HALL)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** A wall clock that anybody may set, and the machine's own count, from ten in the morning on. */
function clocks() {
  let set = 0
  let ran = 0
  return {
    now: () => new Date(TEN_O_CLOCK.getTime() + set + ran),
    ran: () => ran,
    /** Time passes, and both go on. */
    passes: (milliseconds: number) => (ran += milliseconds),
    setAhead: (milliseconds: number) => (set += milliseconds),
  }
}

async function watched(ledger: Ledger, clock: ReturnType<typeof clocks>): Promise<{ readonly time: KnownTime; readonly warnings: string[] }> {
  const warnings: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => warnings.push(line) })
  const time = await watchKnownTime({
    ledger,
    now: clock.now,
    ran: clock.ran,
    log,
    onFault: (error) => {
      throw error
    },
  })
  onTestFinished(() => time.close())
  return { time, warnings }
}

describe('a clock', () => {
  test('is believed in a new terminal, through the day, and after the longest holiday', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    const clock = clocks()
    const { time } = await watched(first, clock)
    expect(time.believed()).toBe(true)
    clock.passes(3 * DAY)
    expect(time.believed()).toBe(true)
    await first.close()
    clock.setAhead(12 * DAY) // switched off: the machine did not count, and nothing was noted since the start
    const after = await watched(await open(folder), clock)
    expect(after.time.believed()).toBe(true)
    expect(after.warnings).toEqual([])
  })

  test('that stands a year ahead is told to the operator and not believed', async () => {
    const clock = clocks()
    const { time, warnings } = await watched(await open(await dataFolder()), clock)
    clock.setAhead(YEAR)
    expect(time.believed()).toBe(false)
    expect(time.believed()).toBe(false)
    expect(warnings).toEqual([expect.stringMatching(/"daysAhead":365.*the clock is far ahead/)])
  })

  test('that stands a year ahead is not believed after a restart either, though tickets were taken by it', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    const clock = clocks()
    await watched(first, clock)
    await first.close()
    clock.setAhead(YEAR)
    for (let restart = 0; restart < 3; restart += 1) {
      const ledger = await open(folder, clock.now)
      const { time } = await watched(ledger, clock)
      await queueOn(ledger, clock.now).takeNumber(request(`r${restart}`))
      expect(time.believed()).toBe(false)
      await ledger.close()
    }
  })

  test('that is set right again is believed at once', async () => {
    const clock = clocks()
    const { time } = await watched(await open(await dataFolder()), clock)
    clock.setAhead(YEAR)
    expect(time.believed()).toBe(false)
    clock.setAhead(-YEAR)
    expect(time.believed()).toBe(true)
  })

  test('that nobody sets back for six hours is right: the terminal had been off for long', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    const clock = clocks()
    await watched(first, clock)
    await first.close()
    clock.setAhead(90 * DAY)
    const second = await open(folder)
    const { time } = await watched(second, clock)
    clock.passes(6 * HOUR - 1)
    expect(time.believed()).toBe(false)
    clock.passes(1)
    expect(time.believed()).toBe(true)
  })

  test('that is set to and fro has to stand for six hours from the last time', async () => {
    const clock = clocks()
    const { time } = await watched(await open(await dataFolder()), clock)
    clock.setAhead(YEAR)
    expect(time.believed()).toBe(false)
    clock.passes(4 * HOUR)
    clock.setAhead(YEAR)
    expect(time.believed()).toBe(false)
    clock.passes(4 * HOUR)
    expect(time.believed()).toBe(false)
    clock.passes(2 * HOUR)
    expect(time.believed()).toBe(true)
  })

  test('a year ahead ends no day and forgets nobody; right again, the person waits as before', async () => {
    const clock = clocks()
    const ledger = await open(await dataFolder(), clock.now)
    const { time } = await watched(ledger, clock)
    const queue = queueOn(ledger, clock.now, undefined, time.believed)
    const taken = await queue.takeNumber(request('r1', { person: SPECIMEN }))
    if (taken.outcome !== 'issued') throw new Error(taken.outcome)

    clock.setAhead(YEAR)
    const retention = () =>
      startRetention({ ledger, hall: () => HALL, now: clock.now, timeIsKnown: time.believed, log: pino({ level: 'silent' }), onFault: () => undefined })
    retention()()
    expect((await queue.takeNumber(request('r2'))).outcome).toBe('issued')
    expect((await queue.ticket(taken.ticket.ticketId))?.status).toBe('waiting')

    clock.setAhead(-YEAR)
    expect(await queue.takeNumber(request('r3', { person: SPECIMEN }))).toMatchObject({
      outcome: 'already-waiting',
      ticket: { ticketId: taken.ticket.ticketId },
    })
    const kept = await ledger.read<{ key_id: string }>('SELECT key_id FROM data_key WHERE wrapped IS NOT NULL')
    expect(kept).toContainEqual({ key_id: '2026-11/ticket' })
  })

  test('that has really gone on for a year ends the day and lets the month be forgotten', async () => {
    const clock = clocks()
    const ledger = await open(await dataFolder(), clock.now)
    const { time } = await watched(ledger, clock)
    const queue = queueOn(ledger, clock.now, undefined, time.believed)
    const taken = await queue.takeNumber(request('r1', { person: SPECIMEN }))
    if (taken.outcome !== 'issued') throw new Error(taken.outcome)
    clock.passes(YEAR)
    const told: object[] = []
    const log = pino({}, { write: (line: string) => told.push(JSON.parse(line) as object) })
    startRetention({ ledger, hall: () => HALL, now: clock.now, timeIsKnown: time.believed, log, onFault: () => undefined })()
    expect((await queue.ticket(taken.ticket.ticketId))?.status).toBe('expired')
    expect(await ledger.envelopes.destroyKeysBefore('ticket', '2026-12')).toEqual([])
    expect(told).toEqual([expect.objectContaining({ keys: ['2026-11/ticket'] })])
  })
})
