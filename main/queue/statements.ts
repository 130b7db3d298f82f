import { STILL_ANSWERS } from './store/ledger-statements.ts'

/**
 * What the queue asks the ledger. Each condition on `status` is written exactly as its partial index says it (migration
 * 014), for only then does SQLite use that index; a test reads the query plans.
 */

/** Counts index entries of people who wait before a ticket, not the day. */
const AHEAD = `(SELECT count(*) FROM ticket AS before WHERE before.status = 'waiting'
    AND before.business_day = ticket.business_day AND before.business = ticket.business
    AND (before.rank, before.seq) < (ticket.rank, ticket.seq))`

const TICKET_COLUMNS = `ticket_id, number, business, business_day, status, issued_at, paper, origin, priority, slot_from, slot_to, ${AHEAD} AS ahead`

export const TICKET = `SELECT ${TICKET_COLUMNS} FROM ticket WHERE ticket_id = ?`

export const TICKET_OF_REQUEST = `SELECT ${TICKET_COLUMNS} FROM ticket WHERE request_id = ?`

export const TICKET_OF_APPOINTMENT = `SELECT ${TICKET_COLUMNS} FROM ticket WHERE appointment_id = ? AND appointment_id IS NOT NULL`

export const TICKET_OF_PERSON = `SELECT ${TICKET_COLUMNS} FROM ticket
  WHERE business_day = ? AND business = ? AND person_hash = ? AND ${STILL_ANSWERS} AND person_hash IS NOT NULL`

export const ISSUED_TODAY = 'SELECT series, last FROM series WHERE business_day = ?'

export const WAITING_NOW = `SELECT business, count(*) AS waiting FROM ticket
  WHERE business_day = ? AND status = 'waiting' GROUP BY business`

export const SHEET_OF_REQUEST = 'SELECT sheet_key, subject, copy FROM sheet WHERE request_id = ?'
export const LAST_COPY = 'SELECT copy FROM sheet WHERE subject = ? ORDER BY copy DESC LIMIT 1'
