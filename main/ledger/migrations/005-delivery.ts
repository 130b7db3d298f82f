/** Whose turn it is in the outbox, and since when what was delivered is kept. */
export const DELIVERY = `
-- 1: an event of the same subject that was appended before it has not been delivered yet.
ALTER TABLE outbox ADD COLUMN behind INTEGER NOT NULL DEFAULT 0;
-- How often the platform put it off since it was last released.
ALTER TABLE outbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
-- When it may be tried again; empty: at any time.
ALTER TABLE outbox ADD COLUMN not_before TEXT NOT NULL DEFAULT '';

CREATE INDEX outbox_of_subject ON outbox (subject) WHERE delivered_at IS NULL;
UPDATE outbox SET behind = 1 WHERE delivered_at IS NULL AND EXISTS (
  SELECT 1 FROM outbox AS earlier
  WHERE earlier.subject = outbox.subject AND earlier.delivered_at IS NULL AND earlier.rowid < outbox.rowid);

CREATE INDEX outbox_next ON outbox (not_before) WHERE behind = 0 AND delivered_at IS NULL AND shelved_at IS NULL;
CREATE INDEX outbox_delivered ON outbox (delivered_at) WHERE delivered_at IS NOT NULL;

-- The order of a subject's events is that of their rows: a clock set back makes identifiers that go back with it.
CREATE TRIGGER outbox_behind AFTER INSERT ON outbox
  WHEN EXISTS (SELECT 1 FROM outbox WHERE subject = NEW.subject AND delivered_at IS NULL AND rowid < NEW.rowid) BEGIN
  UPDATE outbox SET behind = 1 WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER outbox_turn AFTER UPDATE OF delivered_at ON outbox WHEN NEW.delivered_at IS NOT NULL BEGIN
  UPDATE outbox SET behind = 0
  WHERE rowid = (SELECT min(rowid) FROM outbox WHERE subject = NEW.subject AND delivered_at IS NULL);
END;
-- What cannot be delivered goes to the shelf, never away.
CREATE TRIGGER outbox_no_delete BEFORE DELETE ON outbox WHEN OLD.delivered_at IS NULL BEGIN
  SELECT RAISE(ABORT, 'what was not delivered is kept');
END;
`
