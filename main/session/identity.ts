import type { ResidentCard } from '../../drivers/id-card/resident-card.ts'
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
  /** What else the card says and a form may ask for (`CardAbout` as JSON, UTF-8); null where no card was laid. */
  readonly about: Buffer | null
  readonly masked: MaskedPerson
}

/** Of a resident card, what a form asks for besides name and number. */
export interface CardAbout {
  readonly sex: 'male' | 'female' | null
  /** `1949-12-31` */
  readonly birth: string | null
  /** GB/T 3304, two digits. */
  readonly ethnicCode: string
  readonly address: string
}

export function identityOf(person: {
  readonly assurance: 'typed' | 'card'
  readonly number: string
  readonly name?: string
  readonly about?: CardAbout
}): Identity {
  return {
    assurance: person.assurance,
    number: Buffer.from(person.number, 'latin1'),
    name: person.name === undefined ? null : Buffer.from(person.name, 'utf8'),
    about: person.about === undefined ? null : Buffer.from(JSON.stringify(person.about), 'utf8'),
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
  identity.about?.fill(0)
}

/** What a form may take over from a card that was read. */
export function cardAbout(card: ResidentCard): CardAbout {
  const { sex, birth, ethnicCode, address } = card
  const two = (number: number) => String(number).padStart(2, '0')
  return {
    sex: sex === 'male' || sex === 'female' ? sex : null,
    birth: birth === null ? null : `${String(birth.year).padStart(4, '0')}-${two(birth.month)}-${two(birth.day)}`,
    ethnicCode,
    address,
  }
}

/** Null where nothing of a card is known. */
export function aboutOf(identity: Identity): CardAbout | null {
  return identity.about === null ? null : (JSON.parse(identity.about.toString('utf8')) as CardAbout)
}
