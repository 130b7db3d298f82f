import type { NumberedDocument } from '../../drivers/id-card/document-number.ts'
import type { Person } from '../platform/platform.ts'

/** 居民身份证, 港澳台居民居住证, 外国人永久居留身份证: those that a reader reads and a platform knows people by. */
type CardKind = Person['document']

/** These, 港澳居民来往内地通行证 and 台湾居民来往大陆通行证, whose numbers can be typed. */
export type DocumentKind = NumberedDocument

/** 港澳居民来往内地通行证 and 台湾居民来往大陆通行证: their numbers have no check digit, and could be taken for some other kind's. */
export type TravelPermit = Exclude<DocumentKind, CardKind>

export function isTravelPermit(document: DocumentKind): document is TravelPermit {
  return document === 'hk-macao-travel-permit' || document === 'taiwan-travel-permit'
}

/**
 * Which document a sound number is of, where only the number is known: 15 characters or a 9 in front are a permanent
 * resident's, 810000, 820000 and 830000 a residence permit's (GB 11643 gives those places to nobody else).
 */
export function documentOfNumber(number: string): CardKind {
  if (number.length === 15 || number.startsWith('9')) return 'permanent-resident-card'
  return /^8[123]0000/.test(number) ? 'residence-permit' : 'resident-card'
}
