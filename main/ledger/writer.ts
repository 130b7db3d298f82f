import assert from 'node:assert/strict'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { Database, SqlValue } from './database.ts'
import { faultOfError, LedgerFailure } from './faults.ts'
import { renderStatement } from './literal.ts'

/**
 * What a transaction's body may do. It awaits nothing but its own statements: while it waits for anything else (a
 * printer, another transaction) every other transaction of the terminal waits with it.
 */
export interface Transaction {
  /** Rows, now; sees all that this transaction has written. For `RETURNING` too. */
  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>
  /**
   * A write whose answer nobody needs. It goes to SQLite with its neighbours in one call, at the next `all` or at the
   * end; should it fail, the whole transaction fails.
   */
  write(sql: string, params?: readonly SqlValue[]): void
  /** What memory must forget should this transaction be rolled back. Runs in reverse order. */
  onRollback(undo: () => void): void
  /** What others may then be told: runs when the transaction is on the disk, after its caller was. It does not throw. */
  onCommit(tell: () => void): void
}

/** The one writer: transactions in the order of their arrival, waiting ones under one commit. */
export interface Writer {
  /**
   * Runs `body` in a transaction. Resolves with its value when the transaction is on the disk, not before; rejects with
   * what the body threw, or with `LedgerFailure` when the disk would not take it, and then nothing of it remains.
   */
  transact<Value>(body: (tx: Transaction) => Value | Promise<Value>): Promise<Value>
  /** One statement that only reads; sees what is committed and nothing else. */
  read<Row>(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>
  /**
   * Resolves when nothing waits any more; whoever comes after that is refused. A statement that came while the
   * connection was being closed would keep it open, and the folder's lock with it.
   */
  end(): Promise<void>
}

/** Bounds what the first of a group waits for the last; a hall has far fewer takers at one moment. */
const MEMBERS_IN_A_GROUP = 64

const CLOSED = 'the ledger is closed'

interface Member {
  /** Runs the body; answers how to tell its caller, once the group is on the disk. */
  run(tx: Transaction): Promise<() => void>
  reject(error: unknown): void
}

/** A member whose body has run and whose writes SQLite has taken, but not yet committed. */
interface Ended {
  readonly member: Member
  readonly tx: OpenTransaction
  tell(): void
}

export function createWriter(database: Database, file: string): Writer {
  const members: Member[] = []
  const readers: (() => Promise<void>)[] = []
  let working = false
  let work: Promise<void> = Promise.resolve()
  let isOver = false

  function wake(): void {
    if (working) return
    working = true
    work = workOff()
  }

  async function workOff(): Promise<void> {
    while (members.length > 0 || readers.length > 0) {
      if (members.length > 0) await runGroup()
      for (const reader of readers.splice(0)) await reader()
    }
    working = false
  }

  /**
   * Group commit. Everyone who waits by the time that BEGIN has returned shares one BEGIN … COMMIT and so one flush of
   * the disk; each has a savepoint of its own, so that one that fails takes away nobody else (who is alone needs none).
   * No caller hears of success before the COMMIT.
   */
  async function runGroup(): Promise<void> {
    const ended: Ended[] = []
    let begun = false
    try {
      await database.all('BEGIN IMMEDIATE')
      const size = Math.min(members.length, MEMBERS_IN_A_GROUP)
      if (size > 1) await database.exec('SAVEPOINT member')
      begun = true
      let committed = false
      for (let index = 0; index < size; index++) {
        const isLast = index === size - 1
        const closing = isLast ? 'COMMIT' : 'RELEASE member; SAVEPOINT member'
        const kept = await runMember(closing)
        if (kept.ok) ended.push(kept.value)
        else if (size === 1 || !(await succeeds('ROLLBACK TO member'))) throw kept.fault
        committed = isLast && kept.ok
      }
      if (!committed) await database.exec('COMMIT')
    } catch (error) {
      if (!begun) members.shift()?.reject(failureOf(error, file))
      await loseGroup(ended, error)
      return
    }
    for (const each of ended) {
      each.tell()
      each.tx.committed()
    }
  }

  /** The next of those who wait, with its writes taken by SQLite; or told that it failed, and why. */
  async function runMember(closing: string): Promise<Result<Ended, unknown>> {
    const member = members.shift()
    assert(member !== undefined)
    const tx = openTransaction(database)
    try {
      const tell = await member.run(tx)
      await tx.end(closing)
      return ok({ member, tx, tell })
    } catch (error) {
      tx.undo()
      member.reject(failureOf(error, file))
      return err(error)
    }
  }

  /** A full or failing disk makes SQLite roll back everything: every member hears that nothing was kept. */
  async function loseGroup(ended: readonly Ended[], error: unknown): Promise<void> {
    await succeeds('ROLLBACK')
    for (const each of [...ended].reverse()) {
      each.tx.undo()
      each.member.reject(failureOf(error, file))
    }
  }

  /** A refusal is an answer here: after some errors SQLite has already rolled back and knows no savepoint any more. */
  async function succeeds(sql: string): Promise<boolean> {
    try {
      await database.exec(sql)
      return true
    } catch {
      return false
    }
  }

  return {
    transact: (body) =>
      new Promise((resolve, reject) => {
        if (isOver) throw new Error(CLOSED)
        members.push({
          async run(tx) {
            const value = await body(tx)
            return () => {
              resolve(value)
            }
          },
          reject,
        })
        wake()
      }),

    read: <Row>(sql: string, params: readonly SqlValue[] = []) =>
      new Promise<readonly Row[]>((resolve, reject) => {
        if (isOver) throw new Error(CLOSED)
        readers.push(async () => {
          try {
            resolve(await database.all<Row>(sql, params))
          } catch (error) {
            reject(failureOf(error, file))
          }
        })
        wake()
      }),

    async end() {
      let awaited: Promise<void> | null = null
      while (awaited !== work) {
        awaited = work
        await awaited
      }
      isOver = true
    },
  }
}

interface OpenTransaction extends Transaction {
  /** Sends what is still to be written, with `closing` in the same call; the transaction takes nothing after it. */
  end(closing: string): Promise<void>
  undo(): void
  committed(): void
}

function openTransaction(database: Database): OpenTransaction {
  let unsent = ''
  let state: 'idle' | 'asking' | 'over' = 'idle'
  const undos: (() => void)[] = []
  const listeners: (() => void)[] = []

  return {
    async all<Row>(sql: string, params: readonly SqlValue[] = []) {
      assert.equal(state, 'idle', 'a transaction asks one statement at a time, and none after its end')
      state = 'asking'
      if (unsent !== '') {
        const sending = unsent
        unsent = ''
        await database.exec(sending)
      }
      const rows = await database.all<Row>(sql, params)
      state = 'idle'
      return rows
    },

    write(sql, params = []) {
      assert.equal(state, 'idle', 'a transaction writes between its questions, and nothing after its end')
      unsent += `${renderStatement(sql, params)};`
    },

    onRollback(undo) {
      undos.push(undo)
    },

    onCommit(tell) {
      listeners.push(tell)
    },

    async end(closing) {
      assert.equal(state, 'idle', 'a transaction ends when its last statement has been awaited')
      state = 'over'
      await database.exec(unsent + closing)
    },

    undo() {
      state = 'over'
      for (const undo of undos.reverse()) undo()
    },

    committed() {
      for (const tell of listeners) tell()
    },
  }
}

/** The world's doing as `LedgerFailure`; a bug as it is. */
function failureOf(error: unknown, file: string): Error {
  const fault = faultOfError(error, file)
  if (fault !== null) return new LedgerFailure(fault)
  return error instanceof Error ? error : new Error('a transaction threw what is no error', { cause: error })
}
