/** What an operator decides and counts: sheets that went wrong, rolls of paper, faults of devices, a closed hall. */
export const OPERATIONS = `
-- Paper that the sheet takes from the roll; null: nothing of it was sent.
ALTER TABLE sheet ADD COLUMN length_mm INTEGER;
-- Of a sheet that failed or may have failed: 'reprinted' or 'void'; null while it waits for a person.
ALTER TABLE sheet ADD COLUMN decision TEXT;
ALTER TABLE sheet ADD COLUMN decided_by TEXT;
ALTER TABLE sheet ADD COLUMN decided_at TEXT;
CREATE INDEX sheet_undecided ON sheet (sheet_key) WHERE state IN ('failed', 'unknown') AND decision IS NULL;

-- The last row is the roll in the printer.
CREATE TABLE paper_roll (
  roll_id INTEGER PRIMARY KEY,
  loaded_at TEXT NOT NULL,
  loaded_by TEXT NOT NULL,
  -- as who put it in said; null: not told
  length_mm INTEGER,
  sheets INTEGER NOT NULL,
  used_mm INTEGER NOT NULL,
  -- what had been used when the printer first told that it ends soon
  near_end_at_mm INTEGER,
  -- the printer stopped because it was used up
  ended_at TEXT
) STRICT;

-- The last fault of each device, kept after it has passed.
CREATE TABLE device_fault (
  device TEXT PRIMARY KEY,
  fault TEXT NOT NULL,
  since TEXT NOT NULL,
  passed_at TEXT
) STRICT;

-- The hall gives no numbers here until an operator opens it again, or until this business day is over.
CREATE TABLE closure (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  last_day TEXT,
  closed_by TEXT NOT NULL
) STRICT;
`
