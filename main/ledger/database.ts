import sqlite3 from 'sqlite3'

/** What a column holds. Numbers are integers within 2^53; instants are ISO 8601 text in UTC. */
export type SqlValue = string | number | null | Uint8Array

/**
 * One SQLite connection behind promises, with its prepared statements kept. It queues nothing: whoever holds it sends
 * one call at a time (writer.ts does), because sqlite3 runs calls that overlap in any order.
 */
export interface Database {
  /** Several statements in one call, with values as literals (literal.ts). Stops at the first error. */
  exec(sql: string): Promise<void>
  /** All rows. Also for `RETURNING`: sqlite3's `get` would leave the statement open and the next COMMIT would fail. */
  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>
  close(): Promise<void>
}

export type OpenMode = 'read-only' | 'read-write' | 'create'

const OPEN_FLAGS: Readonly<Record<OpenMode, number>> = {
  'read-only': sqlite3.OPEN_READONLY,
  'read-write': sqlite3.OPEN_READWRITE,
  create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
}

/** Opens the file; rejects with sqlite3's error, whose `code` faults.ts turns into a sentence. */
export async function openDatabase(file: string, mode: OpenMode): Promise<Database> {
  const connection = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opening: sqlite3.Database = new sqlite3.Database(file, OPEN_FLAGS[mode], (error) => {
      if (error === null) resolve(opening)
      else reject(error)
    })
  })
  const statements = new Map<string, sqlite3.Statement>()

  return {
    exec: (sql) =>
      new Promise((resolve, reject) => {
        connection.exec(sql, (error) => {
          if (error === null) resolve()
          else reject(error)
        })
      }),

    async all<Row>(sql: string, params: readonly SqlValue[] = []) {
      const statement = statements.get(sql) ?? (await prepare(connection, sql))
      statements.set(sql, statement)
      return await new Promise<readonly Row[]>((resolve, reject) => {
        statement.all<Row>(params, (error, rows) => {
          if (error === null) resolve(rows)
          else reject(error)
        })
      })
    },

    async close() {
      for (const statement of statements.values()) await finalize(statement)
      statements.clear()
      await new Promise<void>((resolve, reject) => {
        connection.close((error) => {
          if (error === null) resolve()
          else reject(error)
        })
      })
    },
  }
}

function prepare(connection: sqlite3.Database, sql: string): Promise<sqlite3.Statement> {
  return new Promise((resolve, reject) => {
    const statement: sqlite3.Statement = connection.prepare(sql, (error: Error | null) => {
      if (error === null) resolve(statement)
      else reject(error)
    })
  })
}

function finalize(statement: sqlite3.Statement): Promise<void> {
  return new Promise((resolve) => {
    statement.finalize(() => {
      resolve()
    })
  })
}
