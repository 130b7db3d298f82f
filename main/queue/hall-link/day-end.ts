import type { Transaction } from '../../ledger/writer.ts'
import { endedByDay } from '../calling/day-end.ts'
import type { LedgerStore } from '../store/ledger-store.ts'
import * as sql from './statements.ts'

/** A week of the hall's tickets is enough for whatever is reckoned from them here. */
const OTHERS_ARE_KEPT_MS = 7 * 86_400_000

/**
 * Ends the days before this one where a hall server has the queue: it tells of its own tickets, and this terminal of
 * those alone that the server never had.
 */
export function endDaysOfHall({ store, terminal }: { readonly store: LedgerStore; readonly terminal: string }) {
  return async (tx: Transaction, day: string, at: Date): Promise<void> => {
    const own = new Set((await tx.all<{ readonly ticket_id: string }>(sql.OWN_TO_END, [day])).map((row) => row.ticket_id))
    const queue = store.within(tx)
    for (const ticket of await queue.endDaysBefore(day, at)) {
      if (own.has(ticket.ticketId)) queue.record(endedByDay(ticket))
    }
    const keptFrom = new Date(Date.parse(day) - OTHERS_ARE_KEPT_MS).toISOString().slice(0, 10)
    tx.write(sql.FORGET_ASKS, [day])
    tx.write(sql.FORGET_HALL_HOLDERS, [day])
    tx.write(sql.FORGET_OTHERS, [keptFrom, terminal])
    tx.write(sql.FORGET_KNOWN, [keptFrom])
  }
}
