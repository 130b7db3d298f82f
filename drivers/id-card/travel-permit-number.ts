import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'

/** The number of a permit to travel to the mainland, which a residence permit names. */
export interface TravelPermitNumber {
  readonly from: 'hong-kong' | 'macao' | 'taiwan'
  /** Its holder's for life: `H12345678`, and of Taiwan eight digits. */
  readonly number: string
  /** How many times the permit was issued anew, two digits; null where only the number for life was given. */
  readonly issue: string | null
}

export type TravelPermitFault =
  | { readonly kind: 'length'; readonly length: number }
  /** `position` counts from 1. In the first place stands H (Hong Kong), M (Macao) or, of Taiwan, a digit. */
  | { readonly kind: 'characters'; readonly position: number }

/**
 * Checks the number of a 港澳居民来往内地通行证 (H or M, then eight digits) or a 台湾居民来往大陆通行证 (eight digits), each
 * with or without the two digits of its issue, as the National Immigration Administration prints them. Neither has a
 * check digit. A small letter is taken as a capital.
 */
export function checkTravelPermitNumber(text: string): Result<TravelPermitNumber, TravelPermitFault> {
  const number = text.toUpperCase()
  const lettered = /^[A-Z]/.test(number)
  const life = lettered ? 9 : 8
  const sound = /^[HM]?\d*/.exec(number)?.[0].length ?? 0
  if (sound < number.length) return err({ kind: 'characters', position: sound + 1 })
  if (number.length !== life && number.length !== life + 2) return err({ kind: 'length', length: number.length })
  return ok({
    from: number.startsWith('H') ? 'hong-kong' : number.startsWith('M') ? 'macao' : 'taiwan',
    number: number.slice(0, life),
    issue: number.length > life ? number.slice(life) : null,
  })
}
