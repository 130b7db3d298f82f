import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { isLostRace, unavailable } from './postgres-faults.ts'
import type { QueueNews } from './postgres-news.ts'
import type { PersonSeals } from './postgres-persons.ts'
import type { HeadRow, RecordValues } from './postgres-record.ts'
import type { EventRow } from './postgres-rows.ts'
import * as sql from './postgres-statements.ts'
import { openTransaction, type Ask, type OpenTransaction } from './postgres-transaction.ts'
import type { QueueStore, QueueTicket, QueueTransaction } from './queue-store.ts'
import { QueueStoreFenced } from './unavailable.ts'

/** Each loses only to somebody who has won, so the queue moves on; a hall has far fewer people at one counter. */
const MOST_RUNS = 12

/** How long the first loser waits at most before it runs again, doubled from run to run. */
const FIRST_PAUSE_MS = 4
const LONGEST_PAUSE_MS = 200

export interface PostgresStoreParts {
  /** For transactions. */
  readonly pool: Pool
  /** For what is asked beside them, so that neither waits for the other's connections. */
  readonly beside: Pool
  readonly hall: string
  readonly epoch: number
  readonly seals: PersonSeals
  readonly recordValues: RecordValues
  readonly news: QueueNews
}

/** A queue over an open pool: see `openPostgresStore`. */
export function createPostgresStore(parts: PostgresStoreParts): QueueStore {
  const { pool, beside, hall, epoch, seals, recordValues, news } = parts

  async function transact<Value>(body: (tx: QueueTransaction) => Promise<Value>): Promise<Value> {
    for (let run = 1; ; run++) {
      try {
        return await runOnce(body)
      } catch (error) {
        const mayWin = run < MOST_RUNS && isLostRace(error)
        if (!mayWin) throw unavailable(error, 'nothing-kept') ?? error
      }
      await sleep(randomInt(Math.min(FIRST_PAUSE_MS * 2 ** run, LONGEST_PAUSE_MS)))
    }
  }

  async function runOnce<Value>(body: (tx: QueueTransaction) => Promise<Value>): Promise<Value> {
    const client = await pool.connect()
    let failure: unknown = null
    const ask: Ask = async <Row>(statement: string, values: readonly unknown[] = []) => {
      try {
        return await askOn<Row>(client, statement, [hall, ...values])
      } catch (error) {
        failure ??= error
        throw error
      }
    }
    let tx: OpenTransaction | null = null
    try {
      const begun = await begin(client)
      tx = openTransaction(ask, seals, begun.last_event)
      const value = await body(tx)
      if (failure !== null) throw asError(failure) // the body went on past it; nothing it did can be kept
      tx.over()
      if (tx.wrote()) await tell(ask, tx)
      await commit(client, tx.wrote())
      client.release()
      if (tx.happened.length > 0) news.happened()
      return value
    } catch (error) {
      tx?.over()
      // what PostgreSQL said decides, whatever the body made of it
      const cause = failure ?? error
      await rollBack(client, unavailable(cause, 'nothing-kept') !== null && !isLostRace(cause))
      throw cause
    }
  }

  /** The epoch once more under the lock that the next server's promotion waits for; then all that is told, in one statement. */
  async function tell(ask: Ask, tx: OpenTransaction): Promise<void> {
    const [head] = await ask<HeadRow>(sql.HEAD)
    if (head === undefined) throw new Error(`hall ${hall} has lost its head row`)
    if (head.epoch !== epoch) throw new QueueStoreFenced(hall, epoch, head.epoch)
    if (tx.happened.length > 0) await ask(sql.RECORD, recordValues(head, tx.happened))
  }

  /** Whoever was promoted is noticed before anything is done. */
  async function begin(client: PoolClient): Promise<Pick<HeadRow, 'epoch' | 'last_event'>> {
    await client.query('BEGIN')
    const [head] = await askOn<Pick<HeadRow, 'epoch' | 'last_event'>>(client, sql.GLANCE, [hall])
    if (head === undefined) throw new Error(`hall ${hall} has lost its head row`)
    if (head.epoch !== epoch) throw new QueueStoreFenced(hall, epoch, head.epoch)
    return head
  }

  async function askBeside<Row>(statement: string, values: readonly unknown[]): Promise<readonly Row[]> {
    try {
      const { rows } = await beside.query(prepared(statement, [hall, ...values]))
      return rows as Row[]
    } catch (error) {
      throw unavailable(error, 'nothing-kept') ?? error
    }
  }

  return {
    transact,

    eventsAfter: (seq, atMost) => askBeside<EventRow>(sql.EVENTS_AFTER, [seq, atMost]),

    ticketsBetween: (from, to) => askBeside<QueueTicket>(sql.BETWEEN, [from, to]),

    async lastEvent() {
      const [row] = await askBeside<{ readonly last_event: number }>(sql.LAST_EVENT, [])
      return row?.last_event ?? 0
    },

    onNews: (listener) => news.onNews(listener),
  }
}

/** PostgreSQL answers COMMIT with ROLLBACK, and no error, when a statement of the transaction had failed. */
async function commit(client: PoolClient, wrote: boolean): Promise<void> {
  let command: string
  try {
    ;({ command } = await client.query('COMMIT'))
  } catch (error) {
    throw unavailable(error, wrote ? 'unknown' : 'nothing-kept') ?? error
  }
  if (command !== 'COMMIT') throw new Error('PostgreSQL rolled back what was to be committed')
}

/** A connection that cannot even roll back, or that has been lost, goes; the pool makes another when it is needed. */
async function rollBack(client: PoolClient, lost: boolean): Promise<void> {
  if (lost) {
    client.release(true)
    return
  }
  try {
    await client.query('ROLLBACK')
    client.release()
  } catch {
    client.release(true) // with the connection its transaction ends too
  }
}

async function askOn<Row>(client: PoolClient, statement: string, values: readonly unknown[]): Promise<readonly Row[]> {
  const { rows } = await client.query(prepared(statement, values))
  return rows as Row[]
}

/** Parsed and planned once for each connection, under a name of its own. */
const names = new Map<string, string>()

function prepared(text: string, values: readonly unknown[]): { name: string; text: string; values: unknown[] } {
  let name = names.get(text)
  if (name === undefined) {
    name = `yimen_${names.size + 1}`
    names.set(text, name)
  }
  return { name, text, values: [...values] }
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error('PostgreSQL failed with what is no error', { cause: failure })
}
