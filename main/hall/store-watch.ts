import { QueueStoreFenced, QueueStoreUnavailable } from '../queue/store/unavailable.ts'

/** How often PostgreSQL is asked whether it answers, and whether this server still may write. */
const ASK_EVERY_MS = 3_000

export interface StoreWatch {
  /** Since when PostgreSQL has not answered; null while it does. */
  readonly goneSince: Date | null
  /** What a call fell over. True where it was PostgreSQL's doing, which is told from here once for all calls. */
  note(error: unknown): boolean
  close(): Promise<void>
}

/** Says when PostgreSQL goes and when it comes back, each in one line; and that another server has been promoted, once. */
export function watchStore(parts: {
  /** Writes nothing, and fails as a write would. */
  readonly ask: () => Promise<unknown>
  readonly now: () => Date
  readonly say: (line: string) => void
  /** There is no going on. */
  readonly onFenced: (line: string) => void
  /** A bug. */
  readonly onFault: (error: unknown) => void
}): StoreWatch {
  let goneSince: Date | null = null
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
      await parts.ask()
      if (goneSince === null) return
      goneSince = null
      parts.say('PostgreSQL answers again.')
    } catch (error) {
      if (!note(error)) parts.onFault(error)
    }
  }

  let looking: Promise<void> | null = null
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null
    })
  }, ASK_EVERY_MS)

  return {
    get goneSince() {
      return goneSince
    },
    note,
    async close() {
      closed = true
      clearInterval(timer)
      await looking
    },
  }
}
