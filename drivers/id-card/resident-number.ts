import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { compareDays, parseCompactDay } from './calendar-day.ts'
import type { CalendarDay } from './calendar-day.ts'
import { mod11Check } from './mod-11-2.ts'

/** What a citizen's number says by itself (公民身份号码, GB 11643-1999). */
export interface ResidentNumber {
  /** 18 characters, a final X in upper case. */
  readonly number: string
  /** The six digits of the county where the number was first given; many of these counties exist no more. */
  readonly region: string
  readonly birth: CalendarDay
  readonly sex: 'male' | 'female'
}

/** The first reason why a text is no number. It never repeats what was typed. */
export type NumberFault =
  /** `old-15-digit`: a number from before 1999 was typed; its holder's card shows one of 18 digits now. */
  | { readonly kind: 'length'; readonly typed: 'too-short' | 'too-long' | 'old-15-digit'; readonly length: number }
  /** `position` counts from 1: the first character that is no digit (in the last place: neither digit nor X). */
  | { readonly kind: 'characters'; readonly position: number }
  /** The first two digits are no province. */
  | { readonly kind: 'region' }
  | { readonly kind: 'birth'; readonly reason: 'not-a-date' | 'in-the-future' }
  | { readonly kind: 'check-digit' }

const LENGTH = 18
const OLD_LENGTH = 15
/**
 * GB/T 2260 with 71 Taiwan, 81 Hong Kong, 82 Macao, and 83 of Taiwan residents' permits. Counties are not checked:
 * many were renamed or dissolved, and their people keep their numbers.
 */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)

/** Checks a number as typed or as read from a card; a lower-case x is taken as X. `today` is the hall's own day. */
export function checkResidentNumber(text: string, today: CalendarDay): Result<ResidentNumber, NumberFault> {
  if (text.length !== LENGTH) return err(lengthFault(text))
  const number = text.toUpperCase()
  const wrong = /^\d*/.exec(number)?.[0].length ?? 0
  if (!/^\d{17}[\dX]$/.test(number)) return err({ kind: 'characters', position: wrong + 1 })
  if (!PROVINCES.has(number.slice(0, 2))) return err({ kind: 'region' })
  const birth = parseCompactDay(number.slice(6, 14))
  if (birth === null) return err({ kind: 'birth', reason: 'not-a-date' })
  if (compareDays(birth, today) > 0) return err({ kind: 'birth', reason: 'in-the-future' })
  if (number.at(-1) !== mod11Check(number)) return err({ kind: 'check-digit' })
  return ok({ number, region: number.slice(0, 6), birth, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' })
}

/**
 * Checks a number of 15 digits from before 1999 and answers the 18 that took its place: GB 11643-1999 puts 19 before the
 * year and a check character at the end. The old number has none of its own, so that a slip in its last digits passes.
 */
export function checkOldResidentNumber(text: string, today: CalendarDay): Result<ResidentNumber, NumberFault> {
  if (text.length !== OLD_LENGTH) {
    return err({ kind: 'length', typed: text.length < OLD_LENGTH ? 'too-short' : 'too-long', length: text.length })
  }
  const wrong = /^\d*/.exec(text)?.[0].length ?? 0
  if (wrong < OLD_LENGTH) return err({ kind: 'characters', position: wrong + 1 })
  const digits = `${text.slice(0, 6)}19${text.slice(6)}`
  return checkResidentNumber(digits + mod11Check(digits), today)
}

function lengthFault(text: string): NumberFault {
  if (text.length === OLD_LENGTH && /^\d+$/.test(text)) {
    return { kind: 'length', typed: 'old-15-digit', length: OLD_LENGTH }
  }
  return { kind: 'length', typed: text.length < LENGTH ? 'too-short' : 'too-long', length: text.length }
}
