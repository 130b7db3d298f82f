/** The preload beats once a second; a page silent for this long is hung (reference: found after 4.5 s). */
const BEAT_LIMIT_MS = 5_000
/** A page that loads has no beat yet. */
const LOADING_LIMIT_MS = 20_000
const LOOK_EVERY_MS = 500

/** A page that crashes so often so quickly will not be mended by loading it again. */
const CRASH_LIMIT = 3
const CRASH_WINDOW_MS = 60_000

/** Listens for the page's heart. Times are milliseconds of a monotonic clock. */
export interface Heart {
  beat(): void
  /** A load begins, or begins again. */
  loading(): void
  stop(): void
}

/** Calls `onHung` when the page has been silent too long, once for each silence. */
export function watchHeart(onHung: () => void, now: () => number = () => performance.now()): Heart {
  let deadline = now() + LOADING_LIMIT_MS
  const look = setInterval(() => {
    if (now() < deadline) return
    deadline = now() + LOADING_LIMIT_MS
    onHung()
  }, LOOK_EVERY_MS)
  return {
    beat: () => {
      deadline = now() + BEAT_LIMIT_MS
    },
    loading: () => {
      deadline = now() + LOADING_LIMIT_MS
    },
    stop: () => clearInterval(look),
  }
}

/** Counts crashes; answers what the latest calls for. */
export function countCrashes(now: () => number = () => performance.now()): () => 'reload' | 'relaunch' {
  const times: number[] = []
  return () => {
    times.push(now())
    const recent = times.filter((time) => now() - time <= CRASH_WINDOW_MS)
    return recent.length >= CRASH_LIMIT ? 'relaunch' : 'reload'
  }
}
