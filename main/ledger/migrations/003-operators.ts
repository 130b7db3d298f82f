/** Who may open the operator's screen of this terminal, and how often a wrong PIN was tried. */
export const OPERATORS = `
CREATE TABLE operator (
  operator_id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  added_at TEXT NOT NULL,
  suite INTEGER NOT NULL,
  -- of the suite's function, as JSON: of scrypt {"N","r","p"}
  parameters TEXT NOT NULL,
  salt BLOB NOT NULL,
  pin_hash BLOB NOT NULL,
  failures INTEGER NOT NULL,
  -- milliseconds of the machine's uptime, not of its clock; 0: no wait
  wait_until INTEGER NOT NULL
) STRICT;

-- Tries under names that no operator has, by a keyed hash of the name: so that they are answered alike.
CREATE TABLE operator_stranger (
  bucket INTEGER PRIMARY KEY,
  failures INTEGER NOT NULL,
  wait_until INTEGER NOT NULL
) STRICT;
`
