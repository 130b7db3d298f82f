/** Events in the order in which they came, for one reader. */
export class Inbox<Event> {
  readonly #events: Event[] = []
  #wake: (() => void) | null = null

  push(event: Event): void {
    this.#events.push(event)
    this.#wake?.()
  }

  /** Passes over what has come so far. */
  clear(): void {
    this.#events.length = 0
  }

  /** The next event; null when none came for `milliseconds`. */
  async take(milliseconds: number): Promise<Event | null> {
    if (this.#events.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, milliseconds))
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#wake = null
    }
    return this.#events.shift() ?? null
  }
}
