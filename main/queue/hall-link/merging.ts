import { safe } from '@orpc/client'
import { z } from 'zod'
import { MergedAtHall } from '../../contract/hall-terminal.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Transaction } from '../../ledger/writer.ts'
import type { LedgerStore } from '../store/ledger-store.ts'
import type { PersonOfTicket, QueueTicket } from '../store/queue-store.ts'
import type { HallClient } from './line.ts'
import * as sql from './statements.ts'

/** Two hundred tickets, each in a transaction of the hall's: longer than for somebody who waits. */
const MERGES_WITHIN_MS = 30_000

interface UnknownRow {
  readonly ticket_id: string
  readonly person_hash: Buffer | null
  readonly key_id: string | null
  readonly person_number: Buffer | null
  readonly person_name: Buffer | null
  readonly lost: string | null
}

interface ToMerge {
  readonly ticket: QueueTicket
  readonly person: PersonOfTicket | null
  readonly lost: string | null
}

export interface Merging {
  /** Brings the hall what it does not know. False when it did not answer: there is more to bring. */
  bring(hall: HallClient): Promise<boolean>
  /** Numbers given here alone that the hall does not know yet, and those of today that it did not take. */
  standing(): Promise<{ readonly waiting: number; readonly notTaken: readonly { readonly number: string; readonly instead: string | null }[] }>
}

export function createMerging(parts: { readonly ledger: Ledger; readonly store: LedgerStore; readonly businessDay: () => string; readonly now: () => Date }): Merging {
  const { ledger, store, businessDay, now } = parts

  async function personOf(row: UnknownRow): Promise<PersonOfTicket | null> {
    if (row.key_id === null || row.person_number === null) return null
    const open = async (column: 'person_number' | 'person_name') => {
      const sealed = row[column]
      const text = sealed && row.key_id !== null ? await ledger.envelopes.open(sealed, { table: 'ticket', row: row.ticket_id, column, keyId: row.key_id }) : null
      return text?.ok === true ? text.value : null
    }
    const number = await open('person_number')
    if (number === null) return null
    const plain = { number, name: await open('person_name') }
    // A travel permit's kind is part of who it is, and stands nowhere but in the hash.
    const document = (['hk-macao-travel-permit', 'taiwan-travel-permit'] as const).find((each) => row.person_hash?.equals(store.hashOf({ ...plain, document: each })))
    return document === undefined ? plain : { ...plain, document }
  }

  async function unknown(): Promise<readonly ToMerge[]> {
    const rows = await ledger.read<UnknownRow>(sql.UNKNOWN_TO_HALL, [businessDay()])
    const tickets: ToMerge[] = []
    for (const row of rows) {
      const ticket = await store.transact((tx) => tx.ticket(row.ticket_id))
      if (ticket !== null) tickets.push({ ticket, person: await personOf(row), lost: row.lost })
    }
    return tickets
  }

  /** Known to the hall, and the number that it gave for the same request waits beside it. */
  async function lostAndOpen(): Promise<readonly ToMerge[]> {
    const rows = await ledger.read<{ readonly given: string; readonly lost: string }>(sql.LOST_AND_OPEN, [businessDay()])
    const tickets: ToMerge[] = []
    for (const { given, lost } of rows) {
      const ticket = await store.transact((tx) => tx.ticket(given))
      if (ticket !== null) tickets.push({ ticket, person: null, lost })
    }
    return tickets
  }

  async function settle(tx: Transaction, merged: MergedAtHall): Promise<void> {
    const { ticketId, number, outcome } = merged
    tx.write(sql.MERGED, [outcome === 'known' ? 'merged' : outcome, number, ticketId])
    tx.write(sql.HOLDER_IS_THE_HALLS, [ticketId])
    const queue = store.within(tx)
    const ticket = await queue.ticket(ticketId)
    if (ticket === null || outcome === 'merged' || outcome === 'known') return
    const isOpen = ticket.status === 'waiting' || ticket.status === 'called' || ticket.status === 'held' || ticket.status === 'serving'
    if (!isOpen) return
    await queue.change(ticketId, { status: 'cancelled', endedAt: now(), reason: outcome })
    const { business, number: own } = ticket
    // Of a duplicate the hall has said so itself, to the platform too; of what it refused it knows nothing.
    if (outcome === 'refused') {
      queue.record({ actor: 'terminal', kind: 'ticket.cancelled', ticketId, number: own, business, window: null, facts: { reason: 'refused-at-merge' } })
    } else {
      ledger.audit.append(tx, { actor: 'terminal', event: 'ticket.duplicate', payload: { ticket: ticketId, number: own, instead: number } })
    }
  }

  async function send(hall: HallClient, tickets: readonly ToMerge[]): Promise<boolean> {
    const asked = await safe(hall.merge({ tickets: tickets.map((each) => ({ ...each })) }, { signal: AbortSignal.timeout(MERGES_WITHIN_MS) }))
    if (asked.error) return false
    const answer = z.array(MergedAtHall).safeParse(asked.data)
    if (!answer.success) return false
    const asks = new Set(tickets.map(({ ticket }) => ticket.ticketId))
    await ledger.transact(async (tx) => {
      for (const merged of answer.data) if (asks.has(merged.ticketId)) await settle(tx, merged)
    })
    // One that stays unanswered would be sent again at once, and for ever.
    const answered = new Set(answer.data.map(({ ticketId }) => ticketId))
    return tickets.every(({ ticket }) => answered.has(ticket.ticketId))
  }

  return {
    async bring(hall) {
      for (;;) {
        const tickets = await unknown()
        if (tickets.length === 0) break
        if (!(await send(hall, tickets))) return false
      }
      const lost = await lostAndOpen()
      return lost.length === 0 || (await send(hall, lost))
    },

    async standing() {
      const [row] = await ledger.read<{ readonly waiting: number }>(sql.WAITING_FOR_HALL, [businessDay()])
      return { waiting: row?.waiting ?? 0, notTaken: await ledger.read(sql.NOT_TAKEN, [businessDay()]) }
    },
  }
}
