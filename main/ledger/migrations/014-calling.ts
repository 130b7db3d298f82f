/**
 * What becomes of a ticket once somebody calls it. The table is made anew: a ticket that is transferred changes its
 * business, so that its number can no longer be unique within the business, but is within its series.
 */
export const CALLING = `
CREATE TABLE ticket_to_be_called (
  ticket_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  business_day TEXT NOT NULL,
  business TEXT NOT NULL,
  -- the letters of its number
  series TEXT NOT NULL,
  seq INTEGER NOT NULL,
  number TEXT NOT NULL,
  status TEXT NOT NULL,
  origin TEXT NOT NULL,
  terminal TEXT NOT NULL,
  paper TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  ahead_at_issue INTEGER NOT NULL,
  -- ordinary, green or appointment; and why, as the hall's words for it are keyed
  priority TEXT NOT NULL,
  priority_reason TEXT,
  -- tickets of one class are called in the order of this
  rank TEXT NOT NULL,
  slot_from TEXT,
  top_at TEXT,
  -- only this window calls it
  for_window TEXT,
  -- that called it last, and who sat there
  window TEXT,
  clerk TEXT,
  calls INTEGER NOT NULL,
  first_called_at TEXT,
  last_called_at TEXT,
  serving_at TEXT,
  ended_at TEXT,
  -- of its last pass, hold, transfer, top or cancelling
  reason TEXT,
  suite INTEGER,
  person_hash BLOB,
  key_id TEXT REFERENCES data_key (key_id),
  person_number BLOB,
  person_name BLOB,
  UNIQUE (business_day, series, seq)
) STRICT;
INSERT INTO ticket_to_be_called (rowid, ticket_id, request_id, business_day, business, series, seq, number, status, origin,
    terminal, paper, issued_at, ahead_at_issue, priority, rank, calls, suite, person_hash, key_id, person_number, person_name)
  SELECT rowid, ticket_id, request_id, business_day, business, business, seq, number, status, origin,
    terminal, paper, issued_at, ahead_at_issue, 'ordinary', issued_at, 0, suite, person_hash, key_id, person_number, person_name
  FROM ticket ORDER BY rowid;
DROP TABLE ticket;
ALTER TABLE ticket_to_be_called RENAME TO ticket;
CREATE INDEX ticket_waiting ON ticket (business_day, business, rank, seq) WHERE status = 'waiting';
CREATE INDEX ticket_for_window ON ticket (business_day, for_window) WHERE status = 'waiting' AND for_window IS NOT NULL;
CREATE INDEX ticket_of_window ON ticket (business_day, window, status) WHERE window IS NOT NULL;
CREATE INDEX ticket_passed ON ticket (business_day, ended_at, seq) WHERE status = 'no-show';
CREATE UNIQUE INDEX ticket_one_for_each_person ON ticket (business_day, business, person_hash)
  WHERE status IN ('waiting', 'called', 'held') AND person_hash IS NOT NULL;
CREATE INDEX ticket_at_day_end ON ticket (business_day) WHERE status IN ('waiting', 'called', 'serving', 'held');
CREATE INDEX ticket_to_forget ON ticket (business_day) WHERE person_hash IS NOT NULL;

CREATE TABLE window_state (
  window TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  clerk TEXT,
  pause_reason TEXT,
  since TEXT NOT NULL,
  -- calls of ordinary tickets since the last one of a class that goes first
  ordinary_in_a_row INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What staff were answered, for the repeats of their requests; until the day has ended.
CREATE TABLE staff_answer (
  request_id TEXT PRIMARY KEY,
  business_day TEXT NOT NULL,
  answer TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_answer_to_forget ON staff_answer (business_day);

-- What windows and boards hear. AUTOINCREMENT: what was forgotten gives no number back.
CREATE TABLE queue_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  ticket_id TEXT,
  number TEXT,
  business TEXT,
  window TEXT,
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX queue_event_to_forget ON queue_event (at);
`
