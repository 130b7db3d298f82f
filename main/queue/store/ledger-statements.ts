import { DAY_ENDED } from '../ticket.ts'

/**
 * What calling asks the ledger. Each condition on `status` is written exactly as its partial index says it (migration
 * 014), for only then does SQLite use that index; a test reads the query plans.
 */

/** Whoever waits, was called or is held has a number already, and gets no second one for that business. */
export const STILL_ANSWERS = "status IN ('waiting', 'called', 'held')"
const OPEN = "status IN ('waiting', 'called', 'serving', 'held')"

/** In the order of `ticketValues`. */
export const COLUMNS = `ticket_id, request_id, business_day, business, series, seq, number, status, origin, terminal, paper, issued_at,
  ahead_at_issue, priority, priority_reason, rank, slot_from, slot_to, appointment_id, top_at, for_window, window, clerk, calls, first_called_at,
  last_called_at, serving_at, ended_at, reason, items`

export const TICKET_BY_ID = `SELECT ${COLUMNS} FROM ticket WHERE ticket_id = ?`
export const TICKET_BY_REQUEST = `SELECT ${COLUMNS} FROM ticket WHERE request_id = ?`

export const TICKET_OF_SERIES = `SELECT ${COLUMNS} FROM ticket WHERE business_day = ? AND series = ? AND seq = ?`
export const TICKET_OF_PERSON = `SELECT ${COLUMNS} FROM ticket WHERE business_day = ? AND business = ? AND person_hash = ?
  AND ${STILL_ANSWERS} AND person_hash IS NOT NULL`
export const TICKETS = `SELECT ${COLUMNS} FROM ticket WHERE ticket_id IN (SELECT value FROM json_each(?))`

export const LIFT_SERIES = `INSERT INTO series (business_day, series, last) VALUES (?, ?, ?)
  ON CONFLICT (business_day, series) DO UPDATE SET last = max(last, excluded.last)`

export const PERSON_HASH = 'SELECT person_hash FROM ticket WHERE ticket_id = ?'

export const OTHER_OF_HOLDER = `SELECT ${COLUMNS} FROM ticket
  WHERE business_day = (SELECT business_day FROM ticket WHERE ticket_id = ?) AND business = ?
    AND person_hash = (SELECT person_hash FROM ticket WHERE ticket_id = ?)
    AND ${STILL_ANSWERS} AND person_hash IS NOT NULL AND ticket_id <> ?`

/** Everything that decides whether a number may be given, in one look. */
export const BEFORE_ISSUE = `SELECT
  (SELECT ticket_id FROM ticket WHERE request_id = ?) AS of_request,
  (SELECT ticket_id FROM ticket WHERE business_day = ? AND business = ? AND person_hash = ?
    AND ${STILL_ANSWERS} AND person_hash IS NOT NULL) AS of_person,
  (SELECT ticket_id FROM ticket WHERE appointment_id = ? AND appointment_id IS NOT NULL) AS of_appointment,
  (SELECT last FROM series WHERE business_day = ? AND series = ?) AS issued,
  (SELECT count(*) FROM ticket WHERE business_day = ? AND business = ? AND status = 'waiting') AS waiting,
  (SELECT count(*) FROM ticket WHERE business_day = ? AND business = ? AND status = 'waiting' AND rank <= ?) AS ahead,
  (SELECT rank FROM ticket WHERE business_day = ? AND business = ? AND status = 'waiting' AND priority = 'ordinary'
    ORDER BY rank DESC LIMIT 1) AS last_ordinary`

/** Offline numbers are of the terminal's own series, and count to the business that they are for. */
export const GIVEN = `SELECT
  count(*) FILTER (WHERE appointment_id IS NULL AND issued_at >= ? AND issued_at < ?) AS walk_ins,
  count(*) FILTER (WHERE appointment_id IS NOT NULL AND slot_from >= ? AND slot_from < ?) AS booked,
  count(*) FILTER (WHERE person_hash = ?) AS of_person
  FROM ticket WHERE business_day = ? AND (series = ? OR (origin = 'offline' AND business = ?)) AND status <> 'cancelled'`

export const INSERT_TICKET = `INSERT INTO ticket (${COLUMNS}, suite, person_hash, key_id, person_number, person_name)
  VALUES (${Array.from({ length: 35 }, () => '?').join(', ')})`

/**
 * The next for a window. `json_each` brings the businesses it serves, each with its group; in them whoever was
 * transferred nowhere, and besides whoever was transferred here.
 */
export const CLAIM_NEXT = `UPDATE ticket SET status = 'called', window = ?, clerk = ?, calls = 1,
    first_called_at = coalesce(first_called_at, ?), last_called_at = ?
  WHERE ticket_id = (
    SELECT ticket_id FROM (
      SELECT ticket_id, served.value AS nearness, top_at, for_window, priority, slot_from, rank, seq
        FROM json_each(?) AS served CROSS JOIN ticket ON business_day = ? AND business = served.key
        WHERE status = 'waiting' AND for_window IS NULL
      UNION ALL
      SELECT ticket_id, 0, top_at, for_window, priority, slot_from, rank, seq FROM ticket
        WHERE business_day = ? AND for_window = ? AND status = 'waiting' AND for_window IS NOT NULL
    )
    ORDER BY nearness,
      CASE
        WHEN top_at IS NOT NULL THEN 0
        WHEN for_window IS NOT NULL THEN 1
        WHEN priority = 'ordinary' AND (slot_from IS NULL OR slot_from > ?) THEN 3
        WHEN priority = 'appointment' AND slot_from > ? THEN 5
        ELSE ?
      END,
      top_at, rank, seq
    LIMIT 1)
  RETURNING ${COLUMNS}`

export const WAITING_FOR = `SELECT ${COLUMNS} FROM json_each(?) AS wanted CROSS JOIN ticket ON business_day = ? AND business = wanted.value
  WHERE status = 'waiting' ORDER BY rank, seq`

export const OPEN_ON = `SELECT ${COLUMNS} FROM ticket WHERE business_day = ? AND ${OPEN} ORDER BY rank, seq`

export const BETWEEN = `SELECT ${COLUMNS} FROM ticket WHERE business_day BETWEEN ? AND ? ORDER BY issued_at, seq`

export const PASSED_ON = `SELECT ${COLUMNS} FROM ticket WHERE business_day = ? AND status = 'no-show' ORDER BY ended_at, seq`

export const OF_WINDOW = `SELECT ${COLUMNS} FROM ticket
  WHERE business_day = ? AND window = ? AND window IS NOT NULL AND status IN (SELECT value FROM json_each(?))
  ORDER BY max(coalesce(last_called_at, ''), coalesce(serving_at, ''), coalesce(ended_at, '')), seq`

export const SERVED_ON = `SELECT window, count(*) AS served FROM ticket
  WHERE business_day = ? AND window IS NOT NULL AND status = 'done' GROUP BY window`

const SERVED_LAST = `json_each(?) AS wanted CROSS JOIN ticket ON ticket.rowid IN (
  SELECT rowid FROM ticket WHERE business = wanted.value AND status = 'done' AND serving_at IS NOT NULL
    AND reason IS NOT '${DAY_ENDED}' ORDER BY ended_at DESC LIMIT ?)`
export const LAST_SERVICES = `SELECT ${COLUMNS} FROM ${SERVED_LAST}`

/** Of each window, of whoever waits and of whoever was served last no more than waits are reckoned from (`LineRow`). */
export const LINE = `SELECT
  (SELECT json_group_array(json_array(window, state)) FROM window_state) AS windows,
  (SELECT json_group_array(json_array(business, for_window)) FROM ticket WHERE business_day = ? AND status = 'waiting') AS waiting,
  (SELECT json_group_array(json_array(business, serving_at, ended_at)) FROM ${SERVED_LAST}) AS services`

export const END_EARLIER = `UPDATE ticket SET status = CASE status WHEN 'serving' THEN 'done' ELSE 'expired' END, ended_at = ?, reason = '${DAY_ENDED}'
  WHERE business_day < ? AND ${OPEN} RETURNING ${COLUMNS}`
/** Who the people of a day that is over were is needed for no look-up. */
export const FORGET_HOLDERS = 'UPDATE ticket SET person_hash = NULL WHERE business_day < ? AND person_hash IS NOT NULL'
export const FORGET_ANSWERS = 'DELETE FROM staff_answer WHERE business_day < ?'
export const FORGET_EVENTS = 'DELETE FROM queue_event WHERE at < ?'

const WINDOW_COLUMNS = 'window, state, clerk, pause_reason, since, ordinary_in_a_row'
export const WINDOW = `SELECT ${WINDOW_COLUMNS} FROM window_state WHERE window = ?`
export const WINDOWS = `SELECT ${WINDOW_COLUMNS} FROM window_state ORDER BY window`
export const SET_WINDOW = `INSERT OR REPLACE INTO window_state (${WINDOW_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`

export const ANSWER = 'SELECT answer FROM staff_answer WHERE request_id = ?'
export const KEEP_ANSWER = 'INSERT INTO staff_answer (request_id, business_day, answer) VALUES (?, ?, ?)'

const EVENT_COLUMNS = 'kind, ticket_id, number, business, window, facts'
export const INSERT_EVENT = `INSERT INTO queue_event (at, ${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`
export const EVENTS_AFTER = `SELECT seq, at, ${EVENT_COLUMNS} FROM queue_event WHERE seq > ? ORDER BY seq LIMIT ?`
/** Also when the last was forgotten: its number is not given again. */
export const LAST_EVENT = "SELECT seq FROM sqlite_sequence WHERE name = 'queue_event'"

/** An update of these columns alone; the few shapes that the rules know are each prepared once. */
export function changeColumns(columns: readonly string[]): string {
  return `UPDATE ticket SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ticket_id = ? RETURNING ${COLUMNS}`
}
