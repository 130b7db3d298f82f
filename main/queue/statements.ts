/**
 * What the queue asks the ledger. Each condition on `status` is written exactly as its partial index says it (migration
 * 001), for only then does SQLite use that index; a test reads the query plans.
 */

const STILL_ANSWERS = "status IN ('waiting', 'called')"

/** Counts index entries of people who wait before a number, not the day. */
const AHEAD_OF = (day: string, business: string, seq: string) =>
  `(SELECT count(*) FROM ticket AS before WHERE before.status = 'waiting'
    AND before.business_day = ${day} AND before.business = ${business} AND before.seq < ${seq})`

const TICKET_COLUMNS = `ticket_id, number, business, business_day, status, issued_at, paper,
  ${AHEAD_OF('ticket.business_day', 'ticket.business', 'ticket.seq')} AS ahead`

export const TICKET = `SELECT ${TICKET_COLUMNS} FROM ticket WHERE ticket_id = ?`

export const TICKET_OF_REQUEST = `SELECT ${TICKET_COLUMNS} FROM ticket WHERE request_id = ?`

export const TICKET_OF_PERSON = `SELECT ${TICKET_COLUMNS} FROM ticket
  WHERE business_day = ? AND business = ? AND person_hash = ? AND ${STILL_ANSWERS} AND person_hash IS NOT NULL`

export const PERSON_HASH = 'SELECT person_hash FROM ticket WHERE ticket_id = ?'

/** Everything that decides whether a number may be given, in one look. */
export const BEFORE_ISSUE = `SELECT
  (SELECT ticket_id FROM ticket WHERE request_id = ?) AS of_request,
  (SELECT ticket_id FROM ticket WHERE business_day = ? AND business = ? AND person_hash = ?
    AND ${STILL_ANSWERS} AND person_hash IS NOT NULL) AS of_person,
  (SELECT last FROM series WHERE business_day = ? AND series = ?) AS issued,
  (SELECT count(*) FROM ticket WHERE business_day = ? AND business = ? AND status = 'waiting') AS waiting`

/** A request as it came the first time, so that a different one under the same id is seen. */
export const REQUEST = 'SELECT business, person_hash FROM ticket WHERE request_id = ?'

export const INSERT_TICKET = `INSERT INTO ticket (ticket_id, request_id, business_day, business, seq, number, status,
    origin, terminal, paper, issued_at, ahead_at_issue, suite, person_hash, key_id, person_number, person_name)
  VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

export const ISSUED_TODAY = 'SELECT series, last FROM series WHERE business_day = ?'

export const WAITING_NOW = `SELECT business, count(*) AS waiting FROM ticket
  WHERE business_day = ? AND status = 'waiting' GROUP BY business`

/** A day that is over: nobody of it is called any more, and who its people were is needed for no look-up. */
export const EXPIRE_EARLIER = `UPDATE ticket SET status = 'expired' WHERE business_day < ? AND ${STILL_ANSWERS}
  RETURNING ticket_id, business_day`
export const FORGET_EARLIER = `UPDATE ticket SET person_hash = NULL WHERE business_day < ? AND person_hash IS NOT NULL`

export const SHEET_OF_REQUEST = 'SELECT sheet_key, subject, copy FROM sheet WHERE request_id = ?'
export const LAST_COPY = 'SELECT copy FROM sheet WHERE subject = ? ORDER BY copy DESC LIMIT 1'
