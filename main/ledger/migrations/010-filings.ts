/** Applications (办件) that were handed in here, the pages of their papers, and their own way to the platform. */
export const FILINGS = `
-- One key for one draft, and then for the filing that it became: the pages below materials/<key_id> and the filing's content
-- are sealed under it, so that neither is written anew, and one key is all that has to be destroyed.
CREATE TABLE filing_key (
  key_id TEXT PRIMARY KEY,
  draft_id TEXT NOT NULL UNIQUE,
  suite INTEGER NOT NULL,
  -- by the machine's key; null: destroyed
  wrapped BLOB,
  made_at TEXT NOT NULL,
  destroyed_at TEXT
) STRICT;

CREATE TABLE filing (
  filing_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  -- one draft is handed in once, whatever asks again after a power cut
  draft_id TEXT NOT NULL UNIQUE,
  key_id TEXT NOT NULL UNIQUE REFERENCES filing_key (key_id),
  business_day TEXT NOT NULL,
  -- 回执号
  receipt TEXT NOT NULL UNIQUE,
  task_code TEXT NOT NULL,
  task_version INTEGER NOT NULL,
  filed_at TEXT NOT NULL,
  -- who, what, and the hashes of the pages; null: its time is over
  content BLOB,
  -- the draft that it was has been destroyed
  draft_gone INTEGER NOT NULL DEFAULT 0,
  -- what the platform answered; null: it has not, or the answer was lost
  received_at TEXT,
  platform_id TEXT
) STRICT;
CREATE INDEX filing_to_forget ON filing (received_at) WHERE received_at IS NOT NULL AND content IS NOT NULL;
CREATE INDEX filing_with_draft ON filing (filing_id) WHERE draft_gone = 0;

-- Filings leave one by one with their materials, beside the events that leave many at a time.
ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT 'events';
DROP INDEX outbox_next;
CREATE INDEX outbox_next ON outbox (lane, not_before) WHERE behind = 0 AND delivered_at IS NULL AND shelved_at IS NULL;
`
