import { wipeIdentity, type Identity } from './identity.ts'
import type { Session, Sessions } from './sessions.ts'

/** Whoever identifies last is the session's person; what was known before is wiped. */
export function identified(sessions: Pick<Sessions, 'touch' | 'changed'>, session: Session, identity: Identity, booked = false) {
  if (session.identity) wipeIdentity(session.identity)
  session.identity = identity
  session.proof = null
  session.booked = booked
  sessions.touch()
  sessions.changed()
  return { outcome: 'identified' as const, person: identity.masked, booked }
}
