import { DAY_ENDED } from '../ticket.ts'
import { COLUMNS_TO_WRITE, EVENT_COLUMNS, TICKET_COLUMNS, TICKET_FIELDS, ticketColumns, WINDOW_COLUMNS } from './postgres-rows.ts'

/**
 * What the queue asks PostgreSQL; `$1` is always the hall. Each condition on `status` is written exactly as its partial
 * index says it (postgres-schema.ts), for only then is that index used.
 */

export const NEXT_IN_SERIES = `INSERT INTO yimen.series AS kept (hall, business_day, series, last) VALUES ($1, $2, $3, 1)
  ON CONFLICT (hall, business_day, series) DO UPDATE SET last = kept.last + 1
  RETURNING last`

/** Two asks of one series come one after the other from here on: each counts what the one before it was given, so that a quota holds. */
export const HOLD_SERIES = 'SELECT 1 FROM yimen.series WHERE hall = $1 AND business_day = $2 AND series = $3 FOR UPDATE'
export const BEGIN_SERIES = `INSERT INTO yimen.series (hall, business_day, series, last) VALUES ($1, $2, $3, 0)
  ON CONFLICT (hall, business_day, series) DO NOTHING`

const STILL_ANSWERS = "status IN ('waiting', 'called', 'held')"

/** `$2`: day; `$3`: business; `$4`: series; `$5`: request; `$6`: person; `$7`: rank; `$8`: appointment. */
export const BEFORE_ISSUE = `SELECT
    (SELECT ticket_id FROM yimen.ticket WHERE hall = $1 AND request_id = $5) AS of_request,
    (SELECT ticket_id FROM yimen.ticket WHERE hall = $1 AND business_day = $2 AND business = $3 AND person_hash = $6
      AND ${STILL_ANSWERS} AND person_hash IS NOT NULL) AS of_person,
    (SELECT ticket_id FROM yimen.ticket WHERE hall = $1 AND appointment_id = $8 AND appointment_id IS NOT NULL) AS of_appointment,
    coalesce((SELECT last FROM yimen.series WHERE hall = $1 AND business_day = $2 AND series = $4), 0) AS issued,
    count(*)::integer AS waiting,
    (count(*) FILTER (WHERE rank <= $7))::integer AS ahead,
    max(rank) FILTER (WHERE priority = 'ordinary') AS last_ordinary_rank
  FROM yimen.ticket WHERE hall = $1 AND business_day = $2 AND business = $3 AND status = 'waiting'`

/** `$2`: day; `$3`: business; `$4`, `$5`: from and to; `$6`: person. Offline numbers are of a terminal's own series. */
export const GIVEN = `SELECT
    (count(*) FILTER (WHERE appointment_id IS NULL AND issued_at >= $4 AND issued_at < $5))::integer AS "walkIns",
    (count(*) FILTER (WHERE appointment_id IS NOT NULL AND slot_from >= $4 AND slot_from < $5))::integer AS booked,
    (count(*) FILTER (WHERE person_hash = $6))::integer AS "ofPerson"
  FROM yimen.ticket
  WHERE hall = $1 AND business_day = $2 AND (series = $3 OR (origin = 'offline' AND business = $3)) AND status <> 'cancelled'`

const PLACES = TICKET_FIELDS.map((_, index) => `$${index + 7}`).join(', ')

export const INSERT_TICKET = `INSERT INTO yimen.ticket
  (hall, suite, person_hash, key_id, person_number, person_name, ${COLUMNS_TO_WRITE}) VALUES ($1, $2, $3, $4, $5, $6, ${PLACES})`

export const TICKET = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket WHERE hall = $1 AND ticket_id = $2 FOR UPDATE`

export const TICKET_OF_REQUEST = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket WHERE hall = $1 AND request_id = $2`

export const TICKET_OF_SERIES = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket
  WHERE hall = $1 AND business_day = $2 AND series = $3 AND seq = $4`

export const TICKET_OF_PERSON = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket
  WHERE hall = $1 AND business_day = $2 AND business = $3 AND person_hash = $4 AND ${STILL_ANSWERS} AND person_hash IS NOT NULL`

export const TICKETS = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket WHERE hall = $1 AND ticket_id = ANY($2::text[])`

export const LIFT_SERIES = `INSERT INTO yimen.series AS kept (hall, business_day, series, last) VALUES ($1, $2, $3, $4)
  ON CONFLICT (hall, business_day, series) DO UPDATE SET last = greatest(kept.last, excluded.last)`

export const PERSON_HASH = 'SELECT person_hash FROM yimen.ticket WHERE hall = $1 AND ticket_id = $2'

export const OTHER_OF_HOLDER = `SELECT ${ticketColumns('other')} FROM yimen.ticket AS this
    JOIN yimen.ticket AS other ON other.hall = this.hall AND other.business_day = this.business_day
      AND other.person_hash = this.person_hash AND other.ticket_id <> this.ticket_id
  WHERE this.hall = $1 AND this.ticket_id = $2 AND other.business = $3
    AND other.${STILL_ANSWERS} AND other.person_hash IS NOT NULL`

export const changeTicket = (set: string) =>
  `UPDATE yimen.ticket SET ${set} WHERE hall = $1 AND ticket_id = $2 RETURNING ${TICKET_COLUMNS}`

/**
 * `$2`: day; `$3`: businesses; `$4`: the group of each, from 1; `$5`: the window; `$6`: the clerk; `$7`: now; `$8`: whether
 * those who go first may.
 */
const claim = (locked: 'SKIP LOCKED' | '') => `UPDATE yimen.ticket
  SET status = 'called', at_window = $5, clerk = $6, calls = 1, first_called_at = coalesce(first_called_at, $7), last_called_at = $7
  WHERE hall = $1 AND ticket_id = (
    SELECT next.ticket_id FROM yimen.ticket AS next
      LEFT JOIN unnest($3::text[], $4::integer[]) AS served (business, place) ON served.business = next.business
    WHERE next.hall = $1 AND next.business_day = $2 AND next.status = 'waiting'
      AND (next.for_window = $5 OR (next.for_window IS NULL AND served.place IS NOT NULL))
    ORDER BY CASE WHEN next.for_window = $5 THEN 1 ELSE served.place END,
      CASE
        WHEN next.top_at IS NOT NULL THEN 1
        WHEN next.for_window = $5 THEN 2
        WHEN next.priority = 'appointment' AND next.slot_from > $7 THEN 6
        WHEN next.priority = 'ordinary' AND coalesce(next.slot_from > $7, true) THEN 4
        WHEN $8::boolean THEN 3
        ELSE 5
      END,
      next.top_at, next.rank, next.seq
    FOR UPDATE OF next ${locked} LIMIT 1)
  RETURNING ${TICKET_COLUMNS}`

/** Passes over a ticket that another window is being given: neither waits for the other, and nobody is called twice. */
export const CLAIM_NEXT = claim('SKIP LOCKED')

/**
 * For when the first finds nobody: perhaps somebody waits whose row is held for a moment (being put on top, say). This waits
 * for that moment, and only then is it said that nobody waits.
 */
export const CLAIM_LAST = claim('')

export const WAITING = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket
  WHERE hall = $1 AND business_day = $2 AND business = ANY($3::text[]) AND status = 'waiting' ORDER BY rank, seq`

const OPEN_STATES = "status IN ('waiting', 'called', 'serving', 'held')"

export const OPEN = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket
  WHERE hall = $1 AND business_day = $2 AND ${OPEN_STATES} ORDER BY rank, seq`

export const BETWEEN = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket
  WHERE hall = $1 AND business_day BETWEEN $2 AND $3 ORDER BY issued_at, seq`

export const PASSED = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket
  WHERE hall = $1 AND business_day = $2 AND status = 'no-show' ORDER BY ended_at, seq`

export const SERVED = `SELECT at_window AS "window", count(*)::int AS served FROM yimen.ticket
  WHERE hall = $1 AND business_day = $2 AND status = 'done' AND at_window IS NOT NULL GROUP BY at_window`

export const LAST_SERVICES = `SELECT ${ticketColumns('last')} FROM unnest($2::text[]) AS wanted (business) CROSS JOIN LATERAL (
    SELECT * FROM yimen.ticket WHERE hall = $1 AND ticket.business = wanted.business AND status = 'done' AND serving_at IS NOT NULL
      AND reason IS DISTINCT FROM '${DAY_ENDED}'
    ORDER BY ended_at DESC LIMIT $3) AS last`

export const OF_WINDOW = `SELECT ${TICKET_COLUMNS} FROM yimen.ticket
  WHERE hall = $1 AND business_day = $2 AND at_window = $3 AND at_window IS NOT NULL AND status = ANY($4::text[])
  ORDER BY greatest(last_called_at, serving_at, ended_at), seq`

/** One ends a day: whoever comes second waits, and finds it ended, windows and all. Let go of with the transaction. */
export const END_ALONE = `SELECT pg_advisory_xact_lock(hashtextextended('yimen day ' || $1::text, 0))`

/** Who was being served was served; everybody else of a day that is over is called no more. */
export const END_DAYS_BEFORE = `WITH ended AS (
    UPDATE yimen.ticket SET status = CASE status WHEN 'serving' THEN 'done' ELSE 'expired' END, ended_at = $3, reason = '${DAY_ENDED}'
    WHERE hall = $1 AND business_day < $2 AND ${OPEN_STATES}
    RETURNING *)
  SELECT ${ticketColumns('ended')} FROM ended ORDER BY rank, seq`

/** Who the people of earlier days were is needed for no look-up. */
export const FORGET_BEFORE =
  'UPDATE yimen.ticket SET person_hash = NULL WHERE hall = $1 AND business_day < $2 AND person_hash IS NOT NULL'

export const WINDOW = `SELECT ${WINDOW_COLUMNS} FROM yimen.window_state WHERE hall = $1 AND at_window = $2 FOR UPDATE`

export const WINDOWS = `SELECT ${WINDOW_COLUMNS} FROM yimen.window_state WHERE hall = $1 ORDER BY at_window COLLATE "C"`

export const SET_WINDOW = `INSERT INTO yimen.window_state
    (hall, at_window, state, clerk, pause_reason, since, ordinary_in_a_row) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (hall, at_window) DO UPDATE SET state = excluded.state, clerk = excluded.clerk,
    pause_reason = excluded.pause_reason, since = excluded.since, ordinary_in_a_row = excluded.ordinary_in_a_row`

export const ANSWERED = 'SELECT answer FROM yimen.answer WHERE hall = $1 AND request_id = $2'

export const KEEP_ANSWER = 'INSERT INTO yimen.answer (hall, request_id, business_day, answer) VALUES ($1, $2, $3, $4)'

export const FORGET_ANSWERS = 'DELETE FROM yimen.answer WHERE hall = $1 AND business_day < $2'

export const FORGET_EVENTS = 'DELETE FROM yimen.event WHERE hall = $1 AND at < $2'

/** Without the lock: as a transaction begins. */
export const GLANCE = 'SELECT epoch, last_event FROM yimen.head WHERE hall = $1'

export const HEAD = 'SELECT epoch, last_event, audit_seq, audit_hash FROM yimen.head WHERE hall = $1 FOR UPDATE'

/** `$3` to `$5`: the rows of the feed, the outbox and the audit log as JSON. */
export const RECORD = `WITH
  fed AS (
    INSERT INTO yimen.event (hall, seq, at, kind, ticket_id, number, business, at_window, facts)
    SELECT $1, row.seq, $2, row.kind, row.ticket_id, row.number, row.business, row.at_window, row.facts
    FROM jsonb_to_recordset($3) AS row (seq bigint, kind text, ticket_id text, number text, business text, at_window text, facts jsonb)),
  posted AS (
    INSERT INTO yimen.outbox (hall, event_id, subject, kind, payload, created_at)
    SELECT $1, row.event_id, row.subject, row.kind, row.payload, $2
    FROM jsonb_to_recordset($4) AS row (event_id text, subject text, kind text, payload text)),
  logged AS (
    INSERT INTO yimen.audit (hall, seq, suite, at, actor, event, payload, prev, hash)
    SELECT $1, row.seq, row.suite, row.at, row.actor, row.event, row.payload, decode(row.prev, 'hex'), decode(row.hash, 'hex')
    FROM jsonb_to_recordset($5) AS row (seq bigint, suite smallint, at text, actor text, event text, payload text, prev text, hash text))
  UPDATE yimen.head SET last_event = $6, audit_suite = $7, audit_seq = $8, audit_hash = $9, audit_seal = $10 WHERE hall = $1`

export const EVENTS_AFTER = `SELECT ${EVENT_COLUMNS} FROM yimen.event WHERE hall = $1 AND seq > $2 ORDER BY seq LIMIT $3`

export const LAST_EVENT = 'SELECT last_event FROM yimen.head WHERE hall = $1'
