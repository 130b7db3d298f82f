import { maskName, maskNumber } from './masking.ts'
import type { MaskedPerson } from '../contract/view.ts'

/**
 * Who stands in front, and how surely: `none < typed < card` (design, promise 8); a second factor is the session's
 * proof.
 * It lives in memory for one session only. Text is kept as bytes that can be overwritten: a string cannot be, and
 * would stay readable in the process's memory until chance takes its place.
 */
export interface Identity {
  readonly assurance: 'typed' | 'card'
  /** ID number, 18 ASCII characters. */
  readonly number: Buffer
  /** Name as on the card, UTF-8; null when only the number is known. */
  readonly name: Buffer | null
  readonly masked: MaskedPerson
}

export function identityOf(person: {
  readonly assurance: 'typed' | 'card'
  readonly number: string
  readonly name?: string
}): Identity {
  return {
    assurance: person.assurance,
    number: Buffer.from(person.number, 'latin1'),
    name: person.name === undefined ? null : Buffer.from(person.name, 'utf8'),
    masked: {
      assurance: person.assurance,
      number: maskNumber(person.number),
      ...(person.name === undefined ? {} : { name: maskName(person.name) }),
    },
  }
}

/** Overwrites what was known of the person. */
export function wipeIdentity(identity: Identity): void {
  identity.number.fill(0)
  identity.name?.fill(0)
}
