import type { Heard } from './mirror.ts'

/**
 * The hall server's time as far as this terminal knows it: what the server said last and how long ago that was by a
 * count that nobody can set; after a restart the machine's own clock, corrected by what was measured last. Never before
 * what the server has said already.
 */
export interface HallClock {
  now(): Date
  /** Heard in this run: the machine's clock no longer matters. */
  readonly heard: boolean
  /** The server's clock said so at a moment of `ran`. Answers by how much it was ahead, milliseconds. */
  hear(said: Date, at: number): number
}

export function hallClock(parts: {
  readonly last: Heard | null
  /** The machine's clock. */
  readonly now: () => Date
  /** Milliseconds that only grow. */
  readonly ran: () => number
}): HallClock {
  const { last, now, ran } = parts
  let known: { readonly said: number; readonly at: number } | null = null
  return {
    now() {
      const time = known === null ? now().getTime() + (last?.offsetMs ?? 0) : known.said + Math.floor(ran() - known.at)
      return new Date(Math.max(time, last?.heardAt.getTime() ?? 0))
    },
    get heard() {
      return known !== null
    },
    hear(said, at) {
      known = { said: said.getTime(), at }
      return said.getTime() + Math.floor(ran() - at) - now().getTime()
    },
  }
}
