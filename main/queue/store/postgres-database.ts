import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type { AuditEntry } from '../../ledger/audit.ts'
import type { OutboxEvent } from '../../ledger/outbox.ts'
import { isLostRace, unavailable } from './postgres-faults.ts'
import type { QueueNews } from './postgres-news.ts'
import type { HeadRow, RecordValues } from './postgres-record.ts'
import * as sql from './postgres-statements.ts'
import type { Happened } from './queue-store.ts'
import { loggedOf, postedOf } from './told.ts'
import { QueueStoreFenced } from './unavailable.ts'

/** A statement; the hall's code goes first among its values, as `$1`. */
export type Ask = <Row>(statement: string, values?: readonly unknown[]) => Promise<readonly Row[]>

/**
 * One hall's part of the database, for what the hall server keeps in it beside the queue. It has the queue's own transactions:
 * run again after a lost race, refused to a server whose epoch is over (`QueueStoreFenced`), with `QueueStoreUnavailable` when
 * PostgreSQL does not answer.
 */
export interface HallDatabase {
  /** As `QueueStore.transact`: what the body throws is thrown, and nothing of it remains. */
  transact<Value>(body: (tx: HallTransaction) => Promise<Value>): Promise<Value>
  /** What is kept, outside every transaction. Also for statements that write one row of which nobody is told. */
  readonly read: Ask
  /** Wakes when something with an audit entry may have been committed, here or at another server. Only a hint, at the latest after 3 s. */
  onNews(listener: () => void): () => void
}

export interface HallTransaction {
  readonly all: Ask
  /** As `all`, of a statement that changes something. */
  readonly write: Ask
  /** To the hall's audit log, in this very transaction. */
  audit(entry: AuditEntry): void
  /** To the hall's outbox, in this very transaction. */
  post(event: OutboxEvent): void
}

/** The queue's own way in: what happened goes to the feed too. */
export interface QueueDatabase extends HallDatabase {
  transact<Value>(body: (tx: DatabaseTransaction) => Promise<Value>): Promise<Value>
}

export interface DatabaseTransaction extends HallTransaction {
  /** The last event of the feed when the transaction began. */
  readonly begunAfter: number
  /** To the feed, the outbox and the audit log. */
  record(happened: Happened): void
}

/** What a transaction tells at its end. */
export interface Told {
  readonly fed: readonly Happened[]
  readonly posted: readonly OutboxEvent[]
  readonly logged: readonly AuditEntry[]
}

/** Each loses only to somebody who has won, so the queue moves on; a hall has far fewer people at one counter. */
const MOST_RUNS = 12

/** How long the first loser waits at most before it runs again, doubled from run to run. */
const FIRST_PAUSE_MS = 4
const LONGEST_PAUSE_MS = 200

export interface DatabaseParts {
  /** For transactions. */
  readonly pool: Pool
  /** For what is asked beside them, so that neither waits for the other's connections. */
  readonly beside: Pool
  readonly hall: string
  readonly epoch: number
  readonly recordValues: RecordValues
  readonly news: QueueNews
}

/** The hall's part of an open pool: see `openPostgresStore`. */
export function createHallDatabase(parts: DatabaseParts): QueueDatabase {
  const { pool, beside, hall, epoch, recordValues, news } = parts

  async function transact<Value>(body: (tx: DatabaseTransaction) => Promise<Value>): Promise<Value> {
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

  async function runOnce<Value>(body: (tx: DatabaseTransaction) => Promise<Value>): Promise<Value> {
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
      tx = openTransaction(ask, begun.last_event)
      const value = await body(tx)
      if (failure !== null) throw asError(failure) // the body went on past it; nothing it did can be kept
      tx.over()
      if (tx.wrote()) await tell(ask, tx.told)
      await commit(client, tx.wrote())
      client.release()
      if (tx.told.logged.length > 0) news.happened()
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
  async function tell(ask: Ask, told: Told): Promise<void> {
    const [head] = await ask<HeadRow>(sql.HEAD)
    if (head === undefined) throw new Error(`hall ${hall} has lost its head row`)
    if (head.epoch !== epoch) throw new QueueStoreFenced(hall, epoch, head.epoch)
    if (told.logged.length > 0 || told.posted.length > 0) await ask(sql.RECORD, recordValues(head, told))
  }

  /** Whoever was promoted is noticed before anything is done. */
  async function begin(client: PoolClient): Promise<Pick<HeadRow, 'epoch' | 'last_event'>> {
    await client.query('BEGIN')
    const [head] = await askOn<Pick<HeadRow, 'epoch' | 'last_event'>>(client, sql.GLANCE, [hall])
    if (head === undefined) throw new Error(`hall ${hall} has lost its head row`)
    if (head.epoch !== epoch) throw new QueueStoreFenced(hall, epoch, head.epoch)
    return head
  }

  return {
    transact,

    async read<Row>(statement: string, values: readonly unknown[] = []) {
      try {
        const { rows } = await beside.query(prepared(statement, [hall, ...values]))
        return rows as Row[]
      } catch (error) {
        throw unavailable(error, 'nothing-kept') ?? error
      }
    },

    onNews: (listener) => news.onNews(listener),
  }
}

interface OpenTransaction extends DatabaseTransaction {
  readonly told: Told
  /** Whether anything was written or told. */
  readonly wrote: () => boolean
  /** It takes nothing after this. */
  over(): void
}

function openTransaction(asked: Ask, begunAfter: number): OpenTransaction {
  const fed: Happened[] = []
  const posted: OutboxEvent[] = []
  const logged: AuditEntry[] = []
  let wrote = false
  let open = true
  const isOpen = () => assert(open, 'a transaction takes nothing after its end')
  const tells = () => {
    isOpen()
    wrote = true
  }

  return {
    begunAfter,
    told: { fed, posted, logged },
    wrote: () => wrote,
    over() {
      open = false
    },
    all(statement, values) {
      isOpen()
      return asked(statement, values)
    },
    write(statement, values) {
      tells()
      return asked(statement, values)
    },
    audit(entry) {
      tells()
      logged.push(entry)
    },
    post(event) {
      tells()
      posted.push(event)
    },
    record(happened) {
      tells()
      fed.push(happened)
      const post = postedOf(happened)
      if (post !== null) posted.push(post)
      logged.push({ actor: happened.actor, event: happened.kind, payload: loggedOf(happened) })
    },
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
