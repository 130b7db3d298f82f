/** Evaluations (好差评), and the bad ones that are being put right. */
export const EVALUATIONS = `
CREATE TABLE evaluation (
  evaluation_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  -- 'certificate', 'filing' or 'ticket', and the key by which that is known
  matter TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- 0: the first of its matter; 1: the one that was added later
  place INTEGER NOT NULL CHECK (place IN (0, 1)),
  service TEXT NOT NULL,
  channel TEXT NOT NULL,
  window TEXT,
  business_day TEXT NOT NULL,
  given_at TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
  reasons TEXT NOT NULL,
  suite INTEGER NOT NULL,
  -- what was written; null: nothing
  key_id TEXT REFERENCES data_key (key_id),
  words BLOB,
  UNIQUE (matter, subject, place)
) STRICT;
CREATE INDEX evaluation_day ON evaluation (business_day);

CREATE TABLE bad_case (
  case_id TEXT PRIMARY KEY,
  evaluation_id TEXT NOT NULL UNIQUE REFERENCES evaluation (evaluation_id),
  opened_at TEXT NOT NULL,
  -- null where the hall's calendar has not so many working days
  due_on TEXT,
  closed_at TEXT
) STRICT;
CREATE INDEX bad_case_open ON bad_case (opened_at) WHERE closed_at IS NULL;

CREATE TABLE bad_case_step (
  case_id TEXT NOT NULL REFERENCES bad_case (case_id),
  place INTEGER NOT NULL,
  step TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  suite INTEGER NOT NULL,
  key_id TEXT REFERENCES data_key (key_id),
  note BLOB,
  PRIMARY KEY (case_id, place)
) STRICT, WITHOUT ROWID;
`
