/** The first ledger: tickets, sheets of paper, outbox, audit log, keys. */
export const TICKETS = `
CREATE TABLE ledger_about (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  terminal TEXT NOT NULL,
  created_at TEXT NOT NULL,
  suite INTEGER NOT NULL,
  key_check BLOB NOT NULL
) STRICT;

CREATE TABLE data_key (
  key_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  month TEXT NOT NULL,
  generation INTEGER NOT NULL,
  suite INTEGER NOT NULL,
  wrapped BLOB,
  created_at TEXT NOT NULL,
  destroyed_at TEXT,
  UNIQUE (kind, month, generation)
) STRICT;

-- One row for each series of numbers and business day, counted up in the ticket's own transaction.
CREATE TABLE series (
  business_day TEXT NOT NULL,
  series TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (business_day, series)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
  ticket_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  business_day TEXT NOT NULL,
  business TEXT NOT NULL,
  seq INTEGER NOT NULL,
  number TEXT NOT NULL,
  status TEXT NOT NULL,
  origin TEXT NOT NULL,
  terminal TEXT NOT NULL,
  paper TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  ahead_at_issue INTEGER NOT NULL,
  suite INTEGER,
  person_hash BLOB,
  key_id TEXT REFERENCES data_key (key_id),
  person_number BLOB,
  person_name BLOB,
  UNIQUE (business_day, business, seq)
) STRICT;
CREATE INDEX ticket_waiting ON ticket (business_day, business, seq) WHERE status = 'waiting';
CREATE UNIQUE INDEX ticket_one_for_each_person ON ticket (business_day, business, person_hash)
  WHERE status IN ('waiting', 'called') AND person_hash IS NOT NULL;
CREATE INDEX ticket_at_day_end ON ticket (business_day) WHERE status IN ('waiting', 'called');
CREATE INDEX ticket_to_forget ON ticket (business_day) WHERE person_hash IS NOT NULL;

CREATE TABLE sheet (
  sheet_key TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  request_id TEXT NOT NULL UNIQUE,
  copy INTEGER NOT NULL,
  copy_reason TEXT,
  state TEXT NOT NULL,
  detail TEXT,
  intended_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  UNIQUE (subject, copy)
) STRICT;
CREATE INDEX sheet_open ON sheet (sheet_key)
  WHERE (state IN ('intended', 'sending') OR (state = 'sent' AND detail = 'awaited'));

CREATE TABLE outbox (
  event_id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at TEXT NOT NULL,
  delivered_at TEXT,
  shelved_at TEXT,
  shelf_reason TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (created_at) WHERE delivered_at IS NULL AND shelved_at IS NULL;
CREATE INDEX outbox_shelf ON outbox (shelved_at) WHERE shelved_at IS NOT NULL;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  suite INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  event TEXT NOT NULL,
  payload TEXT NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  suite INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  seal BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log only grows');
END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log only grows');
END;
-- INSERT OR REPLACE would delete a row without asking the trigger above.
CREATE TRIGGER audit_next_only BEFORE INSERT ON audit
  WHEN NEW.seq IS NOT (SELECT seq + 1 FROM audit_head) BEGIN
  SELECT RAISE(ABORT, 'the audit log has no gap');
END;
CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head WHEN NEW.seq IS NOT OLD.seq + 1 BEGIN
  SELECT RAISE(ABORT, 'the audit log only grows');
END;
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head BEGIN
  SELECT RAISE(ABORT, 'the audit log only grows');
END;
`
