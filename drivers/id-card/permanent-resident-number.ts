import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { compareDays, parseCompactDay } from './calendar-day.ts'
import type { CalendarDay } from './calendar-day.ts'
import { icaoCheck } from './icao-check.ts'
import { mod11Check } from './mod-11-2.ts'

/** What the number of a 外国人永久居留身份证 says by itself. */
export interface PermanentResidentNumber {
  /** Letters in upper case. */
  readonly number: string
  /** 15 characters until 2023, 18 since. */
  readonly version: '2017' | '2023'
  /** GB/T 2659, as the card counts: three letters (`PAK`) until 2023, three digits (`586`) since. */
  readonly country: string
  /** Where it was first given: four digits of GB/T 2260 until 2023, two since. */
  readonly region: string
  /** `800101` until 2023, which leaves the century open; `19800101` since. */
  readonly birth: string
  readonly sex: 'male' | 'female'
}

/** The first reason why a text is no number of a permanent resident. It never repeats what was typed. */
export type PermanentResidentFault =
  | { readonly kind: 'length'; readonly length: number }
  /** `position` counts from 1. */
  | { readonly kind: 'characters'; readonly position: number }
  /** No province of the mainland, which alone gives these numbers. */
  | { readonly kind: 'region' }
  | { readonly kind: 'birth'; readonly reason: 'not-a-date' | 'in-the-future' }
  | { readonly kind: 'check-digit' }

const OLD_LENGTH = 15
const LENGTH = 18
/** GB/T 2260, the mainland's. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' '),
)

/**
 * Checks the number of a permanent resident's card, old or new, as the National Immigration Administration explains both
 * (外国人永久居留身份证, 2017 and 2023). Until 2023: country 3 letters, region 4, YYMMDD, 1 digit (odd male), ICAO 9303
 * check. Since: `9`, province 2, country 3 digits, YYYYMMDD, 3 digits (odd male), ISO 7064 MOD 11-2.
 */
export function checkPermanentResidentNumber(
  text: string,
  today: CalendarDay,
): Result<PermanentResidentNumber, PermanentResidentFault> {
  if (text.length !== OLD_LENGTH && text.length !== LENGTH) return err({ kind: 'length', length: text.length })
  const number = text.toUpperCase()
  return number.length === OLD_LENGTH ? checkOld(number, today) : checkNew(number, today)
}

function checkOld(number: string, today: CalendarDay): Result<PermanentResidentNumber, PermanentResidentFault> {
  const wrong = firstWrong(number, /^[A-Z]{0,3}/, /^[A-Z]{3}\d*/)
  if (wrong !== null) return err({ kind: 'characters', position: wrong })
  const region = number.slice(3, 7)
  if (!PROVINCES.has(region.slice(0, 2))) return err({ kind: 'region' })
  const birth = number.slice(7, 13)
  const fault = birthFault([parseCompactDay(`19${birth}`), parseCompactDay(`20${birth}`)], today)
  if (fault !== null) return err(fault)
  if (number.at(-1) !== icaoCheck(number.slice(0, -1))) return err({ kind: 'check-digit' })
  return ok({ number, version: '2017', country: number.slice(0, 3), region, birth, sex: sexOf(number.charAt(13)) })
}

function checkNew(number: string, today: CalendarDay): Result<PermanentResidentNumber, PermanentResidentFault> {
  const wrong = firstWrong(number, /^9?/, /^9\d{0,16}/, /^9\d{16}[\dX]/)
  if (wrong !== null) return err({ kind: 'characters', position: wrong })
  const region = number.slice(1, 3)
  if (!PROVINCES.has(region)) return err({ kind: 'region' })
  const birth = number.slice(6, 14)
  const fault = birthFault([parseCompactDay(birth)], today)
  if (fault !== null) return err(fault)
  if (number.at(-1) !== mod11Check(number)) return err({ kind: 'check-digit' })
  return ok({ number, version: '2023', country: number.slice(3, 6), region, birth, sex: sexOf(number.charAt(16)) })
}

/** Where the longest of what may stand there ends, from 1; null if that is the whole number. */
function firstWrong(number: string, ...beginnings: readonly RegExp[]): number | null {
  const sound = Math.max(...beginnings.map((beginning) => beginning.exec(number)?.[0].length ?? 0))
  return sound === number.length ? null : sound + 1
}

/** One of the days that the digits may mean has to exist and be past. */
function birthFault(days: readonly (CalendarDay | null)[], today: CalendarDay): PermanentResidentFault | null {
  const real = days.filter((day) => day !== null)
  if (real.length === 0) return { kind: 'birth', reason: 'not-a-date' }
  return real.some((day) => compareDays(day, today) <= 0) ? null : { kind: 'birth', reason: 'in-the-future' }
}

function sexOf(digit: string): 'male' | 'female' {
  return Number(digit) % 2 === 1 ? 'male' : 'female'
}
