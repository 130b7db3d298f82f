/** Tickets of bookings (预约), and the day's bookings of this hall, kept for when the platform cannot be asked. */
export const APPOINTMENTS = `
ALTER TABLE ticket ADD COLUMN slot_to TEXT;
ALTER TABLE ticket ADD COLUMN appointment_id TEXT;
CREATE UNIQUE INDEX ticket_of_appointment ON ticket (appointment_id) WHERE appointment_id IS NOT NULL;

CREATE TABLE appointment (
  row_id TEXT PRIMARY KEY,
  business_day TEXT NOT NULL,
  suite INTEGER NOT NULL,
  person_hash BLOB NOT NULL,
  key_id TEXT NOT NULL REFERENCES data_key (key_id),
  -- what is booked, sealed
  booking BLOB NOT NULL
) STRICT;
CREATE INDEX appointment_of_person ON appointment (business_day, person_hash);
`
