import type { PlatformReason } from '../contract/platform-reason.ts'
import type { Identity } from './identity.ts'
import { askerOf, type Asker } from './proof.ts'
import type { Session, Sessions } from './sessions.ts'

/** Whoever stands in front, identified by card, as they were when a call began. */
export interface Standing {
  readonly session: Session
  readonly identity: Identity
  readonly asker: Asker
}

type Errors = { readonly WRONG_STEP: (about: { data: { needs: 'session' | 'card' } }) => Error }

/**
 * Whoever stands in front, identified by card. Asked again after each wait, with what was answered `before`: a session
 * may end meanwhile, or its person identify otherwise, and what came is then nobody's here.
 */
export function whoeverStandsHere(sessions: Sessions, errors: Errors, before?: Standing): Standing {
  const session = sessions.current
  if (session === null || (before !== undefined && session !== before.session)) throw errors.WRONG_STEP({ data: { needs: 'session' } })
  const { identity } = session
  const asker = askerOf(identity, session.proof)
  if (identity === null || asker === null || (before !== undefined && identity !== before.identity)) {
    throw errors.WRONG_STEP({ data: { needs: 'card' } })
  }
  sessions.touch()
  return { session, identity, asker }
}

/** A proof that the platform no longer takes is none: the page asks for another. */
export function withoutProofTooLow(sessions: Sessions, session: Session, reason: PlatformReason): void {
  if (reason !== 'assurance-too-low' || session.proof === null) return
  session.proof = null
  sessions.changed()
}
