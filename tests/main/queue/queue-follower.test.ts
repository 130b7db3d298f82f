import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventsSince, followQueue, type QueueFollower } from '../../../main/queue/queue-follower.ts'
import { called, eventStore } from './board-hall.ts'

const POLL_MS = 2_000

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => vi.useRealTimers())

/** Who follows a queue and notes each event that it reads. */
function following({ restMs = 0 } = {}) {
  const queue = eventStore()
  const read: number[] = []
  const faults: unknown[] = []
  /** Settled by a test, before a reading goes on. */
  let held = Promise.resolve()
  let at = 0
  let readings = 0
  const follower = followQueue({
    store: queue.store,
    async read() {
      const before = at
      readings += 1
      await held
      for await (const events of eventsSince(queue.store, at)) {
        read.push(...events.map(({ seq }) => seq))
        at = events.at(-1)?.seq ?? at
      }
      return at > before
    },
    restMs,
    onFault: (error) => faults.push(error),
  })
  let last = 0
  const happen = (many = 1) => {
    for (let each = 0; each < many; each += 1) {
      last += 1
      queue.add(called(last, `A${last}`, '1'))
    }
  }
  const hold = () => {
    let go = (): void => undefined
    held = new Promise((resolve) => {
      go = resolve
    })
    return () => go()
  }
  return { queue, follower, read, faults, happen, hold, readings: () => readings }
}

/** One who listens: what they have heard so far. */
function listen(follower: QueueFollower, signal?: AbortSignal) {
  const heard: ('read' | 'fault')[] = []
  const ended = (async () => {
    for await (const reading of follower.readings(signal)) heard.push(reading.ok ? 'read' : 'fault')
  })()
  return { heard, ended, until: (count: number) => becomes(() => heard.length >= count) }
}

/** Waits without letting time pass for who polls. */
async function becomes(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Whatever can happen without time passing has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('who follows the queue', () => {
  it('reads each event once and in order, whether it was woken, polled or cut off meanwhile', async () => {
    const acts = fc.array(fc.constantFrom('woken', 'unheard', 'many', 'down', 'up', 'poll'), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(acts, async (happenings) => {
        const { queue, follower, read, happen } = following()
        const { ended } = listen(follower)
        let events = 0
        for (const each of happenings) {
          const many = { woken: 1, unheard: 1, many: 620, down: 0, up: 0, poll: 0 }[each]
          happen(many)
          events += many
          if (each === 'down' || each === 'up') queue.down(each === 'down')
          if (each === 'woken' || each === 'many') queue.tell()
          if (each === 'poll') await vi.advanceTimersByTimeAsync(POLL_MS)
        }
        queue.down(false)
        await vi.advanceTimersByTimeAsync(POLL_MS)
        await becomes(() => read.length >= events)
        expect(read).toEqual(Array.from({ length: events }, (_, at) => at + 1))
        follower.close()
        await ended
      }),
      { numRuns: 30 },
    )
  })

  it('reads once at a time, and once more for all that it was woken for meanwhile', async () => {
    const { queue, follower, happen, hold, readings } = following()
    const go = hold()
    const { until } = listen(follower)
    await settled()
    expect(readings()).toBe(1)
    for (let each = 0; each < 5; each += 1) {
      happen()
      queue.tell()
    }
    await settled()
    expect(readings()).toBe(1)
    go()
    await until(1)
    await settled()
    expect(readings()).toBe(2)
    follower.close()
  })

  it('says at least every ten seconds that it has read, though nothing happens, and nothing in between', async () => {
    const { follower, readings } = following()
    const { heard, until } = listen(follower)
    await until(1)
    await vi.advanceTimersByTimeAsync(3 * POLL_MS)
    expect([heard, readings()]).toEqual([['read'], 4])
    await vi.advanceTimersByTimeAsync(10_000 - 3 * POLL_MS)
    await until(2)
    expect(heard).toEqual(['read', 'read'])
    follower.close()
  })

  it('says at once that the queue cannot be read, and that it can again though nothing has happened', async () => {
    const { queue, follower, faults } = following()
    const { heard, until } = listen(follower)
    await until(1)
    queue.down(true)
    queue.tell()
    await until(2)
    queue.down(false)
    await vi.advanceTimersByTimeAsync(POLL_MS)
    await until(3)
    expect([heard, faults.length]).toEqual([['read', 'fault', 'read'], 1])
    follower.close()
  })

  it('reads for all who listen as for one, and nothing when the last has gone; who comes next waits for a reading', async () => {
    const { queue, follower, read, happen, hold, readings } = following()
    const leave = new AbortController()
    const [one, other] = [listen(follower, leave.signal), listen(follower, leave.signal)]
    await Promise.all([one.until(1), other.until(1)])
    expect([queue.ears(), readings()]).toEqual([1, 1])
    leave.abort()
    await Promise.all([one.ended, other.ended])
    happen()
    queue.tell()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([queue.ears(), readings()]).toEqual([0, 1])
    const go = hold()
    const next = listen(follower)
    await settled()
    expect([next.heard, read]).toEqual([[], []])
    go()
    await next.until(1)
    expect(read).toEqual([1])
    follower.close()
    await next.ended
    expect(queue.ears()).toBe(0)
  })
})
