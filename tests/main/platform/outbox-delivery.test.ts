import { isDeepStrictEqual } from 'node:util'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { err, ok } from '../../../drivers/result.ts'
import type { DeliveryView } from '../../../main/contract/operator.ts'
import { LedgerFailure, ledgerFault } from '../../../main/ledger/faults.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import type { DeliveredEvent, EventPort, PlatformFault } from '../../../main/platform/event-port.ts'
import { deliverOutbox } from '../../../main/platform/outbox-delivery.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { createPlatform, fakeTime, passes } from './platform-in-a-test.ts'

beforeEach(fakeTime)
afterEach(() => {
  vi.useRealTimers()
})

const SECOND = 1_000
const MINUTE = 60 * SECOND
const UNREACHABLE: PlatformFault = { kind: 'unreachable', line: 'connection refused' }
const SERVER_ERROR: PlatformFault = { kind: 'broken-answer', line: '500' }
const BAD_REQUEST: PlatformFault = { kind: 'broken-answer', line: '400', problem: { code: 'schema', title: 'No' } }

async function ledgerWith(...subjects: string[]): Promise<Ledger> {
  const ledger = await open(await dataFolder(), () => new Date())
  for (const subject of subjects) await append(ledger, subject)
  return ledger
}

const append = (ledger: Ledger, subject: string) =>
  ledger.transact((tx) => ledger.outbox.append(tx, { subject, kind: 'event', payload: { subject } }))

/** A delivery whose platform answers as `deliver` does, from now to the end of the test. */
function start(ledger: Ledger, deliver: EventPort['deliver'], outbox = ledger.outbox) {
  const seen: DeliveryView[] = []
  const lines: string[] = []
  const faults: unknown[] = []
  const requestedAt: number[] = []
  const delivery = deliverOutbox({
    outbox,
    platform: {
      deliver(events, signal) {
        requestedAt.push(Date.now())
        return deliver(events, signal)
      },
    },
    now: () => new Date(),
    random: () => 1,
    log: pino({ base: null }, { write: (line: string) => lines.push(line) }),
    onChange: () => seen.push(delivery.view),
    onFault: (error) => faults.push(error),
  })
  onTestFinished(() => delivery.close())
  const resting = () => delivery.view.state === 'waiting'
  return {
    delivery,
    seen,
    lines,
    faults,
    requestedAt,
    /** Lets time pass until it holds. */
    until: (holds: () => boolean | Promise<boolean>) => passes(holds, resting),
    /** Lets the disk work, and no time pass. */
    untilNow: (holds: () => boolean | Promise<boolean>) => passes(holds, () => false),
    gaps: () => requestedAt.slice(1).map((at, index) => at - (requestedAt[index] ?? 0)),
  }
}

const taking = (events: readonly DeliveredEvent[]) => ok(events.map(({ id }) => ({ id, outcome: 'taken' as const })))
const shelfOf = async (ledger: Ledger) =>
  (await ledger.read<{ subject: string; shelf_reason: string }>('SELECT subject, shelf_reason FROM outbox WHERE shelved_at IS NOT NULL'))

describe('what waits when the terminal starts, and what is appended while it runs', () => {
  test('leaves at once, with its time and its facts, and the screen says so', async () => {
    const ledger = await ledgerWith('a')
    const platform = createPlatform(() => 'well')
    const { delivery, seen, untilNow } = start(ledger, (events, signal) => platform.deliver(events, signal))
    await untilNow(() => delivery.view.state === 'idle' && platform.taken.length === 1)
    expect(platform.taken).toEqual([
      { id: expect.stringMatching(/^[-0-9a-f]{36}$/), subject: 'a', kind: 'event', at: '2026-11-22T02:00:00.000Z', payload: { subject: 'a' } },
    ])
    await append(ledger, 'b')
    await untilNow(() => delivery.view.state === 'idle' && platform.taken.length === 2)
    expect(seen.map(({ state }) => state)).toEqual(['idle', 'delivering', 'idle'])
  })
})

describe('a platform that cannot be reached', () => {
  test('is asked ever more seldom, up to every 5 minutes, however much is appended meanwhile', async () => {
    const ledger = await ledgerWith('a')
    let there = false
    const { delivery, seen, until, untilNow, gaps, lines, requestedAt } = start(ledger, async (events) => {
      if (there) return taking(events)
      await append(ledger, 'another')
      return err(UNREACHABLE)
    })
    await until(() => requestedAt.length >= 12)
    expect(gaps().slice(0, 11)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map((seconds) => seconds * SECOND))
    const twelfth = { state: 'waiting', nextTryAt: (requestedAt[11] ?? 0) + 5 * MINUTE, lastFault: UNREACHABLE }
    await untilNow(() => seen.some((view) => isDeepStrictEqual(view, twelfth)))
    there = true
    await until(() => delivery.view.state === 'idle')
    there = false
    await append(ledger, 'c')
    const from = requestedAt.length
    await until(() => requestedAt.length >= from + 2)
    expect(gaps()[from]).toBe(2 * SECOND)
    // Once for each time that it went, and not for each try.
    expect(lines.filter((line) => line.includes('takes no events'))).toHaveLength(2)
  })

  test('over a line on which only ten events get through, gets them ten at a time', async () => {
    const ledger = await ledgerWith(...Array.from({ length: 40 }, (_, index) => `subject ${index}`))
    const taken = new Set<string>()
    const { until } = start(ledger, (events) => {
      if (events.length > 10) return Promise.resolve(err(UNREACHABLE))
      for (const { id } of events) taken.add(id)
      return Promise.resolve(taking(events))
    })
    await until(() => taken.size === 40)
    expect(await shelfOf(ledger)).toEqual([])
  })

  test('and asks to be left alone, is left alone for as long, but no longer than 5 minutes', async () => {
    const ledger = await ledgerWith('a')
    const waits = [90 * SECOND, 3_600 * SECOND]
    const { until, gaps, requestedAt } = start(ledger, (events) => {
      const retryAfterMs = waits.shift()
      return Promise.resolve(retryAfterMs === undefined ? taking(events) : err({ kind: 'busy', line: '503', retryAfterMs }))
    })
    await until(() => requestedAt.length === 3)
    expect(gaps()).toEqual([90 * SECOND, 5 * MINUTE])
  })
})

describe('an event that the platform wants later', () => {
  test('keeps nobody waiting but its own subject', async () => {
    const ledger = await ledgerWith('a', 'a', 'b', 'c')
    let tries = 0
    const got: string[] = []
    const { delivery, until, untilNow } = start(ledger, (events) =>
      Promise.resolve(
        ok(
          events.map(({ id, subject }) => {
            const later = subject === 'a' && (tries += 1) < 4
            if (!later) got.push(subject)
            return { id, outcome: later ? ('later' as const) : ('taken' as const) }
          }),
        ),
      ),
    )
    await untilNow(() => delivery.view.state === 'waiting')
    expect(got).toEqual(['b', 'c'])
    expect(delivery.view).toMatchObject({ lastFault: null, nextTryAt: Date.now() + 2 * SECOND })
    await append(ledger, 'd')
    await untilNow(() => got.length === 3)
    expect(got).toEqual(['b', 'c', 'd'])
    await until(() => got.length === 5)
    expect(got).toEqual(['b', 'c', 'd', 'a', 'a'])
  })

  test('and one that it leaves out, or answers in two ways, is asked about again', async () => {
    const ledger = await ledgerWith('a', 'b', 'c')
    let tries = 0
    const { until } = start(ledger, (events) => {
      tries += 1
      if (tries > 1) return Promise.resolve(taking(events))
      const [a, b] = events.map(({ id }) => id)
      return Promise.resolve(
        ok([
          { id: a ?? '', outcome: 'refused' as const },
          { id: a ?? '', outcome: 'taken' as const },
          { id: b ?? '', outcome: 'taken' as const },
        ]),
      )
    })
    await until(async () => (await ledger.outbox.waiting()).waiting === 0)
    expect(await shelfOf(ledger)).toEqual([])
    expect(tries).toBe(2)
  })
})

describe('an event that the platform refuses', () => {
  test('goes to the shelf with the answer, and the log tells which, but not what the platform wrote', async () => {
    const ledger = await ledgerWith('a', 'b')
    const { delivery, untilNow, lines } = start(ledger, (events) =>
      Promise.resolve(
        ok(
          events.map(({ id, subject }) =>
            subject === 'a'
              ? { id, outcome: 'refused' as const, problem: { code: 'unknown-business', title: 'Of 样本: no such business' } }
              : { id, outcome: 'taken' as const },
          ),
        ),
      ),
    )
    await untilNow(() => delivery.view.state === 'idle')
    expect(await shelfOf(ledger)).toEqual([{ subject: 'a', shelf_reason: 'unknown-business: Of 样本: no such business' }])
    expect(lines.join('')).toContain('on the shelf')
    expect(lines.join('')).not.toContain('样本')
  })

  test('by refusing the whole request is found among 500, and it alone is shelved, once others were taken', async () => {
    const ledger = await open(await dataFolder(), () => new Date())
    await ledger.transact((tx) => {
      for (let number = 0; number < 500; number += 1) {
        const poison = number === 321 ? 'breaks-the-request' : null
        ledger.outbox.append(tx, { subject: `subject ${number}`, kind: 'event', payload: { poison } })
      }
    })
    const platform = createPlatform(() => 'well')
    const { until } = start(ledger, (events, signal) => platform.deliver(events, signal))
    await until(() => platform.taken.length === 499)
    expect(await shelfOf(ledger)).toEqual([])
    // Is it the event, or what every request has? The next number taken shows it.
    await append(ledger, 'the hall goes on')
    await until(async () => (await shelfOf(ledger)).length === 1)
    expect(platform.taken).toHaveLength(500)
    expect(await shelfOf(ledger)).toEqual([{ subject: 'subject 321', shelf_reason: 'schema: An event is not as the document has it' }])
    expect(platform.requests.length).toBeLessThan(60)
  })

  test.each([
    ['answers 500', SERVER_ERROR],
    ['cannot be reached', UNREACHABLE],
    ['is busy', { kind: 'busy', line: '503' }],
    ['does not know this terminal', { kind: 'refused-credential', line: '401' }],
    ['refuses every request, whatever is in it', BAD_REQUEST],
  ] as const)('is never thought to be at fault while the platform %s, nor is the platform asked without end', async (_how, fault) => {
    const ledger = await ledgerWith(...Array.from({ length: 30 }, (_, index) => `subject ${index}`))
    const { until, requestedAt } = start(ledger, () => Promise.resolve(err(fault)))
    const from = Date.now()
    await until(() => Date.now() - from > 120 * MINUTE)
    expect(await shelfOf(ledger)).toEqual([])
    expect((await ledger.outbox.waiting()).waiting).toBe(30)
    expect(requestedAt.length).toBeLessThan(60)
  })

  test.each([
    ['a 500', SERVER_ERROR],
    ['a connection that breaks', UNREACHABLE],
    ['a 503', { kind: 'busy', line: '503' }],
  ] as const)('by %s lets all others through, and is never shelved', async (_how, fault) => {
    const ledger = await ledgerWith('a', 'poison', 'b', 'c', 'd')
    const got: string[] = []
    const { until } = start(ledger, (events) => {
      if (events.some(({ subject }) => subject === 'poison')) return Promise.resolve(err(fault))
      got.push(...events.map(({ subject }) => subject))
      return Promise.resolve(taking(events))
    })
    await until(() => got.length === 4)
    const from = Date.now()
    await until(async () => {
      if (got.length < 20 && (await ledger.outbox.waiting()).waiting < 2) await append(ledger, 'the hall goes on')
      return got.length >= 20 && Date.now() - from > 60 * MINUTE
    })
    expect(await shelfOf(ledger)).toEqual([])
    expect((await ledger.outbox.waiting()).waiting).toBe(1)
  })
})

describe('the end of the terminal', () => {
  test('gives up the batch in flight, which is sent again under the same ids', async () => {
    const ledger = await ledgerWith('a', 'b')
    const asked: (readonly string[])[] = []
    const { delivery, untilNow, faults } = start(ledger, async (events, signal) => {
      asked.push(events.map(({ id }) => id))
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return err(UNREACHABLE)
    })
    await untilNow(() => asked.length === 1)
    await delivery.close()
    expect((await ledger.outbox.waiting()).waiting).toBe(2)
    const again = start(ledger, (events) => {
      asked.push(events.map(({ id }) => id))
      return Promise.resolve(taking(events))
    })
    await again.untilNow(() => again.delivery.view.state === 'idle')
    expect(asked[1]).toEqual(asked[0])
    expect(faults).toEqual([])
  })

  test('waits until what the platform has answered is in the ledger', async () => {
    const ledger = await ledgerWith('a')
    let answer: () => void = () => undefined
    const { delivery, untilNow, requestedAt } = start(ledger, async (events) => {
      await new Promise<void>((resolve) => (answer = resolve))
      return taking(events)
    })
    await untilNow(() => requestedAt.length === 1)
    const closed = delivery.close()
    answer()
    await closed
    expect((await ledger.outbox.waiting()).waiting).toBe(0)
    await append(ledger, 'b')
    expect(requestedAt).toHaveLength(1)
  })

  test('waits for no back-off', async () => {
    const ledger = await ledgerWith('a')
    const { delivery, untilNow } = start(ledger, () => Promise.resolve(err(UNREACHABLE)))
    await untilNow(() => delivery.view.state === 'waiting')
    await delivery.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('a disk that does not take what was delivered is told of, and the events are asked about again until it does', async () => {
  const ledger = await ledgerWith('a')
  const platform = createPlatform(() => 'well')
  const full = new LedgerFailure(ledgerFault('disk-full', ledger.file))
  let refusals = 3
  const { delivery, until, faults, gaps } = start(ledger, (events, signal) => platform.deliver(events, signal), {
    ...ledger.outbox,
    record: (ends) => ((refusals -= 1) >= 0 ? Promise.reject(full) : ledger.outbox.record(ends)),
  })
  await until(() => delivery.view.state === 'idle')
  expect(faults).toEqual([full, full, full])
  expect(gaps()).toEqual([2, 4, 8].map((seconds) => seconds * SECOND))
  expect(platform.taken).toHaveLength(1)
  expect((await ledger.outbox.waiting()).waiting).toBe(0)
})
