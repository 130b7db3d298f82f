import { compareDays, parseCompactDay, type CalendarDay } from '../id-card/calendar-day.ts'
import { checkResidentNumber } from '../id-card/resident-number.ts'
import { err, ok, type Result } from '../result.ts'
import type { CardRecord, HolderRecord } from './records.ts'

/** A social-security card (社会保障卡) as read. It holds a person: it never goes into a log. */
export interface SocialCard {
  /** 社会保障号码, which is the holder's ID number. */
  readonly number: string
  readonly name: string
  /** GB/T 2261.1; null for a code that the standard does not have. */
  readonly sex: 'unknown' | 'male' | 'female' | 'unstated' | null
  /** GB/T 3304 in two digits; null where the card does not say. */
  readonly ethnicCode: string | null
  /** GB/T 2260, six digits; null where the card does not say. */
  readonly birthplace: string | null
  /** Null, like the other dates, where the card holds no day that exists. */
  readonly birth: CalendarDay | null
  /** 卡识别码 of 32 digits; null, like what follows, where the card does not say. */
  readonly cardId: string | null
  /** 卡号, which is printed on the card. */
  readonly cardNumber: string | null
  /** 规范版本, such as `2.00`. */
  readonly version: string | null
  readonly issuedOn: CalendarDay | null
  readonly validUntil: CalendarDay | null
  /** What does not fit together: whether it matters is for whoever uses the card. */
  readonly warnings: readonly SocialCardWarning[]
}

export type SocialCardWarning = 'number-faulty' | 'number-and-birth-differ' | 'number-and-sex-differ' | 'birth-not-a-date' | 'sex-not-a-code' | 'expired'

/** Each record's text; null where the card has none or answered something else. */
export type SocialCardTexts = Readonly<Record<CardRecord | HolderRecord, string | null>>

const SEXES: ReadonlyMap<string, SocialCard['sex']> = new Map([
  ['0', 'unknown'],
  ['1', 'male'],
  ['2', 'female'],
  ['9', 'unstated'],
])

/**
 * Puts a card together from the texts of its records (LD/T 32.5-2015). Without a number or a name it is nobody's: a
 * third-generation card that shows them to its own security module only. `today` is the hall's own day.
 */
export function socialCardOf(texts: SocialCardTexts, today: CalendarDay): Result<SocialCard, { readonly kind: 'holder-hidden' }> {
  const { number, name } = texts
  if (number === null || number === '' || name === null || name === '') return err({ kind: 'holder-hidden' })
  const card = {
    number: number.toUpperCase(),
    name,
    sex: SEXES.get(texts.sex ?? '') ?? null,
    ethnicCode: digits(texts.ethnicCode, 2),
    birthplace: digits(texts.birthplace, 6),
    birth: parseCompactDay(texts.birth ?? ''),
    cardId: digits(texts.cardId, 32),
    cardNumber: texts.cardNumber === '' ? null : texts.cardNumber,
    version: texts.version === '' ? null : texts.version,
    issuedOn: parseCompactDay(texts.issuedOn ?? ''),
    validUntil: parseCompactDay(texts.validUntil ?? ''),
  }
  return ok({ ...card, warnings: warningsOf(card, today) })
}

function digits(text: string | null, length: number): string | null {
  return text !== null && text.length === length && /^\d+$/.test(text) && !/^0+$/.test(text) ? text : null
}

function warningsOf(card: Omit<SocialCard, 'warnings'>, today: CalendarDay): readonly SocialCardWarning[] {
  const { birth, sex, validUntil } = card
  const number = checkResidentNumber(card.number, today)
  const found: (SocialCardWarning | false)[] = [
    !number.ok && 'number-faulty',
    birth === null && 'birth-not-a-date',
    number.ok && birth !== null && compareDays(number.value.birth, birth) !== 0 && 'number-and-birth-differ',
    sex === null && 'sex-not-a-code',
    number.ok && (sex === 'male' || sex === 'female') && number.value.sex !== sex && 'number-and-sex-differ',
    validUntil !== null && compareDays(validUntil, today) < 0 && 'expired',
  ]
  return found.filter((warning) => warning !== false)
}
