/**
 * The newest value for each listener. A slow listener skips what was overtaken and never holds the others back: a
 * screen wants to know how things stand, not how they came about.
 */
export interface Broadcast<Value> {
  /** Tells every listener; values are made only when a listener takes them. */
  changed(): void
  /** The value at once, then at each change, until `signal` aborts or the broadcast ends. */
  values(signal: AbortSignal | undefined): AsyncGenerator<Value, void, undefined>
  end(): void
}

export function createBroadcast<Value>(current: () => Value): Broadcast<Value> {
  const wakeUps = new Set<() => void>()
  let ended = false

  function wakeAll(): void {
    for (const wake of wakeUps) wake()
  }

  async function* values(signal: AbortSignal | undefined): AsyncGenerator<Value, void, undefined> {
    let news = true
    let wake: (() => void) | null = null
    const noteNews = () => {
      news = true
      wake?.()
    }
    wakeUps.add(noteNews)
    signal?.addEventListener('abort', noteNews)
    try {
      for (;;) {
        if (ended || signal?.aborted) return
        if (news) {
          news = false
          yield current()
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          wake = null
        }
      }
    } finally {
      wakeUps.delete(noteNews)
      signal?.removeEventListener('abort', noteNews)
    }
  }

  return {
    changed: wakeAll,
    values,
    end() {
      ended = true
      wakeAll()
    },
  }
}
