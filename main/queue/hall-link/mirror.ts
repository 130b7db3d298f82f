import type { HallNews, HallTicket } from '../../contract/hall-terminal.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { SUITE_AES_SHA256 } from '../../ledger/suite.ts'
import type { Transaction } from '../../ledger/writer.ts'
import { ticketValues } from '../store/ledger-rows.ts'
import type { LedgerStore } from '../store/ledger-store.ts'
import type { PersonOfTicket } from '../store/queue-store.ts'
import * as sql from './mirror-statements.ts'

/** What the hall said of itself last, kept over restarts. */
export interface Heard {
  readonly epoch: number
  /** Behind the X of this terminal's own series. */
  readonly mark: string
  readonly offsetMs: number
  readonly heardAt: Date
}

/** The hall's day in the terminal's own ledger, for whatever is read of it here: counts, statuses, people ahead. */
export interface Mirror {
  /** Null before the hall was ever reached. */
  lastHeard(): Promise<Heard | null>
  /** News and what was heard with them, in one transaction. */
  lay(news: HallNews, heard: Heard): Promise<void>
  /** A ticket that the hall has just told of, and whose holder stands here. */
  keep(tx: Transaction, ticket: HallTicket, person: PersonOfTicket | null): Promise<void>
}

/** A day of the largest hall at once would hold everybody else's transaction for long. */
const AT_ONCE = 500

export function createMirror(parts: { readonly ledger: Ledger; readonly store: LedgerStore; readonly terminal: string }): Mirror {
  const { ledger, store, terminal } = parts
  const { envelopes } = ledger

  /** Makes room for tickets of the hall, and says that they are the hall's. */
  function settle(tx: Transaction, tickets: readonly HallTicket[], lay: string): void {
    const list = JSON.stringify(tickets.map(ticketValues))
    tx.write(sql.SET_NUMBERS_ASIDE, [list, list])
    tx.write(sql.SET_REQUESTS_ASIDE, [list, list])
    tx.write(sql.SET_BOOKINGS_ASIDE, [list, list])
    tx.write(lay, [list])
    tx.write(sql.KNOW, ['given', list])
    tx.write(sql.HOLDERS_ARE_THE_HALLS, [list])
    tx.write(sql.LIFT_SERIES, [list])
  }

  return {
    async lastHeard() {
      const [row] = await ledger.read<{ readonly epoch: number; readonly mark: string; readonly offset_ms: number; readonly heard_at: string }>(sql.LAST_HEARD)
      if (row === undefined) return null
      return { epoch: row.epoch, mark: row.mark, offsetMs: row.offset_ms, heardAt: new Date(row.heard_at) }
    },

    async lay(news, { epoch, mark, offsetMs, heardAt }) {
      const { tickets, windows, whole, businessDay, now } = news
      for (let from = AT_ONCE; from < tickets.length; from += AT_ONCE) {
        await ledger.transact((tx) => settle(tx, tickets.slice(from, from + AT_ONCE), sql.LAY_OVER))
      }
      await ledger.transact((tx) => {
        if (tickets.length > 0) settle(tx, tickets.slice(0, AT_ONCE), sql.LAY_OVER)
        if (whole) {
          const list = JSON.stringify(tickets.map(({ ticketId }) => [ticketId]))
          tx.write(sql.FORGOTTEN_OF_OURS, [businessDay, terminal, list])
          tx.write(sql.FORGOTTEN_OF_OTHERS, [businessDay, terminal, list])
        }
        for (const { window, state } of windows) tx.write(sql.SET_WINDOW_STATE, [window, state, now.toISOString()])
        tx.write(sql.HEARD, [epoch, mark, offsetMs, heardAt.toISOString()])
      })
    },

    async keep(tx, ticket, person) {
      const { ticketId, businessDay, appointmentId, slotFrom, slotTo } = ticket
      settle(tx, [ticket], sql.LAY_UNDER)
      if (appointmentId !== null) tx.write(sql.GAIN_BOOKING, [appointmentId, slotFrom?.toISOString() ?? null, slotTo?.toISOString() ?? null, ticketId])
      if (person === null) return
      const key = await envelopes.dataKey(tx, 'ticket', businessDay.slice(0, 7))
      const seal = (column: string, text: string | null) => (text === null ? null : envelopes.seal(key, { table: 'ticket', row: ticketId, column }, text))
      tx.write('UPDATE hall_ticket SET person_hash = ? WHERE ticket_id = ?', [store.hashOf(person), ticketId])
      tx.write('UPDATE ticket SET suite = ?, key_id = ?, person_number = ?, person_name = coalesce(?, person_name) WHERE ticket_id = ?', [
        SUITE_AES_SHA256,
        key.id,
        seal('person_number', person.number),
        seal('person_name', person.name),
        ticketId,
      ])
    },
  }
}
