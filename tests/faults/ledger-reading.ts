import path from 'node:path'
import { promisify } from 'node:util'
import sqlite3 from 'sqlite3'

/** Reads a stopped terminal's ledger as an auditor would: by SQL, past all of the product's own code. */
export async function readLedger<Row>(dataFolder: string, sql: string): Promise<Row[]> {
  const database = new sqlite3.Database(path.join(dataFolder, 'ledger.sqlite'), sqlite3.OPEN_READONLY)
  try {
    return await promisify<string, Row[]>(database.all.bind(database))(sql)
  } finally {
    await promisify(database.close.bind(database))()
  }
}
