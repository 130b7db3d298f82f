import type { SimpleTakes } from './form-answers.ts'

/** Characters that stand in groups, as on a card or a calendar. */
export interface Shape {
  readonly groups: readonly number[]
  readonly keys: readonly string[]
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** GB 32100 leaves out I, O, S, V and Z. */
export const CREDIT_KEYS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Region, birth, serial and check (GB 11643); authority and kind, region, body, check (GB 32100). */
export const SHAPES = {
  'id-number': { groups: [6, 8, 4], keys: [...DIGITS, 'X', '0', 'delete'] },
  'credit-code': { groups: [2, 6, 9, 1], keys: [...Array.from(CREDIT_KEYS), 'delete'] },
  phone: { groups: [3, 4, 4], keys: [...DIGITS, 'clear', '0', 'delete'] },
  date: { groups: [4, 2, 2], keys: [...DIGITS, 'clear', '0', 'delete'] },
} as const satisfies Partial<Record<SimpleTakes['kind'], Shape>>

export type PlacesKind = keyof typeof SHAPES

export const lengthOf = (kind: PlacesKind): number => SHAPES[kind].groups.reduce((all, one) => all + one, 0)

/** What stands there after a key. */
export function placesAfter(kind: PlacesKind, typed: string, key: string): string {
  if (key === 'clear') return ''
  if (kind === 'date') return dateAfter(typed, key)
  if (key === 'delete') return typed.slice(0, -1)
  return typed.length < lengthOf(kind) ? typed + key : typed
}

/** `1949-12-31` as far as it is typed. A month that begins with 2 is February, a day that begins with 4 the fourth. */
function dateAfter(typed: string, key: string): string {
  const digits = digitsOf(typed)
  if (key === 'delete') return dashed(digits.slice(0, -1))
  if (digits.length >= 8) return typed
  const whole = (digits.length === 4 && key > '1') || (digits.length === 6 && key > '3')
  return dashed(digits + (whole ? `0${key}` : key))
}

export const digitsOf = (date: string): string => date.replaceAll('-', '')

function dashed(digits: string): string {
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].filter((part) => part !== '').join('-')
}

/** Whether the day is in the calendar. */
export function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`)
  return date.length === 10 && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date)
}

/** The day after. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
