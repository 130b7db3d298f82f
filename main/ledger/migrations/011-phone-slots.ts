/** Places at the platform to which a phone may send a paper (手机传材料), from before one is asked for until it is settled. */
export const PHONE_SLOTS = `
CREATE TABLE phone_slot (
  -- the idempotency key under which it was asked for
  slot_key TEXT PRIMARY KEY,
  -- what the platform calls it; null: it has not answered, or the answer was lost
  upload_id TEXT,
  -- after this it opens nothing, whoever says so
  until TEXT NOT NULL
) STRICT;
`
