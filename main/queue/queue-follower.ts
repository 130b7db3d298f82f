import { setTimeout as sleep } from 'node:timers/promises'
import { err, ok, type Result } from '../../drivers/result.ts'
import { createBroadcast } from '../session/broadcast.ts'
import type { QueueEvent, QueueStore } from './store/queue-store.ts'

/** News only wakes; this is the truth (reference hall.md 4.6: a poll of 2–5 s). */
const POLL_MS = 2_000
/** With nothing new who listens hears so all the same: within the ten seconds that a terminal counts on, and the fifteen after which a board calls its line lost. */
const POLLS_OF_SILENCE = 4
const EVENTS_AT_ONCE = 500

/**
 * Reads the queue for all who listen, as long as there is one: at once, at all news and with every poll, one reading at a
 * time, and once more where news came meanwhile.
 */
export interface QueueFollower {
  /**
   * That everything has been read, as soon as it is; then at each change, and at least every eight seconds. Or the fault
   * over which the last reading fell, as soon as it does; the next follows with the next news or poll. A slow listener
   * skips what was overtaken.
   */
  readings(signal: AbortSignal | undefined): AsyncGenerator<Result<null, Error>, void, undefined>
  /** Reads now, though the queue has told nothing. */
  look(): void
  close(): void
}

export function followQueue(parts: {
  readonly store: Pick<QueueStore, 'onNews'>
  /** Reads what has happened since the last time; answers whether anything has changed. What it throws is the fault. */
  readonly read: () => Promise<boolean>
  /** So long nothing is read after a reading, milliseconds: what a busy hall does meanwhile is told at once. */
  readonly restMs: number
  readonly onFault: (error: unknown) => void
}): QueueFollower {
  const { store, read, restMs, onFault } = parts
  const told = createBroadcast(() => null)
  /** How the last reading ended since somebody listens. What happens while nobody does is not read: who comes next waits for it. */
  let last: Result<null, Error> | null = null
  let reading = false
  let again = false
  let polls = 0

  async function readAndTell(): Promise<void> {
    again = true
    if (reading) return
    reading = true
    while (again) {
      again = false
      try {
        const changed = await read()
        const isNews = changed || last?.ok !== true
        last = ok(null)
        if (isNews || polls >= POLLS_OF_SILENCE) {
          polls = 0
          told.changed()
        }
      } catch (error) {
        last = err(error instanceof Error ? error : new Error('the queue could not be read', { cause: error }))
        onFault(error)
        told.changed()
      }
      if (restMs > 0) await sleep(restMs, undefined, { ref: false })
    }
    reading = false
  }

  let listeners = 0
  let timer: NodeJS.Timeout | undefined
  let deaf: () => void = () => undefined
  function begin(): void {
    last = null
    deaf = store.onNews(() => void readAndTell())
    timer = setInterval(() => {
      polls += 1
      void readAndTell()
    }, POLL_MS)
    void readAndTell()
  }
  function rest(): void {
    deaf()
    clearInterval(timer)
  }

  return {
    async *readings(signal) {
      listeners += 1
      if (listeners === 1) begin()
      try {
        for await (const _ of told.values(signal)) if (last !== null) yield last
      } finally {
        listeners -= 1
        if (listeners === 0) rest()
      }
    },
    look() {
      if (listeners > 0) void readAndTell()
    },
    close() {
      rest()
      told.end()
    },
  }
}

/** What has happened after an event, each once and in order, so many at a time; nothing where nothing has. */
export async function* eventsSince(store: Pick<QueueStore, 'eventsAfter'>, seq: number): AsyncGenerator<readonly QueueEvent[], void, undefined> {
  let after = seq
  for (;;) {
    const events = await store.eventsAfter(after, EVENTS_AT_ONCE)
    if (events.length > 0) yield events
    const last = events.at(-1)
    if (last === undefined || events.length < EVENTS_AT_ONCE) return
    after = last.seq
  }
}
