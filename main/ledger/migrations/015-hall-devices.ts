/** Browsers of the hall that an operator has let in as a window, a board or the manager's page. */
export const HALL_DEVICES = `
CREATE TABLE hall_device (
  device_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('window', 'board', 'manager')),
  -- a window's own, or the one over which a board hangs; null: a board of an area or of the hall
  window TEXT,
  -- of a board, as the hall file names it; null: the whole hall, or one window
  area TEXT,
  enrolled_at TEXT NOT NULL,
  -- actor of the audit log
  enrolled_by TEXT NOT NULL,
  suite INTEGER NOT NULL,
  -- keyed hash of what its cookie holds
  credential_hash BLOB NOT NULL,
  last_seen_at TEXT,
  -- when two browsers were last seen with its credential at once
  used_twice_at TEXT,
  CHECK (kind <> 'window' OR window IS NOT NULL),
  CHECK (kind = 'board' OR area IS NULL)
) STRICT;
`
