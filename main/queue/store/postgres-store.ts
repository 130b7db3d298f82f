import type { QueueDatabase } from './postgres-database.ts'
import type { PersonSeals } from './postgres-persons.ts'
import type { EventRow } from './postgres-rows.ts'
import * as sql from './postgres-statements.ts'
import { queueTransaction } from './postgres-transaction.ts'
import type { QueueStore, QueueTicket } from './queue-store.ts'

/** The queue in the hall's part of the database: see `openPostgresStore`. */
export function createPostgresStore(database: QueueDatabase, seals: PersonSeals): QueueStore {
  return {
    transact: (body) => database.transact((tx) => body(queueTransaction(tx, seals))),

    eventsAfter: (seq, atMost) => database.read<EventRow>(sql.EVENTS_AFTER, [seq, atMost]),

    ticketsBetween: (from, to) => database.read<QueueTicket>(sql.BETWEEN, [from, to]),

    tickets: (ticketIds) => database.read<QueueTicket>(sql.TICKETS, [ticketIds]),

    async lastEvent() {
      const [row] = await database.read<{ readonly last_event: number }>(sql.LAST_EVENT)
      return row?.last_event ?? 0
    },

    onNews: (listener) => database.onNews(listener),
  }
}
