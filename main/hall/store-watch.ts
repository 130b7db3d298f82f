import { QueueStoreFenced, QueueStoreUnavailable } from '../queue/store/unavailable.ts'

/** How often PostgreSQL is asked whether it answers, and whether this server still may write. */
const ASK_EVERY_MS = 3_000

/** Of two clocks that are further apart one is wrong, and nobody knows which: the end of a day cannot be undone. */
const CLOCKS_AGREE_MS = 10 * 60_000

export interface StoreWatch {
  /** Since when PostgreSQL has not answered; null while it does. */
  readonly goneSince: Date | null
  /** Whether this server's clock and PostgreSQL's tell the same time; false until they have been compared. */
  readonly clocksAgree: boolean
  /** What a call fell over. True where it was PostgreSQL's doing, which is told from here once for all calls. */
  note(error: unknown): boolean
  close(): Promise<void>
}

/** Says in one line each when PostgreSQL goes and comes back, when the clocks part and agree, and that another server has been promoted. */
export function watchStore(parts: {
  /** Writes nothing, and fails as a write would. Answers what time it is there. */
  readonly ask: () => Promise<Date>
  readonly now: () => Date
  readonly say: (line: string) => void
  /** There is no going on. */
  readonly onFenced: (line: string) => void
  /** A bug. */
  readonly onFault: (error: unknown) => void
}): StoreWatch {
  let goneSince: Date | null = null
  let clocksAgree: boolean | null = null
  let fenced = false
  let closed = false

  function note(error: unknown): boolean {
    if (error instanceof QueueStoreFenced) {
      if (!fenced && !closed) parts.onFenced(error.message)
      fenced = true
      return true
    }
    if (!(error instanceof QueueStoreUnavailable)) return false
    if (goneSince === null && !closed) {
      goneSince = parts.now()
      parts.say(`${error.message} Until it does, terminals give numbers of their own and nobody is called.`)
    }
    return true
  }

  async function look(): Promise<void> {
    try {
      compareClocks((await parts.ask()).getTime() - parts.now().getTime())
      if (goneSince === null) return
      goneSince = null
      parts.say('PostgreSQL answers again.')
    } catch (error) {
      if (!note(error)) parts.onFault(error)
    }
  }

  function compareClocks(apart: number): void {
    const before = clocksAgree
    clocksAgree = Math.abs(apart) <= CLOCKS_AGREE_MS
    if (!clocksAgree && before !== false) {
      parts.say(`PostgreSQL's clock is ${Math.round(apart / 60_000)} minutes from this server's: until they agree no day is ended and nothing is destroyed.`)
    }
    if (clocksAgree && before === false) parts.say("PostgreSQL's clock and this server's agree again.")
  }

  let looking: Promise<void> | null = look().finally(() => {
    looking = null
  })
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null
    })
  }, ASK_EVERY_MS)

  return {
    get goneSince() {
      return goneSince
    },
    get clocksAgree() {
      return clocksAgree === true
    },
    note,
    async close() {
      closed = true
      clearInterval(timer)
      await looking
    },
  }
}
