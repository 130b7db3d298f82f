/** Sheets of A4 in the printer's tray, as operators told what they put in. */
export const TRAYS = `
-- The last row is the tray as it is now.
CREATE TABLE paper_tray (
  tray_id INTEGER PRIMARY KEY,
  loaded_at TEXT NOT NULL,
  loaded_by TEXT NOT NULL,
  -- that lay in it then, what was left among them; null: that was not known
  sheets INTEGER,
  -- pages since then that are no certificate's: reports of the day
  other_pages INTEGER NOT NULL,
  -- the printer stopped because it was empty
  ended_at TEXT
) STRICT;

-- What lies untaken, and what was spoiled lately, for the operator's list.
CREATE INDEX certificate_copy_left ON certificate_copy (copy_key) WHERE left_at IS NOT NULL AND taken_at IS NULL;
CREATE INDEX sheet_spoiled ON sheet (decided_at) WHERE decision = 'spoiled';

-- Which pages came out since then, among years of tickets.
CREATE INDEX sheet_of_document ON sheet (changed_at) WHERE device = 'document';
`
