import type { BoardCall } from '../../main/contract/board.ts'

/** Calls that are to be spoken, one after the other. */
export interface CallQueue {
  readonly speaking: BoardCall | null
  /** In the order of their calls. */
  readonly waiting: readonly BoardCall[]
  /** What was taken to be spoken in the last five seconds. */
  readonly taken: readonly BoardCall[]
}

export const NOTHING_TO_SAY: CallQueue = { speaking: null, waiting: [], taken: [] }

/** A call as old as this is on the board and no longer spoken. */
const TOO_OLD_MS = 60_000
/** At most so many wait: in a crowd of calls the newest are the ones that people listen for. */
export const MOST_WAITING = 6
/** A re-call of one number at one window so soon after is the same call to whoever hears it (reference hall.md 5.3). */
const SAME_CALL_MS = 5_000

/** Takes new calls in. `now` is the hall's clock, as their `at` is. */
export function heard(queue: CallQueue, calls: readonly BoardCall[], now: number): CallQueue {
  let { waiting, taken } = queue
  for (const call of [...calls].sort((a, b) => a.seq - b.seq)) {
    taken = taken.filter(({ at }) => call.at - at < SAME_CALL_MS)
    const isSame = (other: BoardCall) => other.window === call.window && other.number === call.number
    if (taken.some(isSame)) continue
    taken = [...taken, call]
    // One that waits still and is called anew is spoken once.
    waiting = [...waiting.filter((other) => !isSame(other)), call]
  }
  return { ...queue, waiting: waiting.filter(({ at }) => now - at < TOO_OLD_MS).slice(-MOST_WAITING), taken }
}

/** What is spoken next; nothing while something is being spoken. */
export function speakNext(queue: CallQueue, now: number): CallQueue {
  if (queue.speaking !== null) return queue
  const [speaking = null, ...waiting] = queue.waiting.filter(({ at }) => now - at < TOO_OLD_MS)
  return { ...queue, speaking, waiting }
}

/** What was being spoken has ended. */
export function spoken(queue: CallQueue): CallQueue {
  return { ...queue, speaking: null }
}
