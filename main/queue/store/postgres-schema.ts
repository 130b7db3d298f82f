/**
 * The queue's tables. Every one carries the hall's code, so that many halls can share one PostgreSQL and be parted later.
 * What is said of a status here is said in the same words in the statements: partial indexes serve only those.
 */
const QUEUE = `
CREATE TABLE yimen.hall (
  hall text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  suite smallint NOT NULL,
  key_check bytea NOT NULL
);

-- One row for each hall, locked last of all in every transaction that writes: whoever holds it is the next to commit, so
-- events and audit entries are numbered in the order of commits, and a server of an earlier epoch is seen in time.
CREATE TABLE yimen.head (
  hall text PRIMARY KEY REFERENCES yimen.hall,
  epoch bigint NOT NULL,
  last_event bigint NOT NULL,
  audit_suite smallint NOT NULL,
  audit_seq bigint NOT NULL,
  audit_hash bytea NOT NULL,
  audit_seal bytea NOT NULL
) WITH (fillfactor = 20);

CREATE TABLE yimen.data_key (
  hall text NOT NULL REFERENCES yimen.hall,
  key_id text NOT NULL,
  suite smallint NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (hall, key_id)
);

-- One row for each series of numbers and business day, counted up in the ticket's own transaction.
CREATE TABLE yimen.series (
  hall text NOT NULL,
  business_day text NOT NULL,
  series text NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (hall, business_day, series)
) WITH (fillfactor = 20);

CREATE TABLE yimen.ticket (
  hall text NOT NULL,
  ticket_id text NOT NULL,
  request_id text NOT NULL,
  business_day text NOT NULL,
  business text NOT NULL,
  series text NOT NULL,
  seq integer NOT NULL,
  number text NOT NULL,
  status text NOT NULL,
  origin text NOT NULL,
  terminal text NOT NULL,
  paper text NOT NULL,
  issued_at timestamptz NOT NULL,
  ahead_at_issue integer NOT NULL,
  priority text NOT NULL,
  priority_reason text,
  rank timestamptz NOT NULL,
  slot_from timestamptz,
  top_at timestamptz,
  for_window text,
  at_window text,
  clerk text,
  calls integer NOT NULL,
  first_called_at timestamptz,
  last_called_at timestamptz,
  serving_at timestamptz,
  ended_at timestamptz,
  reason text,
  suite smallint,
  person_hash bytea,
  key_id text,
  person_number bytea,
  person_name bytea,
  PRIMARY KEY (hall, ticket_id),
  FOREIGN KEY (hall, key_id) REFERENCES yimen.data_key,
  CONSTRAINT ticket_of_request UNIQUE (hall, request_id),
  CONSTRAINT ticket_of_series UNIQUE (hall, business_day, series, seq)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX ticket_one_for_each_person ON yimen.ticket (hall, business_day, business, person_hash)
  WHERE status IN ('waiting', 'called', 'held') AND person_hash IS NOT NULL;
CREATE INDEX ticket_waiting ON yimen.ticket (hall, business_day, business, seq) WHERE status = 'waiting';
CREATE INDEX ticket_open ON yimen.ticket (hall, business_day)
  WHERE status IN ('waiting', 'called', 'serving', 'held');
CREATE INDEX ticket_of_window ON yimen.ticket (hall, business_day, at_window) WHERE at_window IS NOT NULL;
CREATE INDEX ticket_passed ON yimen.ticket (hall, business_day) WHERE status = 'no-show';
CREATE INDEX ticket_to_forget ON yimen.ticket (hall, business_day) WHERE person_hash IS NOT NULL;

CREATE TABLE yimen.window_state (
  hall text NOT NULL,
  at_window text NOT NULL,
  state text NOT NULL,
  clerk text,
  pause_reason text,
  since timestamptz NOT NULL,
  ordinary_in_a_row integer NOT NULL,
  PRIMARY KEY (hall, at_window)
);

CREATE TABLE yimen.answer (
  hall text NOT NULL,
  request_id text NOT NULL,
  business_day text NOT NULL,
  answer text NOT NULL,
  PRIMARY KEY (hall, request_id)
);

CREATE TABLE yimen.event (
  hall text NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  ticket_id text,
  number text,
  business text,
  at_window text,
  facts jsonb NOT NULL,
  PRIMARY KEY (hall, seq)
);

CREATE TABLE yimen.outbox (
  hall text NOT NULL,
  event_id text NOT NULL,
  subject text NOT NULL,
  kind text NOT NULL,
  payload text NOT NULL,
  created_at timestamptz NOT NULL,
  delivered_at timestamptz,
  PRIMARY KEY (hall, event_id)
);
CREATE INDEX outbox_waiting ON yimen.outbox (hall, created_at) WHERE delivered_at IS NULL;

CREATE TABLE yimen.audit (
  hall text NOT NULL,
  seq bigint NOT NULL,
  suite smallint NOT NULL,
  at text NOT NULL,
  actor text NOT NULL,
  event text NOT NULL,
  payload text NOT NULL,
  prev bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (hall, seq)
);
CREATE FUNCTION yimen.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log only grows';
END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON yimen.audit
  FOR EACH STATEMENT EXECUTE FUNCTION yimen.refuse_audit_change();
`

const APPOINTMENTS = `
ALTER TABLE yimen.ticket ADD COLUMN slot_to timestamptz, ADD COLUMN appointment_id text;
CREATE UNIQUE INDEX ticket_of_appointment ON yimen.ticket (hall, appointment_id) WHERE appointment_id IS NOT NULL;
`

/** For how long a number of each business waits, the last services are looked up at each change of the hall. */
const SERVICES = `
CREATE INDEX ticket_services ON yimen.ticket (hall, business, ended_at) WHERE status = 'done' AND serving_at IS NOT NULL;
`

/**
 * Who works in the hall, and which browsers and terminals are let in. A pairing's and a wait's time is the database's:
 * the servers' own clocks may differ.
 */
const STAFF_AND_DEVICES = `
CREATE TABLE yimen.operator (
  hall text NOT NULL REFERENCES yimen.hall,
  operator_id text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  added_at timestamptz NOT NULL,
  suite smallint NOT NULL,
  -- of the suite's function, as JSON: of scrypt {"N","r","p"}
  parameters text NOT NULL,
  salt bytea NOT NULL,
  pin_hash bytea NOT NULL,
  failures integer NOT NULL,
  -- milliseconds of the database's clock; 0: no wait
  wait_until bigint NOT NULL,
  PRIMARY KEY (hall, operator_id),
  CONSTRAINT operator_of_name UNIQUE (hall, name)
);

-- Tries under names that nobody has, by a keyed hash of the name: so that they are answered alike.
CREATE TABLE yimen.operator_stranger (
  hall text NOT NULL,
  bucket integer NOT NULL,
  failures integer NOT NULL,
  wait_until bigint NOT NULL,
  PRIMARY KEY (hall, bucket)
);

CREATE TABLE yimen.device (
  hall text NOT NULL REFERENCES yimen.hall,
  device_id text NOT NULL,
  kind text NOT NULL,
  at_window text,
  area text,
  terminal text,
  enrolled_at timestamptz NOT NULL,
  enrolled_by text NOT NULL,
  suite smallint NOT NULL,
  -- keyed hash of its credential
  credential_hash bytea NOT NULL,
  last_seen_at timestamptz,
  used_twice_at timestamptz,
  PRIMARY KEY (hall, device_id)
);

-- The character behind the X of the numbers that a terminal gives alone. It stays the terminal's own when its credential is
-- taken back: a number of its series may be in somebody's hand.
CREATE TABLE yimen.terminal_mark (
  hall text NOT NULL REFERENCES yimen.hall,
  terminal text NOT NULL,
  mark text NOT NULL,
  PRIMARY KEY (hall, terminal),
  CONSTRAINT mark_of_one_terminal UNIQUE (hall, mark)
);

CREATE TABLE yimen.pairing (
  hall text NOT NULL REFERENCES yimen.hall,
  pairing_id text NOT NULL,
  -- of what the asking browser or terminal keeps to itself
  secret_hash text NOT NULL,
  code text NOT NULL,
  kind text NOT NULL,
  at_window text,
  area text,
  terminal text,
  address text NOT NULL,
  state text NOT NULL,
  approved_by text,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (hall, pairing_id)
);
`

/** Whose turn it is in the outbox, and keys that can be destroyed. */
const DELIVERY = `
ALTER TABLE yimen.outbox
  -- in the order of commits: it is counted under the lock of the head row
  ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY,
  -- how often the platform put it off since it was last released
  ADD COLUMN tries integer NOT NULL DEFAULT 0,
  -- when it may be tried again; null: at any time
  ADD COLUMN not_before timestamptz,
  ADD COLUMN shelved_at timestamptz,
  ADD COLUMN shelf_reason text;
DROP INDEX yimen.outbox_waiting;
CREATE INDEX outbox_waiting ON yimen.outbox (hall, place) WHERE delivered_at IS NULL AND shelved_at IS NULL;
CREATE INDEX outbox_of_subject ON yimen.outbox (hall, subject, place) WHERE delivered_at IS NULL;
CREATE INDEX outbox_shelf ON yimen.outbox (hall, place) WHERE delivered_at IS NULL AND shelved_at IS NOT NULL;
CREATE INDEX outbox_delivered ON yimen.outbox (hall, delivered_at) WHERE delivered_at IS NOT NULL;

-- null: destroyed
ALTER TABLE yimen.data_key ALTER COLUMN wrapped DROP NOT NULL;
`

/** Several items on one ticket: `[{"name":{"zh","en"},"own","done"}]`. */
const ITEMS = `
ALTER TABLE yimen.ticket ADD COLUMN items jsonb NOT NULL DEFAULT '[]';
`

/** Evaluations (好差评) given in the hall, and the bad ones that are being put right, as in the terminal's ledger. */
const EVALUATIONS = `
CREATE TABLE yimen.evaluation (
  hall text NOT NULL REFERENCES yimen.hall,
  evaluation_id text NOT NULL,
  request_id text NOT NULL,
  -- 'ticket', and its id
  matter text NOT NULL,
  subject text NOT NULL,
  -- 0: the first of its matter; 1: the one that was added later
  place smallint NOT NULL CHECK (place IN (0, 1)),
  service text NOT NULL,
  channel text NOT NULL,
  at_window text,
  business_day text NOT NULL,
  given_at timestamptz NOT NULL,
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 5),
  reasons text NOT NULL,
  suite smallint NOT NULL,
  -- what was written; null: nothing
  key_id text,
  words bytea,
  PRIMARY KEY (hall, evaluation_id),
  FOREIGN KEY (hall, key_id) REFERENCES yimen.data_key,
  CONSTRAINT evaluation_of_request UNIQUE (hall, request_id),
  CONSTRAINT evaluation_of_matter UNIQUE (hall, matter, subject, place)
);
CREATE INDEX evaluation_day ON yimen.evaluation (hall, business_day);

CREATE TABLE yimen.bad_case (
  hall text NOT NULL,
  case_id text NOT NULL,
  evaluation_id text NOT NULL,
  opened_at timestamptz NOT NULL,
  -- null where the hall's calendar has not so many working days
  due_on text,
  closed_at timestamptz,
  PRIMARY KEY (hall, case_id),
  FOREIGN KEY (hall, evaluation_id) REFERENCES yimen.evaluation,
  CONSTRAINT case_of_evaluation UNIQUE (hall, evaluation_id)
);
CREATE INDEX bad_case_open ON yimen.bad_case (hall, opened_at) WHERE closed_at IS NULL;

CREATE TABLE yimen.bad_case_step (
  hall text NOT NULL,
  case_id text NOT NULL,
  place smallint NOT NULL,
  step text NOT NULL,
  at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  suite smallint NOT NULL,
  key_id text,
  note bytea,
  PRIMARY KEY (hall, case_id, place),
  FOREIGN KEY (hall, case_id) REFERENCES yimen.bad_case,
  FOREIGN KEY (hall, key_id) REFERENCES yimen.data_key
);
`

/**
 * Who is signed in at which page, for whichever server the page asks. It ends with the page's credential and with whose it
 * is; the name is the operator's own row's.
 */
const SIGN_INS = `
CREATE TABLE yimen.sign_in (
  hall text NOT NULL,
  device_id text NOT NULL,
  -- null: a manager's desk
  at_window text,
  operator_id text NOT NULL,
  -- the day of the hall until whose end it lasts
  business_day text NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (hall, device_id),
  CONSTRAINT sign_in_of_window UNIQUE (hall, at_window),
  FOREIGN KEY (hall, device_id) REFERENCES yimen.device ON DELETE CASCADE,
  FOREIGN KEY (hall, operator_id) REFERENCES yimen.operator ON DELETE CASCADE
);
CREATE INDEX sign_in_of_operator ON yimen.sign_in (hall, operator_id);
`

/** How many bad evaluations of its own journeys each terminal has told of that are open there. */
const TERMINAL_CASES = `
CREATE TABLE yimen.terminal_cases (
  hall text NOT NULL REFERENCES yimen.hall,
  terminal text NOT NULL,
  open integer NOT NULL,
  overdue integer NOT NULL,
  PRIMARY KEY (hall, terminal)
);
`

/**
 * The steps from an empty database to today's, in order. A step that has left the house is never changed: what is to be
 * different is a further step.
 */
export const SCHEMA_STEPS: readonly string[] = [QUEUE, APPOINTMENTS, SERVICES, STAFF_AND_DEVICES, DELIVERY, ITEMS, EVALUATIONS, SIGN_INS, TERMINAL_CASES]
