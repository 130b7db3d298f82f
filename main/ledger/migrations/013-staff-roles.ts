/** Staff who only sit at windows beside those who look after the terminal: everybody before this step did the latter. */
export const STAFF_ROLES = `
ALTER TABLE operator ADD COLUMN role TEXT NOT NULL DEFAULT 'operator' CHECK (role IN ('operator', 'clerk', 'manager'));
`
