import { COLUMNS } from '../store/ledger-statements.ts'

/**
 * How the hall's day is laid over the terminal's own ledger: tickets come many at a time, as one JSON list whose rows
 * have the order of `ticketValues`. A thousand of them are a handful of statements.
 */

const AT = new Map(COLUMNS.split(',').map((column, index) => [column.trim(), index]))

function taken(column: string): string {
  const at = AT.get(column)
  if (at === undefined) throw new Error(`a ticket has no column ${column}`)
  return `value ->> ${at}`
}

/** What of a ticket changes after its issue. */
const CHANGING = `business, status, priority, priority_reason, rank, slot_from, slot_to, appointment_id, top_at, for_window, window, clerk, calls,
  first_called_at, last_called_at, serving_at, ended_at, reason, items`.split(',').map((column) => column.trim())

const TICKETS_THERE = `SELECT ${[...AT.keys()].map(taken).join(', ')} FROM json_each(?) WHERE true`
const IDS_THERE = `SELECT ${taken('ticket_id')} FROM json_each(?)`

/**
 * A ticket that this terminal gave on a day on which the hall gave another the same number steps aside: it keeps its
 * number and loses its place in the series. Takes the list twice, as the next two do.
 */
export const SET_NUMBERS_ASIDE = `UPDATE ticket SET series = series || ' ' || ticket_id
  WHERE (business_day, series, seq) IN (SELECT ${['business_day', 'series', 'seq'].map(taken).join(', ')} FROM json_each(?))
    AND ticket_id NOT IN (${IDS_THERE})`
export const SET_REQUESTS_ASIDE = `UPDATE ticket SET request_id = ticket_id
  WHERE request_id IN (SELECT ${taken('request_id')} FROM json_each(?)) AND ticket_id NOT IN (${IDS_THERE})`

/** One booking is one ticket; the one that was given here for it keeps its slot. */
export const SET_BOOKINGS_ASIDE = `UPDATE ticket SET appointment_id = NULL
  WHERE appointment_id IS NOT NULL AND appointment_id IN (SELECT ${taken('appointment_id')} FROM json_each(?)) AND ticket_id NOT IN (${IDS_THERE})`

export const LAY_OVER = `INSERT INTO ticket (${COLUMNS}) ${TICKETS_THERE}
  ON CONFLICT (ticket_id) DO UPDATE SET ${CHANGING.map((column) => `${column} = excluded.${column}`).join(', ')}`

/** A copy of what was answered; news may have brought a later state of it already. */
export const LAY_UNDER = `INSERT INTO ticket (${COLUMNS}) ${TICKETS_THERE} ON CONFLICT (ticket_id) DO NOTHING`

/** Whoever has just checked in for a booking sees its slot on the ticket with which they waited, though the news of it are still to come. */
export const GAIN_BOOKING = `UPDATE ticket SET appointment_id = ?, slot_from = ?, slot_to = ?
  WHERE ticket_id = ? AND appointment_id IS NULL AND status = 'waiting'`

/** They are the hall's from now on, and who holds them is looked for among the hall's. Takes the outcome, then the list. */
export const KNOW = `INSERT INTO hall_ticket (ticket_id, business_day, outcome, person_hash)
  SELECT ticket_id, business_day, ?, person_hash FROM ticket WHERE ticket_id IN (${IDS_THERE})
  ON CONFLICT (ticket_id) DO NOTHING`
export const HOLDERS_ARE_THE_HALLS = `UPDATE ticket SET person_hash = NULL WHERE person_hash IS NOT NULL AND ticket_id IN (${IDS_THERE})`

/** No number of the day is given again here, should this terminal count by itself once more. */
export const LIFT_SERIES = `INSERT INTO series (business_day, series, last)
  SELECT ${taken('business_day')}, ${taken('series')}, max(${taken('seq')}) FROM json_each(?) WHERE true GROUP BY 1, 2
  ON CONFLICT (business_day, series) DO UPDATE SET last = max(last, excluded.last)`

/** Of a day that came whole: what it no longer has, the server has lost. Ours are brought to it again; others' are nobody's. Both take day, terminal, list. */
export const FORGOTTEN_OF_OURS = `DELETE FROM hall_ticket WHERE business_day = ? AND outcome IN ('given', 'merged')
  AND ticket_id IN (SELECT ticket_id FROM ticket WHERE terminal = ?) AND ticket_id NOT IN (${IDS_THERE})`
export const FORGOTTEN_OF_OTHERS = `UPDATE ticket SET status = 'cancelled' WHERE business_day = ? AND terminal <> ?
  AND status IN ('waiting', 'called', 'serving', 'held') AND ticket_id IN (SELECT ticket_id FROM hall_ticket) AND ticket_id NOT IN (${IDS_THERE})`

export const SET_WINDOW_STATE = `INSERT INTO window_state (window, state, clerk, pause_reason, since, ordinary_in_a_row)
  VALUES (?, ?, NULL, NULL, ?, 0)
  ON CONFLICT (window) DO UPDATE SET state = excluded.state, clerk = NULL, pause_reason = NULL, since = excluded.since
  WHERE window_state.state <> excluded.state`

/** `epoch` and the mark are what was heard last, the clock's hands too. */
export const HEARD = `INSERT INTO hall_server (id, epoch, mark, offset_ms, heard_at) VALUES (1, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, mark = excluded.mark, offset_ms = excluded.offset_ms, heard_at = excluded.heard_at`
export const LAST_HEARD = 'SELECT epoch, mark, offset_ms, heard_at FROM hall_server'
