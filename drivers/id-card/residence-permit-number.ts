import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { CalendarDay } from './calendar-day.ts'
import { checkResidentNumber } from './resident-number.ts'
import type { NumberFault, ResidentNumber } from './resident-number.ts'

/** What the number of a 港澳台居民居住证 says by itself. */
export interface ResidencePermitNumber extends ResidentNumber {
  readonly from: 'hong-kong' | 'macao' | 'taiwan'
}

/** `not-a-permit`: a sound number of GB 11643, but a citizen's of the mainland. */
export type ResidencePermitFault = NumberFault | { readonly kind: 'not-a-permit' }

/** 港澳台居民居住证申领发放办法 (国办发〔2018〕81号), article 5: the number's first six digits. */
const HOMES: ReadonlyMap<string, ResidencePermitNumber['from']> = new Map([
  ['810000', 'hong-kong'],
  ['820000', 'macao'],
  ['830000', 'taiwan'],
])

/** Checks the 18 characters of a residence permit: those of GB 11643, of one of three regions of their own. */
export function checkResidencePermitNumber(text: string, today: CalendarDay): Result<ResidencePermitNumber, ResidencePermitFault> {
  const checked = checkResidentNumber(text, today)
  if (!checked.ok) return checked
  const from = HOMES.get(checked.value.region)
  if (from !== undefined) return ok({ ...checked.value, from })
  return err({ kind: /^8[123]/.test(checked.value.region) ? 'region' : 'not-a-permit' })
}
