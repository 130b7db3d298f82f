/** For how long a number of each business waits, the last services are looked up at each change of the hall. */
export const SERVICES = `
CREATE INDEX ticket_services ON ticket (business, ended_at) WHERE status = 'done' AND serving_at IS NOT NULL;
`
