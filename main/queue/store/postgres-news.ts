import { Client, type ClientConfig, type Pool } from 'pg'

/** One channel for all halls; the hall's code is what it says. */
const CHANNEL = 'yimen_news'

/** The truth when a wake-up was missed: a board is never later than this (reference hall.md 4.5: 2–5 s). */
const POLL_MS = 3000

/** After a connection was lost, or could not be had. */
const AGAIN_MS = 1000

/** Whatever is told to anybody has its entry in the audit log. */
const LAST_ENTRY = 'SELECT audit_seq AS last FROM yimen.head WHERE hall = $1'

export interface QueueNews {
  onNews(listener: () => void): () => void
  /** Something was committed here: listeners here hear of it, and the other servers. */
  happened(): void
  close(): Promise<void>
}

/**
 * Wakes who waits for events. NOTIFY is only a hint: it is sent after the commit, as nobody's transaction is to wait for it
 * (PostgreSQL lets only one transaction at a time commit with one), it is lost with its connection, and a poll of the last
 * entry finds what it did not tell.
 */
export function createNews(parts: {
  readonly config: ClientConfig
  readonly beside: Pool
  readonly hall: string
}): QueueNews {
  const { config, beside, hall } = parts
  const listeners = new Set<() => void>()
  let closed = false
  let told = -1
  let ear: Client | null = null
  let again: NodeJS.Timeout | null = null
  let notifying: Promise<void> | null = null
  let notifyOnceMore = false

  const tell = () => {
    for (const listener of listeners) listener()
  }

  async function poll(): Promise<void> {
    try {
      const { rows } = await beside.query<{ readonly last: number }>(LAST_ENTRY, [hall])
      const last = rows[0]?.last ?? 0
      if (last === told) return
      told = last
      tell()
    } catch {
      // PostgreSQL is away; who asks it for anything is told so, and the next poll finds what happened meanwhile
    }
  }

  /** A connection of its own, which listens for as long as it holds. */
  async function listen(): Promise<void> {
    const client = new Client(config)
    ear = client
    client.on('error', () => {}) // 'end' follows
    client.on('end', () => {
      if (ear === client) ear = null
      if (!closed) again ??= setTimeout(listenAgain, AGAIN_MS)
    })
    client.on('notification', ({ payload }) => {
      if (payload === hall) tell()
    })
    try {
      await client.connect()
      await client.query(`LISTEN ${CHANNEL}`)
      await poll() // what happened while nobody listened
    } catch {
      await client.end().catch(() => {})
      if (!closed) again ??= setTimeout(listenAgain, AGAIN_MS)
    }
  }

  function listenAgain(): void {
    again = null
    if (!closed && ear === null) listening = listen()
  }

  /** One for all that was committed while the last was on its way. */
  async function notify(): Promise<void> {
    do {
      notifyOnceMore = false
      try {
        await beside.query('SELECT pg_notify($1, $2)', [CHANNEL, hall])
      } catch {
        // only a hint: the others poll
      }
    } while (notifyOnceMore)
    notifying = null
  }

  let listening = listen()
  const polling = setInterval(() => void poll(), POLL_MS)

  return {
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    happened() {
      tell()
      if (notifying === null) notifying = notify()
      else notifyOnceMore = true
    },

    async close() {
      closed = true
      clearInterval(polling)
      if (again !== null) clearTimeout(again)
      await listening
      await ear?.end().catch(() => {})
      await notifying
    },
  }
}
