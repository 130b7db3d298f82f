import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, type Database, type SqlValue } from '../../main/ledger/database.ts'
import { newIdentifier } from '../../main/ledger/identifiers.ts'
import { openLedger } from '../../main/ledger/ledger.ts'
import { machineKeyFrom } from '../../main/ledger/machine-key.ts'
import { createQueue, type Queue } from '../../main/queue/queue.ts'
import { NEXT_IN_SERIES } from '../../main/queue/numbers.ts'
import { BEFORE_ISSUE, INSERT_EVENT, INSERT_TICKET } from '../../main/queue/store/ledger-statements.ts'

/** Numbers per second, all durable (`synchronous=FULL`), each figure the median of the rounds of one run. */
export interface NumberTransactionsFigures {
  /** The peer: the same statements on the same tables, prepared, issued bare through sqlite3, one after the other. */
  readonly barePerSecond: number
  /** `takeNumber`, one at a time. */
  readonly onePerSecond: number
  /** `takeNumber` with 16 waiting at any moment. */
  readonly sixteenPerSecond: number
  /** onePerSecond / barePerSecond; the aim is ≥ 0.8. */
  readonly oneAgainstBare: number
  /** sixteenPerSecond / barePerSecond and / onePerSecond; the aim is ≥ 1.5. */
  readonly sixteenAgainstBare: number
  readonly sixteenAgainstOne: number
}

/** Many short rounds: what else the machine does then meets all three alike. */
const ROUNDS = 30
const NUMBERS_IN_A_ROUND = 160
const TAKERS = 16
const DAY = '2026-11-22'
const NOW = new Date('2026-11-22T02:00:00Z')
const ALL_DAY = [{ from: '00:00', to: '24:00' }]

/** Bare, ours and ours with sixteen takers take turns, so that a slow moment of the machine meets all three. */
export async function numberTransactionsBench(): Promise<NumberTransactionsFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-bench-'))
  try {
    const bare = await openBare(path.join(folder, 'bare'))
    // a ledger for each, so that all three grow alike
    const one = await openQueue(path.join(folder, 'one'))
    const sixteen = await openQueue(path.join(folder, 'sixteen'))
    const figures = { bare: [] as number[], one: [] as number[], sixteen: [] as number[] }
    // one round to warm up, not counted
    for (let round = 0; round <= ROUNDS; round++) {
      const bareRate = await ratePerSecond(() => inSequence(NUMBERS_IN_A_ROUND, () => bare.take()))
      await bare.serveAll()
      const oneRate = await ratePerSecond(() => inSequence(NUMBERS_IN_A_ROUND, () => takeOne(one.queue)))
      await one.serveAll()
      const sixteenRate = await ratePerSecond(async () => {
        const taker = () => inSequence(NUMBERS_IN_A_ROUND / TAKERS, () => takeOne(sixteen.queue))
        await Promise.all(Array.from({ length: TAKERS }, taker))
      })
      await sixteen.serveAll()
      if (round === 0) continue
      figures.bare.push(bareRate)
      figures.one.push(oneRate)
      figures.sixteen.push(sixteenRate)
    }
    await bare.close()
    await one.close()
    await sixteen.close()
    const [barePerSecond, onePerSecond, sixteenPerSecond] = [figures.bare, figures.one, figures.sixteen].map(median)
    assert(barePerSecond !== undefined && onePerSecond !== undefined && sixteenPerSecond !== undefined)
    return {
      barePerSecond,
      onePerSecond,
      sixteenPerSecond,
      oneAgainstBare: onePerSecond / barePerSecond,
      sixteenAgainstBare: sixteenPerSecond / barePerSecond,
      sixteenAgainstOne: sixteenPerSecond / onePerSecond,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Between rounds everyone is served, so that each begins with an empty hall and counts the same people ahead. */
const SERVE_ALL = "UPDATE ticket SET status = 'done' WHERE status = 'waiting'"

async function openQueue(
  folder: string,
): Promise<{ readonly queue: Queue; serveAll(): Promise<void>; close(): Promise<void> }> {
  const opened = await openLedger({ folder, key: machineKeyFrom(Buffer.alloc(32, 1)), terminal: 'K01', now: () => NOW })
  assert(opened.ok)
  const ledger = opened.value
  const hall = {
    hall: { timeZone: 'Asia/Shanghai' },
    calendar: {
      weekly: { mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY, sat: ALL_DAY, sun: ALL_DAY },
      holidays: [],
      workdays: [],
      breaks: [],
      lastTicketMinutes: 15,
    },
    businesses: [{ code: 'A' }],
  }
  const queue = createQueue({ ledger, hall: () => hall, now: () => NOW, terminal: 'K01', timeIsKnown: () => true })
  return {
    queue,
    serveAll: () => ledger.transact((tx) => tx.write(SERVE_ALL)),
    close: () => ledger.close(),
  }
}

let people = 0

/** Each taker is another person, so that sealing and look-up are part of the figure. */
async function takeOne(queue: Queue): Promise<void> {
  people++
  const number = `110105${String(people).padStart(11, '0')}X`
  const taken = await queue.takeNumber({
    requestId: randomUUID(),
    business: 'A',
    person: { number, name: '样本' },
    origin: 'kiosk',
    paper: 'ticket',
  })
  assert(taken.outcome === 'issued' && !taken.repeated)
}

/**
 * The same tables (a ledger begun by ourselves and opened bare), the same statements with values of the same size, and
 * nothing else: no sealing, no hashing, no checks.
 */
async function openBare(folder: string): Promise<{
  take(): Promise<void>
  serveAll(): Promise<void>
  close(): Promise<void>
}> {
  const begun = await openLedger({ folder, key: machineKeyFrom(Buffer.alloc(32, 1)), terminal: 'K01', now: () => NOW })
  assert(begun.ok)
  await begun.value.transact(async (tx) => {
    await begun.value.envelopes.dataKey(tx, 'ticket', '2026-11')
  })
  await begun.value.close()
  const database = await openDatabase(path.join(folder, 'ledger.sqlite'), 'read-write')
  await database.exec(
    `PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;`,
  )
  const [head] = await database.all<{ readonly seq: number }>('SELECT seq FROM audit_head')
  let seq = head?.seq ?? 0
  let taken = 0
  return {
    async take() {
      taken++
      seq++
      await takeBare(database, taken, seq)
    },
    serveAll: () => database.exec(SERVE_ALL),
    close: () => database.close(),
  }
}

const AT = NOW.toISOString()
const SEALED = Buffer.alloc(48, 7)

async function takeBare(database: Database, taken: number, seq: number): Promise<void> {
  const run = (sql: string, params: readonly SqlValue[] = []) => database.all(sql, params)
  const [requestId, ticketId, sheetKey] = [randomUUID(), newIdentifier(NOW), newIdentifier(NOW)]
  const hash = randomBytes(32)
  const told = { businessDay: DAY, business: 'A', number: `A${taken}`, ticket: ticketId }
  await run('BEGIN IMMEDIATE')
  await run(BEFORE_ISSUE, [requestId, DAY, 'A', hash, DAY, 'A', DAY, 'A', DAY, 'A', AT, DAY, 'A'])
  await run(NEXT_IN_SERIES, [DAY, 'A'])
  const names = [ticketId, requestId, DAY, 'A', 'A', taken, `A${taken}`, 'waiting']
  const facts = ['kiosk', 'K01', 'ticket', AT, taken, 'ordinary', null, AT, null, null]
  const notCalled = [null, null, null, 0, null, null, null, null, null]
  await run(INSERT_TICKET, [...names, ...facts, ...notCalled, 1, hash, '2026-11/ticket', SEALED, SEALED])
  await run(
    `INSERT INTO sheet (sheet_key, subject, request_id, copy, copy_reason, state, intended_at, changed_at)
     VALUES (?, ?, ?, 0, NULL, 'intended', ?, ?)`,
    [sheetKey, ticketId, requestId, AT, AT],
  )
  await run(INSERT_EVENT, [AT, 'ticket.issued', ticketId, `A${taken}`, 'A', null, JSON.stringify({ ...told, issuedAt: AT, ahead: taken })])
  await run('INSERT INTO outbox (event_id, subject, kind, payload, created_at) VALUES (?, ?, ?, ?, ?)', [
    newIdentifier(NOW),
    ticketId,
    'ticket.issued',
    JSON.stringify({ ...told, origin: 'kiosk', terminal: 'K01', issuedAt: AT, ahead: taken }),
    AT,
  ])
  await run('INSERT INTO audit (seq, suite, at, actor, event, payload, prev, hash) VALUES (?, 1, ?, ?, ?, ?, ?, ?)', [
    seq,
    AT,
    'citizen',
    'ticket.issued',
    JSON.stringify({ ...told, sheet: sheetKey }),
    hash,
    hash,
  ])
  await run('UPDATE audit_head SET suite = 1, seq = ?, hash = ?, seal = ? WHERE id = 1', [seq, hash, hash])
  await run('COMMIT')
}

async function inSequence(count: number, take: () => Promise<void>): Promise<void> {
  for (let each = 0; each < count; each++) await take()
}

async function ratePerSecond(round: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await round()
  return (NUMBERS_IN_A_ROUND * 1000) / (performance.now() - from)
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0
}
