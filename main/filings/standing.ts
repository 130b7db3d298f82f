import type { Identity } from '../session/identity.ts'
import { askerOf, type Asker } from '../session/proof.ts'
import type { Session, Sessions } from '../session/sessions.ts'

/** Whoever stands in front and was identified by card. */
export interface Standing {
  readonly session: Session
  readonly identity: Identity
  readonly asker: Asker
}

export interface StepErrors {
  readonly WRONG_STEP: (about: { data: { needs: 'session' | 'card' | 'own-draft' } }) => Error
}

/**
 * Who may work on a draft. Asked again after each wait (`before`): a session may end meanwhile, or its person identify
 * otherwise.
 */
export function standingIn(sessions: Sessions, errors: StepErrors, before?: Standing): Standing {
  const standing = unmoved(sessions, errors, before)
  sessions.touch()
  return standing
}

/** The same for what a page asks by itself: nobody has touched anything. */
export function unmoved(sessions: Sessions, errors: StepErrors, before?: Standing): Standing {
  const session = sessions.current
  if (session === null || (before !== undefined && session !== before.session)) throw errors.WRONG_STEP({ data: { needs: 'session' } })
  const { identity } = session
  const asker = askerOf(identity, session.proof)
  if (identity === null || asker === null || (before !== undefined && identity !== before.identity)) {
    throw errors.WRONG_STEP({ data: { needs: 'card' } })
  }
  return { session, identity, asker }
}
