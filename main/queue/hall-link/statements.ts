import { STILL_ANSWERS } from '../store/ledger-statements.ts'

const OPEN = "status IN ('waiting', 'called', 'serving', 'held')"

export const ASK = 'SELECT business, person_hash, given FROM hall_ask WHERE request_id = ?'
export const NOTE_ASK = 'INSERT INTO hall_ask (request_id, business_day, business, person_hash) VALUES (?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING'
export const ANSWERED = 'DELETE FROM hall_ask WHERE request_id = ?'
export const GIVEN_MEANWHILE = 'UPDATE hall_ask SET given = ? WHERE request_id = ?'
export const FORGET_ASKS = 'DELETE FROM hall_ask WHERE business_day < ?'

/** The ticket of a request: the one that was given here while the hall's answer did not come, or the request's own. */
export const OF_REQUEST = `SELECT ticket_id, series, business, origin, paper FROM ticket
  WHERE ticket_id = coalesce((SELECT given FROM hall_ask WHERE request_id = ?), (SELECT ticket_id FROM ticket WHERE request_id = ?))`

/** By whom it was taken, as far as that is known here. */
export const HOLDER = `SELECT coalesce(ticket.person_hash, hall_ticket.person_hash) AS person_hash
  FROM ticket LEFT JOIN hall_ticket USING (ticket_id) WHERE ticket_id = ?`

/** A ticket with which a person waits, of those given here alone. Takes day, business, hash. */
export const WAITS_ALONE = `SELECT ticket_id FROM ticket
  WHERE business_day = ? AND business = ? AND person_hash = ? AND ${STILL_ANSWERS} AND person_hash IS NOT NULL`

/** The same of those that the hall knows. */
export const WAITS_AT_HALL = `SELECT ticket.ticket_id FROM hall_ticket JOIN ticket USING (ticket_id)
  WHERE hall_ticket.person_hash = ? AND hall_ticket.person_hash IS NOT NULL AND ticket.business_day = ? AND ticket.business = ? AND ${STILL_ANSWERS}`

export const GIVEN_TODAY = "SELECT count(*) AS given FROM ticket WHERE business_day = ? AND business = ? AND status <> 'cancelled'"

/**
 * What the hall does not know of a day: whoever may still be called, and besides the last of each of its series, so that
 * the hall gives none of those numbers again.
 */
const UNKNOWN = `FROM ticket LEFT JOIN hall_ticket USING (ticket_id)
  WHERE ticket.business_day = ? AND hall_ticket.ticket_id IS NULL AND (${OPEN}
    OR (series NOT LIKE 'X%' AND seq = (SELECT last FROM series WHERE series.business_day = ticket.business_day AND series.series = ticket.series)))`
export const UNKNOWN_TO_HALL = `SELECT ticket.ticket_id AS ticket_id, ticket.person_hash AS person_hash, key_id, person_number, person_name,
    (SELECT request_id FROM hall_ask WHERE given = ticket.ticket_id) AS lost
  ${UNKNOWN} ORDER BY rank, seq LIMIT 200`
export const WAITING_FOR_HALL = `SELECT count(*) AS waiting FROM ticket LEFT JOIN hall_ticket USING (ticket_id)
  WHERE ticket.business_day = ? AND hall_ticket.ticket_id IS NULL AND ${OPEN}`

/** A number of the hall that is in nobody's hand, whose taker got one here, and which may still be called. Takes the day. */
export const LOST_AND_OPEN = `SELECT given, hall_ask.request_id AS lost FROM hall_ask JOIN ticket ON ticket.request_id = hall_ask.request_id
  JOIN hall_ticket ON hall_ticket.ticket_id = given
  WHERE hall_ask.business_day = ? AND hall_ticket.outcome IN ('given', 'merged') AND ticket.${OPEN} LIMIT 50`

export const MERGED = `INSERT INTO hall_ticket (ticket_id, business_day, outcome, instead, person_hash)
  SELECT ticket_id, business_day, ?, ?, person_hash FROM ticket WHERE ticket_id = ?
  ON CONFLICT (ticket_id) DO UPDATE SET outcome = excluded.outcome, instead = excluded.instead`
export const HOLDER_IS_THE_HALLS = 'UPDATE ticket SET person_hash = NULL WHERE ticket_id = ?'

export const NOT_TAKEN = "SELECT ticket.number AS number, instead FROM hall_ticket JOIN ticket USING (ticket_id) WHERE hall_ticket.business_day = ? AND outcome IN ('duplicate', 'refused') ORDER BY ticket_id"

/** Tickets of earlier days that this terminal gave alone and that end here. */
export const OWN_TO_END = `SELECT ticket.ticket_id AS ticket_id FROM ticket LEFT JOIN hall_ticket USING (ticket_id)
  WHERE ticket.business_day < ? AND ${OPEN} AND hall_ticket.ticket_id IS NULL`
export const FORGET_HALL_HOLDERS = 'UPDATE hall_ticket SET person_hash = NULL WHERE business_day < ? AND person_hash IS NOT NULL'
/** Others' tickets are kept as long as the waiting time is reckoned from them. */
export const FORGET_OTHERS = `DELETE FROM ticket WHERE business_day < ? AND terminal <> ?
  AND ticket_id IN (SELECT ticket_id FROM hall_ticket) AND ticket_id NOT IN (SELECT subject FROM sheet)`
export const FORGET_KNOWN = 'DELETE FROM hall_ticket WHERE business_day < ? AND ticket_id NOT IN (SELECT ticket_id FROM ticket)'

/** From one way of working to the other: who holds the hall's tickets of a day is looked for where that way looks. */
export const HOLDERS_BACK = `UPDATE OR IGNORE ticket SET person_hash = (SELECT person_hash FROM hall_ticket WHERE hall_ticket.ticket_id = ticket.ticket_id)
  WHERE ticket_id IN (SELECT ticket_id FROM hall_ticket WHERE person_hash IS NOT NULL)`
export const HOLDERS_FORTH = `UPDATE ticket SET person_hash = NULL WHERE person_hash IS NOT NULL
  AND ticket_id IN (SELECT ticket_id FROM hall_ticket)`
export const WINDOWS_OF_NOBODY = "UPDATE window_state SET state = 'closed' WHERE state <> 'closed' AND clerk IS NULL"
export const EVER_LINKED = 'SELECT 1 AS linked FROM hall_server'
