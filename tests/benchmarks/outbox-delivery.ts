import { strict as assert } from 'node:assert'
import path from 'node:path'
import { pino } from 'pino'
import { ok } from '../../drivers/result.ts'
import { openDatabase } from '../../main/ledger/database.ts'
import { type Ledger, openLedger } from '../../main/ledger/ledger.ts'
import { machineKeyFrom } from '../../main/ledger/machine-key.ts'
import type { EventPort } from '../../main/platform/event-port.ts'
import { deliverOutbox } from '../../main/platform/outbox-delivery.ts'
import { median } from './quantiles.ts'
import { temporaryFolder, tidily } from './tidily.ts'

/** Events a second and bytes, each the median of the rounds. */
export interface OutboxDeliveryFigures {
  /** From the start of the delivery to the last event's being known as delivered on the disk. */
  readonly perSecond: number
  /** The same rows read in order, 500 at a time, and marked by one durable update for each 500, with no product code. */
  readonly barePerSecond: number
  /** How far the process grew at its largest while it delivered, and while the bare statements ran. */
  readonly grown: number
  readonly bareGrown: number
  /** What the process had before the first round. */
  readonly before: number
}

const NOW = new Date('2026-11-22T02:00:00Z')
const BATCH = 500
/** A ticket's number and how its sheet came out. */
const EVENTS_OF_A_SUBJECT = 2

/** Delivers so many events to a platform that takes each at once; ours and bare take turns, each on a ledger of its own. */
export function outboxDeliveryBench(options: { readonly events: number; readonly rounds: number }): Promise<OutboxDeliveryFigures> {
  return tidily(async (later) => {
    const folder = await temporaryFolder(later)
    const ours: Round[] = []
    const bare: Round[] = []
    const before = process.memoryUsage().rss
    for (let round = 0; round < options.rounds; round += 1) {
      ours.push(await deliver(path.join(folder, `ours ${round}`), options.events))
      bare.push(await deliverBare(path.join(folder, `bare ${round}`), options.events))
    }
    const rate = (rounds: readonly Round[]) => median(rounds.map(({ milliseconds }) => (options.events * 1000) / milliseconds))
    const grown = (rounds: readonly Round[]) => median(rounds.map((round) => round.grown))
    return { perSecond: rate(ours), barePerSecond: rate(bare), grown: grown(ours), bareGrown: grown(bare), before }
  })
}

interface Round {
  readonly milliseconds: number
  readonly grown: number
}

async function deliver(folder: string, events: number): Promise<Round> {
  const ledger = await filledLedger(folder, events)
  const process = watchProcess()
  let taken = 0
  const platform: Pick<EventPort, 'deliver'> = {
    deliver(batch) {
      process.look()
      taken += batch.length
      return Promise.resolve(ok(batch.map(({ id }) => ({ id, outcome: 'taken' as const }))))
    },
  }
  const from = performance.now()
  await new Promise<void>((resolve, reject) => {
    const delivery = deliverOutbox({
      outbox: ledger.outbox,
      platform,
      now: () => NOW,
      random: Math.random,
      log: pino({ level: 'silent' }),
      onChange() {
        if (delivery.view.state === 'idle') delivery.close().then(resolve, reject)
      },
      onFault: reject,
    })
  })
  const milliseconds = performance.now() - from
  assert.equal(taken, events)
  assert.equal((await ledger.outbox.waiting()).waiting, 0)
  await ledger.close()
  return { milliseconds, grown: process.grown() }
}

async function deliverBare(folder: string, events: number): Promise<Round> {
  const { file, ...ledger } = await filledLedger(folder, events)
  await ledger.close()
  const database = await openDatabase(file, 'read-write')
  await database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;')
  const process = watchProcess()
  const from = performance.now()
  let last = 0
  let marked = 0
  for (;;) {
    const rows = await database.all<{ readonly rowid: number }>(
      'SELECT rowid, event_id, subject, kind, payload, created_at FROM outbox WHERE rowid > ? ORDER BY rowid LIMIT ?',
      [last, BATCH],
    )
    const end = rows.at(-1)?.rowid
    if (end === undefined) break
    await database.all('UPDATE outbox SET delivered_at = ? WHERE rowid > ? AND rowid <= ?', [NOW.toISOString(), last, end])
    last = end
    marked += rows.length
    process.look()
  }
  const milliseconds = performance.now() - from
  assert.equal(marked, events)
  await database.close()
  return { milliseconds, grown: process.grown() }
}

async function filledLedger(folder: string, events: number): Promise<Ledger> {
  const opened = await openLedger({ folder, key: machineKeyFrom(Buffer.alloc(32, 1)), terminal: 'K01', now: () => NOW })
  assert(opened.ok)
  const ledger = opened.value
  for (let from = 0; from < events; from += BATCH) {
    await ledger.transact((tx) => {
      for (let event = from; event < Math.min(events, from + BATCH); event += 1) {
        const ticket = `ticket ${Math.floor(event / EVENTS_OF_A_SUBJECT)} of a week without network`
        const payload = { ticket, businessDay: '2026-11-22', business: 'A', number: 'A087', origin: 'kiosk', terminal: 'K01', ahead: 7 }
        ledger.outbox.append(tx, { subject: ticket, kind: 'ticket.issued', payload })
      }
    })
  }
  return ledger
}

/** The most that the process had at any look, beyond what it has now. */
function watchProcess(): { look(): void; grown(): number } {
  const before = process.memoryUsage().rss
  let most = before
  const look = () => {
    most = Math.max(most, process.memoryUsage().rss)
  }
  return {
    look,
    grown() {
      look()
      return most - before
    },
  }
}
