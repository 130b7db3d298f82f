/** Applications that are being filled in: whole and sealed, each under a key of its own that dies with its row. */
export const DRAFTS = `
CREATE TABLE draft (
  draft_id TEXT PRIMARY KEY,
  -- keyed hash of the person's number, the item and the applicant: the same card finds it again
  draft_key BLOB NOT NULL UNIQUE,
  suite INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  sealed BLOB NOT NULL,
  used_at TEXT NOT NULL
) STRICT;
CREATE INDEX draft_used ON draft (used_at);
`
