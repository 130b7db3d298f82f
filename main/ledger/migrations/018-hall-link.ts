/** What a terminal of a hall server knows of that server. */
export const HALL_LINK = `
CREATE TABLE hall_server (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- the greatest that was seen: what comes from an earlier one is not believed
  epoch INTEGER NOT NULL,
  -- behind the X of the numbers that this terminal gives alone
  mark TEXT NOT NULL,
  -- by how much the server's clock was ahead, and what it said when it was last heard
  offset_ms INTEGER NOT NULL,
  heard_at TEXT NOT NULL
) STRICT;

-- Tickets of this ledger that the hall server knows.
CREATE TABLE hall_ticket (
  ticket_id TEXT PRIMARY KEY,
  business_day TEXT NOT NULL,
  -- given: by the server; merged, duplicate, refused: what became of one that was given here
  outcome TEXT NOT NULL,
  -- of a duplicate: the number of the earlier ticket
  instead TEXT,
  -- who took it, as far as that was here; the ticket itself has none, since the server says who may take another
  person_hash BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX hall_ticket_of_person ON hall_ticket (person_hash) WHERE person_hash IS NOT NULL;

-- Numbers that were asked for and whose answer has not come.
CREATE TABLE hall_ask (
  request_id TEXT PRIMARY KEY,
  business_day TEXT NOT NULL,
  business TEXT NOT NULL,
  person_hash BLOB,
  -- the ticket that was given here meanwhile
  given TEXT
) STRICT, WITHOUT ROWID;
`
