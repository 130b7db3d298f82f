/** Certificates: each copy that a person asked for, and the sheets of the A4 printer beside those of tickets. */
export const CERTIFICATES = `
ALTER TABLE sheet ADD COLUMN device TEXT NOT NULL DEFAULT 'ticket';
-- Why a certificate that came out is of no use: 'jammed', 'torn', 'not-taken', …
ALTER TABLE sheet ADD COLUMN decision_reason TEXT;

-- One copy is one authorisation of the platform, under this key, and one sheet (sheet.subject = copy_key), of however many pages.
CREATE TABLE certificate_copy (
  copy_key TEXT PRIMARY KEY,
  -- one wish of one person: so many copies of one certificate
  request_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  business_day TEXT NOT NULL,
  certificate_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  title_en TEXT,
  period_from TEXT,
  period_to TEXT,
  purpose TEXT,
  intended_at TEXT NOT NULL,
  -- what the platform answered; null: it has not, or the answer was lost
  authorised_at TEXT,
  authorisation_id TEXT,
  number TEXT,
  -- of the file that went to the printer
  sha256 TEXT,
  pages INTEGER,
  -- the spoiled copy in whose place an operator let this one be made
  replaces TEXT UNIQUE REFERENCES certificate_copy (copy_key),
  suite INTEGER NOT NULL,
  key_id TEXT NOT NULL REFERENCES data_key (key_id),
  person_number BLOB NOT NULL,
  person_name BLOB,
  UNIQUE (request_id, place)
) STRICT;
CREATE INDEX certificate_copy_day ON certificate_copy (business_day);
`
