import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { CalendarDay } from './calendar-day.ts'
import { checkPermanentResidentNumber } from './permanent-resident-number.ts'
import type { PermanentResidentFault } from './permanent-resident-number.ts'
import { checkResidencePermitNumber } from './residence-permit-number.ts'
import type { ResidencePermitFault } from './residence-permit-number.ts'
import { checkResidentNumber } from './resident-number.ts'
import type { NumberFault } from './resident-number.ts'
import { checkTravelPermitNumber } from './travel-permit-number.ts'
import type { TravelPermitFault } from './travel-permit-number.ts'

/**
 * Checks a number that somebody typed, of whichever document: a letter in front, or a 9 where no province begins so, is a
 * permanent resident's, all else one of GB 11643. The number comes back in upper case.
 */
export function checkDocumentNumber(text: string, today: CalendarDay): Result<string, NumberFault | PermanentResidentFault> {
  const checked = /^[A-Z9]/i.test(text) ? checkPermanentResidentNumber(text, today) : checkResidentNumber(text, today)
  return checked.ok ? ok(checked.value.number) : checked
}

/** The documents whose number can be typed, by what stands on them. */
export type NumberedDocument =
  | 'resident-card'
  | 'residence-permit'
  | 'permanent-resident-card'
  | 'hk-macao-travel-permit'
  | 'taiwan-travel-permit'

export type DocumentNumberFault =
  | NumberFault
  | PermanentResidentFault
  | ResidencePermitFault
  | TravelPermitFault
  /** No letter H or M in front of a 港澳居民来往内地通行证, or one in front of a 台湾居民来往大陆通行证. */
  | { readonly kind: 'first-letter' }

/** It begins as a residence permit's and goes on as none was ever given: no other document's either. */
const NO_PERMIT = /^8[123](?!0000)/

/**
 * Checks the number of the document that somebody says they hold. A number with a check digit tells by itself which of
 * the three it is of, so that one of another of them is taken as well. Of a travel permit comes back what its holder
 * keeps for life, without the count of its issues: with and without, it is one person.
 */
export function checkNumberOf(document: NumberedDocument, text: string, today: CalendarDay): Result<string, DocumentNumberFault> {
  if (document === 'hk-macao-travel-permit' || document === 'taiwan-travel-permit') return travelPermit(document, text)
  const checked = ofCard(document, text, today)
  if (checked.ok) return ok(checked.value.number)
  const itself = checkDocumentNumber(text, today)
  return itself.ok && !NO_PERMIT.test(text) ? itself : checked
}

function ofCard(document: Exclude<NumberedDocument, `${string}-travel-permit`>, text: string, today: CalendarDay) {
  switch (document) {
    case 'resident-card':
      return checkResidentNumber(text, today)
    case 'residence-permit':
      return checkResidencePermitNumber(text, today)
    case 'permanent-resident-card':
      return checkPermanentResidentNumber(text, today)
  }
}

function travelPermit(document: `${string}-travel-permit`, text: string): Result<string, DocumentNumberFault> {
  const lettered = /^[HM]/i.test(text)
  if (text !== '' && lettered !== (document === 'hk-macao-travel-permit')) return err({ kind: 'first-letter' })
  const checked = checkTravelPermitNumber(text)
  return checked.ok ? ok(checked.value.number) : checked
}
