import type { BoardCall } from '../../main/contract/board.ts'

/** A call that is shown large. */
export interface LargeCall extends BoardCall {
  /** By the page's clock, in milliseconds; null: it was there when the page opened, and does not flash. */
  readonly since: number | null
}

/** Which calls are large, and which wait to be. */
export interface Stage {
  /** In the order in which they came, at most `places`. */
  readonly large: readonly LargeCall[]
  readonly waiting: readonly BoardCall[]
}

export const EMPTY_STAGE: Stage = { large: [], waiting: [] }

/** Hung in a hall, a board shows so many calls large at once; over one window there is one. */
export const PLACES = 4
/** A call stays large for so long, whatever comes after it (reference hall.md 5.3). */
export const LARGE_MS = 15_000
/** Twenty calls behind four places are more than a minute's: of a flood beyond any hall the oldest go straight to the last calls. */
const MOST_WAITING = 20

/** Takes in new calls, the oldest first. A number that is called anew takes its old place, and flashes again. */
export function withCalls(stage: Stage, calls: readonly BoardCall[], now: number): Stage {
  let { large, waiting } = stage
  for (const call of calls) {
    const isSame = (other: BoardCall) => other.number === call.number
    if (large.some(isSame)) large = large.map((other) => (isSame(other) ? { ...call, since: now } : other))
    else waiting = [...waiting.filter((other) => !isSame(other)), call].slice(-MOST_WAITING)
  }
  return inTurn({ large, waiting }, now)
}

/** Who has been large long enough makes room; with nobody waiting the latest stays, alone after a while. */
export function inTurn({ large, waiting }: Stage, now: number): Stage {
  const latest = Math.max(...large.map(({ seq }) => seq))
  const staying = large.filter(
    ({ seq, since }) => (since !== null && now - since < LARGE_MS) || (waiting.length === 0 && seq === latest),
  )
  const coming = waiting.slice(0, PLACES - staying.length)
  if (coming.length === 0 && staying.length === large.length) return { large, waiting }
  return {
    large: [...staying, ...coming.map((call) => ({ ...call, since: now }))],
    waiting: waiting.slice(coming.length),
  }
}
