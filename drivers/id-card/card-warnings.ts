import { compareDays } from './calendar-day.ts'
import type { CalendarDay } from './calendar-day.ts'
import type { IdentityDocument, ResidencePermit } from './identity-document.ts'
import { checkPermanentResidentNumber } from './permanent-resident-number.ts'
import type { PermanentResidentFault } from './permanent-resident-number.ts'
import { checkResidencePermitNumber } from './residence-permit-number.ts'
import type { ResidencePermitFault } from './residence-permit-number.ts'
import { checkResidentNumber } from './resident-number.ts'
import { checkTravelPermitNumber } from './travel-permit-number.ts'

/** What does not fit together on a card. None holds a word of what is on it. */
export type CardWarning =
  | `number-${(ResidencePermitFault | PermanentResidentFault)['kind']}`
  | 'number-and-birth-differ'
  | 'number-and-sex-differ'
  | 'travel-permit-malformed'
  /** Of Hong Kong by its number and of Macao by the permit it names, say. */
  | 'number-and-travel-permit-differ'
  | 'birth-not-a-date'
  | 'sex-not-a-code'
  | 'validity-not-a-date'
  | 'expired'
  | 'not-yet-valid'
  | 'photo-header'
  /** The reader could not say whether the card has a newest address. */
  | 'newest-address-not-read'

/** Every known photo block begins with these letters. */
const PHOTO_HEADER = Buffer.from('WL', 'latin1')

/** Holds a card against itself and the day. */
export function warningsOf(card: IdentityDocument, today: CalendarDay): readonly CardWarning[] {
  return [...numberWarnings(card, today), ...travelPermitWarnings(card, today), ...otherWarnings(card, today)]
}

function numberWarnings(card: IdentityDocument, today: CalendarDay): readonly CardWarning[] {
  const said = numberSays(card, today)
  if (typeof said === 'string') return [`number-${said}`]
  const warnings: CardWarning[] = []
  // The number of a card from before 2023 leaves the century open.
  if (card.birth !== null && !compact(card.birth).endsWith(said.birth)) warnings.push('number-and-birth-differ')
  if ((card.sex === 'male' || card.sex === 'female') && card.sex !== said.sex) warnings.push('number-and-sex-differ')
  return warnings
}

/** `birth` as the number has it; or the kind of its fault. */
function numberSays(
  card: IdentityDocument,
  today: CalendarDay,
): { readonly birth: string; readonly sex: 'male' | 'female' } | (ResidencePermitFault | PermanentResidentFault)['kind'] {
  if (card.kind === 'permanent-resident-card') {
    const checked = checkPermanentResidentNumber(card.number, today)
    if (!checked.ok) return checked.fault.kind
    return checked.value.version === card.version ? checked.value : 'length'
  }
  const checked = card.kind === 'residence-permit' ? checkResidencePermitNumber(card.number, today) : checkResidentNumber(card.number, today)
  return checked.ok ? { birth: compact(checked.value.birth), sex: checked.value.sex } : checked.fault.kind
}

function travelPermitWarnings(card: IdentityDocument, today: CalendarDay): readonly CardWarning[] {
  if (card.kind !== 'residence-permit') return []
  const permit = checkTravelPermitNumber(card.travelPermit)
  if (!permit.ok) return ['travel-permit-malformed']
  const home = homeOf(card, today)
  return home === null || home === permit.value.from ? [] : ['number-and-travel-permit-differ']
}

function homeOf(card: ResidencePermit, today: CalendarDay): 'hong-kong' | 'macao' | 'taiwan' | null {
  const checked = checkResidencePermitNumber(card.number, today)
  return checked.ok ? checked.value.from : null
}

function otherWarnings(card: IdentityDocument, today: CalendarDay): readonly CardWarning[] {
  const { validFrom, validUntil } = card
  const warnings: CardWarning[] = []
  if (card.birth === null) warnings.push('birth-not-a-date')
  if (card.sex === null) warnings.push('sex-not-a-code')
  if (validFrom === null || validUntil === null) warnings.push('validity-not-a-date')
  if (validFrom !== null && compareDays(today, validFrom) < 0) warnings.push('not-yet-valid')
  // The last day still counts.
  if (validUntil !== null && validUntil !== '长期' && compareDays(today, validUntil) > 0) warnings.push('expired')
  if (!card.photo.subarray(0, PHOTO_HEADER.length).equals(PHOTO_HEADER)) warnings.push('photo-header')
  return warnings
}

/** `19491231` */
function compact({ year, month, day }: CalendarDay): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('')
}
