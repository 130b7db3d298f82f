import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'

/** How often who does not lead asks whether nobody does, and who leads whether it still may. */
const LOOK_EVERY_MS = 1000

/** Let go of by PostgreSQL itself when the connection ends, however it does. A promoted server need not wait for the one before. */
const TRY = `SELECT pg_try_advisory_lock(hashtextextended('yimen delivery ' || $1::text || ' ' || $2::text, 0)) AS leads`
const EPOCH = 'SELECT epoch FROM yimen.head WHERE hall = $1'

/** What the leader does, from when it is begun until it is closed. */
export interface LeadersWork {
  close(): Promise<void>
}

export interface Leading {
  /** Whether this server is the one now. */
  readonly leads: boolean
  /** Resolves when the work has been closed, and another server may begin it. */
  close(): Promise<void>
}

/**
 * What one server of a hall does at a time. Whoever holds an advisory lock on a connection of its own does it; with the
 * connection the lock is lost, and the work is closed. For the moment until both know, two may be at it: it has to be work
 * that does no harm twice. A server whose epoch is over leads no more.
 */
export function leadHall(parts: {
  readonly config: ClientConfig
  readonly hall: string
  readonly epoch: number
  readonly begin: () => LeadersWork
  /** What only a bug can do. */
  readonly onFault: (error: unknown) => void
}): Leading {
  const { config, hall, epoch, begin, onFault } = parts
  const closing = new AbortController()
  let work: LeadersWork | null = null
  const running = run()

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      await onConnection()
      await rest(closing.signal)
    }
  }

  /** One connection, from its beginning to its end. */
  async function onConnection(): Promise<void> {
    const client = new Client(config)
    const lost = new AbortController()
    client.on('error', () => lost.abort())
    client.on('end', () => lost.abort())
    const over = AbortSignal.any([lost.signal, closing.signal])
    try {
      await client.connect()
      while (!over.aborted && (await isOfNow(client))) {
        work ??= (await isLeader(client)) ? begin() : null
        await rest(over)
      }
    } catch {
      // PostgreSQL is away, and with it the lock; whoever asks it for anything says so
    }
    await work?.close().catch(onFault)
    work = null
    await client.end().catch(() => {}) // lost already
  }

  async function isLeader(client: Client): Promise<boolean> {
    const { rows } = await client.query<{ readonly leads: boolean }>(TRY, [hall, String(epoch)])
    return rows[0]?.leads === true
  }

  async function isOfNow(client: Client): Promise<boolean> {
    const { rows } = await client.query<{ readonly epoch: number }>(EPOCH, [hall])
    return rows[0]?.epoch === epoch
  }

  return {
    get leads() {
      return work !== null
    },
    async close() {
      closing.abort()
      await running
    },
  }
}

async function rest(over: AbortSignal): Promise<void> {
  await sleep(LOOK_EVERY_MS, undefined, { signal: over }).catch(() => {}) // over
}
