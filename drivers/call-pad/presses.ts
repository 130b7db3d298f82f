/** What a frame of a pad amounts to, once chatter is taken away. */
export type Press =
  | 'press'
  /** The same press, heard again. */
  | 'chatter'
  /** Of a pad that sends more than fingers can press: neither heeded nor answered. */
  | 'muted'

/** A key that is heard again so soon, ms, was not let go: contacts that bounce, an answer that was lost, a key that sticks. */
const SAME_PRESS_MS = 300
/** A key that is held for so long, ms, sticks. */
const STUCK_MS = 5_000
/** More frames than this within a second is no person, nor a pad that says everything three times. */
const MOST_A_SECOND = 20
/** How long nothing of a pad that floods is heeded, ms, from its last frame too many. */
const MUTED_MS = 10_000

export type PadTrouble = 'floods' | 'stuck-key'

/** Tells one pad's presses from its chatter. Times are milliseconds of a clock that never goes back. */
export class Presses {
  #last: { readonly said: string; readonly since: number; readonly at: number } | null = null
  #heard: readonly number[] = []
  #mutedUntil = -Infinity

  take(said: string, now: number): Press {
    this.#heard = [...this.#heard.filter((at) => now - at < 1000), now].slice(-MOST_A_SECOND - 1)
    if (this.#heard.length > MOST_A_SECOND) this.#mutedUntil = now + MUTED_MS
    const again = this.#last !== null && this.#last.said === said && now - this.#last.at < SAME_PRESS_MS
    this.#last = { said, since: again && this.#last ? this.#last.since : now, at: now }
    if (now < this.#mutedUntil) return 'muted'
    return again ? 'chatter' : 'press'
  }

  /** What is wrong with the pad now; a key that has been let go sticks no longer. */
  trouble(now: number): PadTrouble | null {
    if (now < this.#mutedUntil) return 'floods'
    const held = this.#last !== null && now - this.#last.at < SAME_PRESS_MS && now - this.#last.since >= STUCK_MS
    return held ? 'stuck-key' : null
  }
}
