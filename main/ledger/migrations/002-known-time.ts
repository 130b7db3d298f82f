/** The latest time that the terminal believed: a clock far ahead of it is not believed at once. */
export const KNOWN_TIME = `
CREATE TABLE known_time (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at TEXT NOT NULL
) STRICT;

-- A ledger that is older than this table has known the time of its last entry.
INSERT INTO known_time (id, at) SELECT 1, max(at) FROM audit HAVING max(at) IS NOT NULL;
`
