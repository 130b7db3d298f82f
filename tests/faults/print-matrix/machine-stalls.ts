/**
 * A cell asks its printer with a patience of 400 ms (hall-under-test.ts), and question and answer go through this process
 * six times: written, read, answered, read again, and twice from a timer.
 */
const STALL_MS = 60
const BEAT_MS = 20

/**
 * Notices when this process stood still: on a machine that is busy with something else, an answer that is there is read
 * only after the patience for it is over, and the driver rightly calls the printer silent.
 */
export function watchForStalls() {
  let last = performance.now()
  let stalledAt = Number.NEGATIVE_INFINITY
  const beat = setInterval(() => {
    const now = performance.now()
    if (now - last > STALL_MS + BEAT_MS) stalledAt = now
    last = now
  }, BEAT_MS)
  return {
    /** Whether it stood still at any time since `instant` (`performance.now()`), this moment included. */
    since: (instant: number) => stalledAt >= instant || performance.now() - last > STALL_MS + BEAT_MS,
    end: () => clearInterval(beat),
  }
}
