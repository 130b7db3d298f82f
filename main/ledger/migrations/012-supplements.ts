/** Papers that were asked for (补正) are handed in as applications are; and a person may ask what of theirs still waits here. */
export const SUPPLEMENTS = `
-- keyed hash of the number on the card by which it was handed in; null: its time is over, or it is older than this column
ALTER TABLE filing ADD COLUMN person_key BLOB;
-- of a supplement: the platform's filing (办件) that it is for, and when the authority asked; null: an application
ALTER TABLE filing ADD COLUMN supplement_of TEXT;
ALTER TABLE filing ADD COLUMN asked_at TEXT;
CREATE INDEX filing_of_person ON filing (person_key) WHERE person_key IS NOT NULL;
CREATE INDEX filing_supplement ON filing (supplement_of) WHERE supplement_of IS NOT NULL;
`
