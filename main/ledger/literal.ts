import assert from 'node:assert/strict'
import type { SqlValue } from './database.ts'

/**
 * A statement with its values written in as literals, so that several can go to SQLite in one call (`exec` takes no
 * parameters). Nothing a value holds can end its literal: text has its quotes doubled, which is all that SQLite needs
 * (it knows no backslash escape); text with a NUL, at which the C interface would stop, and bytes are written as hex.
 */
export function renderStatement(sql: string, params: readonly SqlValue[]): string {
  const pieces = piecesOf(sql)
  assert.equal(params.length, pieces.length - 1, `as many values as question marks in: ${sql}`)
  let rendered = pieces[0] ?? ''
  for (const [index, value] of params.entries()) rendered += renderLiteral(value) + (pieces[index + 1] ?? '')
  return rendered
}

/** One value as an SQLite literal. */
function renderLiteral(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') {
    assert(Number.isSafeInteger(value), 'the ledger holds integers only')
    return String(value)
  }
  if (typeof value === 'string') {
    if (value.includes('\0')) return `CAST(X'${Buffer.from(value, 'utf8').toString('hex')}' AS TEXT)`
    return `'${value.replaceAll("'", "''")}'`
  }
  return `X'${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}'`
}

/** Statements are constants of the program, so each is cut at its question marks once. */
const knownPieces = new Map<string, readonly string[]>()

function piecesOf(sql: string): readonly string[] {
  const known = knownPieces.get(sql)
  if (known !== undefined) return known
  assert(!sql.includes("'?"), `a question mark inside a literal would be taken for a parameter: ${sql}`)
  const pieces = sql.split('?')
  knownPieces.set(sql, pieces)
  return pieces
}
