import type { IdentityDocument } from '../../drivers/id-card/card-reader.ts'
import { nameOf } from '../../drivers/id-card/identity-document.ts'
import type { MedicalInsurance } from '../../drivers/social-card/medical-insurance.ts'
import type { SocialCard } from '../../drivers/social-card/social-card.ts'
import { documentOfNumber, type DocumentKind } from './document-kind.ts'
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
  readonly document: DocumentKind
  /** The card that was laid, where it is not that document itself. */
  readonly laid: LaidCard | null
  /**
   * ID number, 18 ASCII characters; 15 of a permanent resident's card from before 2023; of a travel permit what its holder
   * keeps for life, a letter and eight digits or eight digits.
   */
  readonly number: Buffer
  /** Name as on the card, UTF-8; a permanent resident's Chinese one, if the card has one. Null when only the number is known. */
  readonly name: Buffer | null
  /** What else the card says and a form may ask for (`CardAbout` as JSON, UTF-8); null where no card was laid. */
  readonly about: Buffer | null
  /** What the medical-insurance library told (`MedicalInsurance` as JSON, UTF-8); null where nobody asked it, or it told nothing. */
  insured: Buffer | null
  /** The card says that its last day is past. */
  readonly expired: boolean
  readonly masked: MaskedPerson
}

/** 社会保障卡: it names its holder by the number of their ID card. That its chip is genuine only its issuer's module can tell. */
export type LaidCard = 'social-card'

/** Of a card, what a form asks for besides name and number; empty where the document says nothing of it. */
export interface CardAbout {
  readonly sex: 'male' | 'female' | null
  /** `1949-12-31` */
  readonly birth: string | null
  /** GB/T 3304, two digits. */
  readonly ethnicCode: string
  /** The newest that the card knows. */
  readonly address: string
  /** Only of a permanent resident: the name in English, and the nationality (GB/T 2659, three letters or digits). */
  readonly englishName?: string
  readonly nationality?: string
}

export function identityOf(person: {
  readonly assurance: 'typed' | 'card'
  /** Told by the number where no card says it. */
  readonly document?: DocumentKind
  readonly laid?: LaidCard
  readonly number: string
  readonly name?: string
  readonly about?: CardAbout
  readonly expired?: boolean
}): Identity {
  const { assurance, number, name, about, expired = false } = person
  return {
    assurance,
    document: person.document ?? documentOfNumber(number),
    laid: person.laid ?? null,
    number: Buffer.from(number, 'latin1'),
    name: name === undefined ? null : Buffer.from(name, 'utf8'),
    about: about === undefined ? null : Buffer.from(JSON.stringify(about), 'utf8'),
    insured: null,
    expired,
    masked: {
      assurance,
      number: maskNumber(number),
      ...(name === undefined ? {} : { name: maskName(name) }),
      ...(about?.englishName === undefined ? {} : { englishName: maskName(about.englishName) }),
      ...(expired ? { expired } : {}),
    },
  }
}

/** Whoever laid a card. */
export function identityOfCard(card: IdentityDocument): Identity {
  const { kind, number, warnings } = card
  return identityOf({
    assurance: 'card',
    document: kind,
    number,
    name: nameOf(card),
    about: cardAbout(card),
    expired: warnings.includes('expired'),
  })
}

/** Whoever put in a social-security card whose number is one of GB 11643. Where they live does not stand on it. */
export function identityOfSocialCard(card: SocialCard): Identity {
  const { number, name, sex, birth, ethnicCode, warnings } = card
  return identityOf({
    assurance: 'card',
    laid: 'social-card',
    number,
    name,
    about: { ...sexAndBirth({ sex, birth }), ethnicCode: ethnicCode ?? '', address: '' },
    expired: warnings.includes('expired'),
  })
}

/** Overwrites what was known of the person. */
export function wipeIdentity(identity: Identity): void {
  identity.number.fill(0)
  identity.name?.fill(0)
  identity.about?.fill(0)
  identity.insured?.fill(0)
}

/** What a form may take over from a card that was read. */
function cardAbout(card: IdentityDocument): CardAbout {
  return {
    ...sexAndBirth(card),
    ethnicCode: card.kind === 'resident-card' ? card.ethnicCode : '',
    ...(card.kind === 'permanent-resident-card'
      ? { address: '', englishName: card.englishName, nationality: card.nationality }
      : { address: card.newestAddress ?? card.address }),
  }
}

function sexAndBirth({ sex, birth }: Pick<IdentityDocument, 'sex' | 'birth'>): Pick<CardAbout, 'sex' | 'birth'> {
  const two = (number: number) => String(number).padStart(2, '0')
  return {
    sex: sex === 'male' || sex === 'female' ? sex : null,
    birth: birth === null ? null : `${String(birth.year).padStart(4, '0')}-${two(birth.month)}-${two(birth.day)}`,
  }
}

/** Null where nothing of a medical insurance is known. */
export function insuredOf({ insured }: Identity): MedicalInsurance | null {
  return insured === null ? null : (JSON.parse(insured.toString('utf8')) as MedicalInsurance)
}

/** Null where nothing of a card is known. */
export function aboutOf(identity: Identity): CardAbout | null {
  return identity.about === null ? null : (JSON.parse(identity.about.toString('utf8')) as CardAbout)
}
