import type { CardSeat } from './card-seat.ts'

/** Three reads at the pace of a 115200 baud line take one; this bears with a reader that needs its whole time-outs. */
const LONGEST_WAIT_MS = 6_000

/**
 * Resolves when each place has made up its mind about the card that lies there, when nobody waits for it any more
 * (`wanted` answers false, `signal` aborts), or after 6 s.
 */
export function cardAwaited(seats: readonly CardSeat[], wanted: () => boolean, signal: AbortSignal | undefined): Promise<void> {
  const undecided = () => seats.some((seat) => seat.undecided)
  if (!undecided() || !wanted() || signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', finish)
      for (const stop of stops) stop()
      resolve()
    }
    const timer = setTimeout(finish, LONGEST_WAIT_MS)
    const stops = seats.map((seat) =>
      seat.onStatus(() => {
        if (!undecided() || !wanted()) finish()
      }),
    )
    signal?.addEventListener('abort', finish)
  })
}
