/** Whether somebody took the certificates that came out. */
export const TAKEN = `
-- the person said so
ALTER TABLE certificate_copy ADD COLUMN taken_at TEXT;
-- nobody said so in time; a later word of the person stands beside it
ALTER TABLE certificate_copy ADD COLUMN left_at TEXT;
`
