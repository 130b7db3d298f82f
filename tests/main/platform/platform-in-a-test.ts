import assert from 'node:assert/strict'
import { vi } from 'vitest'
import { err, ok } from '../../../drivers/result.ts'
import type { DeliveredEvent, EventAnswer, EventPort, PlatformFault } from '../../../main/platform/event-port.ts'

/** What befalls one request. */
export type Weather =
  | 'well'
  /** It never arrives. */
  | 'lost-request'
  /** It arrives, and is acted upon; nobody hears of it. */
  | 'lost-answer'
  /** It arrives twice; the second answer is heard. */
  | 'doubled'
  /** It arrives after the next one, when nobody waits for it any more. */
  | 'overtaken'
  /** Every second event is wanted later. */
  | 'some-later'
  /** Every second event stands in no answer, and one that nobody sent does. */
  | 'half-answered'
  | 'busy'
  | 'html'
  | 'credential-expired'
  /** The terminal ends before the request has arrived, or before its answer has. */
  | 'ends-before'
  | 'ends-after'

export const WEATHERS: readonly Weather[] = [
  'well', 'lost-request', 'lost-answer', 'doubled', 'overtaken', 'some-later', 'half-answered', 'busy', 'html',
  'credential-expired', 'ends-before', 'ends-after',
]

/** As an event's `payload.poison` says: the platform refuses it, or the whole request that holds it. */
export type Poison = 'refused' | 'breaks-the-request'

export interface PlatformInATest extends EventPort {
  /** In the order in which the platform took them. */
  readonly taken: readonly DeliveredEvent[]
  /** Sizes of the requests. */
  readonly requests: readonly number[]
  /** Refuses no more. */
  mended: boolean
}

const UNREACHABLE: PlatformFault = { kind: 'unreachable', line: 'connection refused' }

/**
 * The platform as the port's contract has it: one id is one event, whatever is asked how often. `weather` says what
 * befalls the next request; `ends` ends the terminal that asks.
 */
export function createPlatform(weather: () => Weather, ends: () => void = () => assert.fail('it does not end here')): PlatformInATest {
  const taken: DeliveredEvent[] = []
  const ids = new Set<string>()
  const requests: number[] = []
  let overtaken: (() => void)[] = []
  let inFlight = 0

  function act(events: readonly DeliveredEvent[], laterEverySecond = false): readonly EventAnswer[] {
    return events.map((event, index): EventAnswer => {
      const { id } = event
      if (ids.has(id)) return { id, outcome: 'known' }
      if (laterEverySecond && index % 2 === 0) return { id, outcome: 'later', problem: { code: 'later', title: 'Not now' } }
      if (!platform.mended && event.payload['poison'] === 'refused') {
        return { id, outcome: 'refused', problem: { code: 'unknown-business', title: 'No such business' } }
      }
      ids.add(id)
      taken.push(event)
      return { id, outcome: 'taken' }
    })
  }

  function arrive(events: readonly DeliveredEvent[], how: Weather): ReturnType<EventPort['deliver']> {
    const broken = events.some(({ payload }) => payload['poison'] === 'breaks-the-request') && !platform.mended
    if (broken && how !== 'lost-request') {
      const problem = { code: 'schema', title: 'An event is not as the document has it' }
      return Promise.resolve(err({ kind: 'broken-answer', line: '400 schema', problem }))
    }
    switch (how) {
      case 'well':
        return Promise.resolve(ok(act(events)))
      case 'doubled':
        act(events)
        return Promise.resolve(ok(act(events)))
      case 'some-later':
        return Promise.resolve(ok(act(events, true)))
      case 'half-answered': {
        const answers = act(events).filter((_, index) => index % 2 === 1)
        return Promise.resolve(ok([...answers, { id: 'nobody sent this', outcome: 'refused' as const }]))
      }
      case 'overtaken':
        overtaken.push(() => act(events))
        return Promise.resolve(err(UNREACHABLE))
      case 'lost-answer':
        act(events)
        return Promise.resolve(err(UNREACHABLE))
      case 'lost-request':
        return Promise.resolve(err(UNREACHABLE))
      case 'busy':
        return Promise.resolve(err({ kind: 'busy', line: '503', retryAfterMs: 60_000 }))
      case 'html':
        act(events)
        return Promise.resolve(err({ kind: 'broken-answer', line: '502 with a page of HTML' }))
      case 'credential-expired':
        return Promise.resolve(err({ kind: 'refused-credential', line: '401' }))
      case 'ends-after':
        act(events)
        return Promise.resolve(err(UNREACHABLE))
      case 'ends-before':
        return Promise.resolve(err(UNREACHABLE))
    }
  }

  const platform: PlatformInATest = {
    taken,
    requests,
    mended: false,
    async deliver(events, signal) {
      assert.equal(inFlight, 0, 'one batch in flight')
      assert(events.length > 0 && events.length <= 500, 'between 1 and 500 events')
      assert.equal(new Set(events.map(({ subject }) => subject)).size, events.length, 'none two of one subject')
      inFlight += 1
      requests.push(events.length)
      const how = weather()
      const answer = await arrive(events, how)
      const late = overtaken
      if (how !== 'overtaken') {
        overtaken = []
        for (const arrives of late) arrives()
      }
      if (how === 'ends-before' || how === 'ends-after') {
        ends()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      }
      inFlight -= 1
      return answer
    },
    reportAuditHead: () => assert.fail('nobody reports here'),
  }
  return platform
}

/** Before it is faked. */
const { setTimeout: laterIndeed } = globalThis

/** Lets time pass (faked: `setTimeout`, `Date`) while the disk does its work, until it holds. */
export async function passes(holds: () => boolean | Promise<boolean>, resting: () => boolean): Promise<void> {
  // Ends after the test that waits in vain, so that its worker does.
  for (let turns = 0; turns < 60_000; turns += 1) {
    if (await holds()) return
    await new Promise((resolve) => laterIndeed(resolve, 1))
    if (resting()) await vi.advanceTimersToNextTimerAsync()
  }
  throw new Error('it never held')
}

export function fakeTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date('2026-11-22T02:00:00Z') })
}
