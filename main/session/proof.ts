import { isTravelPermit } from './document-kind.ts'
import type { MaskedPerson } from '../contract/view.ts'
import type { PersonQuestion } from '../platform/platform.ts'
import type { Identity } from './identity.ts'

/**
 * What shows, besides the card, that whoever laid it is the one on it (design, promise 8). `id` is the platform's, of one
 * person, and lives there for some minutes; a clerk has looked at card and person. It ends with the session.
 */
export type Proof =
  | { readonly by: 'sms' | 'face'; readonly id: string }
  /** The clerk's name, as the hall gave it. */
  | { readonly by: 'clerk'; readonly clerk: string }

/** Who asks the platform, and how surely that is known. */
export type Asker = PersonQuestion

/** Null where nobody was identified by card: a typed number asks for nothing. */
export function askerOf(identity: Identity | null, proof: Proof | null): Asker | null {
  if (identity?.assurance !== 'card' || identity.name === null || isTravelPermit(identity.document)) return null
  return {
    person: { document: identity.document, number: identity.number.toString('latin1'), name: identity.name.toString('utf8') },
    assurance: { ...assuranceOf(proof), ...(identity.laid === null ? {} : { laid: identity.laid }) },
  }
}

function assuranceOf(proof: Proof | null): Asker['assurance'] {
  if (proof === null) return { level: 'card' }
  return proof.by === 'clerk' ? { level: 'clerk', clerk: proof.clerk } : { level: `card+${proof.by}`, proof: proof.id }
}

/** The person as the page may show one, with what was proven. */
export function provenPerson(identity: Identity, proof: Proof | null): MaskedPerson {
  return proof === null ? identity.masked : { ...identity.masked, proven: proof.by }
}
